"""How search reads a text: folded words, the words that carry nothing, and what a complaint puts first. Pure."""

import re
import unicodedata

_WORD = re.compile(r"\w+")

STOP = frozenset(
    _WORD.findall(
        """
        de het een en van in op te ten ter dat die dit deze is zijn was waren ben bent wordt worden werd ik je jij jou jouw u uw we wij
        ons onze hij ze zij hun hen haar hem mij me mijn mn er ook maar of als dan om met voor aan bij uit naar door over tot niet geen
        wel nog al nu toch zo heel erg veel meer heb heeft hebben had hebt kan kunnen kon kunt moet moeten mag wil willen zal zullen zou
        zouden wat wie waar waarom hoe wanneer welke iets niets alles alle iemand hier daar weer want dus omdat terwijl na
        the a an and or of to on at for from with by are were be been am i you he she it they my your our his its their him us them this
        these those no not do does did has have can could will would should may when why which who there here if then than but so as about
        just also very any some all
        hallo beste hoi dag bedankt dank groet groeten vriendelijke alvast graag vraag goedemorgen goedemiddag mvg svp aub help
        hello hi hey dear thanks thank please regards
        """
    )
)
"""Dutch and English words of grammar, of greeting and of thanking: they stand in every complaint and tell no policies apart."""


def fold(text: str) -> str:
    """Lower case without accents."""
    lower = text.lower()
    if lower.isascii():
        return lower
    return "".join(char for char in unicodedata.normalize("NFKD", lower) if not unicodedata.combining(char))


def words(text: str) -> list[str]:
    """The folded words of a text."""
    return _WORD.findall(fold(text))


def telling(text: str) -> str:
    """The folded words that tell texts apart, in order, with one space between; all words where nothing else is left."""
    found = words(text)
    return " ".join([word for word in found if word not in STOP] or found)


def stressed(text: str) -> str:
    """The text with its first line twice, where there are more: people put the matter in the subject or the first line."""
    first, _, rest = text.strip().partition("\n")
    return f"{first}\n{text}" if rest.strip() else text
