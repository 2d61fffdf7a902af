"""What a policy's condition says against the complaint: met, not met, or not spoken of; and how its sentence is said then."""

import re
from collections.abc import Iterable

from assistant.drafting.terms import DUE, counted, limits, nth, ordinal, told
from assistant.language.likeness import held, stems
from assistant.language.sentences import capital

_OPENS = re.compile(
    r"^(?:voor|bij|met|na|zonder|boven|onder|tot(?! (?:die|dan|dat))|als|wil|zou|moest|had|was|waren|werd|duurt|is|zijn|heeft|"
    r"heb|hebt|ben|bent|"
    r"kwam|komt|kunt?|kan|kon|daalt|staa[nt]|zit|wordt|krijgt?|meld|mist?|gaat|ging|lukte?|arriveert|vall?en|valt|meent|loopt|blijft|werkte?|"
    r"ligt|hangt?|stopt|woont?|durft?|voelt|ontbreekt|mis|sta|wie|"
    r"if|for|with|when|above|up to|below|over|under|is|are|after|without)\b",
    re.IGNORECASE,
)
"""How a sentence with a condition begins; the condition goes on to ", dan", or else to the first comma."""
_THEN = re.compile(r", (?:dan|then) ", re.IGNORECASE)
_OUTCOME = re.compile(r"^(?P<limit>[A-Z].+?), (?:dan|then) (?P<then>.+)$")
_AT_END = re.compile(r"^(?P<rest>[^,]+(?:, [^,]+)??),? (?:als|wanneer|mits|if|when) (?P<limit>[^,]+)\.$")
_BARE_TERM = re.compile(
    r"^(?:binnen|within|dezelfde (?:werk)?dag|vandaag|the same day)\b(?!.*\b(?:is|komt|belt|krijgt?|comes?|calls?)\b)", re.IGNORECASE
)
"""What follows a condition that only gives another term for the sentence before it."""
_ONCE_MORE = re.compile(r"\b(?:weer|opnieuw|nogmaals|alweer|again|once more)\b", re.IGNORECASE)
_REPEATED = re.compile(r"\b(?:derde|vierde|vijfde|zesde|[3-9]e|third|fourth|fifth) (?:keer|maal|time)\b", re.IGNORECASE)
_NTH_TIME = re.compile(
    r"^(?:bij|na|the|for|on|at) (?:een |de |het |a |the )?\w+ (?:keer|maal|bericht|melding|mail|time|message)(?: [a-z]+er)?,? ",
    re.IGNORECASE,
)
_DEGREES = re.compile(r"(\d+(?:[.,]\d)?) ?(?:graden|°|degrees)", re.IGNORECASE)
_LIMIT_DEGREES = re.compile(
    r"\b(?P<how>kouder|onder|lager|boven|warmer|hoger|below|colder|above)(?: dan| than)? (?P<n>\d+(?:[.,]\d)?) ?(?:graden|°|degrees)",
    re.IGNORECASE,
)
_APART = frozenset(("uit", "op", "aan", "af", "stil", "door", "in", "mee", "terug", "over", "weg", "vast", "leeg", "dicht"))
"""Parts of a verb that stand apart in a main clause and before it in a subordinate one ("loopt ... uit", "uitloopt")."""
_VERBS = (
    r"kan|kun(?:nen|t)?|is|zijn|ben|bent|gaat|gaan|krijgt?|krijgen|mag|mogen|moet|moeten|wordt|worden|belt?|bellen|betaalt|betalen|vergoeden|geeft|"
    r"komt|komen|hoeft?|geldt|helpt|stopt|vervalt|loopt|duurt|begint|neemt|brengt|brengen|zorgt|regelt|zoekt|zoeken|staat|heb|hebt|heeft"
)
_SAID = re.compile(rf"^(?:Bij|Met|Na|Voor|Tot|Zonder|Boven|Onder) [^,]*? (?:{_VERBS}) [^,]+$")
"""A main clause before its comma ("Bij uitval komt een monteur binnen 4 uur, dag en nacht"): said already, nothing is asked."""
_LIST = re.compile(
    r"^(?P<with>Bij|Met|Na|Voor) (?P<items>[^.:;()]+?, [^.:;()]+? (?:of|en) [^.:;(),]+?)"
    rf"(?P<rest>,? (?:{_VERBS})\b.*|, .*)$"
)
"""A sentence that begins with a list of circumstances, in front of its verb."""
_ALTERNATIVES = re.compile(r", (?:of |or |bijvoorbeeld |zoals )?| of (?:is |als )?| or ")
_EMPTY = stems("bijvoorbeeld zoals huis thuis meer minder jaar ouder oud klant moest kun kunt sta regelen gedaan inmiddels example")
"""Words of a condition that tell nothing by themselves."""
_NOT = r"\b(?:niet|geen|niks|niets|nooit|niemand|not|no|never|nothing|nobody)\b|n't\b"
_ALREADY = re.compile(r"\b(?:al|already)\b", re.IGNORECASE)
_DOUBT = re.compile(r"\b(?:wil|stel|zou)\b", re.IGNORECASE)
_YOURS = {"heb": "hebt", "ben": "bent", "kun": "kunt", "wil": "wilt", "zul": "zult", "mag": "mag", "kan": "kan", "zal": "zal"}
REASON, THEREFORE = "Omdat ", "Daarom "
_SUBJECT = re.compile(
    r"^(?P<verb>\w+) (?P<who>wij|we|ik|je|jij|u|het|er|zij|(?:de|het|een|onze|ons) \w+"
    r"(?= (?:je|u|jou|het|dat|dit|zelf|ook|mee|met|binnen|dezelfde|contact|vandaag|morgen)\b)) (?P<rest>.+)$"
)
"""An outcome that begins with its verb, with a subject that can be put before it."""


def condition(line: str) -> str:
    """What a sentence asks for before it says what follows: to ", dan", or else to the first comma; "" of a sentence that asks nothing."""
    then = _THEN.search(line)
    if line.endswith("?") or not conditional(line):
        return ""
    limit = line[: then.start()] if then else line.partition(",")[0] if "," in line else ""
    return "" if not then and _SAID.match(limit) else limit


def conditional(line: str) -> bool:
    """Whether a sentence begins as one with a condition does, with a comma or without one ("Bij spoed bellen wij")."""
    return bool(_OPENS.match(line))


def met(limit: str, asked: str, terms: str = "") -> bool | None:
    """Whether the durations, degrees and counts in `asked` meet those that `limit` asks for; None when one of the two names none.

    `terms`: the clause that the condition stands in, whose own term ("binnen 8 weken") may be what is overdue.
    """
    if (degrees := _warmth(limit, asked)) is not None:
        return degrees
    said, (longer, shorter) = told(asked), limits(limit, terms)
    if said and (longer or shorter):
        return all(max(said) >= hours for hours in longer) and all(min(said) < hours for hours in shorter)
    if often := ordinal(limit):  # a customer who comes back says so
        return often <= max(nth(asked), 2 * bool(_ONCE_MORE.search(asked)))
    return counted(limit, asked) or bool(_ONCE_MORE.search(limit) and _REPEATED.search(asked)) or None


def fulfilled(limit: str, asked: str, terms: str = "") -> bool | None:
    """Whether a condition is this customer's: by figures, by all its words, or by one circumstance of a list; False where the customer
    says the opposite; None where nothing is said of it."""
    by_figures = met(limit, asked, terms)
    if by_figures is not None:
        return by_figures
    if _denied(limit, asked):
        return False
    items = _ALTERNATIVES.split(limit)
    if len(items) > 1 and any(_told_of(item, asked) for item in items):
        return True
    return True if plainly_met(limit, asked) else None


def spoken_of(limit: str, asked: str) -> frozenset[str]:
    """The words of a condition that the customer names."""
    return held(limit, asked) - _EMPTY


def named_only(line: str, asked: str, seen: tuple[str, ...]) -> str:
    """A sentence that begins with a list of circumstances, with only those that are this customer's; "" when none of them is."""
    found = _LIST.match(line)
    if not found:
        return line
    items = [re.sub(r"^(?:bij|met|na|voor) ", "", item) for item in re.split(r", (?:en |of )?| of | en ", found["items"])]
    own = [item for item in items if held(item, asked) or any(re.search(pattern, item, re.IGNORECASE) for pattern in seen)]
    return f"{found['with']} {' of '.join(own)}{found['rest']}" if own else ""


def plainly_met(limit: str, asked: str) -> bool:
    """Whether the customer tells all that a condition asks for: every word that carries meaning, at least two or one that is done."""
    words = stems(limit) - _EMPTY
    denied = [bool(re.search(_NOT, text, re.IGNORECASE)) for text in (limit, asked)]
    told_words = held(limit, asked) | {stem for stem in words if f"ge{stem}" in asked.lower()}
    enough = len(words) > 1 or bool(words and _ALREADY.search(limit))
    return enough and words <= told_words and not _DOUBT.search(limit) and denied[0] <= denied[1]


def with_own_terms(lines: Iterable[str], asked: str, terms: str) -> list[str]:
    """The sentences with the term of an exception in the place of the general one, where the exception is this customer's.

    "Een monteur komt binnen 24 uur. Is er een baby in huis, dan binnen 8 uur." is one sentence for each customer.
    """
    own: list[str] = []
    for line in lines:
        found = _OUTCOME.match(line)
        bare = found is not None and bool(_BARE_TERM.match(found["then"]))
        if found is None or not bare or not own:
            own.append(line)
        elif fulfilled(found["limit"], asked, terms):
            place = next((n for n in range(len(own) - 1, -1, -1) if DUE.search(own[n])), len(own) - 1)
            own[place] = _with_term(own[place], found["then"])
    return own


def _with_term(line: str, term: str) -> str:
    """The term takes the place of the sentence's own; what is added to it ("ook in het weekend") goes to the end."""
    given, (when, comma, more) = DUE.search(line), term.rstrip(".").partition(", ")
    return f"{line[: given.start()]}{when}{line[given.end() :].rstrip('.')}{comma}{more}." if given else line


def settled(line: str, asked: str, terms: str) -> tuple[str, bool]:
    """A sentence without the doubt of a condition that is met, and whether it had one."""
    limit = condition(line)
    if limit and fulfilled(limit, asked, terms):
        by_figures = met(limit, asked, terms) and not ordinal(limit)
        return (as_reason(line) if by_figures else as_done(line)), True
    if not limit and ordinal(line) and conditional(line) and met(line, asked, terms):
        return as_done(line), True
    end = _AT_END.match(line)
    if end and plainly_met(end["limit"], asked):
        return f"{end['rest']}.", True
    return line, False


def as_done(sentence: str) -> str:
    """A condition that is met left out: "Mis je de laatste trein, dan brengt een taxi je" to "Daarom brengt een taxi je"."""
    if ordinal(sentence) and (found := _NTH_TIME.match(sentence)):
        return f"{THEREFORE}{sentence[found.end() :]}" if found[0].lower().startswith(("bij", "na")) else sentence
    found = _OUTCOME.match(sentence)
    if found is None:
        return capital(sentence.partition(", ")[2]) if sentence.startswith("If ") else sentence
    turned = _SUBJECT.match(found["then"])
    if turned is None:
        return f"{THEREFORE}{found['then']}"
    verb = _yours(turned["verb"]) if turned["who"] in ("je", "jij") else turned["verb"]
    return f"{capital(turned['who'])} {verb} {turned['rest']}"


def as_reason(sentence: str) -> str:
    """A condition that is met, said as the reason: "Staat uw dossier stil, dan belt X." to "Omdat uw dossier stilstaat, belt X."."""
    found = _OUTCOME.match(sentence)
    if not found:
        return sentence
    verb, *rest = found["limit"].split()
    verb = verb.lower()
    if rest[0] in ("je", "jij"):
        verb = _yours(verb)
    verb = f"{rest.pop()}{verb}" if len(rest) > 1 and rest[-1] in _APART else verb
    return f"{REASON}{' '.join(rest)} {verb}, {found['then']}"


def _yours(verb: str) -> str:
    """A verb as it stands behind "je": "krijg je" to "je krijgt"."""
    return _YOURS.get(verb, verb if verb.endswith("t") else f"{verb}t")


def _told_of(item: str, asked: str) -> bool:
    """Whether one circumstance of a list is the customer's: all its words, or its degrees."""
    words = stems(item) - _EMPTY
    return (bool(words) and words <= held(item, asked)) or bool(_warmth(item, asked))


def _denied(limit: str, asked: str) -> bool:
    """Whether the customer says that what a condition asks for did not happen."""
    if re.search(_NOT, limit, re.IGNORECASE):
        return False
    words, wanted = re.findall(r"[\w']+", asked), stems(limit) - _EMPTY
    spots = [place for place, word in enumerate(words) if stems(word) & wanted]
    denied = [bool(re.search(_NOT, " ".join(words[max(place - 2, 0) : place]), re.IGNORECASE)) for place in spots]
    return any(denied) if _ALREADY.search(limit) else bool(denied) and all(denied)


def _warmth(condition: str, asked: str) -> bool | None:
    """Whether it is as cold or as warm as a condition asks for; None where one of the two names no degrees."""
    limit, felt = _LIMIT_DEGREES.search(condition), [float(found[1].replace(",", ".")) for found in _DEGREES.finditer(asked)]
    if not limit or not felt:
        return None
    least = float(limit["n"].replace(",", "."))
    return min(felt) < least if limit["how"].lower() in ("kouder", "onder", "lager", "below", "colder") else max(felt) > least
