"""The chat model against a real server on loopback that fails in every way a provider has been seen to fail."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from assistant.adapters.models import LangChainModel, open_model
from assistant.errors import InputError, ModelRefused, ModelUnavailable
from assistant.settings import Settings

MESSAGES = [("system", "Schrijf een antwoord."), ("user", "Geen water.")]
Fault = Callable[["Handler"], None]


def delta(text: str | None = None, reason: str | None = None, **more: object) -> dict[str, object]:
    content = {"content": text} if text is not None else {}
    return {**CHUNK, "choices": [{"index": 0, "delta": {**content, **more}, "finish_reason": reason}]}


CHUNK = {"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": "m-1"}
USAGE = {**CHUNK, "choices": [], "usage": {"prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18}}


@dataclass
class Provider:
    """What the server does at each call, in turn (the last one again and again), and what it was sent."""

    faults: list[Fault] = field(default_factory=list)
    bodies: list[dict[str, object]] = field(default_factory=list)
    url: str = ""

    def next(self) -> Fault:
        return self.faults[min(len(self.bodies) - 1, len(self.faults) - 1)]


class Handler(BaseHTTPRequestHandler):
    provider: Provider

    def log_message(self, *args: object) -> None:
        pass

    def do_POST(self) -> None:
        self.provider.bodies.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        with suppress(BrokenPipeError, ConnectionResetError):  # the client gave up, as it should
            self.provider.next()(self)
        self.close_connection = True

    def start(self, code: int = 200, kind: str = "text/event-stream", **headers: str) -> None:
        self.send_response(code)
        self.send_header("Content-Type", kind)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def event(self, payload: object) -> None:
        self.wfile.write(b"data: " + (payload if isinstance(payload, bytes) else json.dumps(payload).encode()) + b"\n\n")
        self.wfile.flush()


def answers(*events: object, done: bool = True) -> Fault:
    def fault(handler: Handler) -> None:
        handler.start()
        for event in events:
            handler.event(event)
        if done:
            handler.event(b"[DONE]")

    return fault


def says(code: int, message: str = "no", *, error_code: str = "", **headers: str) -> Fault:
    def fault(handler: Handler) -> None:
        handler.start(code, "application/json", **headers)
        handler.wfile.write(json.dumps({"error": {"message": message, "code": error_code, "type": error_code}}).encode())

    return fault


def page(text: bytes, kind: str = "text/html") -> Fault:
    def fault(handler: Handler) -> None:
        handler.start(200, kind)
        handler.wfile.write(text)

    return fault


def hang_up(handler: Handler) -> None:
    handler.connection.close()


def drip(handler: Handler) -> None:
    handler.start()
    for _ in range(1200):  # a minute, if nobody hangs up
        handler.event(delta("a"))
        time.sleep(0.05)


def silence(handler: Handler) -> None:
    time.sleep(60)


GOOD = answers(delta("Hoi, "), delta("wij komen."), delta(reason="stop"), USAGE)

REFUSED = {
    "401": says(401, "bad key"),
    "403": says(403, "not allowed"),
    "404": says(404, "no such model"),
    "400": says(400, "context too long"),
    "quota": says(429, "no credit", error_code="insufficient_quota"),
    "length": answers(delta("Hoi, wij"), delta(reason="length"), USAGE),
    "filter": answers(delta("Hoi"), delta(reason="content_filter"), USAGE),
    "tool call": answers(delta("Hoi"), delta(reason="tool_calls"), USAGE),
}
UNAVAILABLE = {
    "429": says(429, "slow down"),
    "500": says(500, "oops"),
    "502": says(502, "bad gateway"),
    "503 for long": says(503, "busy", Retry_After="900"),
    "HTML with 200": page(b"<html><body>Please log in</body></html>"),
    "JSON with 200": page(b'{"hello": 1}', "application/json"),
    "half a stream": answers(delta("Hoi, wij k"), done=False),
    "half a stream, done": answers(delta("Hoi, wij k")),
    "nothing": answers(done=False),
    "only done": answers(),
    "empty": answers(delta(""), delta(reason="stop"), USAGE),
    "white space": answers(delta("  \n "), delta(reason="stop"), USAGE),
    "malformed JSON": answers(b'{"id": "c1", "choices": [{"del'),
    "choices null": answers({"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": None}),
    "error in the stream": answers(delta("Hoi"), {"error": {"message": "overloaded", "type": "server_error"}}),
    "hang-up": hang_up,
    "drip": drip,
    "silence": silence,
}


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    held = Provider()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Own", (Handler,), {"provider": held}))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    held.url = f"http://127.0.0.1:{server.server_port}/v1"
    monkeypatch.setenv("OPENAI_BASE_URL", held.url)
    monkeypatch.setenv("OPENAI_API_KEY", "test-key")
    yield held
    server.shutdown()
    server.server_close()


def model(deadline: float = 20.0, waits: list[float] | None = None) -> LangChainModel:
    """A model that does not really wait between attempts, but notes how long it would have."""
    return LangChainModel("openai:m-1", deadline, sleep=(waits if waits is not None else []).append)


def test_a_finished_answer_comes_token_by_token_with_its_cost(provider: Provider) -> None:
    provider.faults = [GOOD]
    pieces: list[str] = []
    done = model().write(MESSAGES, pieces.append)
    assert (done.text, done.tokens_in, done.tokens_out, done.model) == ("Hoi, wij komen.", 11, 7, "m-1")
    assert pieces == ["Hoi, ", "wij komen."]
    sent = provider.bodies[0]
    assert [m["role"] for m in sent["messages"]] == ["system", "user"]  # type: ignore[attr-defined]
    assert sent["stream"] is True


@pytest.mark.parametrize("name", REFUSED)
def test_a_refusal_is_told_at_once(provider: Provider, name: str) -> None:
    provider.faults = [REFUSED[name], GOOD]
    with pytest.raises(ModelRefused) as caught:
        model().write(MESSAGES, lambda _piece: None)
    assert len(provider.bodies) == 1
    assert caught.value.mend


@pytest.mark.parametrize("name", UNAVAILABLE)
def test_a_failing_provider_ends_in_unavailable_within_the_deadline(provider: Provider, name: str) -> None:
    provider.faults = [UNAVAILABLE[name]]
    slow = name in ("drip", "silence")
    begun = time.monotonic()
    with pytest.raises(ModelUnavailable):
        model(deadline=0.6 if slow else 20.0).write(MESSAGES, lambda _piece: None)
    assert time.monotonic() - begun < 20  # the slow ones take a minute


@pytest.mark.parametrize("name", ["429", "500", "HTML with 200", "nothing", "malformed JSON", "hang-up", "empty"])
def test_what_may_pass_is_tried_again_and_then_taken(provider: Provider, name: str) -> None:
    provider.faults = [UNAVAILABLE[name], GOOD]
    assert model().write(MESSAGES, lambda _piece: None).text == "Hoi, wij komen."
    assert len(provider.bodies) == 2


def test_there_is_one_layer_of_retries(provider: Provider) -> None:
    provider.faults = [says(500)]
    waits: list[float] = []
    with pytest.raises(ModelUnavailable):
        model(waits=waits).write(MESSAGES, lambda _piece: None)
    assert len(provider.bodies) == 3
    assert len(waits) == 2
    assert waits[0] != waits[1]


def test_retry_after_is_kept_to_up_to_a_cap(provider: Provider) -> None:
    provider.faults = [says(429, Retry_After="3"), GOOD]
    waits: list[float] = []
    model(waits=waits).write(MESSAGES, lambda _piece: None)
    assert waits == [3.0]
    provider.bodies.clear()
    provider.faults = [says(429, Retry_After="90"), GOOD]
    with pytest.raises(ModelUnavailable):
        model(waits=waits).write(MESSAGES, lambda _piece: None)
    assert len(provider.bodies) == 1


def test_what_was_shown_already_is_not_written_twice(provider: Provider) -> None:
    provider.faults = [UNAVAILABLE["half a stream"], GOOD]
    pieces: list[str] = []
    with pytest.raises(ModelUnavailable):
        model().write(MESSAGES, pieces.append)
    assert pieces == ["Hoi, wij k"]
    assert len(provider.bodies) == 1


def test_tracing_stays_off_whatever_the_environment_says(provider: Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LANGSMITH_TRACING", "LANGCHAIN_TRACING_V2"):
        monkeypatch.setenv(name, "true")
    monkeypatch.setenv("LANGSMITH_ENDPOINT", provider.url)
    monkeypatch.setenv("LANGSMITH_API_KEY", "key")
    provider.faults = [GOOD]
    model().write(MESSAGES, lambda _piece: None)
    time.sleep(0.3)  # a tracer would post from a thread of its own within this time
    assert len(provider.bodies) == 1


def test_no_model_is_set_on_a_fresh_machine(tmp_path: Path) -> None:
    assert open_model(Settings(home=tmp_path, content=tmp_path)) is None


def test_a_model_that_cannot_be_set_up_names_the_setting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(InputError) as caught:
        open_model(Settings(home=tmp_path, content=tmp_path, model="nobody:at-home"))
    assert caught.value.where == "WEBCARE_MODEL"
