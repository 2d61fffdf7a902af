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
NEIGHBOURS = 25
SHARPNESS = 6.0
SOME = 40  # cases from which their votes weigh half
SAME, SURELY_SAME = 0.7, 0.85  # cosines of a case in nearly the same words
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


def likeness(meaning: Mapping[str, float], words: Iterable[tuple[float, Mapping[str, float]]]) -> dict[str, float]:
    """Case id -> how like it is to what is asked, from 0 to 1: half by meaning, half by words.

    Each is taken relative to the best case of its kind, since cosines and BM25 do not compare. The weights of `words` sum to one.
    """
    found: dict[str, float] = defaultdict(float)
    for weight, scores in ((0.5, meaning), *((weight / 2, scores) for weight, scores in words)):
        best = max(scores.values(), default=0.0)
        for case, score in scores.items():
            found[case] += weight * max(score, 0.0) / best if best > 0 else 0.0
    return dict(found)


def votes(similar: Sequence[tuple[str, float, Evidence]]) -> dict[str, dict[str, float]]:
    """Document id -> {case id: vote}, of (case id, likeness, evidence) best first; the nearest case has the loudest voice."""
    near = [entry for entry in similar if entry[1] > 0][:NEIGHBOURS]
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for case, like, speaks in near:
        for policy, weight in speaks:
            found[policy][case] = weight * (like / near[0][1]) ** SHARPNESS
    return dict(found)


def confidence(nearest: float, nearest_policy: float, cases: int) -> float:
    """How far the votes may be trusted, 0 to 1.

    Little where even the nearest case is about something else, or a policy is nearer: both are cosines, the first of the nearest case
    that speaks for a policy. Little, too, where there are few `cases`, unless one has nearly the same words: the nearest of twenty is
    often like the question in its language or a place only. Measured on questions with known answers: votes of 8 to 20 cases harm, of
    30 help a little, of 60 and more a lot.
    """
    alike = min(max(nearest, 0.0) / max(ALIKE, nearest_policy), 1.0) ** 2
    many = cases**2 / (cases**2 + SOME**2)
    same = min(max(nearest - SAME, 0.0) / (SURELY_SAME - SAME), 1.0)
    return float(alike * max(many, same))


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
