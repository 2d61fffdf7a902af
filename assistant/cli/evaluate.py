"""`webcare evaluate retrieval` and `webcare evaluate replies`: numbers that anybody can repeat with one command."""

from pathlib import Path
from typing import Annotated

import typer

evaluate_app = typer.Typer(help="Measure search and replies on a fixed set.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    app.add_typer(evaluate_app, name="evaluate")
