"""Undertakings: what we say that we will do or give, by the family of the act."""

import re
from collections.abc import Iterator
from functools import lru_cache

GRANTS = ("refund", "waive", "replace", "gift", "discount")
OWN = ("contact", "act")

_WE = {"nl": r"(?:ik|wij|we)", "en": r"(?:I|we)(?:['’]ll|['’]m|['’]re)?"}
_GRANT_WORDS = {
    "nl": {
        "refund": r"vergoed(?:en|t)?|vergoeding|terugbeta(?:al|len|alt|ling)|terugstort(?:en|ing)?|terug ?gestort|terugbetaald|gecompenseerd|compense(?:er|ren)|compensatie"
        r"|(?:betaal|betalen|stort|storten|maak|maken|boek|boeken|geef|geven|krijgt?|ontvangt?) (?:\S+ ){0,8}?terug\b|geld terug|bedrag terug|schadevergoeding|schade vergoeden|crediteren|crediteer",
        "waive": r"kwijt ?(?:gescholden|schelden)|schelden (?:\S+ ){0,6}?kwijt|scheld (?:\S+ ){0,6}?kwijt|kosteloos|gratis|kost (?:je|jou|u|het je|het u)? ?niets|geen (?:extra |verdere )?kosten"
        r"|(?:voor|op) (?:onze|mijn) (?:rekening|kosten)|hoef(?:t)? (?:je|u)? ?(?:\S+ ){0,4}?niet(?:s)? (?:meer )?(?:terug )?te betalen|(?:nemen|neem) (?:\S+ ){0,4}?kosten",
        "replace": r"(?:stu(?:ur|ren)|krijgt?|leve(?:r|ren)|breng(?:en)?|maak|maken|bezorg(?:en)?) (?:\S+ ){0,6}?(?:nieuwe?|vervangende?|opnieuw|nogmaals)\b|vervang(?:en|t)?\b|omruilen|ruil(?:en)? (?:\S+ ){0,6}?om\b",
        "gift": r"cadeau(?:bon|tje)?|bloemen|bloemetje|kaartje|tegoedbon|waardebon|presentje|attentie|taart|goodiebag|kerstpakket",
        "discount": r"korting(?:scode)?|maand(?:en)? gratis|in mindering",
    },
    "en": {
        "refund": r"refund(?:ed|s)?|reimburse(?:d|ment)?|compensat(?:e|ed|ion)|(?:pay|give|get|send|transfer) (?:\S+ ){0,6}?back\b|money back|credit (?:your|the) account",
        "waive": r"waive(?:d)?|free of charge|at no (?:extra )?cost|for free|no (?:extra )?c(?:ost|harge)s?|(?:costs|charge) you nothing|on us\b|(?:cover|bear) (?:\S+ ){0,4}?costs?|write (?:it |that |this )?off|don['’]t (?:need|have) to pay",
        "replace": r"replace(?:d|ment)?|(?:send|get|receive|deliver) (?:\S+ ){0,5}?(?:new|another|replacement)\b|exchange",
        "gift": r"gift(?: card)?|voucher|flowers|bouquet|goodie bag|hamper",
        "discount": r"discount|% off|free month",
    },
}
_ACT_WORDS = {
    "nl": {
        "contact": r"bel(?:len)?|sms|app(?:en)?|mail(?:en)?|meld(?:en)?|laat|laten|bericht(?:en)?|schrijf|informe(?:er|ren)|antwoord(?:en)?|kom(?:en)? (?:\S+ ){0,5}?terug|hoor(?:t)?|spreek",
        "act": r"stu(?:ur|ren)|regel(?:en)?|zorg(?:en)?|zoek(?:en)?|vra(?:ag|gen)|geef|geven|neem|nemen|zet(?:ten)?|maak|maken|check|controle(?:er|ren)|kijk(?:en)?|plan(?:nen)?|bespreek|overleg(?:gen)?"
        r"|pak(?:ken)?|houd(?:en)?|blijf|blijven|breng(?:en)?|haal|halen|boek(?:en)?|los|lossen|herstel(?:len)?|ga|gaan|stop|start|leg(?:gen)?|noteer|bevestig|verwerk|verwijder|corrigeer|annuleer|kom|komen",
    },
    "en": {
        "contact": r"call(?:ing)?|ring|text(?:ing)?|messag(?:e|ing)|e?mail(?:ing)?|let you know|update|get back|come back to|write|report|reply|phon(?:e|ing)",
        "act": r"send(?:ing)?|arrang(?:e|ing)|check(?:ing)?|look(?:ing)?|ask(?:ing)?|mak(?:e|ing)|book(?:ing)?|find(?:ing)?|tak(?:e|ing)|giv(?:e|ing)|pass(?:ing)?|bring(?:ing)?|plan|confirm|fix|"
        r"stay(?:ing)?|keep(?:ing)?|stop|start|put(?:ting)?|order|speak(?:ing)?|talk(?:ing)?|raise|note|remove|correct|cancel|sort|get(?:ting)?|handle|chas(?:e|ing)|follow",
    },
}
_GIVEN = {
    "nl": r"(?:je|jij|u|jullie) (?:krijgt?|ontvangt?|heb|hebt|heeft)|(?:krijgt?|ontvangt?) (?:je|u|jij)",
    "en": r"you(?:['’]ll| will)? (?:get|receive)|you are entitled",
}
_PASSIVE = {
    "nl": r"\b(?:wordt|worden|is|zijn) (?:\S+ ){0,8}?(?:vergoed|terugbetaald|teruggestort|kwijtgescholden|vervangen|gecompenseerd)\b",
    "en": r"\b(?:will be|is being|are being) (?:\S+ )?(?:refunded|reimbursed|waived|replaced|compensated|credited)\b",
}
_COST = {
    "nl": r"\bkost(?:en)? (?:je|jou|u|het)?\b|\bkosten\b|\bgratis\b|\bkosteloos\b|\bte betalen\b",
    "en": r"\bcosts?\b|\bcharge\b|\bfree\b|\bon us\b|\bto pay\b|\bhave to pay\b",
}


@lru_cache(maxsize=64)
def _rx(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w]){pattern}" if not pattern.startswith(r"\b") else pattern, re.I)


def find(sentence: str, language: str) -> Iterator[tuple[str, str]]:
    """(quote, family) of every undertaking in one sentence: a grant (refund, waive, replace, gift, discount) or an act of ours."""
    tongue = "en" if language == "en" else "nl"
    for clause in clauses(sentence, tongue):
        families = tuple(families_in(clause, tongue))
        grants = [family for family in families if family in GRANTS]
        if grants and _ours(clause, tongue):
            yield from ((clause, family) for family in grants)
        elif own := next((family for family in families if family in OWN), None):
            if _rx(rf"{_WE[tongue]}\b").search(clause):
                yield clause, own


def families_in(text: str, language: str) -> Iterator[str]:
    """The families of acts whose words stand in `text`, grants first."""
    tongue = "en" if language == "en" else "nl"
    for family, pattern in (_GRANT_WORDS[tongue] | _ACT_WORDS[tongue]).items():
        if _rx(rf"(?:{pattern})\b").search(text):
            yield family


def _ours(clause: str, tongue: str) -> bool:
    return any(
        _rx(pattern).search(clause) for pattern in (rf"{_WE[tongue]}\b", rf"(?:{_GIVEN[tongue]})\b", _PASSIVE[tongue], _COST[tongue])
    )


_CUT = re.compile(r"\s*(?:[;:–]|,(?!\d)| - )\s+|\s+(?=(?:maar|want|but|because)\s)")
_SUBJECT = {
    "nl": re.compile(
        r"(?<!\w)(?:ik|wij|we|je|jij|u|hij|zij|ze|het|dat|dit|die|er|wie|wat|is|zijn|komt|kan|kun|kunt|staat|krijgt?|heb|hebt|heeft|belt|wordt|blijft|hoef|hoeft|mag|gaat|stuur|bel|mail|laat)\b",
        re.I,
    ),
    "en": re.compile(r"(?<!\w)(?:I|we|you|he|she|it|they|that|this|there|is|are|will|can|comes?|gets?)\b", re.I),
}


def clauses(sentence: str, language: str) -> tuple[str, ...]:
    """A sentence in clauses: cut at commas, colons and contrasts, where what follows can stand as a clause of its own."""
    pieces: list[str] = []
    begin = 0
    subject = _SUBJECT["en" if language == "en" else "nl"]
    for match in _CUT.finditer(sentence):
        rest = sentence[match.end() :]
        ahead = _CUT.search(rest)
        following = rest[: ahead.start()] if ahead else rest
        if subject.search(following) and subject.search(sentence[begin : match.start()]):
            pieces.append(sentence[begin : match.start()])
            begin = match.end()
    pieces.append(sentence[begin:])
    return tuple(piece for piece in pieces if piece.strip())
