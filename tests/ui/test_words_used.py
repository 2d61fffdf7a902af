"""Every word of the screens is said somewhere: what nobody says any more goes from the files."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from assistant import errors
from assistant.content.words import LANGUAGES, load_words
from assistant.store.engine import MENDS
from assistant.ui.sentences import translated
from tests.ui.conftest import CHECKOUT

SAYS = {"ui", "cli", "cli.py", "server.py", "wiring.py"}


def said(path: Path) -> Iterator[str]:
    """Strings of a file as patterns: what varies in them may be anything, in the rooms that say words."""
    varied = path.relative_to(CHECKOUT / "assistant").parts[0] in SAYS
    for each in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(each, ast.Constant) and isinstance(each.value, str):
            yield re.escape(each.value)
        elif isinstance(each, ast.JoinedStr) and (varied or " " in ast.unparse(each)):  # else the key of a list of words
            yield "".join(re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".+" for part in each.values)


@cache
def patterns() -> tuple[re.Pattern[str], ...]:
    found = {text for path in (CHECKOUT / "assistant").rglob("*.py") for text in said(path)}
    return tuple(re.compile(text, re.DOTALL) for text in found if len(text.replace(".+", "")) > 2)


@cache
def whole() -> frozenset[str]:
    return frozenset(re.sub(r"\\(.)", r"\1", one.pattern) for one in patterns() if ".+" not in one.pattern)


def is_said(key: str) -> bool:
    """Whether some string of the code is this key, or, of a sentence of ours (`errors`), that sentence."""
    table, _, rest = key.partition(".")
    sought = rest if table == "errors" else key
    if sought in whole():
        return True
    example = re.sub(r"\{\w+\}", "x", sought)
    return any(one.fullmatch(example) for one in patterns() if ".+" in one.pattern)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_said_somewhere(language: str) -> None:
    assert [key for key in load_words(CHECKOUT, language).texts if not is_said(key)] == []


STARTS = {"store/engine.py", "store/migrate.py", "store/resolved.py"}
"""What these say is said before there is a screen (or is the operator's)."""


def refusals(room: str) -> Iterator[tuple[str, str]]:
    """File and sentence of every refusal of a room: what happened, and what to do."""
    for path in sorted((CHECKOUT / "assistant" / room).rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") in errors.__dict__:
                for each in (*call.args[:1], *(one.value for one in call.keywords if one.arg == "mend")):
                    yield (
                        f"{room}/{path.name}",
                        "".join(str(part.value) if isinstance(part, ast.Constant) else "x" for part in getattr(each, "values", [each])),
                    )


@pytest.mark.parametrize("room", ["casework", "store", "ui"])
def test_every_refusal_of_the_desk_has_dutch_words(room: str) -> None:
    words = load_words(CHECKOUT, "nl")
    found = {said for file, said in refusals(room) if file not in STARTS and len(said) > 1}
    found |= {said for told in MENDS.values() for said in told}  # what the database says of itself
    assert len(found) > 2 and [said for said in found if translated(said, words) == said] == []
