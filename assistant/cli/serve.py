"""`webcare init` and `webcare serve`: a home that is ready, and the desks in a browser."""

import subprocess
import sys
from typing import Annotated

import typer

from assistant.cli.options import Json, print_json, ready, say, tell
from assistant.content.skeleton import make_brand
from assistant.records.work import JobKind
from assistant.settings import CHECKOUT, read_settings
from assistant.wiring import build, prepare
from assistant.worker import Worker

HOST = "127.0.0.1"


def add_to(app: typer.Typer) -> None:
    app.command("init", epilog='Example: webcare init --brand helpdesk --name "Helpdesk"')(init)
    app.command("serve", epilog="Example: webcare serve --port 8501")(serve)


def init(
    brand: Annotated[str, typer.Option("--brand", "-b", help="Also make this brand: its folder with an example of each file.")] = "",
    name: Annotated[str, typer.Option("--name", help="The new brand's name, as customers know it.")] = "",
    json: Json = False,
) -> None:
    """Make the home ready: database, API token, content taken in. With --brand, make a brand to fill first. Safe to repeat."""
    settings = read_settings()
    made = [str(path) for path in make_brand(settings.content, brand, name)] if brand else []
    assistant = prepare(build(settings), inbox=True, tell=tell)
    drafted, worker = 0, Worker(assistant)
    while worker.step((JobKind.DRAFT,)):  # so that the first look at the inbox finds drafts; stopped here, the server goes on with them
        drafted += 1
        tell(f"draft {drafted}")
    if json:
        print_json({"home": str(settings.home), "content": str(settings.content), "brands": list(assistant.brands), "made": made})
        return
    for path in made:
        say(f"+ {path}")
    say(assistant.words().say("cli.ready", home=settings.home, brands=", ".join(assistant.brands)))


def serve(
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="The port on loopback.")] = 8501,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the browser.")] = True,
) -> None:
    """Open the desks on loopback. Stop with Ctrl+C."""
    ready()
    say(f"http://{HOST}:{port}", "bold")
    command = [sys.executable, "-m", "streamlit", "run", str(CHECKOUT / "app.py")]
    options = ["--server.port", str(port), "--server.address", HOST, "--server.headless", "false" if browser else "true"]
    try:
        code = subprocess.run([*command, *options], cwd=CHECKOUT, check=False).returncode  # noqa: S603 (our own program, no shell)
    except KeyboardInterrupt:
        code = 0
    if code:
        raise typer.Exit(code)
