"""What resolved cases teach: which policies settled what, and the words those customers used. Pure.

A case is evidence for the policies that settled it, less when it is old and little when it was reopened. A case that was drafted
here is evidence only for what a person added to the draft: what our own search proposed may not raise itself (no echo).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import numpy as np

from assistant.records.knowledge import ResolvedCase
from assistant.retrieval.vectors import Matrix, unit

Evidence = tuple[tuple[str, float], ...]
"""(document id, weight) of each policy that a case speaks for."""

HALF_LIFE_DAYS = 730.0
REOPENED = 0.1
NEIGHBOURS = 15
SHARPNESS = 4.0
ALIKE = 0.4  # the cosine from which the nearest case may be taken to be about the same matter


def evidence(resolved: ResolvedCase, newest: date | None) -> Evidence:
    """For which policies a case speaks, and how loudly; the policies of one case share its voice.

    `newest` is the day on which the brand's newest case was closed: age counts from there, so that an index does not change by waiting.
    """
    own = resolved.drafted_from if resolved.origin == "approved" else ()
    policies = [policy for policy in dict.fromkeys(resolved.policies) if policy not in own]
    if not policies:
        return ()
    age = max((newest - resolved.closed_on).days, 0) if newest and resolved.closed_on else 0
    weight = (1.0 if resolved.outcome == "settled" else REOPENED) * 0.5 ** (age / HALF_LIFE_DAYS) / len(policies) ** 0.5
    return tuple((policy, weight) for policy in policies)


def votes(similar: Sequence[tuple[str, float, Evidence]]) -> dict[str, dict[str, float]]:
    """Document id -> {case id: vote}, of (case id, cosine, evidence) best first; the nearest case has the loudest voice."""
    near = [entry for entry in similar if entry[1] > 0][:NEIGHBOURS]
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for case, cosine, speaks in near:
        for policy, weight in speaks:
            found[policy][case] = weight * (cosine / near[0][1]) ** SHARPNESS
    return dict(found)


def confidence(similar: Sequence[tuple[str, float, Evidence]], nearest_policy: float) -> float:
    """How far the votes may be trusted, 0 to 1: little where even the nearest case is about something else, or a policy is nearer."""
    nearest = max((cosine for _, cosine, _ in similar), default=0.0)
    return float(min(max(nearest, 0.0) / max(ALIKE, nearest_policy), 1.0) ** 2)


def words_of_customers(cases: Iterable[tuple[Evidence, Matrix]]) -> dict[str, Matrix]:
    """Document id -> what its customers' words add to its vectors: the weighted sum of their complaints' vectors, damped by how many."""
    sums: dict[str, Matrix] = {}
    counts: dict[str, float] = defaultdict(float)
    for speaks, vector in cases:
        for policy, weight in speaks:
            sums[policy] = sums[policy] + weight * vector if policy in sums else weight * vector
            counts[policy] += weight
    return {policy: (total / max(counts[policy], 1.0) ** 0.25).astype(np.float32) for policy, total in sums.items()}


def expanded(vectors: Matrix, documents: Sequence[str], words: Mapping[str, Matrix]) -> Matrix:
    """Passage vectors of shape (rows, dimensions) with their documents' customers' words added, of length one."""
    added = np.stack([words[document] for document in documents]) if len(documents) else np.zeros_like(vectors)
    return unit(vectors + added)
