"""`webcare ingest`, `import`, `export` and `check`: knowledge and messages in, documents out, everything read once."""

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from assistant.casework.intake import receive, receive_all
from assistant.cli.options import AnyBrand, Json, print_json, ready, say, tell
from assistant.content.messages import read_messages
from assistant.content.sound import read_all
from assistant.curation.export import export_documents
from assistant.curation.ingest import ingest
from assistant.errors import InputError, WebcareError
from assistant.settings import read_settings

TOLD = 100
"""So many messages are brought in between two lines of progress."""


def add_to(app: typer.Typer) -> None:
    app.command("check", epilog="Example: webcare check")(check)
    app.command("ingest", epilog="Example: webcare ingest --brand waterhuis")(take_in)
    app.command("import", epilog="Example: webcare import --brand waterhuis --channel email berichten.csv")(import_messages)
    app.command("export", epilog="Example: webcare export --brand waterhuis --to copy/")(give_out)


def check(json: Json = False) -> None:
    """Read all that people edit; name file, line and mend of each fault. Exit code 1 when there is one."""
    reading = read_all(read_settings().content)
    if json:
        print_json({"read": reading.counts, "faults": faults_json(reading.faults)})
    else:
        for fault in reading.faults:
            say(str(fault), "red")
        say(", ".join(f"{count} {kind}" for kind, count in reading.counts.items()), "bold")
    if reading.faults:
        raise typer.Exit(1)


def take_in(brand: AnyBrand = "", json: Json = False) -> None:
    """Take changed policies and cases in. What was taken in before is left alone; a bad file is named and the rest goes on."""
    assistant = ready()
    brands = {id: assistant.brands[id] for id in assistant.which(brand)}
    report = ingest(
        assistant.store,
        assistant.settings.content,
        brands,
        progress=lambda path, done, total: tell(f"{done}/{total} {path}"),
        receive=partial(receive, assistant.work),
    )
    counts = {name: getattr(report, name) for name in ("new", "changed", "unchanged", "skipped", "cases", "messages")}
    if json:
        print_json({**counts, "errors": faults_json(report.errors)})
    else:
        for fault in report.errors:
            say(str(fault), "red")
        say(", ".join(f"{count} {name}" for name, count in counts.items()), "bold")
    if report.errors:
        raise typer.Exit(1)


def import_messages(
    file: Annotated[Path, typer.Argument(help="A CSV or JSONL file with text, author, channel and time.")],
    brand: AnyBrand = "",
    channel: Annotated[str, typer.Option("--channel", "-c", help="The channel of rows that name none.")] = "",
    json: Json = False,
) -> None:
    """Bring messages in. A bad line is named and the rest goes on; what was here already is not brought in twice.

    Stop with Ctrl+C and start again: it goes on where it was.
    """
    assistant = ready()
    assistant.which(brand)
    try:
        data = file.read_bytes()
    except OSError as error:
        raise InputError(f"The file cannot be read ({error.strerror}).", where=str(file), mend="Check its name.") from error
    now = assistant.work.now(brand)
    messages = read_messages(data, str(file), brand=brand, channel=channel, now=now)
    report = receive_all(assistant.work, messages, lambda done: tell(f"{done}") if done % TOLD == 0 else None)
    if json:
        failed = faults_json(report.failed)
        print_json({"received": list(report.received), "repeated": report.repeated, "failed": failed})
    else:
        for fault in report.failed:
            say(str(fault), "red")
        words = assistant.words()
        say(words.say("cli.imported", new=len(report.received), repeated=report.repeated, failed=len(report.failed)), "bold")
    if report.failed:
        raise typer.Exit(2)


def give_out(
    brand: AnyBrand = "",
    to: Annotated[Path | None, typer.Option("--to", help="A folder to write to; without it the content folder itself.")] = None,
    json: Json = False,
) -> None:
    """Write the live documents back to policy files."""
    assistant = ready()
    folder = to.resolve() if to else assistant.settings.content
    written = [
        path for id in assistant.which(brand) for path in export_documents(assistant.store, id, folder / "knowledge" / id / "policies")
    ]
    if json:
        print_json({"folder": str(folder), "written": [str(path) for path in written]})
    else:
        say(assistant.words().say("cli.exported", count=len(written), folder=folder))


def faults_json(faults: Iterable[WebcareError]) -> list[dict[str, str]]:
    return [{"where": fault.where, "what": fault.what, "mend": fault.mend} for fault in faults]
