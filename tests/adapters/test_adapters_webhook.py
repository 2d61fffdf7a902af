"""The alarm's way out: what it says, and what it does when nobody answers."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from assistant.adapters.webhook import Webhook
from assistant.errors import ChannelError, InputError
from assistant.records.day import Alarm

ALARM = Alarm("a1", "c1", "molen", "self_harm", datetime(2026, 3, 10, 9, tzinfo=UTC))


class Lead(HTTPServer):
    """A server on loopback that keeps what it is told and answers with `status`."""

    def __init__(self, status: int) -> None:
        self.status, self.told = status, list[tuple[str, dict[str, str]]]()
        super().__init__(("127.0.0.1", 0), Handler)


class Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        assert isinstance(self.server, Lead)
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.told.append((self.path, json.loads(body)))
        self.send_response(self.server.status)
        self.send_header("Location", "http://127.0.0.1:1/elsewhere")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


@pytest.fixture(params=[200, 302, 500])
def lead(request: pytest.FixtureRequest) -> Iterator[Lead]:
    server = Lead(request.param)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_the_lead_is_told_which_case_and_not_what_was_written(lead: Lead) -> None:
    webhook = Webhook(f"http://127.0.0.1:{lead.server_port}/hook?key=1")
    if lead.status == 200:
        webhook.send(ALARM)
    else:
        with pytest.raises(ChannelError, match=f"status {lead.status}"):
            webhook.send(ALARM)
    [(path, said)] = lead.told
    assert path == "/hook?key=1"
    assert said.pop("text") == "Iemand schrijft over zelfdoding: bel nu. molen, gesprek c1."
    assert said == {"alarm": "a1", "kind": "self_harm", "brand": "molen", "case": "c1", "raised_at": "2026-03-10T09:00:00+00:00"}


def test_nobody_there_is_one_clear_error() -> None:
    with pytest.raises(ChannelError, match="Call the duty lead"):
        Webhook("http://127.0.0.1:1/").send(ALARM)


@pytest.mark.parametrize("url", ["ftp://host/x", "file:///etc/passwd", "host", "http://"])
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(InputError, match="WEBCARE_ALARM_URL"):
        Webhook(url)
