"""A document becomes passages: its clauses, whatever its headings look like, none too long and nothing lost."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assistant.records.knowledge import Audience, Document, PassageKind, ResolvedCase
from assistant.retrieval.passages import MAX_TOKENS, case_passage, split_document, tokens

CLAUSE = """Een inleiding.

# Groot
## Uitstel & zo
De regel. Twee zinnen.

### Klant
Je krijgt uitstel.
### Klant (u)
U krijgt uitstel.
### Customer
You get it.
### Wij doen
Ik bel u terug.
### We do
I call back.
### Nodig
klantnummer, foto
### Intern
Nooit meer dan drie keer.

## Uitstel & zo
De tweede met dezelfde kop.
"""


def document(body: str, **more: object) -> Document:
    return Document(**{"id": "b/x", "brand": "b", "title": "Titel", "body": body, "needs": ("adres",), **more})


def test_a_clause_carries_its_wording_steps_and_needs() -> None:
    first, clause, inside, second = split_document(document(CLAUSE))
    assert first.text == "Een inleiding."
    assert (clause.id, clause.path) == ("b/x#uitstel-zo", ("Groot", "Uitstel & zo"))
    assert dict(clause.wording) == {"nl": "Je krijgt uitstel.", "nl-u": "U krijgt uitstel.", "en": "You get it."}
    assert dict(clause.steps) == {"nl": "Ik bel u terug.", "en": "I call back."}
    assert clause.needs == ("klantnummer", "foto")
    assert clause.rule == "De regel. Twee zinnen."
    assert "You get it." in clause.text
    assert second.id == "b/x#uitstel-zo~2"
    assert second.needs == ("adres",)
    assert inside.text == "Nooit meer dan drie keer."


def test_what_is_for_colleagues_is_a_passage_of_its_own() -> None:
    passages = split_document(document(CLAUSE))
    inside = [passage for passage in passages if passage.audience is Audience.INTERNAL]
    assert [passage.id for passage in inside] == ["b/x#uitstel-zo/intern"]
    assert all("drie keer" not in passage.text for passage in passages if passage.audience is Audience.PUBLIC)


def test_nothing_needed_overrides_what_the_document_needs() -> None:
    (passage,) = split_document(document("## A\nTekst.\n### Nodig\nniets\n"))
    assert passage.needs == ()


def test_an_internal_document_has_only_internal_passages() -> None:
    passages = split_document(document(CLAUSE, audience=Audience.INTERNAL))
    assert {passage.audience for passage in passages} == {Audience.INTERNAL}


@pytest.mark.parametrize(
    ("body", "paths"),
    [
        ("Alleen tekst, geen koppen.", [()]),
        ("#### Diep\ntekst\n# Hoog\ntekst", [("Diep",), ("Hoog",)]),
        ("Kop\n=====\ntekst\nTweede\n---\nmeer", [("Kop",), ("Kop", "Tweede")]),
        ("# Leeg\n## Vol\ntekst", [("Leeg", "Vol")]),
        ("```\n# geen kop\n```", [()]),
        ("## A\r\ntekst\r\n## B\r\ntekst", [("A",), ("B",)]),
        ("- een\n---\n- twee", [()]),
        ("", []),
        ("## Alleen een kop", []),
    ],
)
def test_any_headings_will_do(body: str, paths: list[tuple[str, ...]]) -> None:
    assert [passage.path for passage in split_document(document(body))] == paths


def test_a_long_clause_is_cut_between_sentences() -> None:
    body = "## Lang\n" + " ".join(f"Zin nummer {number} gaat over water." for number in range(400))
    passages = split_document(document(body))
    assert len(passages) > 3
    assert all(passage.text.endswith("water.") and tokens(passage.text) <= MAX_TOKENS for passage in passages)
    assert " ".join(passage.text for passage in passages) == body.removeprefix("## Lang\n")
    assert passages[1].id == "b/x#lang/2"


@example("\na\n=" * 30)
@given(st.text(alphabet=st.sampled_from("ab .!?\n#-=`é😀1"), max_size=400).map(lambda text: text * 30))
def test_passages_are_bounded_and_lose_no_word(body: str) -> None:
    passages = split_document(document(body))
    assert all(tokens(passage.text) <= MAX_TOKENS for passage in passages)
    assert len({passage.id for passage in passages}) == len(passages)
    kept = "".join(part for passage in passages for part in (passage.text, *passage.path))
    mark = re.compile(r"^ {0,3}(#|=+|-{3,})")
    lines = body.splitlines()
    under = [*lines, ""][1:]  # a line with a mark below it is a heading, and a heading without text is no passage
    plain = [line for line, below in zip(lines, under, strict=True) if line.strip() and not mark.match(line) and not mark.match(below)]
    assert sum(map(kept.count, "ab")) >= sum(sum(map(line.count, "ab")) for line in plain[:1])


def test_ids_stay_the_same_while_the_text_changes() -> None:
    one, other = (split_document(document(f"## Uitstel\n{text}"))[0] for text in ("Een week.", "Twee weken."))
    assert one.id == other.id
    assert one.hash != other.hash


def test_a_case_is_one_passage_of_complaint_and_reply() -> None:
    passage = case_passage(ResolvedCase("b-1", "b", "x", "Waar blijft mijn water?", "Er is een storing.", ("b/storing",), language="nl"))
    assert passage.kind is PassageKind.CASE
    assert passage.text == "Waar blijft mijn water?\n\nEr is een storing."
    assert passage.policies == ("b/storing",)
    assert tokens(case_passage(ResolvedCase("b-2", "b", "x", "woord " * 5000, "")).text) <= MAX_TOKENS
