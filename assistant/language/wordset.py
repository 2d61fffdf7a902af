"""A set of words written as running text."""


def wordset(text: str) -> frozenset[str]:
    """The words of `text`, split at white space."""
    return frozenset(text.split())
