"""Payloads in messages, names and policies, every screen opened in Chromium, and a sink that counts who comes by: nobody."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.ui.conftest import Server, started, workspace

pytestmark = [pytest.mark.browser, pytest.mark.slow]


class Sink:
    """A server that notes every request."""

    def __init__(self) -> None:
        hits: list[str] = []

        class Note(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                hits.append(self.path)
                self.send_response(204)
                self.end_headers()

            do_POST = do_GET  # noqa: N815

            def log_message(self, format: str, *args: object) -> None:
                """Quiet."""

        self.hits = hits
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Note)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"


@pytest.fixture
def sink() -> Iterator[Sink]:
    made = Sink()
    yield made
    made.server.shutdown()
    made.server.server_close()


def payloads(url: str) -> list[str]:
    return [
        f"![x]({url}/md)",
        f"[![x]({url}/linked)]({url}/link)",
        f"![x][r]\n\n[r]: {url}/reference",
        f'<img src="{url}/img" onerror="fetch(\'{url}/error\')">',
        f"<script>fetch('{url}/script')</script>",
        f'<svg onload="fetch(\'{url}/svg\')"><image href="{url}/svgimage"/></svg>',
        f'<iframe src="{url}/frame"></iframe><link rel="stylesheet" href="{url}/css"><style>@import url({url}/import)</style>',
        f":material/home: $\\href{{{url}/tex}}{{x}}$ <{url}/auto>",
    ]


@pytest.fixture
def planted(tmp_path: Path, sink: Sink) -> Iterator[Server]:
    """Payloads where outsiders write: messages, names, and a policy with title, owner and text of theirs."""
    given = payloads(sink.url)
    messages = [
        ("email", f"{text} {number}", 10 + number, f"{text}\n\nKrijg ik uitstel voor mijn meterstand?") for number, text in enumerate(given)
    ]
    messages.append(("x", given[0], 5, " ".join(given)))
    content = workspace(tmp_path / "content", messages)
    head = {"title": f"{given[0]} {given[3]}", "owner": given[0], "audience": "public", "valid_from": "2020-01-01", "topics": "meterstand"}
    front = "".join(f"{name}: {value}\n" for name, value in head.items())
    said = " ".join(text.replace("\n", " ") for text in given)
    policy = f"---\n{front}needs: niets\n---\n\n## Uitstel {given[0]}\n\n{said}\n\n### Klant\n\nU krijgt uitstel. {said}\n"
    (content / "knowledge" / "waterhuis" / "policies" / "geplant.md").write_text(policy, encoding="utf-8")
    with started(Server(tmp_path / "home", content, {"WEBCARE_UNDO_SECONDS": "1"})) as made:
        yield made


def test_no_payload_reaches_the_sink_or_runs(page: Page, planted: Server, sink: Sink) -> None:
    ran: list[str] = []
    page.on("dialog", lambda dialog: ran.append(dialog.message))
    for language in ("nl", "en"):
        page.goto(f"{planted.url}/?who=sanne&lang={language}")
        expect(page.locator(".wc-row").first).to_be_visible()
        for number in range(page.locator(".wc-row").count()):
            page.locator(".wc-row").nth(number).click()
            page.wait_for_timeout(700)
        expect(page.locator("details summary").first).to_be_attached()
        page.locator("details summary").evaluate_all("folded => folded.forEach(summary => summary.click())")  # what is folded is drawn too
        for path in ("outbox", "knowledge", "quality", "intake"):
            page.goto(f"{planted.url}/{path}?who=wouter&lang={language}")
            page.wait_for_timeout(1500)
    page.goto(f"{planted.url}/knowledge?who=wouter")
    page.get_by_label("Probeer wat de zoekmachine vindt").fill("uitstel meterstand")
    page.keyboard.press("Enter")
    expect(page.locator(".wc-source").first).to_be_visible()
    page.locator("td button", has_text="/md").first.click()
    expect(page.locator("textarea").first).to_be_visible()
    page.wait_for_timeout(1000)
    assert (
        page.evaluate("document.querySelectorAll('.wc-view img, .wc-view script, .wc-view iframe, .wc-view svg, .wc-view a').length") == 0
    )
    assert sink.hits == []
    assert ran == []


def test_the_sink_would_have_noticed(page: Page, sink: Sink) -> None:
    """The measure itself: without our policy a planted picture does come by."""
    page.set_content(f"<img src='{sink.url}/control'>")
    page.wait_for_timeout(500)
    assert sink.hits == ["/control"]
