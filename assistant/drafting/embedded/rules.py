"""A rule as the organisation holds it, turned to the customer: "de klant krijgt het geld terug" to "je krijgt het geld terug"."""

import re

from assistant.language import sentences
from assistant.language.sentences import capital

_WHO = (
    r"(?:de|een|elke|iedere) (?:klant|huurder|bewoner|lid|reiziger|ontvanger|consument|gebruiker|patiënt|cliënt|abonnee|"
    r"passagier|deelnemer|bezoeker|gast|koper|verzekerde|student|ouder|melder|aanvrager|indiener|inwoner|cursist|kijker|lezer|"
    r"belanghebbende|burger|betrokkene|verzoeker|rechthebbende|vergunninghouder|belastingplichtige|ouder|leerling|eigenaar|rekeninghouder|"
    r"pashouder|afnemer|begunstigde)"
)
_INSIDE = re.compile(
    r"\baan iedereen\b|^wie\b.*\bhem\b|"
    r"\b(?:mandaat|intern|agent|webcare|systeem|men|noteer|registreer|controleer|escaleer|"
    r"goedkeuring|tweede lezer)\b",
    re.IGNORECASE,
)
_THEIRS = re.compile(r"\b(?:zijn|haar|hun|hem)\b|\bdie (?:klant|huurder)\b", re.IGNORECASE)
_OWNS = re.compile(rf"(\b(?i:{_WHO}) \w+ )(?:zijn|haar|hun) (?=\w)|\bdiens (?=\w)")
"""The customer's own, said right behind the verb, or by a word that means nobody else."""
_THEY = re.compile(r"\b(?P<verb>\w+) (?:hij|zij)\b")
_SOMEBODY = re.compile(
    r"\b(?:chauffeur|bestuurder|monteur|bezorger|koerier|arts|verpleegkundige|planner|opzichter|teamleider|functionaris|consulent|hoofd|coach|"
    r"[A-Z]\w+ [A-Z]\w+)\b"
)
"""Another person in the sentence: then "hij" or "zij" may be that one."""
_STAFF = (
    (r"\baan een (?:\w*medewerker|collega)\b", "aan ons"),
    (r"\b(?:de|een|die) \w*medewerker\b", "een collega"),
    (r"\b(?:de )?\w*medewerkers\b", "mijn collega's"),
)
"""What a colleague does stays a colleague's act: it is never promised in the first person."""
_RECEIVES = re.compile(r"^(?:krijgt|kan|mag|moet|hoeft|heeft|wil|ontvangt|betaalt|is)$")
_OURS = re.compile(rf"^(?!(?i:{_WHO}))(?:De|Het|Een|Onze|Wij|Ik|Zij|Hij) ")
_AFTER = re.compile(rf"\b(?P<verb>\w+) (?i:{_WHO})\b")
_SUBJECT = re.compile(rf"^(?i:{_WHO}) (?P<verb>\w+)")
_OTHER = re.compile(rf"\b(?i:{_WHO})\b")
_CONJUGATED = {
    "is": ("bent", "ben"),
    "heeft": ("hebt", "heb"),
    "kan": ("kunt", "kun"),
    "wil": ("wilt", "wil"),
    "zal": ("zult", "zul"),
    "mag": ("mag", "mag"),
}
_PLAIN = (
    ("ten hoogste", "hooguit"), ("ten minste", "minstens"), ("bedraagt", "is"), ("bedragen", "zijn"), ("indien", "als"), ("Indien", "Als"),
    ("alsmede", "en ook"), ("middels", "met"), ("geschiedt", "gebeurt"), ("teneinde", "om"), ("tevens", "ook"), ("reeds", "al"),
    ("gedurende", "tijdens"), ("uiterlijk binnen", "binnen"), ("onverwijld", "meteen"),
    ("desgevraagd", "op verzoek"),
    ("toegezonden", "gestuurd"), ("gezonden", "gestuurd"),
)  # fmt: skip
"""Official words and what a person says; for the house style of the brand's own words nothing is changed."""
_PREPOSITIONS_WORDS = "aan van voor met bij door naar over op "
_PREPOSITIONS = frozenset(_PREPOSITIONS_WORDS.split())
LONGEST = 40
"""Words in a rule's sentence that can still be said to a customer."""


_WHOEVER = re.compile(r"^Wie [^,]+, (?P<verb>\w+) (?P<rest>.+)$")
_LEANS = re.compile(r"\b(?:die|dat|deze|dit|hem|hen|het)\b")
_ROLE = re.compile(
    r"\b(?:de|het|een|onze) (?P<role>[a-z]*(?:consulent|coördinator|planner|inspecteur|opzichter|jurist|adviseur|"
    r"controleur|meldkamer|regisseur)"
    r"|[a-z]+(?:functionaris|leider|hoofd|manager|(?<!\bnet)beheerder|desk|planning|coach|ambtenaar)(?: gegevensbescherming)?)\b"
    r"|\b(?P<team>team [A-Z]\w+)"
)


def role(rule: str) -> str:
    """Who of ours acts in a rule, as "de inkomensconsulent"; "" when no role is named."""
    found = _ROLE.search(rule)
    if not found:
        return ""
    name = found["team"] or found["role"]
    return name if found["team"] else f"{'het' if name.endswith('hoofd') else 'de'} {name}"


def from_rule(rule: str, form: str) -> tuple[str, ...]:
    """The sentences of a rule that can be said to the customer; what is only for colleagues, or too long, is left out."""
    turned = (turn(_plainer(" ".join(sentence.split())), form) for sentence in sentences.split(_bare(rule)))
    return tuple(text for text in turned if text)


def addressed(sentence: str, form: str) -> str:
    """ "Wie een nota niet kan betalen, krijgt een regeling" to the one who is meant: "U krijgt een regeling"; another as it is."""
    found = _WHOEVER.match(sentence)
    if not found or _LEANS.search(found["rest"]):
        return sentence
    return f"{'Je' if form == 'je' else 'U'} {_verb(found['verb'], form, after=False)} {found['rest']}"


def _plainer(sentence: str) -> str:
    """Without the stiffest words of official Dutch; what they mean stays the same."""
    sentence = re.sub(
        r"\b(?P<m>dient|dienen) (?P<mid>[^.,;]*?)\bte (?=\w+en\b)",
        lambda m: f"{'moet' if m['m'] == 'dient' else 'moeten'} {m['mid']}",
        sentence,
    )
    for stiff, plain in _PLAIN:
        sentence = re.sub(rf"\b{stiff}\b", plain, sentence)
    return sentence


def turn(sentence: str, form: str) -> str:
    """One sentence in the second person, or "" when it is not for a customer."""
    sentence = sentence.strip()
    for role, said in _STAFF:
        sentence = capital(re.sub(role, said, sentence, flags=re.IGNORECASE))
    if _INSIDE.search(sentence) or len(sentence.split()) > LONGEST or not sentence.rstrip().endswith((".", "!")):
        return ""
    if not _OTHER.search(sentence):
        return sentence.strip()
    you, your = ("je", "je") if form == "je" else ("u", "uw")
    sentence = _OWNS.sub(lambda m: f"{m[1] or ''}{your} ", sentence)
    if _THEIRS.search(sentence):
        return ""
    they = bool(_THEY.search(sentence))
    if they and _SOMEBODY.search(sentence[1:]):
        return ""
    text = _SUBJECT.sub(lambda m: f"{you.capitalize()} {_verb(m['verb'], form, after=False)}", sentence.strip())
    ours = bool(_OURS.match(sentence))  # then the customer is the object: "... en belt je"
    text = _AFTER.sub(lambda m: f"{m['verb']} {you}" if ours and not _RECEIVES.match(m["verb"]) else _inverted(m, you, form), text)
    text = _OTHER.sub(you, text)
    return _THEY.sub(lambda m: _inverted(m, you, form), text) if they else text


def _inverted(found: re.Match[str], you: str, form: str) -> str:
    verb = found["verb"]
    if verb.lower() in _PREPOSITIONS or not re.search(r"(?:t|is|kan|wil|zal|mag|moet)$", verb.lower()):
        return f"{verb} {you}"
    turned = _verb(verb.lower(), form, after=True)
    return f"{turned.capitalize() if verb[0].isupper() else turned} {you}"


def _verb(verb: str, form: str, *, after: bool) -> str:
    straight, inverted = _CONJUGATED.get(verb, (verb, verb))
    if form == "u":
        return verb if verb == "heeft" else straight
    if verb not in _CONJUGATED and after and verb.endswith("t") and not verb.endswith(("et", "ht", "st", "tt", "it", "ft")):
        return verb[:-1]
    return inverted if after else straight


def _bare(rule: str) -> str:
    """Without list marks, tables and emphasis."""
    text = re.sub(r"^\s*(?:[-*•]|\d+[.)])\s+(.*[^.!?:;,\s])\s*$", r"\1.", rule, flags=re.MULTILINE)
    text = re.sub(r"^\s*(?:[-*•]|\d+[.)])\s+", "", text, flags=re.MULTILINE)
    text = re.sub(r"^\s*\|.*$|^#+ .*$", "", text, flags=re.MULTILINE)
    return re.sub(r"[*_`]{1,2}([^*_`]+)[*_`]{1,2}", r"\1", text)
