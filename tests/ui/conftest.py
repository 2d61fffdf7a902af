"""A real server with a small workspace, and a real Chromium to look at it."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from assistant.casework import intake
from assistant.records.intake import Incoming
from assistant.records.work import JobKind
from assistant.server import running
from assistant.wiring import Assistant
from assistant.worker import Worker

CHECKOUT = Path(__file__).resolve().parents[2]
CHROMIUM = "/usr/bin/chromium"
START_SECONDS = 180.0
UNDO_SECONDS = 8
expect.set_options(timeout=60_000)
MESSAGES = (
    ("email", "Henk Postma", 30, "Ik kan mijn meterstand niet doorgeven want ik lig in het ziekenhuis. Krijg ik uitstel?"),
    ("email", "Ria de Wit", 20, "Mijn termijnbedrag is te hoog, kan dat omlaag?"),
    ("x", "@jaap", 10, "@Waterhuis wanneer komt er weer water in Heerde? Al 2 uur droog."),
)
"""Channel, author, minutes ago, text."""


def inbox(messages: Sequence[tuple[str, str, int, str]]) -> str:
    """An inbox file."""
    names = ("channel", "author", "minutes_ago", "text")
    rows = ({"id": f"m{number}", **dict(zip(names, message, strict=True))} for number, message in enumerate(messages))
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def workspace(folder: Path, messages: Sequence[tuple[str, str, int, str]] = MESSAGES) -> Path:
    """Content with one brand of the demo and messages of our own."""
    return content_of(folder, {"waterhuis": inbox(messages)})


def content_of(folder: Path, inboxes: Mapping[str, str]) -> Path:
    """The demo's content with these brands, each with this inbox file."""
    knowledge = folder / "knowledge"
    for name in ("screens", "words", *inboxes):
        shutil.copytree(CHECKOUT / "knowledge" / name, knowledge / name)
    for path in (CHECKOUT / "knowledge").glob("*.*"):
        shutil.copy(path, knowledge)
    shutil.copytree(CHECKOUT / "prompts", folder / "prompts")
    for brand, rows in inboxes.items():
        (knowledge / brand / "inbox" / "inbox.jsonl").write_text(rows, encoding="utf-8")
    return folder


@contextmanager
def at_work(home: Path, content: Path, messages: Iterable[Incoming] = ()) -> Iterator[tuple[Assistant, tuple[str, ...]]]:
    """The Assistant on a home, beside any server: these messages taken in, every alarm raised and every draft made; and their cases."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WEBCARE_HOME", str(home))
        patch.setenv("WEBCARE_CONTENT", str(content))
        assistant = running()
        taken = tuple(intake.receive(assistant.work, message) for message in messages)
        worker = Worker(assistant)
        while worker.step((JobKind.ALARM, JobKind.DRAFT)):
            pass
        yield assistant, taken
        assistant.store.close()


@dataclass
class Server:
    """The app in a process of its own, which can be killed and started again."""

    home: Path
    content: Path
    env: dict[str, str] = field(default_factory=dict)
    port: int = 0
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> str:
        return (self.home / "server.log").read_text(encoding="utf-8", errors="replace")

    def start(self) -> None:
        self.home.mkdir(parents=True, exist_ok=True)
        self.port = self.port or free_port()
        env = {**os.environ, **self.env, "WEBCARE_HOME": str(self.home), "WEBCARE_CONTENT": str(self.content)}
        command = [sys.executable, "-m", "streamlit", "run", str(CHECKOUT / "app.py"), "--server.port", str(self.port)]
        with (self.home / "server.log").open("ab") as log:
            self.process = subprocess.Popen(command, cwd=CHECKOUT, env=env, stdout=log, stderr=log)
        self.wait()

    def wait(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self.process and self.process.poll() is not None:
                break
            try:
                if self.get("/_stcore/health")[0] == 200:
                    return
            except OSError:
                time.sleep(0.2)
        raise AssertionError(f"the server did not start:\n{self.log[-3000:]}")

    def get(self, path: str, method: str = "GET", headers: dict[str, str] | None = None, body: str = "") -> tuple[int, dict[str, str], str]:
        """Status, headers (lower case) and body of one request."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, body or None, headers or {})
            answer = connection.getresponse()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read().decode("utf-8", "replace")
        finally:
            connection.close()

    def kill(self) -> None:
        assert self.process
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(timeout=60)
            except subprocess.TimeoutExpired:
                self.kill()

    def sent(self) -> list[Path]:
        return sorted((self.home / "outbox").rglob("*.json"))


Messages = Sequence[tuple[str, str, int, str]]
"""Channel, author, minutes ago, text."""


@contextmanager
def started(server: Server) -> Iterator[Server]:
    server.start()
    try:
        yield server
    finally:
        server.stop()


@contextmanager
def app_with(folder: Path, messages: Messages, prepare: Callable[[Assistant], object] = lambda _house: None) -> Iterator[Server]:
    """A running app on these messages, every draft made and then prepared; what is approved can be taken back for an hour."""
    content, home = workspace(folder / "content", messages), folder / "home"
    with at_work(home, content) as (house, _):
        prepare(house)
    with started(Server(home, content, {"WEBCARE_UNDO_SECONDS": "3600"})) as server:
        yield server


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Content, and a home in which it is taken in and every draft is made; to be copied, not used."""
    folder = tmp_path_factory.mktemp("prepared")
    content, home = workspace(folder / "content"), folder / "home"
    with at_work(home, content):
        return content, home


@pytest.fixture
def server(prepared: tuple[Path, Path], tmp_path: Path) -> Iterator[Server]:
    """A running app on a workspace with three messages, drafted already."""
    content, home = prepared
    shutil.copytree(home, tmp_path / "home", dirs_exist_ok=True)
    with started(Server(tmp_path / "home", content, {"WEBCARE_UNDO_SECONDS": str(UNDO_SECONDS)})) as made:
        yield made


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, locale="nl-NL")
    context.set_default_timeout(60_000)
    yield context.new_page()
    context.close()
