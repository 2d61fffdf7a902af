"""Headers on every answer, who may ask, and the HTTP intake; through the real server."""

import json

import pytest

from assistant.api import TOKEN_FILE
from assistant.server import POLICY
from tests.ui.conftest import Server

pytestmark = pytest.mark.slow


def post(server: Server, body: object, token: str = "", **headers: str) -> tuple[int, str]:
    given = {"Content-Type": "application/json", **headers}
    if token:
        given["Authorization"] = f"Bearer {token}"
    status, _headers, text = server.get("/api/messages", "POST", given, json.dumps(body))
    return status, text


def test_every_answer_carries_the_policy_and_only_our_own_pages_may_ask(server: Server) -> None:
    for path in (
        "/",
        "/knowledge",
        "/_stcore/health",
        "/_stcore/host-config",
        "/api/openapi.json",
        "/api/nothing",
        "/no/such/thing.js",
        "/media/none",
    ):
        status, headers, _body = server.get(path)
        assert headers.get("content-security-policy") == POLICY, (path, status)
        assert headers.get("x-content-type-options") == "nosniff"
    assert server.get("/", headers={"Host": "evil.example"})[0] == 400
    assert server.get("/", headers={"Origin": "http://evil.example"})[0] == 403
    assert server.get("/api/openapi.json", headers={"Origin": f"http://127.0.0.1:{server.port}"})[0] == 200
    for path in ("/api/docs", "/api/redoc"):
        assert server.get(path)[0] == 404

    message = {"brand": "waterhuis", "channel": "email", "author": "Els", "text": "Wanneer komt de monteur?", "external_id": "e1"}
    assert post(server, message)[0] == 401
    assert post(server, message, "wrong")[0] == 401
    token = (server.home / TOKEN_FILE).read_text(encoding="utf-8")
    assert (server.home / TOKEN_FILE).stat().st_mode & 0o077 == 0
    status, text = post(server, message, token)
    assert status == 201
    case = json.loads(text)["case"]
    assert json.loads(post(server, message, token)[1])["case"] == case  # a repeat changes nothing
    assert post(server, {**message, "brand": "nobody", "external_id": "e2"}, token)[0] in (404, 422)
    status, text = post(server, {**message, "text": " ", "external_id": "e3"}, token)
    assert status == 422
    assert "empty" in text
    assert post(server, {**message, "surprise": 1}, token)[0] == 422
    assert post(server, message, token, Origin="http://evil.example")[0] == 403
    assert post(server, {**message, "text": "x" * 3_000_000}, token)[0] == 413
    chunked = {"Authorization": f"Bearer {token}", "Content-Type": "application/json", "Transfer-Encoding": "chunked"}
    assert server.get("/api/messages", "POST", chunked, "2\r\n{}\r\n0\r\n\r\n")[0] == 411
    status, text = post(server, {**message, "channel": "x", "author": "@els", "external_id": "e4", "private": True, "tagged": False}, token)
    assert (status, json.loads(text)["case"] != case) == (201, True)
