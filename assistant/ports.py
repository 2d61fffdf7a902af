"""The extension points. Whatever fits one of these can be plugged in at `wiring.build`."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from assistant.records.finding import Finding
from assistant.records.review import Review
from assistant.records.work import Outgoing

OnToken = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Completion:
    """A finished answer of a language model: the whole text and what it cost, in the provider's tokens."""

    text: str
    model: str
    tokens_in: int
    tokens_out: int


@runtime_checkable
class ChatModel(Protocol):
    """A language model that finishes a text.

    `messages` are (role, text) pairs, roles system and user, masked. `on_token` receives pieces as they come. Returns only
    when the model said that it finished; raises `ModelRefused` or `ModelUnavailable` otherwise, within its deadline.
    """

    name: str

    def write(self, messages: Sequence[tuple[str, str]], on_token: OnToken) -> Completion: ...


@runtime_checkable
class Embedder(Protocol):
    """Texts to vectors of one length; any LangChain `Embeddings` fits."""

    def embed_documents(self, texts: list[str]) -> list[list[float]]: ...

    def embed_query(self, text: str) -> list[float]: ...


@runtime_checkable
class Channel(Protocol):
    """Where approved replies go.

    `repeatable`: whether `deliver` with the same `outgoing.key` again sends nothing twice; where it might, a person looks first.
    `erase` forgets what was kept under these keys (nothing, where nothing is kept). Both raise `WebcareError`.
    """

    name: str
    repeatable: bool

    def deliver(self, outgoing: Outgoing) -> None: ...

    def erase(self, keys: Sequence[str]) -> None: ...


@runtime_checkable
class DocumentFormat(Protocol):
    """Reads one kind of file into text with Markdown headings; raises `InputError` with place and mend."""

    suffixes: tuple[str, ...]

    def read(self, data: bytes, name: str) -> str: ...


class Check(Protocol):
    """One rule on a reply: pure, quick, and silent when there is nothing to say."""

    def __call__(self, review: Review) -> Iterable[Finding]: ...
