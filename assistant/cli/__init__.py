"""The `webcare` command: every verb with `--help` and an example, words for people by default, `--json` for programs.

Exit codes: 0 done, 2 something is wrong with what was given (one message: what, where, mend), 1 found wanting (`check`, `index verify`,
`journal`).
"""

import sys

import typer

from assistant.cli import draft, erase, evaluate, journal, knowledge, search, serve
from assistant.errors import WebcareError

app = typer.Typer(
    name="webcare",
    help="From a complaint to an approved reply: drafts from policy and past cases, approved and sent by a person.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,  # a trace may hold a customer's words
    rich_markup_mode=None,
    add_completion=False,
)
for part in (serve, knowledge, draft, search, evaluate, erase, journal):
    part.add_to(app)


def main() -> None:
    """Entry point. Maps the error tree to one message and exit code 2, once, here."""
    try:
        app()
    except WebcareError as error:
        sys.stderr.write(f"webcare: {error}\n")
        sys.exit(2)
    except BrokenPipeError:  # `webcare ... | head`
        sys.exit(0)
