"""Assertions: clauses that tell what is done or so, of our side or of a thing, as a fact; Dutch and English."""

import re
from functools import lru_cache

from assistant.language.wordset import wordset

_PARTS = (
    r"(?:aan|achter|af|bij|deel|dicht|door|gelijk|goed|in|klaar|langs|leeg|los|mee|na|om|onder|op|open|over|recht|rond|samen|schoon"
    r"|stil|terug"
    r"|toe|uit|vast|vol|voor|vrij|weg)"
)
_PARTICIPLE = {
    "nl": re.compile(
        rf"\b(?:{_PARTS}?ge[a-zë]{{2,}}(?:d|t|en|aan)|(?:be|ver|ont|her|er|over|onder|door)[a-z]{{2,}}(?:d|t|en|aan))\b", re.I
    ),
    "en": re.compile(
        r"\b(?:[a-z]{2,}ed|found|spoken|sent|told|made|given|taken|put|done|seen|read|shut|brought|got|gotten|left|heard|written|set"
        r"|gone|begun|kept|paid|met|run|cut|shown|chosen|driven|thrown|lost|held|caught|bought|lent|let|come)\b",
        re.I,
    ),
}
_NO_PARTICIPLE = wordset(
    """
    geduld gebied gebieden gevoel gesprek gesprekken gevallen bericht berichten verdriet overlast bekend gerust bewust verstand
    geluid geluiden gezicht gewicht gedicht gerecht besluit verlies bezoek verkeerd gezond gewend bereid benieuwd verdrietig
    terecht onterecht verschillen ervaren behalen gebruiken gebeuren betalen verwachten herstellen vergoeden verzenden
    bezorgen gebleven geweest geworden gehad verplicht geldt bestemd begrijpen vergeten hundred indeed need feed speed red bed
    ahead supposed allowed excited worried tired
    """
)
"""Look like participles and are none, or tell a feeling or a duty."""
_READING = re.compile(r"\b(?:(?:terug|door)?gelezen|gezien|begrepen|gemist|read|seen|understood|missed)\b", re.I)
_RELATIVE = re.compile(r"(?<=\w),? die\b.*")
_DETERMINER = wordset("de een uw je jouw ons onze mijn deze die geen elk elke te om zijn haar the a an your our my to")
_HAVE = {
    "nl": re.compile(
        r"\b(?:ik|wij|we) (?:heb|hebben|ben|zijn)\b|\b(?:heb|hebben|ben|zijn) (?:ik|wij|we)\b|\b(?:heeft|hebben|is|zijn|werd|werden|was"
        r"|waren)\b",
        re.I,
    ),
    "en": re.compile(r"\b(?:I|we)(?:['’]ve| have| had)\b|\b(?:has|have|had|is|are|was|were)\b|\b\w+['’]s\b(?= (?:been|now|already))", re.I),
}
_PAST = {  # one word that tells what we did
    "nl": re.compile(
        r"\b(?:ik|wij|we) (?:(?:be)?sprak(?:en)?|vroeg(?:en)?|vond(?:en)?|belde(?:n)?|zag(?:en)?|keek|keken|\w{3,}(?:rde|lde|kte))\b", re.I
    ),
    "en": re.compile(
        r"\b(?:I|we|our \w+) (?:just |already |also )?(?!need|missed|failed|delayed|cancelled|promised|wanted|agreed)"
        r"(?:[a-z]{3,}ed|spoke|found|sent|saw|rang|told|gave|put|made|took|brought)\b",
        re.I,
    ),
}
_STATE = {  # where a thing is or how it stands now
    "nl": re.compile(
        r"\b(?:ligt|liggen|staat|staan|zit|zitten|hangt|hangen)\b (?:\S+ ){0,4}?(?:bij|in|op|naast|achter|onder|tussen|bovenaan|vooraan"
        r"|klaar|gereed)\b"
        r"|\b(?:is|zijn) (?:\S+ ){0,3}?(?:bij|in|onderweg|terug|weg|binnen|klaar|gereed|veilig|open|dicht|vrij|in orde)\b",
        re.I,
    ),
    "en": re.compile(
        r"\b(?:has|have) been (?:with|at|in|on|ours)\b|\b(?:is|are|['’]s|lies|stands|hangs|sits)\b (?:\S+ ){0,3}?(?:at|in|with|on"
        r"|behind|under|ready|back|gone|safe|open|closed|fine)\b",
        re.I,
    ),
}
_NOW = {
    "nl": re.compile(r"\b(?:vanaf nu|voortaan|vanaf vandaag|inmiddels|intussen|ondertussen|zojuist|zonet|niet langer)\b", re.I),
    "en": re.compile(r"\b(?:from now on|from today|by now|meanwhile|just now|no longer)\b", re.I),
}
_CAUSE = {  # what it came of, laid on the customer
    "nl": re.compile(
        r"\b(?:doordat|omdat) (?:u|je|jij|jullie)\b|\b(?:komt|kwam|ligt|lag) (?:\S+ )?(?:door|aan) (?:u|jou|uw|je|jouw)\b", re.I
    ),
    "en": re.compile(r"\b(?:because|since) you\b|\b(?:due to|caused by) you(?:r)?\b", re.I),
}
_NOT = {
    "nl": re.compile(r"\b(?:niet|geen|nooit|niemand|niets|niks|nergens|onvoldoende|te weinig)\b", re.I),
    "en": re.compile(r"\b(?:not|no|never|nobody|nothing|none|cannot)\b|n['’]t\b", re.I),
}
_OPEN = {  # asked, left open, hedged, wished, another's word, or to be done yet
    "nl": re.compile(
        r"\?\s*$|\b(?:als|indien|wanneer|zodra|tot(?:dat)?|mocht(?:en)?|of|hoe|waarom|waar|wat|wie|welke?|tenzij|misschien|mogelijk"
        r"|wellicht"
        r"|waarschijnlijk|vermoedelijk|volgens|lijkt|schijnt|zou(?:den)?|moet(?:en)?|mag|mogen|hoort|horen|hoop|hopen|wil(?:len)?|wordt"
        r"|worden"
        r"|blijkt|binnen|dan|morgen|vaak|soms|meestal|sorry|excuses|spijt|zodat|graag|nodig)\b|^\W*(?:is|zijn|heeft|hebben|staat|ligt"
        r"|zit|was|waren|en dat)\b"
        r"|\b(?:u|je|jij) (?:schrijft|schreef|zegt|meldt|vertelt|noemt|stelt|vindt)\b|\b(?:schrijft|zegt|meldt|vertelt|noemt) (?:u|je)\b",
        re.I,
    ),
    "en": re.compile(
        r"\?\s*$|\b(?:if|once|when|whenever|until|unless|whether|how|why|where|what|who|which|maybe|perhaps|possibly|probably|according"
        r"|seems?"
        r"|should|would|could|must|may|might|ought|hope|want|will|shall|shouldn|often|sometimes|usually|sorry|apolog\w+|supposed"
        r"|so that|within|then|tomorrow|need)\b"
        r"|['’]ll\b|\byou (?:say|said|write|wrote|tell|told|mention\w*|report\w*)\b|^\W*(?:is|are|has|have|was|were|did)\b",
        re.I,
    ),
}
_CUSTOMER = {  # what the customer did or went through is theirs to tell
    "nl": re.compile(
        r"\b(?:je|jij|u|jullie) (?:heb|hebt|heeft|bent|was|had|hadden|zit|zitten|woont|kunt|kan)\b"
        r"|\b(?:heb|hebt|heeft|bent|was|had|zit|zitten|woont|kunt|kan) (?:je|jij|u|jullie)\b",
        re.I,
    ),
    "en": re.compile(r"\byou(?:['’]ve|['’]re| have| had| were| can(?:['’]t|not)?| are(?! (?:now|next|at the top|first)))\b", re.I),
}
_REPORTED = {  # what the customer will hear once it is so
    "nl": re.compile(r"\b(?:mail|bel|laat|meld|app|sms|bevestig|schrijf) (?:ik|wij|we)\b.*\b(?:dat|of|hoe|wanneer|zodra)\b", re.I),
    "en": re.compile(r"\b(?:I|we)(?:['’]ll)? (?:mail|call|tell|write|text|confirm|let you know)\b.*\b(?:that|when|once|whether)\b", re.I),
}
_BETTER = re.compile(  # "altijd goedkoper dan": what no rule says of every time
    r"\b(?:altijd|nooit) (?:\S+ )?(?:\w{3,}er|minder|meer) (?:dan|uit)\b"
    r"|\b(?:always|never) (?:\S+ )?(?:\w{3,}er|less|more|better|worse)\b.*\bthan\b",
    re.I,
)
_CONDITION = re.compile(
    r"^\W*(?:bij een|als|indien|wanneer|zodra|mocht|blijkt|is|zijn|heeft|hebben|staat|ligt|zit|was|dan|if|once|when|should|then)\b", re.I
)
"""What a sentence begins with that leaves the rest of it open."""
_JUDGED = re.compile(  # what we think of it: a judgement, no event
    r"^\W*(?:dat|dit|het|zo|wat|that|this|it)\b(?:['’]s)? (?:\w+ ){0,3}?(?:is|was|had|hoort|has been|voelt"
    r"|klinkt)?\b[^,]*\b(?:vervelend|lang|te|niet"
    r"|goed|fout|jammer|fijn|mooi|wrong|long|bad|good|hard|too|unpleasant|enough)\b",
    re.I,
)
_ANY = re.compile(r"^\W*(?:een|elke?|ieder\w*|alle|any|an?|every|each|all)\b(?!.*\b(?:heeft|hebben|has|have)\b)", re.I)
"""Told of any such thing, not of this one."""
_ME = re.compile(r"\b(?:[Ii]k|I)\b")
_OURS = re.compile(r"\b(?:ik|wij|we|I)\b", re.I)
_AT_ME = re.compile(r"\b(?:bij|aan|op) (?:mij|me|ons)\b|\b(?:with|on) me\b|\bmijn (?:bureau|handen)\b|\bmy (?:desk|hands)\b", re.I)


@lru_cache(maxsize=8192)
def kind_of(clause: str, sentence: str, language: str) -> str:
    """What a clause asserts as a fact: "mine" (I did it), "done" (it happened), "state" (it is so), "new" (it is so from now on), "cause"
    (the customer did it), "always" (it is better every time) or "" (none).

    Questions, conditions, hedges, denials, judgements and what the customer went through assert nothing.
    """
    tongue = "en" if language == "en" else "nl"
    if _CAUSE[tongue].search(clause) and not _OPEN[tongue].search(_CAUSE[tongue].sub(" ", clause)):
        return "cause"
    if _BETTER.search(clause):
        return "always"
    if _REPORTED[tongue].search(clause):
        return ""
    if _CONDITION.match(sentence) or _OPEN[tongue].search(clause) or _AT_ME.search(clause):
        return ""
    if _is_done(_RELATIVE.sub("", clause), tongue):
        if _ME.search(clause):
            return "" if _READING.search(clause) else "mine"
        return "" if _CUSTOMER[tongue].search(clause) else "state" if _ANY.match(clause) else "done"
    if _NOW[tongue].search(clause):
        return "" if _OURS.search(clause) else "new"
    if _NOT[tongue].search(clause) or _JUDGED.search(clause) or _CUSTOMER[tongue].search(clause):
        return ""
    return "state" if _STATE[tongue].search(clause) else ""


def _is_done(clause: str, tongue: str) -> bool:
    """An auxiliary and its participle ("heeft ... gevonden", "has been spoken to"), or one word of the past; not denied before it."""
    have, past = _HAVE[tongue].search(clause), _PAST[tongue].search(clause)
    done = (
        next((match for match in _PARTICIPLE[tongue].finditer(clause, have.end()) if _is_participle(clause, match)), None) if have else None
    )
    told = done or past
    return told is not None and not _NOT[tongue].search(clause, 0, told.end())


def _is_participle(clause: str, match: re.Match[str]) -> bool:
    before = clause[: match.start()].split()
    return match.group().lower() not in _NO_PARTICIPLE and not (before and before[-1].lower() in _DETERMINER)
