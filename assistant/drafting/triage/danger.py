"""Signs that somebody may harm themselves or lets somebody go who may."""

from itertools import combinations, pairwise

from assistant.drafting.triage.cues import Cues, Span

CLOSE = 120  # characters between two signs that are read together
NEAR = 200  # characters between two concepts that are read together
AMONG = 2  # words that a sign has more than the one that stands among them
CONCEPTS = ("means", "ready", "farewell", "settled", "end", "burden", "weary")
TWICE = ("farewell", "end", "burden")  # two different words of these tell as much as two concepts
WORRIES = ("gone", "settled", "peace", "weary", "burden", "farewell", "nomore")
COMMON = ({"settled", "nomore"}, {"farewell", "nomore"}, {"gone", "nomore"})  # who moves or leaves a brand says this too
LEAVING = {"gone", "settled", "nomore"}  # who moves says all of these
MANY = 3  # kinds that tell in spite of what would explain them
SHORT = 600  # characters: a longer message is about its matter


def self_harm(text: str, cues: Cues) -> tuple[str, ...]:
    """The customer's words that tell of self-harm, their own or another's; () when there are none.

    A plain phrase; or two signs, innocent by themselves, close together; or one sign beside despair or money worries; or two
    different concepts (the means and being ready, a farewell and affairs put in order ...) near each other.
    """
    if plainly := cues.words(text, "self_harm"):
        return plainly
    return _signs(text, cues) or _concepts(text, cues)


def worry(text: str, cues: Cues) -> tuple[str, ...]:
    """Words by which a person should read this before anything is drafted; () when there are none. No alarm: it is a guess.

    One plain phrase or two kinds of indirect ones in a short message that no move, holiday, joke or death of another explains (being
    gone by a day and a farewell, things given away and peace with it, being tired and missed by nobody); or three kinds in any
    message. Lists: `triage.worry_*`.
    """
    seen = {kind: words for kind in WORRIES if (words := cues.words(text, f"worry_{kind}"))}
    excused = bool(cues.find(text, "worry_excuse"))
    if len(seen) >= MANY and not (excused and len(seen.keys() - LEAVING) < 2):
        return tuple(words[0] for words in seen.values())
    if len(text) > SHORT or excused:
        return ()
    told = next(((seen[one][0], seen[other][0]) for one, other in combinations(seen, 2) if {one, other} not in COMMON), ())
    return cues.words(text, "worry_plain")[:1] or told


def exposed(text: str, cues: Cues) -> tuple[str, ...]:
    """Words of who gave card or code away to somebody who posed as us: something given and a bait in one message; else ()."""
    given, bait = cues.words(text, "exposed"), cues.words(text, "exposed_bait")
    return (given[0], bait[0]) if given and bait else ()


def bereft(text: str, cues: Cues) -> tuple[str, ...]:
    """Words of who is without what keeps them alive: the medicine or the device, and that it is gone, in one message; else ()."""
    vital, gone = cues.words(text, "vital"), cues.words(text, "vital_gone")
    return (vital[0], gone[0]) if vital and gone else ()


def _signs(text: str, cues: Cues) -> tuple[str, ...]:
    signs = cues.find(text, "self_harm_sign")
    hints = cues.find(text, "self_harm_hint")  # as signs, but too common to weigh beside a worry
    for first, second in pairwise(sorted((*signs, *hints), key=lambda span: span.start)):
        if 0 <= second.start - first.end <= CLOSE and _differ(first, second):
            return (first.words, second.words)
    worries = (*cues.words(text, "feeling_despair"), *cues.words(text, "vulnerable_money"))
    apart = (word for word in worries if signs and word not in signs[0].words and signs[0].words not in word)
    return next(((signs[0].words, word) for word in apart), ())


def _concepts(text: str, cues: Cues) -> tuple[str, ...]:
    """Who laughs or speaks of a book does not mean themselves: `concept_excuse`."""
    seen = {name: cues.find(text, f"concept_{name}") for name in CONCEPTS}
    pairs = [*combinations([name for name in CONCEPTS if seen[name]], 2), *((name, name) for name in TWICE)]
    near = ((a, b) for one, other in pairs for a in seen[one] for b in seen[other] if _near(a, b) and _differ(a, b))
    pair = next(near, None)
    return (pair[0].words, pair[1].words) if pair and not cues.words(text, "concept_excuse") else ()


def _differ(one: Span, other: Span) -> bool:
    return one.words.lower()[:5] != other.words.lower()[:5]


def _near(one: Span, other: Span) -> bool:
    """Near each other, or the one among the words of the other: "heb alle oxazepam opgespaard"."""
    first, second = sorted((one, other), key=lambda span: span.start)
    if second.start < first.end:
        return abs(len(first.words.split()) - len(second.words.split())) >= AMONG and (first.covers(second) or second.covers(first))
    return second.start - first.end <= NEAR
