"""What the agent knows, as sentences: notes are kept in their own words, only given a capital, a full stop and a little grammar."""

import re

from assistant.drafting.embedded.voice import Voice
from assistant.language.sentences import capital
from assistant.records.case import AgentFact

_VERB = re.compile(
    r"\b(?:is|zijn|was|waren|heeft|hebben|had|wordt|worden|werd|kan|kunnen|mag|mogen|moet|gaat|gaan|komt|komen|staat|staan|belt|bel|stuur|stuurt|"
    r"brengen|breng|laat|krijgt|krijg|blijft|geldt|duurt|ligt|loopt|rijdt|betaalt|vergoeden|sms|mail|app|"
    r"are|has|have|can|will|may|must|goes|comes|call|calls|send|sends|bring|brings|stays|lasts|text|costs|drives|arrives)\b",
    re.IGNORECASE,
)
_TIMED = re.compile(
    r"\d|\b(?:vandaag|morgen|vanavond|vanmiddag|today|tomorrow|tonight|maandag|dinsdag|woensdag|donderdag|vrijdag)\b", re.IGNORECASE
)
_OURS = re.compile(r"\b(?:ik|wij|we|I)\b")


def say_fact(fact: AgentFact, voice: Voice) -> str:
    """One note as a sentence to the customer."""
    text = re.sub(r"\s+", " ", fact.text).strip(" .;")
    if not text:
        return ""
    for pair in voice.words("patterns.note_mends"):
        wrong, _, right = pair.partition(" => ")
        if re.search(wrong, text, re.IGNORECASE):
            return voice.spell(re.sub(wrong, right, text, flags=re.IGNORECASE))
    if _VERB.search(text):
        return capital(text) + "."
    return voice.say("note", note=text) or capital(text) + "."


def reports(text: str) -> bool:
    """Whether a note says what we do and when, so that no report-back time of our own is needed."""
    return bool(_OURS.search(text) and _TIMED.search(text) and _VERB.search(text))
