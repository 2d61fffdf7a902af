"""Chooses the policy clauses that answer this complaint, and from them the sentences that are for this customer."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from math import log

from assistant.drafting.embedded.conditions import as_reason, met
from assistant.drafting.embedded.likeness import held, shared, stems, weights
from assistant.drafting.embedded.rules import from_rule
from assistant.drafting.embedded.voice import capital
from assistant.drafting.kit import WritingTask
from assistant.language import register, sentences
from assistant.records.knowledge import Passage

NEAR = 0.55
"""A further clause's score must come this near to the best one's."""
ENOUGH = 1.6
"""Below this the best clause is not about the complaint: nothing factual is said."""
CLEAR = 4.0
"""From here search, shared words, topic and past cases agree: no further proof is asked."""
SURE = 4.5
"""From here the clause's own next act is undertaken; below it only where the heading or the circumstances are the complaint's own."""
FLOOR = 1.6
"""How many telling words' weight a clause off the topic must share with the complaint; half of it on the topic."""
NEARLY = 1.5
"""How many telling words' weight the clause that search puts first must share: the agent sees the source and judges."""
SAME = 0.45
"""Share of words from which two clauses say the same."""
MOST = 2
"""Clauses in one reply: the one that settles the problem, and one for a further question."""
HEADING = 0.25
"""What the weight of a word that the heading shares with the complaint counts for: a heading says what its clause is about."""
LATE = 4
"""A clause that search ranks after this place needs a word of the complaint in its heading."""
LED, LED_INSIDE = 2.5, 1.5
"""What it adds that a circumstance of the complaint (a death, a proof, a place) is in a clause's heading, or in its text."""

_TIED = re.compile(
    r"^(?:die|dat|dit|deze|daarna|daarvoor|zij|hij|ze|zo|dan|ook|met de echte|in (?:alle )?andere gevallen|aanvragen|het (?:geld|bedrag)|"
    r"that|this|it|he|she|they|then|otherwise|also)\b"
    r"|\b(?:zij|hij|hem|daarop|daarvan|daarmee|daarbij|daarvoor|she|he)\b"
    r"|\b(?:het|it)\b(?=[.,]| (?:gratis|dan|ook|niet|weer|later|binnen|op|bij|aan|met|naar|to|free|with|within)\b)",
    re.IGNORECASE,
)
_OTHERWISE = re.compile(r"^(?:in (?:alle )?andere gevallen|in all other cases|in other cases|otherwise|anders)\b", re.IGNORECASE)
_DEFINES = re.compile(
    r"^(?:het is|dit is|dat is) (?:ook )?spoed\b|\bis (?:ook |altijd )?spoed\.|\bcounts? as (?:an )?emergency|\bis (?:also )?urgent\.",
    re.IGNORECASE,
)
_QUOTED = re.compile(
    r"(?<!\w)(?:'(?=\S+ \S+ \S)[^'\n]{5,120}'|\"(?=\S+ \S+ \S)[^\"\n]{5,120}\"|[‘“](?=\S+ \S+ \S)[^’”\n]{5,120}[’”])(?!\w)"
)
_ITEM = re.compile(r"^[^:.!?]{2,40}: [^:!?]{2,40}\.$")
"""A row of a list in a rule; also a sentence with a colon, which is kept when the complaint speaks of it."""
_SIDES = (("rechts", "links"), ("links", "rechts"), ("left", "right"), ("right", "left"))
"""What a sentence says against what the customer says."""
_ORDINAL = re.compile(r"\b(?:tweede|derde|vierde|vijfde|second|third|fourth|fifth)(?= (?:keer|maal|time))", re.IGNORECASE)
_GAIN = re.compile(
    r"\b(?:krijgt?|krijgen|ontvang\w*|gratis|kosteloos|regelt?|haalt? [^.]* op|belt|bellen|refund|free|we (?:pay|bring))\b|112|"
    r"\b(?:betalen|vergoeden|brengen) wij\b|\bwij (?:betalen|vergoeden|brengen|sturen|halen)\b",
    re.IGNORECASE,
)
_ACT = re.compile(
    r"\b(?:maakt|neemt|zoekt|spreekt|vervangt|herstelt|onderzoekt|beslist|brengt|nieuwe afspraak|dezelfde (?:werk)?dag)\b", re.IGNORECASE
)
"""In a rule: what somebody of ours does."""
_RARE = re.compile(r"\boverl(?:eden|ijden)\b|\bbegrafenis|\bbevalling|\bdeath\b|\bfuneral", re.IGNORECASE)
_INFANT = re.compile(r"\bbaby|flesvoeding|\binfant", re.IGNORECASE)
_FAMILY = re.compile(
    r"\bbaby|kind|fles(?:je|voeding)|\bfles\b|zoon|dochter|zwanger|weken oud|\bkid|child|son\b|daughter|infant", re.IGNORECASE
)
_SOON = re.compile(r"\b(?:vandaag|vanavond|vanmiddag|morgen|straks|today|tonight|tomorrow)\b", re.IGNORECASE)
_BEFOREHAND = re.compile(
    r"\b(?:uur|uren|dagen|werkdagen|hours|days) (?:vooraf|van tevoren|ervoor|voor (?:de|het)|before|in advance)\b", re.IGNORECASE
)
_SAFETY = re.compile(r"\b112\b|\bhuisarts|\bdoctor\b", re.IGNORECASE)
"""Never left out as a condition of another customer."""
_PRESSING = re.compile(r"^(?:bij (?:spoed|gevaar|nood)|in an emergency|in danger)\b", re.IGNORECASE)
_AGAIN = re.compile(
    r"\b(?:derde|tweede|vierde|vaker|opnieuw|steeds|nog steeds|herhaald\w*|niet klaar|voorbij|third|second time|again|still|repeat\w*)\b",
    re.IGNORECASE,
)
_EURO = r"€ ?(\d[\d.]*(?:,\d\d)?)"
_AMOUNT = re.compile(rf"{_EURO}|(?<!\w)(\d[\d.]*(?:,\d\d)?) ?(?:euro|EUR)\b")
_UP_TO = re.compile(rf"\b(?:tot(?: en met)?|hooguit|hoogstens|onder|up to|at most|below|under) {_EURO}", re.IGNORECASE)
_ABOVE = re.compile(rf"\b(?:boven|meer dan|vanaf|above|over|more than) {_EURO}", re.IGNORECASE)
_CONDITION = re.compile(
    r"^(?:voor|bij|met|duurt|is|heeft|kwam|komt|kunt?|kan|daalt|boven|tot|onder|als|wil|heb|hebt|ben|bent|staat|zit|wordt|krijgt?|meld|na|"
    r"mist|gaat|lukt|loopt|blijft|werkt|ligt|stopt|woont?|durf|durft|voelt|ontbreekt|"
    r"if|for|with|when|above|up to|below|over|under|is|are|after|without)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence to the customer and what it is worth for this complaint.

    `opening`: speaks to the person, states nothing. `tied`: leans on the sentence before it ("Dan regelt zij ...").
    """

    text: str
    worth: float
    opening: bool
    tied: bool


@dataclass(frozen=True, slots=True)
class Clause:
    """A policy clause in the customer's form and language. `step` is our next act, or ""."""

    passage: Passage
    sentences: tuple[Sentence, ...]
    step: str
    score: float


def choose(task: WritingTask, asked: str, elsewhere: tuple[str, ...] = (), leads: tuple[str, ...] = ()) -> tuple[Clause, ...]:
    """The clause that settles `asked` (complaint and hint), and one more where a further question has its own clause.

    `elsewhere` are patterns of places: a clause headed by one is left out unless the complaint names it too. `leads` are
    pairs "circumstance => clause". None when nothing is near enough.
    """
    telling = telling_words(task)
    near = [
        (score, passage)
        for score, passage in ranked(task, asked, leads)
        if led(passage, asked, leads) or not _elsewhere(passage, asked, elsewhere)
    ]
    if not near or near[0][0] < ENOUGH or not (near[0][0] >= CLEAR or _matches(near[0][1], task, asked, telling, leads)):
        return ()
    useful = [
        clause for score, passage in near if (clause := _clause(passage, score, task, asked, telling, leads)).sentences or clause.step
    ]
    if not useful or useful[0].passage is not near[0][1]:
        return ()  # the clause that answers has no words in this language: its neighbour would answer something else
    return (useful[0],) if task.channel.public else _covering(useful, asked, task.language)


def _matches(passage: Passage, task: WritingTask, asked: str, telling: Mapping[str, float], leads: tuple[str, ...]) -> bool:
    """Whether a clause is about what is asked at all: the best of a bad lot answers nothing."""
    about, own = _about(passage, task.language), stems(task.brand.name)
    on_topic = bool(task.triage.topic.words) and task.triage.topic.value in passage.topics
    held_words = held(asked, about) - own
    named = stems(asked) & stems(_heading(passage)) - own
    rank = task.policies.index(passage) + 1
    if led(passage, asked, leads) == LED and (held_words or on_topic or rank <= LATE):
        return True
    if rank == 1 and shared(asked, about, telling, without=own) >= log(1 + len(task.passages)) * NEARLY:
        return True
    said = any(re.search(rf"\b{re.escape(word)}\b", asked, re.IGNORECASE) for word in task.triage.topic.words)
    if rank <= 2 and (
        named or (on_topic and (stems(asked) & stems(about) - own or (rank == 1 and said)))
    ):  # search and topic agree, or search and the heading
        return True
    if (rank > LATE and not named) or (not on_topic and not named and task.brand.topics):
        return False  # a brand that names no topics is judged by its words alone
    enough = shared(asked, about, telling, without=own) >= log(1 + len(task.passages)) * (FLOOR / 2 if on_topic else FLOOR)
    return enough and len(held_words) >= 2


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
    """Without what others said: a quoted answer or insult is not what the customer asks. Short quotes are the customer's own emphasis."""
    bare = _QUOTED.sub(" ", text)
    return bare if len(bare.split()) > 5 else text


def ranked(task: WritingTask, asked: str, leads: tuple[str, ...] = ()) -> list[tuple[float, Passage]]:
    """The public policies in force, the one that answers `asked` best first.

    What search thinks, what the words share, the topic of the triage, the circumstances and what similar past cases used all count.
    """
    telling, own, whole = telling_words(task), stems(task.brand.name), asked
    asked = unquoted(asked)
    votes, room = _votes(task, asked, telling), 3 + len(stems(asked)) ** 0.5
    found: dict[str, tuple[float, Passage]] = {}
    for rank, passage in enumerate(task.policies, start=1):
        same = shared(asked, _about(passage, task.language), telling, without=own)
        named = min(0.8, HEADING * shared(asked, _heading(passage), telling, without=own))
        on_topic = bool(task.triage.topic.value) and task.triage.topic.value in passage.topics
        again = on_topic and bool(same) and task.triage.repeat.value and bool(_AGAIN.search(" ".join(passage.path)))
        vote = min(0.9, votes.get(passage.document.rsplit("/", 1)[-1], 0.0) / room)
        score = 2 * same / room + named + 1.5 / rank**0.5 + on_topic + again + vote
        found.setdefault(f"{passage.document}{passage.path}", (score + led(passage, whole, leads), passage))
    return sorted(found.values(), key=lambda row: row[0], reverse=True)


def _elsewhere(passage: Passage, asked: str, places: tuple[str, ...]) -> bool:
    heading = " ".join(passage.path)
    return any(re.search(place, heading, re.IGNORECASE) and not re.search(place, asked, re.IGNORECASE) for place in places)


def _covering(useful: list[Clause], asked: str, language: str) -> tuple[Clause, ...]:
    """The first clause, and the first other one whose heading is named in a question that the first leaves open."""
    best, rest = useful[0], useful[1:]
    covered = stems(_about(best.passage, language))
    questions = [stems(line) - covered for line in sentences.split(asked) if line.rstrip().endswith("?")]
    for clause in rest:
        heading = stems(" ".join(clause.passage.path[-1:]))
        if clause.score >= NEAR * best.score and not _alike(clause, best) and any(heading & question for question in questions):
            return best, clause
    return (best,)


def _alike(clause: Clause, other: Clause) -> bool:
    """Whether two clauses say much the same."""
    ours, theirs = (stems(" ".join(sentence.text for sentence in one.sentences)) for one in (clause, other))
    return len(ours & theirs) > SAME * max(min(len(ours), len(theirs)), 1)


def _heading(passage: Passage) -> str:
    return passage.path[-1] if passage.path else passage.title


def _about(passage: Passage, language: str) -> str:
    """What a passage is about, in the words of the language that is asked in."""
    own = passage.wording.get(language, "") if language != passage.language else ""
    return f"{passage.title} {' '.join(passage.path)} {own or passage.rule or passage.text}"


def telling_words(task: WritingTask) -> Mapping[str, float]:
    return weights(passage.text for passage in task.passages)


def _votes(task: WritingTask, asked: str, telling: Mapping[str, float]) -> Mapping[str, float]:
    """What similar past cases used, by the policy's short name: as much as the case is like this one."""
    votes: dict[str, float] = {}
    for case in task.cases:
        likeness = shared(asked, case.complaint, telling)
        for policy in case.policies:
            name = policy.rsplit("/", 1)[-1]
            votes[name] = max(votes.get(name, 0.0), likeness)
    return votes


def _clause(passage: Passage, score: float, task: WritingTask, asked: str, telling: Mapping[str, float], leads: tuple[str, ...]) -> Clause:
    pressing = int(task.triage.urgency.value) >= 3
    lines = _fitting(_lines(passage, task), asked, leads if led(passage, asked, leads) == LED_INSIDE else (), pressing=pressing)
    said = tuple(
        Sentence(
            text,
            _worth(text, place, asked, telling, pressing=pressing, ready=bool(passage.wording)),
            opening=place == 0 and bool(passage.wording) and _is_opening(text),
            tied=place > 0 and bool(_TIED.search(text)),
        )
        for place, text in enumerate(lines)
    )
    said = said if passage.wording else _best_first(said)
    same = shared(asked, _about(passage, task.language), telling, without=stems(task.brand.name)) >= NEARLY * log(1 + len(task.passages))
    sure = score >= SURE or same or led(passage, asked, leads) or bool(stems(asked) & stems(_heading(passage)))
    return Clause(passage, said, _step(passage, task) if sure else "", score)


def _best_first(said: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    """A rule defines before it helps; to the customer the sentence that helps most comes first, with what leans on it."""
    groups: list[list[Sentence]] = []
    for sentence in said:
        if sentence.tied and groups:
            groups[-1].append(sentence)
        else:
            groups.append([sentence])
    groups.sort(key=lambda group: max(sentence.worth for sentence in group), reverse=True)
    return tuple(sentence for group in groups for sentence in group)


def _fitting(lines: tuple[str, ...], asked: str, leads: tuple[str, ...], *, pressing: bool) -> tuple[str, ...]:
    """The sentences that can be for this customer: no other cases, no list item that is not asked for, no definition when it is urgent.

    A sentence for the circumstance at hand (a death, the second time) takes the place of those before it.
    """
    own = set(re.findall(r"\w+", asked.lower()))
    fit = [line for line in lines if not _OTHERWISE.match(line) and not (pressing and _DEFINES.search(line))]
    fit = [_as_sentence(line) for line in fit if not _ITEM.match(line) or held(asked, line.partition(":")[0])]
    fit = [line for line in fit if not any(re.search(rf"\b{side}\b", line) and other in own - {side} for side, other in _SIDES)]
    fit = [line for line in fit if not _RARE.search(line) or _RARE.search(asked)] or fit
    fit = [line for line in fit if not _INFANT.search(line) or _FAMILY.search(asked)] or fit
    fit = [line for line in fit if met(_condition(line), asked) is not False and not _done_already(line, asked)]
    point = [lead.partition(" => ")[2] for lead in leads if re.search(lead.partition(" => ")[0], asked, re.IGNORECASE)]
    times = {found.lower() for found in _ORDINAL.findall(asked)}
    for place, line in enumerate(fit):
        if times & {found.lower() for found in _ORDINAL.findall(line)} and _CONDITION.match(line):
            return (as_reason(line), *fit[place + 1 :])
        if any(re.search(pattern, line, re.IGNORECASE) for pattern in point):
            return tuple(fit[place:])
    return tuple(as_reason(line) if met(_condition(line), asked) else capital(line) for line in fit)


def _condition(line: str) -> str:
    """What stands before the first comma of a sentence with a condition; "" of another."""
    return line.partition(",")[0] if "," in line and _CONDITION.match(line) else ""


def _done_already(line: str, asked: str) -> bool:
    """Whether a sentence tells the customer to do what he says he did: "Meld ..." to who wrote "gemeld"."""
    verb = line.split(" ", 1)[0].lower()
    return (
        not _SAFETY.search(line)
        and len(verb) > 2
        and line[:1].isupper()
        and bool(re.search(rf"\b\w{{0,4}}ge{re.escape(verb)}(?:d|t|en)\b", asked, re.IGNORECASE))
    )


def _as_sentence(line: str) -> str:
    """A row of a list said as a sentence: "röntgen, echo: 5 werkdagen." to "Voor röntgen of echo is dat 5 werkdagen."."""
    label, colon, value = line.partition(": ")
    return f"Voor {label[:1].lower()}{label[1:].replace(', ', ' of ')} is dat {value}" if colon and value[:1].isdigit() else line


def _lines(passage: Passage, task: WritingTask) -> tuple[str, ...]:
    """The clause's sentences in the reply's language and form; turned from the rule where it has no customer wording."""
    wording = passage.wording
    if task.language != "nl":
        return sentences.split(wording.get(task.language, ""))
    if text := wording.get(f"nl-{task.form}"):
        return sentences.split(text)
    if text := wording.get("nl", ""):
        return sentences.split(text if task.form == task.brand.form else register.to_form(text, task.form))
    return from_rule(passage.rule or passage.text, task.form) if passage.language == "nl" else ()


def _step(passage: Passage, task: WritingTask) -> str:
    """Our next act, or "" where the clause has a limit that this customer may be past: then nothing is undertaken."""
    asked = task.case.complaint
    if (_SOON.search(asked) and _BEFOREHAND.search(passage.rule)) or not _amounts_fit(passage.rule.replace(";", ","), asked):
        return ""
    step = passage.steps.get(f"{task.language}-{task.form}" if task.form else task.language) or passage.steps.get(task.language, "")
    first = next(iter(sentences.split(step)), "")
    return register.to_form(first, task.form) if first and task.language == "nl" else first


def _worth(text: str, place: int, asked: str, telling: Mapping[str, float], *, pressing: bool, ready: bool) -> float:
    """`ready`: written for customers, who read the first sentence first. A rule begins with what things are; its gains count more.

    A condition that nothing in the complaint speaks of is another customer's, but in a rule it may be this one's: it says "if" itself.
    """
    likeness, gain = shared(text, asked, telling), bool(_GAIN.search(text) or (not ready and _ACT.search(text)))
    condition = _condition(text) or (text if _CONDITION.match(text) else "")
    holds = text.startswith("Omdat ") or (pressing and bool(_PRESSING.match(text))) or bool(_SAFETY.search(text))
    aside = bool(condition) and not holds and not shared(condition, asked, telling)
    first = (4.0 if ready else 2.0) / (1 + place) + 2.0 * text.startswith("Omdat ")
    if not _amounts_fit(text, asked) or (aside and (ready or not gain)):
        return likeness + first - 3.0
    return likeness + first + (2.0 if ready else 2.5) * gain - 1.5 * aside


def _amounts_fit(text: str, asked: str) -> bool:
    """Whether a limit in the sentence ("tot en met € 10", "above € 150") can hold for an amount in the complaint."""
    amounts = [_euro(found[1] or found[2]) for found in _AMOUNT.finditer(asked)]
    if not amounts or ";" in text:
        return True
    upper = [_euro(found[1]) for found in _UP_TO.finditer(text)]
    lower = [_euro(found[1]) for found in _ABOVE.finditer(text)]
    return not ((upper and min(amounts) > max(upper)) or (lower and max(amounts) <= min(lower)))


def _euro(text: str) -> float:
    whole, _, cents = text.replace(".", "").partition(",")
    return float(f"{whole}.{cents.strip('-') or 0}")


def _is_opening(text: str) -> bool:
    """Speaks to the person: no figure, no act of ours, no contact."""
    return not re.search(r"\d|\b(?:wij|we|ik|onze|ons|our)\b|@|https?:", text, re.IGNORECASE)
