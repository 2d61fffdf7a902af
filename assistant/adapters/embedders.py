"""A named embedding model, by LangChain's `init_embeddings`: masked texts go to it, and only when one is set."""

from collections.abc import Callable
from typing import Any, TypeVar

from langchain.embeddings import init_embeddings
from langsmith import tracing_context

from assistant.errors import InputError, ModelUnavailable
from assistant.ports import Embedder
from assistant.settings import Settings

Answer = TypeVar("Answer")


def open_embedder(settings: Settings) -> Embedder | None:
    """The model of `WEBCARE_EMBEDDINGS` ("openai:<name>"), or None when none is set. Raises `InputError` for one that cannot be set up."""
    if not settings.embeddings:
        return None
    # without a check of its context length the openai adapter fetches no tokeniser file
    options: dict[str, Any] = {"check_embedding_ctx_length": False} if settings.embeddings.startswith("openai:") else {}
    try:
        return NamedEmbedder(settings.embeddings, init_embeddings(settings.embeddings, **options))
    except Exception as error:  # each provider's package raises errors of its own; all are told as one
        mend = "Set WEBCARE_EMBEDDINGS to openai:<model> and OPENAI_API_KEY; OPENAI_BASE_URL for another address."
        what = f"The embedding model '{settings.embeddings}' cannot be set up: {error}"
        raise InputError(what, where="WEBCARE_EMBEDDINGS", mend=mend) from error


class NamedEmbedder:
    """An embedding model with its name; tracing is off whatever the environment says."""

    def __init__(self, name: str, embeddings: Embedder) -> None:
        self.name = name
        self._embeddings = embeddings

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One vector a text. Raises `ModelUnavailable`."""
        return self._ask(lambda: self._embeddings.embed_documents(texts))

    def embed_query(self, text: str) -> list[float]:
        """The vector of one text. Raises `ModelUnavailable`."""
        return self._ask(lambda: self._embeddings.embed_query(text))

    def _ask(self, call: Callable[[], Answer]) -> Answer:
        with tracing_context(enabled=False):
            try:
                return call()
            except Exception as error:  # as above: the caller knows one error
                what = f"The embedding model gave no answer ({type(error).__name__})."
                raise ModelUnavailable(what, where=self.name, mend="Try again, or unset WEBCARE_EMBEDDINGS.") from error
