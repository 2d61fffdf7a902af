"""Je or u: which form a Dutch text uses, and the other form of it."""

import re
from collections.abc import Iterable

from assistant.language.wordset import wordset
from assistant.records.case import Author, Message

_QUOTED = re.compile(r"[\"“”„][^\"“”„\n]{1,200}[\"“”]|(?<!\w)['‘’][^'‘’\n]{1,200}['’](?!\w)")
_U = re.compile(r"(?<![\w.,\d])(?<!\d )(?:u|uw|uzelf|uwe)(?![\w.-])|(?<!\d )(?<!\d)\b[Uu](?=\.?\s|[,.!?]?$)", re.I)
_JE = re.compile(r"(?<![\w'’])(?:je|jij|jou|jouw|jezelf)(?!\w)", re.I)
_CLOCK = re.compile(r"\d\s?u\b\.?", re.I)

_VERBS = {  # je-form after the subject -> u-form; before the subject je drops its t ("heb je", "heeft u")
    "hebt": "heeft",
    "bent": "bent",
    "kunt": "kunt",
    "kan": "kunt",
    "zult": "zult",
    "zal": "zult",
    "wilt": "wilt",
    "wil": "wilt",
    "mag": "mag",
    "was": "was",
}
_INVERTED = {"heb": "heeft", "ben": "bent", "kun": "kunt", "kan": "kunt", "zul": "zult", "zal": "zult", "wil": "wilt"}
_BACK = {"heeft": "hebt", "kunt": "kunt", "zult": "zult", "wilt": "wilt", "bent": "bent"}
_BACK_INVERTED = {"heeft": "heb", "bent": "ben", "kunt": "kun", "zult": "zul", "wilt": "wil"}
_TO_U_STEMS = (
    "krijg",
    "hoef",
    "vind",
    "zie",
    "lees",
    "hoor",
    "ga",
    "sta",
    "doe",
    "kom",
    "geef",
    "neem",
    "betaal",
    "bel",
    "stuur",
    "mail",
    "woon",
    "word",
    "ontvang",
    "vraag",
    "gebruik",
    "schrijf",
    "meld",
    "lever",
    "blijf",
    "houd",
    "hou",
    "kies",
    "zoek",
    "koop",
    "verwacht",
    "merk",
    "noem",
    "denk",
    "maak",
    "vul",
    "bedoel",
    "zeg",
    "wens",
    "verhuis",
    "bestel",
    "annuleer",
    "ruil",
    "spreek",
    "haal",
    "breng",
    "loop",
    "reis",
    "rijd",
    "wissel",
    "reageer",
    "antwoord",
    "kijk",
    "klik",
    "open",
    "voel",
    "leef",
    "werk",
    "slaap",
    "verlies",
    "begin",
    "bereik",
    "belt",
)


def form_of(text: str) -> str:
    """ "je", "u", "mixed" or "" (neither). Quotes, clock times ("17.00 u") and "jullie" do not count."""
    plain = _CLOCK.sub(" ", _QUOTED.sub(" ", text))
    formal, informal = bool(_U.search(plain)), bool(_JE.search(plain))
    return "mixed" if formal and informal else "u" if formal else "je" if informal else ""


def form_in(thread: Iterable[Message], usual: str) -> str:
    """The form to write in: what our side used last in the thread, else the `usual` one of the channel or the brand."""
    used = [form_of(message.text) for message in thread if message.author is Author.AGENT]
    return next((form for form in reversed(used) if form in ("je", "u")), usual)


def to_form(text: str, form: str) -> str:
    """A Dutch text in the other form of address ("je" or "u"); "jullie" stays, as do quotes of others."""
    if form not in ("je", "u") or form_of(text) in (form, ""):
        return text
    turn = _to_u if form == "u" else _to_je
    pieces, begin = [], 0
    for quote in _QUOTED.finditer(text):
        pieces += [turn(text[begin : quote.start()]), quote.group()]
        begin = quote.end()
    return "".join([*pieces, turn(text[begin:])])


def _like(model: str, word: str) -> str:
    return word[:1].upper() + word[1:] if model[:1].isupper() else word


def _to_u(text: str) -> str:
    def inverted(match: re.Match[str]) -> str:
        verb = match["verb"]
        plain = verb.lower()
        if plain in _INVERTED:
            return f"{_like(verb, _INVERTED[plain])} {_like(match['je'], 'u')}"
        if plain in _TO_U_STEMS:
            return f"{verb}{'' if plain.endswith('t') else 't'} {_like(match['je'], 'u')}"
        return match.group()

    def straight(match: re.Match[str]) -> str:
        verb = match["verb"]
        return f"{_like(match['je'], 'u')}{match['mid']}{_like(verb, _VERBS[verb.lower()])}"

    text = re.sub(r"(?<!\b[Ii]k )\b(?P<verb>[A-Za-zë]+) (?P<je>je|jij)\b(?!zelf)", inverted, text)  # "ik bel je": not the subject
    text = re.sub(rf"\b(?P<je>[Jj]e|[Jj]ij)(?P<mid> (?:\w+ ){{0,3}}?)(?P<verb>{'|'.join(_VERBS)})\b", straight, text)
    return _pronouns_to_u(text)


def _pronouns_to_u(text: str) -> str:
    text = re.sub(r"\b([Jj])ouw\b", lambda m: _like(m.group(), "uw"), text)
    text = re.sub(r"\b([Jj])ezelf\b", lambda m: _like(m.group(), "uzelf"), text)
    text = re.sub(r"\b([Jj])(?:ou|ij)\b", lambda m: _like(m.group(), "u"), text)
    return re.sub(r"\b[Jj]e\b", lambda m: _like(m.group(), "uw" if _possessive(text, m.start(), m.end()) else "u"), text)


def _to_je(text: str) -> str:
    def inverted(match: re.Match[str]) -> str:
        verb, plain = match["verb"], match["verb"].lower()
        if plain in _BACK_INVERTED:
            return f"{_like(verb, _BACK_INVERTED[plain])} je"
        stem = verb[:-1]
        if plain.endswith("t") and stem.lower() in _TO_U_STEMS:
            return f"{stem} je"
        return match.group()

    text = re.sub(r"\b(?P<verb>[A-Za-zë]+t) u\b(?!\.)", inverted, text)
    text = re.sub(r"\b(?P<u>[Uu]) (?P<mid>(?:\w+ ){0,3}?)heeft\b", lambda m: f"{_like(m['u'], 'je')} {m['mid']}hebt", text)
    text = re.sub(r"\b[Uu]w\b", lambda m: _like(m.group(), "je"), text)
    text = re.sub(r"\b[Uu]zelf\b", lambda m: _like(m.group(), "jezelf"), text)
    return re.sub(r"(?<!\d)(?<!\d )\b[Uu]\b(?!\.\w)", lambda m: _like(m.group(), "je"), text)


_FUNCTION = wordset(
    """
    dit dat het er al ook nog niet geen wel nu dan hier daar daarna morgen vandaag vanavond straks zo graag alvast eerst zelf via
    met op in aan van voor naar bij om te over uit tot door per na sinds een één de die deze mijn ons onze en of maar want als wat
    hoe waar wie wanneer hebt bent kunt kan zult wilt wil mag moet was had werd zou gaat krijgt hoeft vindt ziet weet zit staat
    doet komt geeft neemt betaalt belt stuurt opnieuw terug weer gewoon altijd gratis binnen vóór zeggen laten bellen mailen
    sturen helpen horen weten vertellen geven
    """
)


_PERSONS = wordset("mij me ons hem haar hen jou ze jullie jezelf ik wij we hij zij u")
_PAST = wordset(
    """
    schreef vroeg belde meldde kreeg was had kwam zei stond wachtte betaalde wilde moest kon zou gaf koos las stuurde mailde zag
    ging deed nam vond bleef zat reed liep verloor bestelde ontving verwachtte dacht wist hoorde hebt bent kunt kan wilt wil zult
    zal mag moet hoeft staat doet gaat ziet woont
    """
)
_T_NOUNS = wordset(
    """
    pakket bericht klacht tekst ticket budget kaart post start contact contract product account dienst toestaat boot recht kist
    krant klant tijdstip kant buurt stoep straat rit fiets kracht vlucht plant punt bankrekeningstaat kast bedrijfspand apparaat
    internet abonnement document moment argument stroomrit lift plaat winst last rust lijst test uitkomst komst dagstart opdracht
    nacht taart
    """
)
_MODALS = re.compile(r"\b(?:mag|kan|kun|kunt|wil|wilt|zul|zult|zal|moet|hoef|hoeft|had|was|zou|wilde|kon|moest)$", re.I)


def _possessive(text: str, start: int, end: int) -> bool:
    """Whether the "je" at [start, end) owns the next word: a noun or adjective follows, no function word, verb or mark."""
    following = re.match(r" ([A-Za-zà-ÿ-]+)", text[end:])
    if not following or _MODALS.search(text[:start].rstrip()):
        return False
    word = following.group(1).lower()
    if word in _FUNCTION or word in _PERSONS or word in _PAST:
        return False
    if re.match(r" \w{3,}(?:de|te|den|ten)(?=[.,;:!?]|$)", text[end:]):  # "waar je naartoe reisde": a past tense ends its clause
        return False
    opens = not text[:start].strip() or text[:start].rstrip()[-1] in ".!?:,;\n"
    verb = word.endswith("t") and word not in _T_NOUNS and not word.endswith("heit")
    return not (opens and verb)
