"""`webcare ingest`, `import`, `export` and `check`: knowledge and messages in, documents out, everything read once."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from assistant.casework.intake import read_messages, receive_all
from assistant.cli.options import AnyBrand, Json, print_json, ready, say, tell
from assistant.content.sound import read_all
from assistant.curation.export import export_documents
from assistant.curation.ingest import ingest
from assistant.errors import InputError
from assistant.settings import read_settings


def add_to(app: typer.Typer) -> None:
    app.command("check", epilog="Example: webcare check")(check)
    app.command("ingest", epilog="Example: webcare ingest --brand waterhuis")(take_in)
    app.command("import", epilog="Example: webcare import --brand waterhuis berichten.csv")(import_messages)
    app.command("export", epilog="Example: webcare export --brand waterhuis --to backup/")(export)
