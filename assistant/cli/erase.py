"""`webcare erase`: a customer who asks to be forgotten."""

from typing import Annotated

import typer

from assistant.casework.erasing import erase_customer, unfinished
from assistant.cli.options import Json, print_json, ready, say
from assistant.records.work import JobKind
from assistant.store import people
from assistant.worker import Worker


def add_to(app: typer.Typer) -> None:
    app.command("erase", epilog="Example: webcare erase 6f1c2ab09d --person naima")(erase)


def erase(
    case: Annotated[str, typer.Argument(help="A case of the customer, as its page's address names it.")],
    person: Annotated[str, typer.Option("--person", "-p", help="Who erases: the id of a lead or operator.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask first.")] = False,
    json: Json = False,
) -> None:
    """Erase a customer: every word of theirs and to them, in all their cases, the outbox and the index. This cannot be undone.

    Exit code 1 while outbox or index still hold some: the server goes on trying.
    """
    assistant = ready()
    with assistant.store.read() as tx:
        who = people.get(tx, person)
    words = assistant.words()
    if not yes:
        typer.confirm(words.say("cli.erase_ask", case=case), abort=True)
    gone = erase_customer(assistant.work, who, case)
    worker = Worker(assistant)
    while worker.step((JobKind.ERASE,)):
        pass
    left = [error for error in unfinished(assistant.work) if error]
    if json:
        print_json({"cases": list(gone.cases), "resolved": list(gone.resolved), "parts": list(gone.parts), "unfinished": left})
    else:
        say(words.say("cli.erased", cases=len(gone.cases), resolved=len(gone.resolved), parts=len(gone.parts)), "bold")
        for error in left:
            say(words.say("cli.erase_left", error=error), "red")
    if left:
        raise typer.Exit(1)
