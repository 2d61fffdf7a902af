"""Rewriting what an agent selected: by rules and by a model, as differences."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.content.prompts import Prompts
from assistant.drafting.rewrite import Change, Rewriting, Wish, apply, differences, rewrite
from assistant.errors import ModelUnavailable
from assistant.ports import Completion, OnToken
from assistant.records.brand import Brand, ChannelRules
from assistant.records.case import Author, Case, CaseState, Message

NOW = datetime(2026, 3, 10, 9, tzinfo=UTC)
BRAND = Brand("molen", "De Molen", channels={"email": ChannelRules("email", public=False, limit=5000, words=120, target_minutes=60)})
THREAD = (Message("m", Author.CUSTOMER, "Jan de Wit", "Mijn pakket is kwijt. Groet, Jan de Wit, jan@dewit.example", NOW),)
CASE = Case("c", "molen", "email", "k", "Jan de Wit", THREAD, CaseState.DRAFTED, NOW, None, 1)
TEXT = """Dag meneer De Wit,

Wat vervelend dat je pakket kwijt is. Dat is natuurlijk erg vervelend voor je. Ik bel je vandaag vóór 17.00 uur. Wil je mij je adres sturen?

Groet"""


def asked(
    wish: Wish, text: str = TEXT, span: tuple[int, int] | None = None, language: str = "nl", needed: tuple[str, ...] = ()
) -> Rewriting:
    return Rewriting(CASE, BRAND, text, wish, language, NOW, span, needed)


@dataclass
class Model:
    """Answers with `answer`, or fails."""

    answer: str = ""
    name: str = "nep"
    seen: list[Sequence[tuple[str, str]]] = field(default_factory=list)

    def write(self, messages: Sequence[tuple[str, str]], on_token: OnToken) -> Completion:
        self.seen.append(messages)
        if not self.answer:
            raise ModelUnavailable("De aanbieder zwijgt.")
        return Completion(self.answer, self.name, 1, 1)


@pytest.fixture(scope="module")
def prompts() -> Prompts:
    return Prompts(Path(__file__).parent.parent.parent)


def test_je_becomes_u_only_in_the_selected_sentence() -> None:
    start = TEXT.index("Ik bel je")
    given = rewrite(asked(Wish.TO_U, span=(start + 4, start + 6)))
    assert [(change.old, change.new) for change in given.changes] == [
        ("Ik bel je vandaag vóór 17.00 uur.", "Ik bel u vandaag vóór 17.00 uur.")
    ]
    whole = rewrite(asked(Wish.TO_U))
    turned = apply(TEXT, whole.changes)
    assert "Ik bel u vandaag" in turned and "Wilt u mij uw adres sturen?" in turned and " je " not in turned
    assert rewrite(asked(Wish.TO_JE)).note == "nothing"


def test_shorter_drops_the_sentence_that_says_least() -> None:
    given = rewrite(asked(Wish.SHORTER))
    assert [change.old for change in given.changes] == ["Dat is natuurlijk erg vervelend voor je."]
    assert apply(TEXT, given.changes) == TEXT.replace(" Dat is natuurlijk erg vervelend voor je.", "")
    assert apply(TEXT, ()) == TEXT


@pytest.mark.parametrize(
    "kept", ["Ik bel je vandaag vóór 17.00 uur.", "Wil je mij je adres sturen?", "Wat vervelend dat je pakket kwijt is."]
)
def test_shorter_never_drops_a_fact_a_promise_a_question_or_the_first(kept: str) -> None:
    start = TEXT.index(kept)
    assert rewrite(asked(Wish.SHORTER, span=(start, start + len(kept)))).note == "nothing"


def test_shorter_keeps_what_rests_on_a_source() -> None:
    assert rewrite(asked(Wish.SHORTER, needed=("Dat is natuurlijk erg vervelend voor je.",))).note == "nothing"


def test_a_sentence_alone_in_its_paragraph_takes_the_empty_line_along() -> None:
    text = "Dag,\n\nHet komt goed met uw zaak.\n\nFijn dat u schrijft.\n\nGroet"
    start = text.index("Fijn")
    gone = Change(start, start + len("Fijn dat u schrijft."), "Fijn dat u schrijft.", "")
    assert apply(text, (gone,)) == "Dag,\n\nHet komt goed met uw zaak.\n\nGroet"


@pytest.mark.parametrize("wish", [Wish.WARMER, Wish.MORE_FORMAL, Wish.TO_EN, Wish.TO_NL])
def test_without_a_model_rules_do_not_pretend(wish: Wish) -> None:
    given = rewrite(asked(wish))
    assert (given.changes, given.note) == ((), "needs_model")


def test_a_model_sees_no_name_and_its_answer_comes_as_differences(prompts: Prompts) -> None:
    old = "Wat vervelend, meneer De Wit. Ik bel je vandaag vóór 17.00 uur."
    model = Model("Wat naar voor je, meneer [NAAM_1].\nIk bel je vandaag vóór 17.00 uur.\n")
    given = rewrite(asked(Wish.WARMER, old), model=model, prompts=prompts)
    prompt = "".join(text for _, text in model.seen[0])
    assert "De Wit" not in prompt and "jan@dewit" not in prompt and "[NAAM_" in prompt
    assert given.by == "model" and [change.end for change in given.changes] == [old.index(" Ik bel")]
    assert given.moved == ()
    assert apply(old, given.changes).endswith(" Ik bel je vandaag vóór 17.00 uur.")


def test_a_model_keeps_the_form_that_the_thread_was_answered_in(prompts: Prompts) -> None:
    model, answered = Model("Ik bel je."), Message("a", Author.AGENT, "", "Ik bel u morgen.", NOW)
    one = asked(Wish.SHORTER, "Ik bel u vandaag vóór 17.00 uur. Dat doe ik zelf.")
    rewrite(one, model=model, prompts=prompts)
    rewrite(replace(one, case=replace(CASE, thread=(*THREAD, answered))), model=model, prompts=prompts)
    assert ["u-vorm" in seen[1][1] for seen in model.seen] == [False, True]


def test_a_statement_that_the_model_moved_is_named(prompts: Prompts) -> None:
    old = "Ik bel je vandaag vóór 17.00 uur. Je krijgt € 10 terug."
    given = rewrite(asked(Wish.SHORTER, old), model=Model("Ik bel je vandaag vóór 16.00 uur.\n"), prompts=prompts)
    assert set(given.moved) >= {"€ 10"} and any("16.00" in quote for quote in given.moved)
    english = rewrite(asked(Wish.TO_EN, "Je krijgt € 10 terug."), model=Model("You get € 10 back."), prompts=prompts)
    assert english.moved == ()


def test_a_model_that_fails_leaves_what_rules_can_do(prompts: Prompts) -> None:
    given = rewrite(asked(Wish.TO_U), model=Model(), prompts=prompts)
    assert (given.by, given.note, given.error) == ("rules", "failed", "De aanbieder zwijgt.")
    assert "Ik bel u" in apply(TEXT, given.changes)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Dag,\n\nIk bel je.", "Dag,\n\nWat naar. Ik bel je."),
        ("Dag,\n\nIk bel je.", "Dag,\n\nWat naar.\n\nIk bel je."),
        ("Dag,\n\nIk bel je.\n\nGroet", "Dag,\n\nIk bel je. Tot dan.\n\nGroet"),
        ("Ik bel je.", "Wat naar. Ik bel je."),
        ("Ik bel je.", "Ik bel je.\n\nTot dan."),
        ("", "Ik bel je."),
    ],
)
def test_new_words_come_in_their_own_paragraph(old: str, new: str) -> None:
    assert apply(old, differences(old, new)) == new


def test_new_words_follow_the_sentence_before(prompts: Prompts) -> None:
    old = "Ik bel je vandaag."
    given = rewrite(asked(Wish.WARMER, old), model=Model("Ik bel je vandaag.\nDank dat je schreef."), prompts=prompts)
    assert apply(old, given.changes) == "Ik bel je vandaag. Dank dat je schreef."
