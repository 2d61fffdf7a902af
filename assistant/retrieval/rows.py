"""What an index holds of a passage, on its way from the store to the engines."""

import base64
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import Any

import numpy as np

from assistant.records.knowledge import Document, PassageKind, ResolvedCase
from assistant.retrieval.passages import searched
from assistant.retrieval.shelf import Source, passages_of
from assistant.retrieval.vectors import Matrix

POLICY, CASE = PassageKind.POLICY, PassageKind.CASE


@dataclass(frozen=True, slots=True)
class Row:
    """A passage for the engines: `text` for words, `meaning` for vectors (of a case only what the customer wrote).

    `case` carries what evidence needs of a resolved case, without its words; `vector` is there where an embedder was set.
    """

    kind: PassageKind
    id: str
    source: str
    hash: str
    text: str
    meaning: str
    case: ResolvedCase | None = None
    vector: Matrix | None = None

    @property
    def vector_key(self) -> str:
        """The hash under which the store keeps this row's vector."""
        return sha256(self.meaning.encode()).hexdigest()


def rows_of(source: Source) -> tuple[Row, ...]:
    """The rows of a document or a resolved case."""
    if isinstance(source, Document):
        pairs = ((passage, searched(passage)) for passage in passages_of(source))
        return tuple(Row(POLICY, passage.id, source.id, passage.hash, text, text) for passage, text in pairs)
    bare = replace(source, complaint="", reply="")
    return tuple(Row(CASE, each.id, source.id, each.hash, each.text, source.complaint or each.text, bare) for each in passages_of(source))


def to_json(row: Row) -> dict[str, Any]:
    """A row as one JSON object; vectors as base64 of little-endian float32."""
    found: dict[str, Any] = {"kind": row.kind, "id": row.id, "source": row.source, "hash": row.hash, "text": row.text}
    if row.meaning != row.text:
        found["meaning"] = row.meaning
    if row.case:
        case = row.case
        found["case"] = {
            "policies": case.policies, "drafted_from": case.drafted_from, "origin": case.origin, "outcome": case.outcome,
            "closed_on": case.closed_on.isoformat() if case.closed_on else None,
        }  # fmt: skip
    if row.vector is not None:
        found["vector"] = base64.b64encode(row.vector.astype("<f4").tobytes()).decode()
    return found


def from_json(found: dict[str, Any]) -> Row:
    """The row that `to_json` wrote."""
    case, vector = found.get("case"), found.get("vector")
    resolved = case and ResolvedCase(
        id=found["source"], brand="", channel="", complaint="", reply="", policies=tuple(case["policies"]), origin=case["origin"],
        drafted_from=tuple(case["drafted_from"]), outcome=case["outcome"],
        closed_on=date.fromisoformat(case["closed_on"]) if case["closed_on"] else None,
    )  # fmt: skip
    return Row(
        PassageKind(found["kind"]), found["id"], found["source"], found["hash"], found["text"], found.get("meaning", found["text"]),
        resolved or None, np.frombuffer(base64.b64decode(vector), "<f4") if vector else None,
    )  # fmt: skip
