"""What surrounds the pages: one Assistant for the whole process, the worker's thread, and the headers on every answer."""

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.settings import Settings, read_settings
from assistant.wiring import Assistant, build, prepare
from assistant.worker import Worker

HOSTS = ("localhost", "127.0.0.1", "[::1]")
"""The names this server answers to, beside `Settings.hosts`; a page elsewhere that points its own name at us gets nothing."""

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'none'",
    )
)
"""Nothing is fetched from elsewhere, whatever a message or a policy says (tried with charts, tables and the WebSocket)."""

_STOP_SECONDS = 10.0
_lock = threading.Lock()
_built: dict[Settings, Assistant] = {}


def running(settings: Settings | None = None) -> Assistant:
    """The Assistant of this process for `settings` (default: the environment's), built once whatever thread asks first."""
    wanted = settings or read_settings()
    with _lock:
        if wanted not in _built:
            _built[wanted] = prepare(build(wanted), inbox=True)
        return _built[wanted]


@asynccontextmanager
async def lifespan(_app: Any) -> AsyncIterator[dict[str, Any]]:
    """Builds the Assistant, runs the worker beside the pages, and lets a job in hand finish at the end."""
    assistant = await run_in_threadpool(running)
    stop = threading.Event()
    worker = threading.Thread(target=Worker(assistant).run, args=(stop,), name="worker", daemon=True)
    worker.start()
    try:
        yield {}
    finally:
        stop.set()
        await run_in_threadpool(worker.join, _STOP_SECONDS)


def middleware() -> list[Middleware]:
    """Outermost first: headers on every answer, then who may ask."""
    return [
        Middleware(SafeHeaders),
        Middleware(TrustedHostMiddleware, allowed_hosts=[*HOSTS, *read_settings().hosts], www_redirect=False),
        Middleware(SameOrigin),
    ]


class SafeHeaders:
    """Puts the Content-Security-Policy and its kin on every HTTP answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = POLICY
                headers["X-Content-Type-Options"] = "nosniff"
                headers["X-Frame-Options"] = "DENY"
                headers["Referrer-Policy"] = "no-referrer"
                headers["Cross-Origin-Opener-Policy"] = "same-origin"
                headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
            await send(message)

        await self.app(scope, receive, send_with_headers)


class SameOrigin:
    """Refuses what a page of another origin sends: a browser names its origin, and it must be ours."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in {"http", "websocket"} or _same_origin(Headers(scope=scope)):
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await PlainTextResponse("This page may not talk to this server.", status_code=403)(scope, receive, send)


def _same_origin(headers: Headers) -> bool:
    origin = headers.get("origin")
    return origin is None or origin.split("://", 1)[-1] == headers.get("host")
