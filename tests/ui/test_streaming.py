"""A draft by a model, as it comes in: the agent reads along, and what counts is what the model finished."""

import json
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.ui.conftest import MESSAGES, Server, started, workspace
from tests.ui.hands import BOX, drawn, key, saved, write

pytestmark = [pytest.mark.browser, pytest.mark.slow]

FIRST = "Beste mevrouw Blom,\n\nU wacht sinds gisteren op water, en dat met een kleintje van zes weken, al"
MORE = " heel"
REST = " lang.\nIk bel onze monteur en laat het u vandaag weten.\n"


class Provider(ThreadingHTTPServer):
    """Speaks the provider's protocol on loopback; goes on with the same word until `go_on` is set, and then comes to an end."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.go_on = threading.Event()
        self.asked = threading.Event()


class Answer(BaseHTTPRequestHandler):
    server: Provider

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        self.say({"content": FIRST})
        self.server.asked.set()
        while not self.server.go_on.wait(0.2):
            self.say({"content": MORE})
        self.say({"content": REST})
        self.say({}, "stop")
        self.wfile.write(b"data: [DONE]\n\n")
        self.close_connection = True

    def say(self, delta: dict[str, str], reason: str | None = None) -> None:
        choice = {"index": 0, "delta": delta, "finish_reason": reason}
        event = {"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": "m-1", "choices": [choice]}
        self.wfile.write(b"data: " + json.dumps(event).encode() + b"\n\n")
        self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def provider() -> Iterator[Provider]:
    with Provider() as made:
        threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield made
        made.go_on.set()
        made.shutdown()


@pytest.fixture
def with_model(tmp_path: Path, provider: Provider) -> Iterator[Server]:
    address = f"http://127.0.0.1:{provider.server_port}/v1"
    env = {"WEBCARE_MODEL": "openai:m-1", "OPENAI_BASE_URL": address, "OPENAI_API_KEY": "test-key", "WEBCARE_DEADLINE_SECONDS": "300"}
    with started(Server(tmp_path / "home", workspace(tmp_path / "content", MESSAGES[:1]), env)) as made:
        yield made


def test_a_draft_is_read_while_it_is_written(page: Page, with_model: Server, provider: Provider) -> None:
    assert provider.asked.wait(120)
    page.goto(f"{with_model.url}/?who=sanne")
    grown = page.locator(".wc-streaming").first
    expect(grown).to_contain_text("kleintje van zes weken, al")
    before = grown.inner_text()
    expect(grown).to_contain_text(f"{before.strip()}{MORE}")
    expect(grown).not_to_contain_text("monteur")

    provider.go_on.set()
    expect(page.locator(BOX)).to_have_value(re.compile("Ik bel onze monteur"))
    expect(page.locator(".wc-streaming")).to_have_count(0)


def test_a_draft_that_is_written_is_stopped_and_asked_for_again(page: Page, with_model: Server, provider: Provider) -> None:
    assert provider.asked.wait(120)
    page.goto(f"{with_model.url}/?who=sanne")
    grown = page.locator(".wc-streaming").first
    expect(grown).to_contain_text("kleintje van zes weken, al heel")
    key(page, "Alt+q", "stop")
    expect(grown).to_have_count(0)
    expect(page.locator(BOX)).to_have_value("")  # an empty box: the agent writes
    provider.go_on.set()
    page.locator("[class*='st-key-again-'] button").click()
    expect(page.locator(BOX)).to_have_value(re.compile("Ik bel onze monteur"))


def test_a_rewriting_is_read_along_stopped_and_asked_again_while_the_agent_types(
    page: Page, with_model: Server, provider: Provider
) -> None:
    provider.go_on.set()
    page.goto(f"{with_model.url}/?who=sanne")
    expect(page.locator(BOX)).to_have_value(re.compile("Ik bel onze monteur"))
    drawn(page)

    provider.go_on.clear()
    warmer(page)
    grown = page.locator(".wc-streaming").first
    expect(grown).to_contain_text("kleintje van zes weken, al heel")
    write(page, " Tot vanmiddag.")
    saved(page)
    page.reload()  # the tab may go: it is written all the same
    expect(grown).to_contain_text("kleintje van zes weken, al heel")
    expect(page.locator(BOX)).to_have_value(re.compile("Tot vanmiddag."))
    page.locator("[data-act='stop']").click()
    expect(grown).to_have_count(0)

    warmer(page)
    expect(grown).to_contain_text("kleintje van zes weken, al heel")
    provider.go_on.set()
    take = page.get_by_role("button", name="Neem over", exact=True).first
    expect(take).to_be_visible()
    rows = page.locator(".wc-difference")
    before, proposed = page.locator(BOX).input_value(), rows.count()
    take.click()
    expect(page.locator(BOX)).not_to_have_value(before)
    expect(rows).to_have_count(proposed - 1)


def warmer(page: Page) -> None:
    page.locator("[data-act='rewrite']").first.click()
    page.get_by_role("button", name="Warmer", exact=True).first.click()
