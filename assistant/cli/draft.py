"""`webcare draft` and `webcare check`: one complaint to one draft, and one text held against the checks."""

import sys
from datetime import UTC
from pathlib import Path
from typing import Annotated, Any

import typer

from assistant.casework.intake import clean_text
from assistant.cli.options import Brand, Json, Today, print_json, ready, say
from assistant.drafting.flow import draft_reply
from assistant.errors import InputError
from assistant.records.case import AgentFact, Author, Case, CaseState, Message
from assistant.records.draft import Draft
from assistant.records.finding import Finding, Level
from assistant.records.triage import Route, Triage
from assistant.wiring import Assistant

STYLE = {Level.BLOCK: "bold red", Level.WARN: "yellow", Level.INFO: "dim"}

Channel = Annotated[str, typer.Option("--channel", "-c", help="Where the message came in: x, facebook, whatsapp, email, chat, review ...")]
Author_ = Annotated[str, typer.Option("--author", help="The customer's name or handle, as the channel gives it.")]
Facts = Annotated[list[str] | None, typer.Option("--fact", help="What you know and no policy says; may be given several times.")]
Writer = Annotated[str, typer.Option("--writer", help="embedded or model; without it the model when one is set.")]


def add_to(app: typer.Typer) -> None:
    app.command(
        "draft",
        epilog='Example: webcare draft --brand waterhuis --channel email --author "J. Bos" "Mijn rekening is veel te hoog geschat."',
    )(draft)


def draft(
    brand: Brand,
    channel: Channel,
    text: Annotated[str, typer.Argument(help="The message; - reads it from standard input.")] = "",
    file: Annotated[Path | None, typer.Option("--file", help="A UTF-8 file that holds the message.")] = None,
    author: Author_ = "",
    fact: Facts = None,
    writer: Writer = "",
    today: Today = "",
    json: Json = False,
) -> None:
    """Draft a reply to one message. Nothing is kept and nothing is sent."""
    complaint = given_text(text, file)
    assistant = ready(today)
    kit = assistant.kits.kit(brand, writer=writer)
    made = draft_reply(one_case(assistant, brand, channel, author, complaint, fact or ()), kit)
    if json:
        print_json(as_json(made, assistant))
    else:
        show(made, assistant, brand)


def given_text(text: str, file: Path | None) -> str:
    """The message from the argument, a file or standard input. Raises `InputError` when it is empty or unreadable."""
    if bool(text) == bool(file):
        raise InputError("There is no message, or two.", where="draft", mend="Give a text, --file FILE, or - for standard input.")
    if file:
        try:
            data = file.read_bytes()
        except OSError as error:
            raise InputError(f"The file cannot be read ({error.strerror}).", where=str(file), mend="Check its name.") from error
        return clean_text(data, where=str(file))
    return clean_text(sys.stdin.buffer.read() if text == "-" else text, where="standard input" if text == "-" else "text")


def one_case(assistant: Assistant, brand: str, channel: str, author: str, text: str, facts: list[str] | tuple[str, ...]) -> Case:
    """A case of one message, kept nowhere."""
    now = assistant.now(brand).astimezone(UTC)
    return Case(
        id="draft",
        brand=brand,
        channel=channel,
        customer="draft",
        customer_name=author,
        thread=(Message("message", Author.CUSTOMER, author, text, now),),
        state=CaseState.NEW,
        opened_at=now,
        due_at=None,
        version=1,
        facts=tuple(AgentFact(f"fact-{number}", fact, "", now) for number, fact in enumerate(facts, start=1)),
    )


def as_json(made: Draft, assistant: Assistant) -> dict[str, Any]:
    """The draft in the form that other programs read."""
    return {
        "text": made.reply.text,
        "private_text": made.reply.private_text,
        "route": str(made.route),
        "language": made.language,
        "writer": made.provenance.writer,
        "triage": triage_json(made.triage),
        "citations": [{"sentence": c.sentence, "passage": c.passage, "document": c.document} for c in made.citations],
        "findings": [finding_json(finding, assistant) for finding in made.findings],
        "passages": [
            {"id": p.id, "document": p.document, "kind": str(p.kind), "title": p.title, "path": list(p.path), "text": p.text}
            for p in made.passages
        ],
        "ask": list(made.ask),
        "gap": made.gap,
        "notice": made.notice,
        "error": made.provenance.error,
        "prompt": made.provenance.prompt,
        "model": made.provenance.model,
        "tokens_in": made.provenance.tokens_in,
        "tokens_out": made.provenance.tokens_out,
        "seconds": dict(made.provenance.seconds),
    }


def triage_json(triage: Triage) -> dict[str, Any]:
    """Each field as value, reason and the words seen."""

    def judged(value: Any, reason: str, words: tuple[str, ...]) -> dict[str, Any]:
        plain = list(value) if isinstance(value, tuple) else int(value) if isinstance(value, int) and not isinstance(value, bool) else value
        return {"value": plain, "reason": reason, "words": list(words)}

    names = ("language", "sentiment", "emotion", "urgency", "vulnerable", "repeat", "intents", "topic", "public", "missing", "route")
    fields = {name: judged((j := getattr(triage, name)).value, j.reason, j.words) for name in names}
    risks = [judged(str(risk.value), risk.reason, risk.words) for risk in triage.risks]
    return {**fields, "risk": str(triage.risk), "risks": risks}


def finding_json(finding: Finding, assistant: Assistant) -> dict[str, str]:
    return {
        "check": finding.check,
        "level": str(finding.level),
        "kind": str(finding.kind),
        "reason": assistant.explain(finding),
        "quote": finding.quote,
        "part": str(finding.part),
        "source": finding.source,
    }


def show(made: Draft, assistant: Assistant, brand: str) -> None:
    """The draft for a person who reads along."""
    words = assistant.words()
    say(
        words.say("cli.triage", urgency=words.say(f"urgency.{int(made.triage.urgency.value)}"), topic=made.triage.topic.value or "-"), "dim"
    )
    if made.route is Route.PERSON:
        say(words.say("cli.for_person"), "bold")
        for line in assistant.brand(brand).crisis.steps.get(words.language, ()):
            say(f"  {line}")
        return
    say()
    say(made.reply.text)
    if made.reply.private_text:
        say()
        say(words.say("cli.private_part"), "dim")
        say(made.reply.private_text)
    say()
    for citation in made.citations:
        say(f"  {citation.passage}  {citation.sentence}", "dim")
    for finding in made.findings:
        say(f"{words.say(f'level.{finding.level}')}: {assistant.explain(finding)}", STYLE[finding.level])
    if made.provenance.error:
        say(made.provenance.error, "yellow")
