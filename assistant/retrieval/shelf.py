"""What search reads of the store. A source is a live document or a resolved case that may be used."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from assistant.records.knowledge import Document, Passage, ResolvedCase
from assistant.retrieval.passages import case_passage, split_document

Source = Document | ResolvedCase


class Shelf(Protocol):
    """The store as search sees it. Every verb is one short transaction and may be called from several threads."""

    def mark(self, brand: str) -> int:
        """A counter that rises with every change to the brand's documents or resolved cases; 0 for an unknown brand."""
        ...

    def changed(self, brand: str, since: int) -> tuple[str, ...]:
        """Ids of documents and cases that were saved, retired or erased after mark `since`, also those that are gone."""
        ...

    def sources(self, brand: str, ids: Sequence[str]) -> Mapping[str, Source]:
        """The live ones among `ids`; expired and internal documents are live, retired and erased ones are not."""
        ...

    def all_sources(self, brand: str) -> Iterator[Source]:
        """All live sources, documents first, streamed."""
        ...

    def count_sources(self, brand: str) -> int: ...

    def vectors(self, embedder: str, hashes: Sequence[str]) -> Mapping[str, bytes]:
        """Kept vectors by text hash: little-endian float32."""
        ...

    def keep_vectors(self, embedder: str, vectors: Mapping[str, bytes]) -> None: ...


def passages_of(source: Source) -> tuple[Passage, ...]:
    """The passages that a source is cut into."""
    return split_document(source) if isinstance(source, Document) else (case_passage(source),)


class MemoryShelf:
    """Sources held in memory: for measuring on a folder of texts, and for trying a draft without a database."""

    def __init__(self, sources: Iterable[Source] = ()) -> None:
        self._live: dict[str, dict[str, Source]] = {}
        self._changes: dict[str, list[str]] = {}
        self._vectors: dict[tuple[str, str], bytes] = {}
        self.put(*sources)

    def put(self, *sources: Source) -> None:
        """Adds sources, or replaces those with the same id."""
        for source in sources:
            self._live.setdefault(source.brand, {})[source.id] = source
            self._changes.setdefault(source.brand, []).append(source.id)

    def remove(self, brand: str, *ids: str) -> None:
        """Retires or erases sources; an id that is not there is an error (`KeyError`)."""
        for id in ids:
            del self._live[brand][id]
            self._changes[brand].append(id)

    def mark(self, brand: str) -> int:
        return len(self._changes.get(brand, ()))

    def changed(self, brand: str, since: int) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self._changes.get(brand, ())[since:]))

    def sources(self, brand: str, ids: Sequence[str]) -> Mapping[str, Source]:
        live = self._live.get(brand, {})
        return {id: live[id] for id in ids if id in live}

    def all_sources(self, brand: str) -> Iterator[Source]:
        live = list(self._live.get(brand, {}).values())
        yield from (source for source in live if isinstance(source, Document))
        yield from (source for source in live if isinstance(source, ResolvedCase))

    def count_sources(self, brand: str) -> int:
        return len(self._live.get(brand, {}))

    def vectors(self, embedder: str, hashes: Sequence[str]) -> Mapping[str, bytes]:
        return {hash: self._vectors[embedder, hash] for hash in hashes if (embedder, hash) in self._vectors}

    def keep_vectors(self, embedder: str, vectors: Mapping[str, bytes]) -> None:
        self._vectors.update({(embedder, hash): vector for hash, vector in vectors.items()})
