"""HTTP intake: messages come in with a bearer token; the schema stands at /api/openapi.json, without a page around it."""

import os
import secrets
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel, Field

from assistant.casework import intake
from assistant.errors import InputError, NotFound, StoreError, WebcareError
from assistant.records.intake import Incoming
from assistant.settings import read_settings
from assistant.wiring import Assistant

TOKEN_FILE = "api.token"  # noqa: S105 - the file's name, not the token
LARGEST_BODY = 2_000_000  # bytes


class MessageIn(BaseModel):
    """One message on its way in. `external_id` makes a repeat harmless; `at` without a zone counts as UTC; `handle` is the
    customer's address, number or name on the platform: without it, and without `thread`, a name that holds no "@" is somebody new;
    `private` is a direct message on a public channel; `tagged` false is a post that does not name the brand, which nobody waits on."""

    model_config = {"extra": "forbid"}
    brand: str
    channel: str
    author: str
    text: str
    at: datetime | None = None
    thread: str = ""
    role: str = Field("customer", pattern="^(customer|agent)$")
    attachments: list[str] = Field(default_factory=list, max_length=20)
    external_id: str = ""
    tagged: bool = True
    private: bool = False
    handle: str = ""


class Received(BaseModel):
    """The case a message now stands in."""

    case: str


def api_token(home: Path) -> str:
    """The bearer token of this installation, made at first use and readable by its owner only. Raises `StoreError`."""
    path = home / TOKEN_FILE
    try:
        if not path.exists() or not path.read_text(encoding="utf-8").strip():  # empty: the disk was full when it was made
            home.mkdir(parents=True, exist_ok=True)
            aside = path.with_suffix(f".{os.getpid()}.tmp")
            aside.touch(mode=0o600)
            aside.write_text(secrets.token_urlsafe(32), encoding="utf-8")
            aside.replace(path)
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeError) as error:
        raise StoreError("The API's token cannot be read or made.", where=str(path), mend="Check WEBCARE_HOME and its rights.") from error


def create_api(running: Callable[[], Assistant]) -> FastAPI:
    """The intake API; `running` gives the process's Assistant when the first request comes."""
    api = FastAPI(title="Webcare intake", version="1", docs_url=None, redoc_url=None, openapi_url="/openapi.json")
    bearer = HTTPBearer(auto_error=False)

    def allowed(given: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)]) -> None:
        token = api_token(read_settings().home)
        if given is None or not secrets.compare_digest(given.credentials.encode(), token.encode()):
            raise HTTPException(401, f"Give the token from {TOKEN_FILE} as 'Authorization: Bearer ...'.", {"WWW-Authenticate": "Bearer"})

    @api.middleware("http")
    async def not_too_large(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        length = request.headers.get("content-length", "")
        if "transfer-encoding" in request.headers or (not length.isdecimal() and request.method == "POST"):
            return JSONResponse({"detail": "Send the message with its Content-Length."}, 411)
        if int(length or 0) > LARGEST_BODY:
            return JSONResponse({"detail": f"The message is larger than {LARGEST_BODY} bytes. Send the text alone."}, 413)
        return await call_next(request)

    @api.post("/messages", status_code=201, dependencies=[Depends(allowed)])
    def receive(message: MessageIn) -> Received:
        return Received(case=intake.receive(running().work, _incoming(message)))

    @api.exception_handler(RequestValidationError)
    async def name_field(_request: Request, error: Exception) -> JSONResponse:
        """Field and fault, without what was sent: that may be a customer's words, or no JSON."""
        faults = error.errors() if isinstance(error, RequestValidationError) else ()
        told = [f"{'.'.join(str(part) for part in fault['loc'][1:]) or 'message'}: {fault['msg']}." for fault in faults]
        return JSONResponse({"detail": " ".join(told)}, 422)

    @api.exception_handler(WebcareError)
    async def say(_request: Request, error: Exception) -> JSONResponse:
        return JSONResponse({"detail": str(error)}, _status(error))

    return api


def _incoming(message: MessageIn) -> Incoming:
    at = message.at or datetime.now(UTC)
    return Incoming(
        brand=message.brand,
        channel=message.channel,
        author=message.author,
        text=message.text,
        at=at if at.tzinfo else at.replace(tzinfo=UTC),
        thread=message.thread,
        role=message.role,
        attachments=tuple(message.attachments),
        external_id=message.external_id,
        tagged=message.tagged,
        private=message.private,
        handle=message.handle,
    )


def _status(error: Exception) -> int:
    if isinstance(error, NotFound):
        return 404
    if isinstance(error, InputError):
        return 422
    return 503 if isinstance(error, StoreError) else 409
