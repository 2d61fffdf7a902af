"""What the reply asks for: what the clause that is used needs and the thread does not hold, in words for the customer."""

import re
from collections import Counter
from collections.abc import Iterable

from assistant.drafting.embedded.reading import Reading
from assistant.drafting.embedded.voice import Voice
from assistant.drafting.kit import WritingTask
from assistant.drafting.triage.needs import held as known
from assistant.drafting.triage.needs import wanted
from assistant.language import register
from assistant.language.likeness import held

WHEREABOUTS = ("adres", "locatie", "postcode en huisnummer", "telefoonnummer")
PAPERS = ("geboortedatum", "klantnummer", "polisnummer", "patiëntnummer", "naam", "e-mailadres")
"""What nobody is asked for who is in need now."""
HERE = {"email": "e-mailadres", "whatsapp": "telefoonnummer"}
"""What the channel itself tells."""
TOLD = re.compile(r"^(?:(?:van|op|met|per|in|bij|naar|om) )?(?:welke?|wat|wie|hoe|waar|wanneer|of)\b", re.IGNORECASE)
"""A need that is a question of its own: it is told, not sent."""
_HET = re.compile(r"\w*(?:nummer|adres|bedrag|tijdstip|kenteken|merk|model|type|bewijs|ticket|formulier)\b", re.IGNORECASE)
_OWN_ARTICLE = re.compile(
    r"^(?:de|het|een|per|op|in|van|vanaf|bij|je|uw|wat|wie|welke?|hoe|waar|wanneer|of|foto's|naam en)\b", re.IGNORECASE
)


def needs(task: WritingTask, reading: Reading, voice: Voice, *, grounded: bool) -> tuple[str, ...]:
    """What to ask for, in words this language has; nothing where nobody knows yet what is needed."""
    if not grounded and not reading.unworded and int(task.triage.urgency.value) < 2:
        return ()
    missing, best = task.triage.missing, next(iter(reading.clauses), None)
    if missing.reason == "corrected" or (best is None and grounded):
        return tuple(need for need in missing.value if worded(need, voice, task))
    if best is None:  # no clause says what is needed: only where, or how to reach them
        return tuple(need for need in missing.value if worded(need, voice, task) and (need in WHEREABOUTS or reading.unworded))
    idle = {HERE.get(task.channel.name, ""), *(PAPERS if reading.urgent else ())}
    wants = (need for need in wanted(best.passage.needs) if need not in idle and not known(need, task.case))
    told = (need for need in wants if not (TOLD.match(need) and held(need, task.case.complaint)))  # "welke halte": the stop is named
    return tuple(need for need in told if worded(need, voice, task))


def usual(task: WritingTask, voice: Voice) -> str:
    """What most of the clauses that were found need, which nobody can look anything up without; "" where they differ."""
    wants = Counter(need for passage in task.policies for need in dict.fromkeys(wanted(passage.needs)) if not known(need, task.case))
    common = [need for need, times in wants.most_common(3) if times > 2 and not TOLD.match(need) and need not in ("foto", "datum")]
    return next((need for need in common if HERE.get(task.channel.name) != need and worded(need, voice, task)), "")


def worded(need: str, voice: Voice, task: WritingTask) -> str:
    """A need as it is asked for ("uw postcode"); "" where the language has no word for it."""
    if voice.options(f"need.{need}"):
        return voice.say(f"need.{need}")
    if task.language != "nl":
        return ""
    need = register.to_form(need, task.form)
    if _OWN_ARTICLE.match(need):
        return need
    return f"{'het' if _HET.match(need) else 'de'} {need}" if " van " in need else voice.spell(f"(je|uw) {need}")


def listed(wants: Iterable[str], voice: Voice, task: WritingTask) -> str:
    said = [small(worded(need, voice, task)) for need in wants]
    return said[0] if len(said) == 1 else small(voice.say("and", a=", ".join(said[:-1]), b=said[-1]))


def small(text: str) -> str:
    """The text without the capital of a sentence's start."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
