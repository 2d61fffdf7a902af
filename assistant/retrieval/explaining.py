"""Why a result stands where it does, in words that a knowledge manager can follow."""

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.records.knowledge import PassageKind, SearchResult
from assistant.retrieval.ranking import Ranking
from assistant.retrieval.rows import CASE, POLICY


@dataclass(frozen=True, slots=True)
class Reason:
    """One result: its score is the sum of the views' shares; `voters` are resolved cases that spoke for its document."""

    passage: str
    title: str
    kind: str
    score: float
    views: Mapping[str, Mapping[str, float]]  # view -> rank, score, share
    voters: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Explanation:
    """The reasons in the order of the results, and what ranked high but was left out."""

    reasons: tuple[Reason, ...]
    left_out: Mapping[str, str]
    notice: str = ""

    def lines(self) -> list[str]:
        """As text, one result after the other."""
        found = [self.notice] if self.notice else []
        for number, reason in enumerate(self.reasons, start=1):
            found.append(f"{number:2}. {reason.title}   {reason.passage}   {reason.score:.3f}")
            found += [
                f"      {view:8} #{part['rank']:<4.0f} {part['score']:8.3f}  adds {part['share']:.3f}"
                for view, part in reason.views.items()
            ]
            loudest = sorted(reason.voters.items(), key=lambda pair: -pair[1])[:5]
            if loudest:
                found.append("      voted for by " + ", ".join(f"{case} ({weight:.2f})" for case, weight in loudest))
        return found + [f" -  {passage}: {why}" for passage, why in self.left_out.items()]


def explained(result: SearchResult, rankings: Mapping[PassageKind, Ranking], left_out: Mapping[str, str], notice: str) -> Explanation:
    """The explanation of a result from the rankings that it was chosen from."""
    standings = {standing.id: standing for kind in (POLICY, CASE) for standing in rankings[kind].standings}
    reasons = []
    for hit in result.hits:
        passage, standing = hit.passage, standings.get(hit.passage.id)
        parts = standing.parts if standing else {}
        views = {view: {"rank": float(place), "score": score, "share": share} for view, (place, score, share) in parts.items()}
        title = " › ".join((passage.title, *passage.path)) or passage.complaint[:60]
        reasons.append(Reason(passage.id, title, passage.kind, hit.score, views, rankings[POLICY].voices.get(passage.document, {})))
    return Explanation(tuple(reasons), left_out, notice)
