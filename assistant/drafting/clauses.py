"""Which policy clause answers a complaint: the clauses that search found, ranked by what speaks for each."""

import re
from collections.abc import Mapping
from math import log

from assistant.drafting.conditions import condition, met
from assistant.drafting.kit import WritingTask
from assistant.language import sentences
from assistant.language.likeness import held, joined, shared, stems, weights
from assistant.records.knowledge import Passage

WEIGHTS = {
    "meaning": 3.2,  # how near it comes to the best clause in each view of the search
    "stems": 0.8,
    "grams": 0.8,
    "words": 0.8,  # telling words that the complaint shares with the clause
    "sentence": 0.6,  # ... and with one sentence of it
    "named": 1.2,  # the complaint names something of its heading
    "topic": 1.4,  # it is on the topic that the complaint names
    "circumstance": 1.2,  # LED or LED_INSIDE
    "lasted": 1.2,  # how long or how often it happened meets a condition of the clause
    "again": 1.0,  # a heading for who comes back, to a customer who does
    "elsewhere": -1.0,  # a state or a place that the complaint does not name
}
"""What speaks for a clause. Fitted (conditional logit, one brand left out in turn) on 359 labelled complaints of 15 brands and rounded,
the circumstances downwards: they were written with some of these brands in sight. The views by themselves did better than the order
that search makes of them, which counts only who is before whom."""
VIEWS = ("meaning", "stems", "grams")
ENOUGH = 6.0
"""From this score a clause answers. Just below it two of three are wrong: an act nobody asked costs more than a reply that finds out."""
PRESSING = 5.2
"""The same at urgency 3."""
SURE = 6.6
"""From here the clause's own next act is undertaken; below it we look first whether it is meant for this customer."""
LED, LED_INSIDE = 2.5, 1.5
"""What it is worth that a circumstance of the complaint (a death, a proof, a place) is in a clause's heading, or in its text."""
_QUOTED = re.compile(
    r"\b(?:zei(?:den)?|zegt|zeggen|riep|vroeg|antwoord\w*|noemde|said|says|asked|told)\b[^.!?'\"‘“]{0,30}"
    r"(?:'[^'\n]{5,120}'|\"[^\"\n]{5,120}\"|[‘“][^’”\n]{5,120}[’”])(?!\w)",
    re.IGNORECASE,
)
_AGAIN = re.compile(
    r"\b(?:derde|tweede|vierde|vaker|opnieuw|steeds|nog steeds|herhaald\w*|niet klaar|voorbij|laat op zich wachten|niet gekregen|"
    r"niets gehoord|third|second time|again|still|repeat\w*)\b",
    re.IGNORECASE,
)


def led_by(passage: Passage, asked: str, leads: tuple[str, ...]) -> frozenset[str]:
    """The circumstances of the complaint that the clause's heading names."""
    pairs = (lead.partition(" => ") for lead in leads)
    heading = " ".join(passage.path)
    return frozenset(
        circumstance
        for circumstance, _, clause in pairs
        if re.search(circumstance, asked, re.IGNORECASE) and re.search(clause, heading, re.IGNORECASE)
    )


def led(passage: Passage, asked: str, leads: tuple[str, ...]) -> float:
    """What the circumstances of the complaint add for this clause."""
    worth = 0.0
    for lead in leads:
        circumstance, _, clause = lead.partition(" => ")
        if re.search(circumstance, asked, re.IGNORECASE):
            if re.search(clause, " ".join(passage.path), re.IGNORECASE):
                return LED
            if re.search(clause, passage.rule or passage.text, re.IGNORECASE):
                worth = LED_INSIDE
    return worth


def unquoted(text: str) -> str:
    """Without what others said: a quoted answer or insult is not what the customer asks. Other quotes are the customer's own."""
    bare = _QUOTED.sub(" ", text)
    return bare if len(bare.split()) > 5 else text


def ranked(task: WritingTask, asked: str, leads: tuple[str, ...] = (), elsewhere: tuple[str, ...] = ()) -> list[tuple[float, Passage]]:
    """The public policies in force with their score, the one that answers `asked` best first."""
    telling, found = telling_words(task), dict[str, tuple[float, Passage]]()
    for passage in task.policies:
        signs = _signs(passage, task, asked, telling, leads)
        signs["elsewhere"] = _elsewhere(passage, asked, elsewhere)
        score = sum(WEIGHTS[name] * value for name, value in signs.items())
        found.setdefault(f"{passage.document}{passage.path}", (score, passage))
    return sorted(found.values(), key=lambda row: row[0], reverse=True)


def _signs(passage: Passage, task: WritingTask, whole: str, telling: Mapping[str, float], leads: tuple[str, ...]) -> dict[str, float]:
    """What speaks for a clause, by the names of `WEIGHTS`."""
    asked, own = unquoted(whole), stems(task.brand.name)
    lines = sentences.split(passage.rule or passage.text)
    room, rare = 3 + len(stems(asked)) ** 0.5, log(1 + len(task.passages))
    heading = _heading(passage)
    same = shared(asked, about(passage, task.language), telling, without=own)
    near = task.near.get(passage.id, {})
    return {view: near.get(view, 0.0) for view in VIEWS} | {
        "words": 2 * same / room,
        "named": bool((held(heading, asked) | joined(asked) & stems(heading)) - own),  # "stuur … terug" names "Terugsturen"
        "topic": bool(task.triage.topic.words) and task.triage.topic.value in passage.topics,
        "circumstance": led(passage, whole, leads),
        "lasted": any(met(condition(line), whole, passage.rule) for line in lines),
        "sentence": max((shared(asked, line, telling, without=own) for line in lines), default=0.0) / rare,
        "again": task.triage.repeat.value and bool(_AGAIN.search(" ".join(passage.path))),
    }


def _elsewhere(passage: Passage, asked: str, places: tuple[str, ...]) -> bool:
    heading = " ".join(passage.path)
    named_there = [place for place in places if re.search(place, heading, re.IGNORECASE)]
    return bool(named_there) and not any(re.search(place, asked, re.IGNORECASE) for place in named_there)


def least(best: Passage, task: WritingTask, asked: str, leads: tuple[str, ...]) -> float:
    """The score that the best clause needs: less for who is in danger, to whom a gap is the worst answer; more where a circumstance of
    the complaint points elsewhere."""
    if int(task.triage.urgency.value) >= 3:
        return PRESSING
    return SURE if seen(asked, leads) and not led(best, asked, leads) else ENOUGH


def seen(asked: str, leads: tuple[str, ...]) -> tuple[str, ...]:
    """What the circumstances of the complaint look for in a clause."""
    pairs = (lead.partition(" => ") for lead in leads)
    return tuple(clause for circumstance, _, clause in pairs if re.search(circumstance, asked, re.IGNORECASE))


def _heading(passage: Passage) -> str:
    return passage.path[-1] if passage.path else passage.title


def about(passage: Passage, language: str) -> str:
    """What a passage is about, in the words of the language that is asked in."""
    own = passage.wording.get(language, "") if language != passage.language else ""
    return f"{passage.title} {' '.join(passage.path)} {own} {passage.rule or passage.text}"


def telling_words(task: WritingTask) -> Mapping[str, float]:
    return weights(passage.text for passage in task.passages)
