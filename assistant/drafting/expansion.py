"""What a complaint is about in the words that policy uses: Dutch for English ones, and a name for what triage saw."""

from assistant.drafting.triage.cues import compiled, plain
from assistant.records.case import Case
from assistant.records.review import WordLists
from assistant.records.triage import Sentiment, Triage

_ARROW = " => "


def policy_words(case: Case, triage: Triage, lists: WordLists) -> str:
    """Words to search with beside the customer's own; "" when there are none. `case` is masked.

    Lists: `search.gloss` of the complaint's language ("bill*|invoice* => rekening nota") and `search.seen.<what>` of Dutch, the
    language that policy is written in.
    """
    seen = [*(triage.intents.value or ("vent",)), *(risk.value for risk in triage.risks)]
    seen += ["praise"] if triage.sentiment.value is Sentiment.POS else []
    seen += ["repeat"] if triage.repeat.value else []
    seen += ["cannot_pay" if triage.vulnerable.reason == "money" else triage.vulnerable.reason] if triage.vulnerable.value else []
    named = [words for what in seen for words in lists.words.get("nl", {}).get(f"search.seen.{what}", ())]
    return " ".join(dict.fromkeys(" ".join([*glossed(case.complaint, triage.language.value, lists), *named]).split()))


def glossed(text: str, language: str, lists: WordLists) -> list[str]:
    """The Dutch words for what the text is about; none for a language without a `search.gloss`."""
    found = []
    for line in lists.words.get(language, {}).get("search.gloss", ()):
        foreign, _, own = line.partition(_ARROW)
        if compiled(tuple(foreign.split("|"))).search(plain(text)):
            found.append(own)
    return found
