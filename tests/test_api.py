"""The HTTP intake: who may send, and what becomes of a message that cannot be used."""

from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from desk_kit import START, Desk, new_desk
from starlette.testclient import TestClient

from assistant.api import TOKEN_FILE, api_token, create_api
from assistant.casework.queue import queue
from assistant.store import cases

GOOD = {"brand": "molen", "channel": "email", "author": "jan@post.nl", "text": "Er is geen water."}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return new_desk(tmp_path / "desk")


@pytest.fixture
def client(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    monkeypatch.setenv("WEBCARE_HOME", str(tmp_path))
    running: Any = SimpleNamespace(work=desk.work)
    return TestClient(create_api(lambda: running), raise_server_exceptions=False)


def post(client: TestClient, tmp_path: Path, body: bytes | Mapping[str, object]) -> tuple[int, str]:
    headers = {"Authorization": f"Bearer {api_token(tmp_path)}", "Content-Type": "application/json"}
    given = client.post("/messages", headers=headers, **({"content": body} if isinstance(body, bytes) else {"json": body}))
    return given.status_code, given.text


@pytest.mark.parametrize("given", [{}, {"Authorization": "Basic x"}, {"Authorization": "Bearer "}, {"Authorization": "Bearer nee"}])
def test_without_the_token_nothing_comes_in(desk: Desk, client: TestClient, given: dict[str, str]) -> None:
    assert client.post("/messages", headers=given, json=GOOD).status_code == 401
    assert queue(desk.work) == ()


def test_a_token_that_was_cut_off_is_made_anew_and_one_that_cannot_be_read_is_told(client: TestClient, tmp_path: Path) -> None:
    (tmp_path / TOKEN_FILE).touch()  # the disk was full
    assert client.post("/messages", headers={"Authorization": "Bearer "}, json=GOOD).status_code == 401
    assert post(client, tmp_path, GOOD)[0] == 201
    assert (tmp_path / TOKEN_FILE).stat().st_mode & 0o077 == 0
    (tmp_path / TOKEN_FILE).unlink()
    (tmp_path / TOKEN_FILE).mkdir()
    refused = client.post("/messages", headers={"Authorization": "Bearer x"}, json=GOOD)
    assert (refused.status_code, TOKEN_FILE in refused.text) == (503, True)


def test_what_no_database_could_hold_is_taken_out_of_names_and_refused_in_a_text(desk: Desk, client: TestClient, tmp_path: Path) -> None:
    status, told = post(client, tmp_path, b'{"brand":"molen","channel":"email","author":"Jan\\ud800","text":"Hallo?","thread":"\\ud800"}')
    assert status == 201, told
    with desk.work.store.read() as tx:
        assert cases.load_case(tx, queue(desk.work)[0].case).customer_name == "Jan?"
    for field in ("brand", "text"):
        status, told = post(
            client, tmp_path, b'{"channel":"email","author":"Jan","brand":"molen","text":"x","' + field.encode() + b'":"\\ud800"}'
        )
        assert (status, told.startswith('{"detail":"' + field)) == (422, True), told


@pytest.mark.parametrize(
    ("more", "status", "names"),
    [
        ({"text": "a" * 1_000_000}, 422, "20,000 is the most"),
        ({"text": "a" * 3_000_000}, 413, "larger than"),
        ({"at": "0001-01-01T00:00:00+14:00"}, 422, "at: "),
        ({"at": 1e18}, 422, "at: "),
        ({"attachments": ["x"] * 21}, 422, "attachments: "),
        ({"kleur": "rood"}, 422, "kleur: "),
        ({"brand": "elders"}, 422, "bron, molen"),
    ],
)
def test_a_message_that_cannot_be_used_names_place_and_mend(
    desk: Desk, client: TestClient, tmp_path: Path, more: dict[str, object], status: int, names: str
) -> None:
    given, told = post(client, tmp_path, GOOD | more)
    assert (given, names in told) == (status, True), told
    assert queue(desk.work) == ()


@pytest.mark.parametrize("body", [b'{"at":NaN}', b"[" * 100_000, b'{"at":' + b"9" * 5000 + b"}", b'{"text":"caf\xe9"}', b""])
def test_what_is_no_message_at_all_is_told_so(client: TestClient, tmp_path: Path, body: bytes) -> None:
    assert post(client, tmp_path, body)[0] in (400, 422)


def test_an_attachment_is_a_name_and_never_a_path_that_is_followed(desk: Desk, client: TestClient, tmp_path: Path) -> None:
    names = ["../../etc/passwd", "C:\\x\\foto.png", "a\nb"]
    assert post(client, tmp_path, GOOD | {"attachments": names, "at": START.isoformat()})[0] == 201
    with desk.work.store.read() as tx:
        [message] = cases.load_case(tx, queue(desk.work)[0].case).thread
    assert message.attachments == ("../../etc/passwd", "C:\\x\\foto.png", "a b")
    assert not desk.outbox.exists()


def test_a_length_that_is_no_number_is_refused(client: TestClient, tmp_path: Path) -> None:
    headers = {b"Authorization": f"Bearer {api_token(tmp_path)}".encode(), b"Content-Length": b"\xb2"}
    assert client.post("/messages", headers=headers, content=b"x").status_code == 411
