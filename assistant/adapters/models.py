"""The chat model: LangChain on the openai SDK, with one layer of retries, one deadline and one verdict on every answer.

What the libraries do by themselves is switched off on purpose: the SDK obeys `Retry-After: 90` twice, its timeout starts anew
with every byte, a stream that was cut off ends as if it were finished, and LangChain calls out when its tracing variable is set.
"""

import json
import queue
import random
import threading
import time
from collections.abc import Callable, Sequence
from typing import Any

import httpx2  # what the openai SDK speaks HTTP with
import openai
from langchain.chat_models import init_chat_model
from langchain_core.messages import AIMessageChunk
from langsmith import tracing_context

from assistant.errors import InputError, ModelError, ModelRefused, ModelUnavailable
from assistant.ports import ChatModel, Completion, OnToken
from assistant.settings import Settings

ATTEMPTS = 3
RETRY_AFTER_CAP = 10.0
"""Seconds; a provider that asks for more is treated as busy now."""


Pieces = queue.Queue[AIMessageChunk | Exception | None]
"""What comes from the reading thread: pieces, then None at the end or the error that ended it."""


def open_model(settings: Settings) -> ChatModel | None:
    """The model of `WEBCARE_MODEL` ("openai:<name>"), or None when none is set. Raises `InputError` for one that cannot be set up."""
    if not settings.model:
        return None
    try:
        return LangChainModel(settings.model, settings.deadline_seconds)
    except (ValueError, ImportError, openai.OpenAIError) as error:
        mend = "Set WEBCARE_MODEL to openai:<model> and OPENAI_API_KEY; OPENAI_BASE_URL for another address."
        raise InputError(f"The model '{settings.model}' cannot be set up: {error}", where="WEBCARE_MODEL", mend=mend) from error


class LangChainModel:
    """A `ChatModel` over any provider that LangChain knows; the default speaks the OpenAI protocol.

    Args:
        address: "provider:model".
        deadline: seconds for one `write`, all attempts and waits included.
    """

    def __init__(self, address: str, deadline: float, *, sleep: Callable[[float], None] = time.sleep) -> None:
        self.name = address
        self._deadline = deadline
        self._sleep = sleep
        self._model = init_chat_model(
            address, max_retries=0, stream_usage=True, timeout=httpx2.Timeout(deadline, connect=min(deadline, 10.0))
        )

    def write(self, messages: Sequence[tuple[str, str]], on_token: OnToken) -> Completion:
        """One finished answer. Raises `ModelRefused` or `ModelUnavailable` within the deadline."""
        ends = time.monotonic() + self._deadline
        attempt = 0
        while True:
            attempt += 1
            try:
                return self._attempt(messages, on_token, ends)
            except _Busy as busy:
                wait = min(busy.after, RETRY_AFTER_CAP) if busy.after else random.uniform(0.5, 1.5) * 2 ** (attempt - 1)  # noqa: S311 - jitter
                if attempt >= ATTEMPTS or busy.started or busy.after > RETRY_AFTER_CAP or time.monotonic() + wait >= ends:
                    raise ModelUnavailable(busy.what, where=self.name, mend="Try again, or send the draft made without a model.") from busy
                self._sleep(wait)

    def _attempt(self, messages: Sequence[tuple[str, str]], on_token: OnToken, ends: float) -> Completion:
        """One call, read in a thread of its own so that a provider that drips cannot hold the caller past the deadline."""
        pieces: Pieces = queue.Queue()
        stopped = threading.Event()
        threading.Thread(target=self._read, args=(messages, pieces, stopped), name="model", daemon=True).start()
        whole: AIMessageChunk | None = None
        try:
            while True:
                piece = self._next(pieces, ends, started=whole is not None)
                if piece is None:
                    return _completion(whole, self.name)
                whole = piece if whole is None else whole + piece
                if text := _text(piece):
                    on_token(text)
        except (ModelError, _Busy) as error:
            if isinstance(error, _Busy):
                error.started = error.started or bool(whole and _text(whole))
            raise
        finally:
            stopped.set()

    def _next(self, pieces: Pieces, ends: float, *, started: bool) -> AIMessageChunk | None:
        try:
            piece = pieces.get(timeout=max(0.0, ends - time.monotonic()))
        except queue.Empty:
            raise _Busy(f"No finished answer within {self._deadline:g} seconds.", started=True) from None
        if isinstance(piece, Exception):
            raise _mapped(piece, self.name, started)
        return piece

    def _read(self, messages: Sequence[tuple[str, str]], pieces: Pieces, stopped: threading.Event) -> None:
        try:
            with tracing_context(enabled=False):
                for piece in self._model.stream(list(messages)):
                    if stopped.is_set():
                        return
                    pieces.put(piece)
            pieces.put(None)
        except Exception as error:  # noqa: BLE001 - every error crosses to the caller's thread and is mapped there
            pieces.put(error)


class _Busy(Exception):
    """An attempt that may be repeated. `after` is what the provider asked for in seconds; `started`: text was already shown."""

    def __init__(self, what: str, *, after: float = 0.0, started: bool = False) -> None:
        super().__init__(what)
        self.what, self.after, self.started = what, after, started


def _text(piece: AIMessageChunk) -> str:
    return piece.content if isinstance(piece.content, str) else str(piece.text)


def _completion(whole: AIMessageChunk | None, name: str) -> Completion:
    """The answer, when the model said that it finished and wrote something."""
    if whole is None:
        raise _Busy("The provider closed the connection without an answer.")
    reason = whole.response_metadata.get("finish_reason")
    text = _text(whole).strip()
    if reason == "length":
        raise ModelRefused("The model ran out of room before it finished.", where=name, mend="Raise the model's output limit.")
    if reason == "content_filter":
        raise ModelRefused("The provider's filter stopped the answer.", where=name, mend="Write this reply yourself.")
    if reason is None:
        raise _Busy("The answer was cut off halfway.", started=bool(text))
    if reason != "stop" or whole.additional_kwargs.get("refusal"):
        raise ModelRefused(f"The model did not answer ({reason}).", where=name, mend="Write this reply yourself.")
    if not text:
        raise _Busy("The model answered with nothing.")
    usage = whole.usage_metadata
    model = str(whole.response_metadata.get("model_name") or name)
    return Completion(text, model, usage["input_tokens"] if usage else 0, usage["output_tokens"] if usage else 0)


def _mapped(error: Exception, name: str, started: bool) -> Exception:
    """A library's error as one of ours: refused, or busy and worth another attempt."""
    if isinstance(error, openai.APIStatusError):
        return _status(error, name)
    if isinstance(error, openai.APITimeoutError | httpx2.TimeoutException):
        return _Busy("The provider did not answer in time.", started=started)
    if isinstance(error, openai.APIConnectionError | httpx2.HTTPError):
        return _Busy("The provider cannot be reached.", started=started)
    if isinstance(error, openai.APIError):
        return _Busy(f"The provider reported an error: {error.message}", started=started)
    if isinstance(error, json.JSONDecodeError | ValueError | KeyError | IndexError | TypeError | AttributeError):
        return _Busy("The provider's answer is not in the expected form.", started=started)
    return error


def _status(error: openai.APIStatusError, name: str) -> Exception:
    code, said = error.status_code, _said(error)
    if code in (401, 403):
        return ModelRefused("The provider refuses the key.", where=name, mend="Check OPENAI_API_KEY.")
    if code == 404:
        return ModelRefused("The provider knows no such model or address.", where=name, mend="Check WEBCARE_MODEL and OPENAI_BASE_URL.")
    if code == 429 and "insufficient_quota" in (error.code or "", said):
        return ModelRefused("The credit with the provider is used up.", where=name, mend="Top up the account, or change the key.")
    if code in (408, 409, 429) or code >= 500:
        return _Busy(f"The provider is busy or down ({code}).", after=_retry_after(error.response))
    return ModelRefused(f"The provider refuses the request ({code}): {said}", where=name, mend="Check the model's name and its limits.")


def _said(error: openai.APIStatusError) -> str:
    body: Any = error.body
    told = body.get("message") or body.get("code") or "" if isinstance(body, dict) else ""
    return str(told)[:200]


def _retry_after(response: httpx2.Response) -> float:
    try:
        return max(0.0, float(response.headers.get("retry-after", "")))
    except ValueError:
        return 0.0
