"""Je and u: which one, and the other one."""

from datetime import UTC, datetime

import pytest

from assistant.language import register
from assistant.records.case import Author, Message


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Ik bel je.", "je"),
        ("Ik bel u.", "u"),
        ("U krijgt je geld.", "mixed"),
        ("Wij helpen jullie.", ""),
        ("Tot 17.00 u. bel ik je.", "je"),
        ("Je schreef 'u luistert niet'.", "je"),
        ("Dag!", ""),
    ],
)
def test_form_of(text: str, wanted: str) -> None:
    assert register.form_of(text) == wanted


def test_the_thread_keeps_the_form_it_was_answered_in() -> None:
    def said(author: Author, text: str) -> Message:
        return Message("m", author, "", text, datetime(2026, 6, 2, 9, tzinfo=UTC))

    thread = (
        said(Author.AGENT, "Ik bel u."),
        said(Author.AGENT, "Ik bel je."),
        said(Author.AGENT, "Dag!"),
        said(Author.CUSTOMER, "Bel u maar."),
    )
    assert register.form_in(thread, "u") == "je"
    assert register.form_in(thread[2:], "u") == "u"


PAIRS = [
    ("Je hebt tot vrijdag.", "U heeft tot vrijdag."),
    ("Heb je nog vragen?", "Heeft u nog vragen?"),
    ("Je bent hier goed.", "U bent hier goed."),
    ("Ben je thuis?", "Bent u thuis?"),
    ("Stuur me je adres, dan bel ik je.", "Stuur me uw adres, dan bel ik u."),
    ("Je krijgt je geld terug.", "U krijgt uw geld terug."),
    ("Krijg je geen bericht, dan bel ik je.", "Krijgt u geen bericht, dan bel ik u."),
    ("Kun je dat zelf?", "Kunt u dat zelf?"),
    ("Vind je dat goed?", "Vindt u dat goed?"),
    ("Meer hoef je niet te doen.", "Meer hoeft u niet te doen."),
    ("Zit je in de tram?", "Zit u in de tram?"),
    ("Wil je dat ik bel?", "Wilt u dat ik bel?"),
    ("Dat mag je houden.", "Dat mag u houden."),
    ("Wat je te veel hebt betaald, staat op je rekening.", "Wat u te veel heeft betaald, staat op uw rekening."),
]


@pytest.mark.parametrize(("je", "u"), PAIRS)
def test_to_form_both_ways(je: str, u: str) -> None:
    assert register.to_form(je, "u") == u
    assert register.to_form(u, "je") == je


@pytest.mark.parametrize(
    ("text", "form", "wanted"),
    [
        ("Veel sterkte voor jou en je vrouw.", "u", "Veel sterkte voor u en uw vrouw."),
        ("Jouw mail ligt bij mij.", "u", "Uw mail ligt bij mij."),
        ("Wij helpen jullie. Je hoort van mij.", "u", "Wij helpen jullie. U hoort van mij."),
        ("Je schreef 'je luistert niet'.", "u", "U schreef 'je luistert niet'."),
        ("Tot 17.00 u. kunt u bellen.", "je", "Tot 17.00 u. kun je bellen."),
        ("Dan mag je mij bellen.", "u", "Dan mag u mij bellen."),
        ("Ik bel je morgen.", "je", "Ik bel je morgen."),
        ("I call you.", "u", "I call you."),
    ],
)
def test_to_form_keeps_what_is_not_address(text: str, form: str, wanted: str) -> None:
    assert register.to_form(text, form) == wanted
