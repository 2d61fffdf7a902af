"""Turns a customer's own clause from first to second person: "ik zit hier met een baby" to "je zit daar met een baby".

Grammar without a model is sure only of the ordinary: a clause that is anything else is refused (None), and the reply says
less rather than something crooked.
"""

import re

_SURE = {  # first person singular -> (je, je after the verb, u)
    "ben": ("bent", "ben", "bent"), "heb": ("hebt", "heb", "heeft"), "kan": ("kunt", "kun", "kunt"), "wil": ("wilt", "wil", "wilt"),
    "zal": ("zult", "zul", "zult"), "mag": ("mag", "mag", "mag"), "moet": ("moet", "moet", "moet"), "zit": ("zit", "zit", "zit"),
    "weet": ("weet", "weet", "weet"), "ga": ("gaat", "ga", "gaat"), "sta": ("staat", "sta", "staat"), "doe": ("doet", "doe", "doet"),
    "zie": ("ziet", "zie", "ziet"), "sla": ("slaat", "sla", "slaat"), "wacht": ("wacht", "wacht", "wacht"), "zou": ("zou", "zou", "zou"),
}  # fmt: skip
_LEFT_OUT = frozenset(("ben", "heb", "sta", "woon", "betaal", "bel", "wacht", "krijg", "zit", "weet", "zie", "ga", "mis"))
_PAST_WORDS = (
    "was had kon wou moest mocht zat stond ging kwam kreeg deed zag vroeg gaf nam bleef schreef reed lag las vond begon sprak "
    "dacht bracht kocht wist werd liep riep hield liet sliep verloor koos keek at dronk hing trok zocht vloog bood ontving vertrok "
)
_PAST = frozenset(_PAST_WORDS.split())
_REGULAR_WORDS = (
    "betaal woon durf meld krijg bel mail app schrijf stuur vraag wacht hoor lees leef werk loop rijd kijk zoek voel vind vul "
    "bestel ontvang probeer gebruik slaap lig sta breng koop geef neem hou houd blijf denk snap begrijp mis huur verhuis bied "
    "verwacht hang haal zet leg vertel merk eet drink verlies baal erger schaam maak raak kom rij lever spreek ken woon verblijf "
    "was kook douche verzorg "
)
_REGULAR = frozenset(_REGULAR_WORDS.split())
_BEFORE_WORDS = "dat omdat als toen terwijl waar wat die of nadat voordat zodat hoe waarom sinds wanneer doordat hoewel tot "
_BEFORE = frozenset(_BEFORE_WORDS.split())
_NO_VERB_WORDS = "nu ook al hier niet er dan zelf dus weer echt gewoon nog daar maar toch even altijd nooit alleen in met op van "
_NO_VERB = frozenset(_NO_VERB_WORDS.split())
_HET_WORDS = "bericht antwoord nummer systeem pakket bedrijf beleid onderzoek kantoor adres contract formulier account portaal team "
_HET = frozenset(_HET_WORDS.split())
_AFTER_PREPOSITION_WORDS = "van door bij aan met voor naar tegen over op via "
_AFTER_PREPOSITION = frozenset(_AFTER_PREPOSITION_WORDS.split())
_REFUSED = re.compile(
    r"\b(je|jij|jou|jouw|mezelf|mijzelf|jullie zelf|uzelf|ikzelf)\b|[@#<>|{}\[\]]|https?:|www\.|"
    r"\b(?:kut|klote|fuck|shit|godver\w*|tering\w*|kanker\w*)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[\w'’]+|[^\w\s]+|\s+")
_PLURAL = re.compile(r"^(?:hebben|zijn|kunnen|willen|moeten|gaan|doen|\w+(?:den|ten|en))$")


def starts_as_first(clause: str) -> bool:
    """Whether a Dutch clause leaves out its "ik": "ben net gestrand", "heb drie keer gebeld"."""
    words = clause.lower().split()
    return len(words) > 1 and words[0] in _LEFT_OUT and words[1] not in ("ik", "je", "jij", "u", "jullie", "we", "wij", "er")


def to_second(clause: str, language: str, form: str) -> str | None:
    """`clause` as we say it to the customer, or None when it cannot be turned with certainty. `form`: je or u (Dutch only)."""
    return _english(clause) if language == "en" else _dutch(clause, form)


def _dutch(clause: str, form: str) -> str | None:
    if _REFUSED.search(clause):
        return None
    pieces = _WORD.findall(re.sub(r"\b[mM]['’]?n\b", "mijn", clause))
    words = [i for i, piece in enumerate(pieces) if piece[0].isalnum()]
    low = {i: pieces[i].lower() for i in words}
    for at, i in enumerate(words):
        before = low.get(words[at - 1], "") if at else ""
        after = low.get(words[at + 1], "") if at + 1 < len(words) else ""
        turned = _dutch_word(low[i], before, after, form)
        if turned is None:
            return None
        if turned:
            pieces[i] = turned
    for at, i in enumerate(words):
        if low[i] in ("ik", "'k") and not _agree(pieces, words, low, at, form):
            return None
    text = "".join(pieces)
    return re.sub(r"\bhier\b", "daar", text) if re.search(r"\b(?:zit|slapen|slaapt|woont?|staat|wacht)\b", text) else text


def _dutch_word(word: str, before: str, after: str, form: str) -> str | None:
    """The word that stands instead, "" for no change, None when it cannot be told."""
    you, your = ("je", "je") if form == "je" else ("u", "uw")
    if word in ("ik", "'k", "me", "mij"):
        if word == "me" and form == "u":
            return None
        return "jou" if word == "mij" and before == "van" and form == "je" else you
    if word == "mijn":
        return your
    if word in ("wij", "we", "ons", "onze"):
        return "jullie" if form == "je" else None
    if word == "jullie":
        if before in _AFTER_PREPOSITION and not after:
            return "ons"
        return "wij" if _PLURAL.match(after) or _PLURAL.match(before) else None
    if word == "uw":
        return None
    if word == "u":
        return "ons" if before in _AFTER_PREPOSITION else None
    return ""


def _our(noun: str) -> str:
    return "ons" if noun.endswith((*_HET, "je")) else "onze"


def _agree(pieces: list[str], words: list[int], low: dict[int, str], at: int, form: str) -> bool:
    """Lets the finite verb of an "ik" clause agree with its new subject; False when it cannot be found."""
    before = words[at - 1] if at else -1
    after = words[at + 1] if at + 1 < len(words) else -1
    if before >= 0 and _is_first(low[before]) and low[before] not in _BEFORE:
        pieces[before] = _conjugated(low[before], form, inverted=True)
        return True
    if before >= 0 and low[before] in _BEFORE:
        return _agree_at_end(pieces, words, low, at, form)
    if after < 0 or low[after] in _NO_VERB:
        return False
    pieces[after] = _conjugated(low[after], form, inverted=False)
    return True


def _agree_at_end(pieces: list[str], words: list[int], low: dict[int, str], at: int, form: str) -> bool:
    """In a subordinate clause the finite verb stands at the end, before or after what it governs."""
    rest = words[at + 1 :]
    for i in rest:
        if low[i] in _SURE or low[i] in _PAST:
            pieces[i] = _conjugated(low[i], form, inverted=False)
            return True
    if rest and low[rest[-1]] in _REGULAR:
        pieces[rest[-1]] = _conjugated(low[rest[-1]], form, inverted=False)
        return True
    return False


def _is_first(word: str) -> bool:
    return word in _SURE or word in _PAST or word in _REGULAR or bool(re.match(r"\w{3,}(?:de|te)$", word))


def _conjugated(verb: str, form: str, *, inverted: bool) -> str:
    if verb in _SURE:
        straight, after_verb, polite = _SURE[verb]
        return polite if form == "u" else after_verb if inverted else straight
    if verb in _PAST or re.match(r"\w{3,}(?:de|te)$", verb) or verb.endswith("t"):
        return verb
    if inverted and form == "je":
        return verb
    return f"{verb}t"


_EN = {
    "i": "you", "i'm": "you're", "i've": "you've", "i'd": "you'd", "i'll": "you'll", "my": "your", "me": "you", "mine": "yours",
    "am": "are", "we": "you", "we're": "you're", "we've": "you've", "we'd": "you'd", "we'll": "you'll", "our": "your", "us": "you",
}  # fmt: skip
_EN_REFUSED = re.compile(r"\b(?:myself|ourselves|yourself|f\w*ck\w*|sh[i1]t\w*|damn)\b|[@#<>|{}\[\]]|https?:|www\.", re.IGNORECASE)
_EN_VERBS_WORDS = "said told promised say have had are were sent did do never charged took lost will would can could keep kept "
_EN_VERBS = frozenset(_EN_VERBS_WORDS.split())


def _english(clause: str) -> str | None:
    if _EN_REFUSED.search(clause):
        return None
    pieces = _WORD.findall(clause.replace("’", "'"))
    words = [i for i, piece in enumerate(pieces) if piece[0].isalnum()]
    low = [pieces[i].lower() for i in words]
    for at, i in enumerate(words):
        word, before, after = low[at], low[at - 1] if at else "", low[at + 1] if at + 1 < len(words) else ""
        if word in ("you", "your", "you're", "you've"):
            turned = _english_us(word, before, after)
            if turned is None:
                return None
            pieces[i] = turned
        elif word == "was" and before == "i":
            pieces[i] = "were"
        elif word == "am" and before != "i":
            continue
        elif word in _EN:
            pieces[i] = _EN[word]
    return "".join(pieces)


def _english_us(word: str, before: str, after: str) -> str | None:
    if word != "you":
        return {"your": "our", "you're": "we're", "you've": "we've"}[word]
    if after in _EN_VERBS:
        return "we"
    return "us" if before in ("by", "from", "to", "with", "of", "at") else None
