"""Undertakings: what we say that we will do or give, clause by clause."""

import re
from collections.abc import Iterator
from functools import lru_cache

from assistant.language import sentences
from assistant.language.acts import ACT_WORDS, OWN
from assistant.language.grants import GRANT_WORDS, GRANTS

__all__ = ["GRANTS", "OWN", "clause_at", "clauses", "families_in", "find", "grants_in", "is_own_act"]


def _compile(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.I)


_FAMILIES = {
    language: {name: _compile(words) for name, words in (GRANT_WORDS[language] | ACT_WORDS[language]).items()} for language in ("nl", "en")
}
_WE = {"nl": re.compile(r"(?<!\w)(?:ik|wij|we)\b", re.I), "en": re.compile(r"(?<!\w)(?:I|[Ww]e)(?:['’](?:ll|m|re|ve|d))?\b")}
_ME = {"nl": re.compile(r"(?<!\w)ik\b", re.I), "en": re.compile(r"(?<!\w)I(?:['’](?:ll|m|ve))?\b")}
_GIVEN = {  # the customer as the one who gets, or a gift without a giver
    "nl": re.compile(
        r"(?<!\w)(?:(?:je|jij|u|jullie) (?:krijgt?|ontvangt?|heb|hebt|heeft|mag)|(?:krijgt?|ontvangt?|heb|heeft|mag) (?:je|u|jij)"
        r"|(?:wordt|worden|is|zijn) (?:\S+ ){0,8}?(?:vergoed|terugbetaald|teruggestort|kwijtgescholden|vervangen|gecompenseerd"
        r"|goedgekeurd|toegekend)"
        r"|(?:claim|verzoek|aanvraag|voorstel) (?:\S+ ){0,3}?(?:goedgekeurd|toegekend|toegewezen|akkoord)|op (?:je|uw) rekening"
        r"|voor (?:je|u) (?:onderweg|klaar)|onderweg naar (?:je|u))\b",
        re.I,
    ),
    "en": re.compile(
        r"(?<!\w)(?:you(?:['’]ll| will| can| may)? (?:get|receive|have|don['’]t|keep|cancel)|you(?:['’]re| are) entitled"
        r"|(?:will be|is being|are being|has been|have been|is|are) (?:\S+ )?(?:refunded|reimbursed|waived|replaced|compensated"
        r"|credited|approved|granted))\b",
        re.I,
    ),
}
_FREE = {
    "nl": re.compile(r"\bkost\b|\bkosten\b|\bgratis\b|\bkosteloos\b|\bbetalen\b|betaalt?\b|in rekening|doorbereken|gefactureerd", re.I),
    "en": re.compile(r"\bcosts?\b|\bcharges?\b|\bfree\b|\bon us\b|\bpay\b|\bcharged\b|\bbilled\b|\binvoiced\b|\bowe\b", re.I),
}
_NOT = {
    "nl": re.compile(r"(?<!\w)(?:niet|geen|nooit|niets)\b", re.I),
    "en": re.compile(r"\b(?:not|no|never|cannot|nothing)\b|n['’]t\b", re.I),
}
_NOT_FREE = re.compile(r"\b(?:niet (?:gratis|kosteloos)|not (?:free|waived)|n['’]t (?:be )?(?:free|waive))", re.I)
_FREE_CALL = re.compile(r"\b0800|\bbel\w*\b|dag en nacht|\bcall\b|\bphone\b|\bday and night\b", re.I)
_ABOUT = re.compile(
    r"\b(?:over|about|whether|hoe|waarom|wanneer|how|why|when|of (?:er|het|dat|dit|u|je|wij|we|ik))(?:\s+\S+){0,4}\s*$", re.I
)
_HEAR = {
    "nl": re.compile(
        r"(?<!\w)(?:hoort?|krijgt?|hebt?|heeft|ontvangt?|volgt|weet) (?:\S+ ){0,9}?(?:van (?:mij|me|ons)|bericht(?:je)?"
        r"|mail(?:tje)?|antwoord|bevestiging|sms(?:je)?|appje|reactie|uitsluitsel|update|telefoontje)\b"
        r"|\bweet (?:je|u) (?:\S+ ){0,2}?(?:meer|het)\b|\bvan (?:mij|ons) (?:\S+ ){0,8}?(?:hoort?|krijgt?|hebt?|heeft|bericht"
        r"|mail|antwoord)\b|\b(?:hoort?) (?:je|u)\b"
        r"|\b(?:je|u) hoort\b",
        re.I,
    ),
    "en": re.compile(
        r"\b(?:hear|have|get|receive) (?:\S+ ){0,8}?(?:from (?:me|us)|answer|confirmation|update|reply|message|email|result)\b"
        r"|\bhear (?:\S+ ){0,4}?from (?:me|us)\b"
        r"|\bwill have (?:\S+ ){0,6}?from me\b",
        re.I,
    ),
}
_COLLEAGUE = {  # a named person or role of ours who lets the customer hear
    "nl": re.compile(
        r"\b(?:belt|mailt|appt|sms't|sms’t|smst|schrijft|meldt|bezoekt|spreekt|(?:neemt|zoekt) (?:\S+ ){0,6}?(?:contact|op|uit)"
        r"|laat (?:\S+ ){0,8}?weten)\b",
        re.I,
    ),
    "en": re.compile(
        r"\b(?:who|colleague|manager|team|desk|spokesperson|leader|driver|engineer|[A-Z][a-z]+) "
        r"(?:(?:will|is going to) (?:call|email|text|write|contact|get in touch|let you know|ring)|calls|emails|texts|writes"
        r"|rings|lets you know|gets in touch)\b"
    ),
}

_BARE = frozenset(
    {"forgive", "release", "cover", "right", "assure", "guarantee", "measure"}
)  # said of a thing: nobody need be named who gives or gets it
# given by saying what is not so or not needed
_IN_DENIAL = frozenset({"waive", "forgive", "release", "right", "assure", "guarantee", "measure"})
_STATED = frozenset(
    {"cover", "right", "assure", "guarantee", "measure"}
)  # told as so: asking or looking into whether it is so gives nothing
_ASKED = re.compile(r"\?\s*$|^\W*(?:of|whether)\b|\b(?:whether|of het|of er|of dit|of dat) ", re.I)
_WHAT_WE_SAY = re.compile(  # "klopt er iets niet in wat ik schrijf": the words are meant, nothing is undertaken
    r"\b(?:wat|zoals|waar(?:van|over)?) (?:ik|wij|we) (?:hier(?:boven|onder)? |nu |u |je )?\w+"
    r"|\blaat (?:\S+ ){0,2}?(?:me|mij|ons) (?:\S+ ){0,4}?weten"
    r"|\b(?:what|as|anything|something) (?:I|we)(?:['’]ve| have)? \w+",
    re.I,
)


def find(sentence: str, language: str) -> Iterator[tuple[str, str]]:
    """(quote, family) of every undertaking in one sentence: a grant (refund, waive, replace, ...) or an act of our own."""
    tongue = "en" if language == "en" else "nl"
    for clause in clauses(sentence, tongue):
        told, grants = _WHAT_WE_SAY.sub(" ", clause), grants_in(clause, tongue)
        if grants:
            yield from ((clause, family) for family in grants)
        elif _WE[tongue].search(told) or is_own_act(clause, tongue):
            own = next((family for family in families_in(told, tongue) if family in OWN), "contact" if is_own_act(clause, tongue) else "")
            if own:
                yield clause, own


@lru_cache(maxsize=8192)
def families_in(text: str, language: str) -> tuple[str, ...]:
    """The families of acts whose words stand in `text`, grants first; who does it is not looked at."""
    return tuple(name for name, words in _FAMILIES["en" if language == "en" else "nl"].items() if words.search(text))


@lru_cache(maxsize=8192)
def grants_in(clause: str, language: str) -> tuple[str, ...]:
    """The grants that a clause promises to the customer; what it refuses or asks of the customer is none."""
    tongue = "en" if language == "en" else "nl"
    found = [family for family in families_in(clause, tongue) if family in GRANTS]
    if not found or not (
        _WE[tongue].search(clause)
        or _GIVEN[tongue].search(clause)
        or _BARE & set(found)
        or ("waive" in found and _FREE[tongue].search(clause))
    ):
        return ()
    found = [family for family in found if not _only_about(_FAMILIES[tongue][family], clause)]
    if _ASKED.search(clause):
        found = [family for family in found if family not in _STATED]
    if _NOT[tongue].search(clause):
        found = [family for family in found if family in _IN_DENIAL and not _NOT_FREE.search(clause)]
    if "waive" in found and _FREE_CALL.search(clause) and not _WE[tongue].search(clause):
        found.remove("waive")
    return tuple(found)


def grants_either(clause: str) -> tuple[str, ...]:
    """The grants of a clause read in both languages: what is slipped in may be in the other one."""
    return tuple(dict.fromkeys((*grants_in(clause, "nl"), *grants_in(clause, "en"))))


def is_given(clause: str, language: str) -> bool:
    """Whether a clause says that the customer gets something."""
    return bool(_GIVEN["en" if language == "en" else "nl"].search(clause))


def _only_about(words: re.Pattern[str], clause: str) -> bool:
    """ "Ik bel je over de vergoeding" gives nothing: the word is what is talked about."""
    return all(_ABOUT.search(clause, 0, match.start()) for match in words.finditer(clause))


@lru_cache(maxsize=8192)
def is_own_act(clause: str, language: str) -> bool:
    """Whether a clause says that we do something ourselves, or that the customer hears of us; only sending goods is not meant."""
    tongue = "en" if language == "en" else "nl"
    clause = _WHAT_WE_SAY.sub(" ", clause)
    if _HEAR[tongue].search(clause) or _COLLEAGUE[tongue].search(clause):
        return True
    families = families_in(clause, tongue)
    if "contact" in families and _WE[tongue].search(clause):
        return True
    return "act" in families and bool(_ME[tongue].search(clause))


_CUT = re.compile(
    r"\s*(?:[;:–]|,(?!\d)| - )\s+|\s+(?=(?:maar|want|but|because)\s)|(?<=\w)\s+(?=en (?:ik|wij|we|dan|hij|de)\s|and (?:I|we|he|she|the)\b)"
)
_SUBJECT = {
    "nl": re.compile(
        r"(?<!\w)(?:ik|wij|we|je|jij|u|hij|zij|ze|het|dat|dit|die|er|wie|wat|is|zijn|komt|kan|kun|kunt|staat|krijgt?|heb|hebt"
        r"|heeft|belt|wordt|blijft|hoeft?|mag|gaat|stuur|bel|mail|laat|gaan|kost)\b",
        re.I,
    ),
    "en": re.compile(r"(?<!\w)(?:I|we|you|he|she|it|they|that|this|there|is|are|will|can|comes?|gets?)\b", re.I),
}


def clauses(sentence: str, language: str) -> tuple[str, ...]:
    """A sentence in clauses: cut at commas, colons and contrasts, where both sides can stand as a clause of their own."""
    return tuple(sentence[start:end] for start, end in _clause_spans(sentence, "en" if language == "en" else "nl"))


@lru_cache(maxsize=8192)
def _clause_spans(sentence: str, language: str) -> tuple[tuple[int, int], ...]:
    subject = _SUBJECT[language]
    cuts = list(_CUT.finditer(sentence))
    spans, begin = [], 0
    for number, cut in enumerate(cuts):
        end = cuts[number + 1].start() if number + 1 < len(cuts) else len(sentence)
        if subject.search(sentence, cut.end(), end) and subject.search(sentence, begin, cut.start()):
            spans.append((begin, cut.start()))
            begin = cut.end()
    return (*spans, (begin, len(sentence)))


def clause_at(text: str, position: int, language: str) -> str:
    """The clause of `text` in which `position` stands."""
    for start, end in sentences.spans(text):
        if start <= position < end:
            sentence = text[start:end]
            found = [
                sentence[begin:stop]
                for begin, stop in _clause_spans(sentence, "en" if language == "en" else "nl")
                if begin <= position - start
            ]
            return found[-1] if found else sentence
    return ""
