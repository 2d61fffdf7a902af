"""`webcare journal`: whether the journal is as it was written."""

import typer

from assistant.cli.options import Json, print_json, ready, say
from assistant.store import journal


def add_to(app: typer.Typer) -> None:
    app.command("journal", epilog="Example: webcare journal")(verify)


def verify(json: Json = False) -> None:
    """Read the journal from its first line: each line carries the hash of the one before. Exit code 1 when one was changed or lost."""
    with ready().store.read() as tx:
        broken, newest = journal.verify(tx), journal.entries(tx, limit=1)
    lines = newest[0].number if newest else 0
    if json:
        print_json({"lines": lines, "broken_at": broken})
    else:
        say(
            f"{lines} lines, whole" if broken is None else f"Line {broken} of the journal is not as it was written.",
            "bold" if broken is None else "red",
        )
    if broken is not None:
        raise typer.Exit(1)
