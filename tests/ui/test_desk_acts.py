"""What an agent does on the case page, through the acts that its trees send, and what stands there afterwards."""

import time
from datetime import datetime, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from assistant.casework import approval, claims, edits, queue, set_aside
from assistant.casework.intake import receive
from assistant.errors import StoreError
from assistant.records.case import CaseState
from assistant.records.draft import Reply
from assistant.records.intake import Incoming
from assistant.records.work import ReplyState
from assistant.store import cases, ledger, replies
from assistant.ui.tree import plain
from assistant.wiring import Assistant
from tests.ui.acting import acted, approved, buttons, told
from tests.ui.test_pages import case_of, drawn, house, look, person, reads, screen, shown

__all__ = ["house"]  # the fixture


def test_a_fact_is_taken_back_from_the_page(house: Assistant) -> None:
    case = case_of(house, "Henk Postma")
    edits.add_fact(house.work, person(house), case, "De monteur belt morgen om 9 uur.")
    at = shown(screen(case=case))
    facts = drawn(at, "wc-case-facts")
    assert "De monteur belt morgen om 9 uur." in plain(facts) and "Klopt niet meer" in plain(facts)
    [back] = buttons(facts, "fact_back")
    acted(case, *back["on"])
    assert look(house, case).case.facts == ()
    assert "De monteur belt morgen" not in plain(drawn(shown(screen(case=case)), "wc-case-facts"))


def test_a_key_pressed_too_soon_says_so_until_it_is_pressed_again(house: Assistant) -> None:
    case, soon, late = case_of(house, "Henk Postma"), time.monotonic() + 3600, 0.0  # the case opens in an hour, or opened long ago
    too_soon = house.words("nl").say("case.just_opened")
    for opened_at, state in ((soon, ReplyState.OPEN), (late, ReplyState.APPROVED)):
        at = approved(look(house, case), opened_at=opened_at)
        assert look(house, case).reply_state is state
        assert (told(at) == too_soon) is (state is ReplyState.OPEN)


def test_what_stood_on_the_screen_is_what_is_approved(house: Assistant) -> None:
    """The draft was made anew, and drawn, while the person still had the old one before them."""
    case, sanne = case_of(house, "Henk Postma"), person(house)
    read = look(house, case)
    edits.add_fact(house.work, sanne, case, "De opname duurt tot 1 december.")
    edits.save_edit(house.work, sanne, case, Reply("Een andere tekst."), seen=0)
    at = approved(read)
    assert told(at) == "De tekst op het scherm is niet de tekst die bewaard is. Lees wat er nu staat en keur dan goed."
    assert look(house, case).reply_state is ReplyState.OPEN
    assert look(house, case).reply.text == "Een andere tekst."
    nothing = acted(case, "approve", {"of": case, "seen": {}})
    assert told(nothing).startswith("Er stond nog geen tekst van dit gesprek op het scherm.")


def test_the_keys_of_a_case_send_what_stands_in_the_editor_along(house: Assistant) -> None:
    case = case_of(house, "Henk Postma")
    keys = drawn(shown(screen(case=case)), "wc-case-keys")
    for act in ("approve", "mark"):
        [button] = buttons(keys, act)
        assert (button["on"][1], button["seen"]) == (case, 1)


def test_an_act_too_soon_is_told_and_a_form_that_was_filled_in_passes(house: Assistant) -> None:
    case, soon = case_of(house, "Ria de Wit"), time.monotonic() + 3600
    assert "net geopend" in told(acted(case, "no_reply", case, opened_at=soon))
    assert look(house, case).head.state is CaseState.DRAFTED
    assert told(acted(case, "called", {"of": case, "note": "besproken"}, opened_at=soon)) == ""
    assert look(house, case).head.closed_as == "called"


def test_the_reading_is_corrected_by_a_persons_own_choice_only(house: Assistant) -> None:
    case, other = case_of(house, "Ria de Wit"), case_of(house, "Henk Postma")
    at = shown(screen(case=case))
    kept = {one.key for kind in ("selectbox", "toggle", "text_input") for one in at.get(kind)}  # what Streamlit sends again by itself
    assert kept == {"brand", "channel", "show", f"fact-{case}", f"hint-{case}"}
    [urgency, *_] = buttons(drawn(at, "wc-case-reading"), "correct")
    acted(case, "correct", {"of": urgency["on"][1], "chosen": "3"})
    triage, untouched = look(house, case).case.triage, look(house, other).case.triage
    assert triage and int(triage.urgency.value) == 3
    acted(other, "correct", {"of": urgency["on"][1], "chosen": "3"})  # sent while the next case was being drawn
    assert look(house, other).case.triage == untouched


def test_a_rewriting_by_rules_is_offered_at_once_and_gone_when_left(house: Assistant) -> None:
    case = case_of(house, "Henk Postma")
    text = "Beste Henk, ik help je graag."
    edits.save_edit(house.work, person(house), case, Reply(text), seen=0)
    acted(case, "rewrite", {"part": "text", "wish": "to_u", "span": [0, 0], "texts": {"text": text}})
    tree = drawn(shown(screen(case=case)), "wc-case-rewrite")
    assert "ik help u graag" in plain(tree)
    [leave] = buttons(tree, "rewrite_leave")
    acted(case, *leave["on"])
    assert "ik help u graag" not in reads(shown(screen(case=case)))
    assert look(house, case).reply.text == text


def test_waiting_for_the_customer_has_a_day_and_comes_back(house: Assistant) -> None:
    case = case_of(house, "Henk Postma")
    aside = drawn(shown(screen(case=case)), "wc-case-aside")
    [form] = [node for node in buttons(aside, "wait_customer") if node["t"] == "form"]
    [field] = [node["n"][1] for node in form["n"] if node["t"] == "label"]
    until = datetime.fromisoformat(field["a"]["value"])
    assert timedelta(days=6, hours=23) < until - house.now("waterhuis").replace(tzinfo=None) < timedelta(days=7, hours=1)
    acted(case, "wait_customer", {"of": case, "until": "2000-01-01T09:00"})
    assert look(house, case).head.state is not CaseState.WAITING
    acted(case, "wait_customer", {"of": case, "until": field["a"]["value"]})
    head = look(house, case).head
    assert (head.state, head.waiting_for) == (CaseState.WAITING, "customer")
    assert head.waiting_until is not None and head.waiting_until.replace(tzinfo=None) != until  # kept in UTC
    assert "tot" in plain(drawn(shown(screen(case=case)), "wc-case-day"))


def test_at_danger_the_page_says_who_calls_and_who_does(house: Assistant) -> None:
    text = "Ik ruik gas in de keuken en mijn moeder is flauwgevallen, help nu!"
    message = Incoming("waterhuis", "email", "Els Bos", text, house.now("waterhuis"))
    case = receive(house.work, message)
    at = shown(screen(case=case))
    assert "Ook gezien" in plain(drawn(at, "wc-case-reading")) and "gevaar: “ruik gas" in plain(drawn(at, "wc-case-reading"))
    card = drawn(at, "wc-case-danger")
    assert "Wie belt: teamleider van dienst Farid Amrani" in plain(card)
    [call] = buttons(card, "i_call")
    acted(case, *call["on"])
    told_to = plain(drawn(shown(screen(who="bas", case=case)), "wc-case-danger"))
    assert "Sanne Kuiper belt, sinds" in told_to
    again = acted(case, "i_call", case, who="bas")
    assert told(again) == "Sanne Kuiper belt al. Vraag eerst hoe het gaat voordat jij ook belt."


def test_who_else_has_the_case_open_is_named(house: Assistant) -> None:
    case = case_of(house, "Henk Postma")
    claims.look_in(house.work, person(house), case)
    claims.look_in(house.work, person(house, "bas"), case)
    assert "Ook open bij: Bas Verweij" in plain(drawn(shown(screen(case=case)), "wc-case-day"))
    seen = plain(drawn(shown(screen(who="bas", case=case)), "wc-case-day"))
    assert "Sanne Kuiper" in seen and "Ook open" not in seen  # she has it: said with the way to take over


def test_after_undo_the_chip_remembers_who_was_chosen(house: Assistant) -> None:
    case, sanne = case_of(house, "Henk Postma"), person(house)
    text = Reply("Beste Henk,\n\nIk bel je morgen vóór 12.00 uur.")
    edits.save_edit(house.work, sanne, case, text, seen=0)
    reasons = {finding.check: "elsewhere" for finding in edits.review(house.work, case, text)}
    approval.approve(house.work, sanne, case, text.hash, reasons=reasons)
    with house.store.read() as tx:
        [promise] = ledger.find(tx, case=case)
    by = (house.now("waterhuis") + timedelta(days=1)).strftime("%Y-%m-%dT15:00")
    acted(case, "take_on", {"of": promise.id, "who": "bas", "by": by})
    approval.undo(house.work, sanne, case)
    chips = plain(drawn(shown(screen(case=case)), "wc-case-promises"))
    assert "Bas Verweij" in chips and "15:00" in chips


def test_what_came_back_and_what_was_erased_say_so_on_the_page(house: Assistant) -> None:
    silent, erased = case_of(house, "Henk Postma"), case_of(house, "Ria de Wit")
    with house.store.write() as tx:
        cases.move(tx, cases.head(tx, silent), reason=set_aside.SILENT)
        cases.move(tx, cases.head(tx, erased), state=CaseState.CLOSED, closed_as="erased")
    assert "De klant antwoordde niet op tijd" in plain(drawn(shown(screen(case=silent)), "wc-case-day"))
    assert "Deze klant is gewist" in plain(drawn(shown(screen(case=erased)), "wc-case-day"))
    with house.store.write() as tx:
        cases.move(tx, cases.head(tx, silent), reason="worry")
    assert "lees dit eerst zelf" in plain(drawn(shown(screen(case=silent)), "wc-case-day"))


def test_a_reply_that_may_be_out_is_settled_by_a_person_on_the_page(house: Assistant) -> None:
    sanne = person(house)
    for customer, act, state in (("Henk Postma", "sent_out", ReplyState.SENT), ("Ria de Wit", "send_again", ReplyState.APPROVED)):
        case, text = case_of(house, customer), Reply(f"Beste {customer}, ik bel je morgen vóór 12.00 uur.")
        edits.save_edit(house.work, sanne, case, text, seen=0)
        reasons = {finding.check: "elsewhere" for finding in edits.review(house.work, case, text)}
        approval.approve(house.work, sanne, case, text.hash, reasons=reasons)
        with house.store.write() as tx:
            reply = replies.find(tx, replies.reply_id(case, 0))
            assert reply
            replies.move(tx, reply, (ReplyState.APPROVED,), ReplyState.UNKNOWN)
            cases.move(tx, cases.head(tx, case), state=CaseState.FOR_PERSON, reply_state=ReplyState.UNKNOWN)
        at = shown(screen(case=case))
        card = drawn(at, "wc-case-job")
        assert "Het is niet zeker of dit antwoord is verzonden" in plain(card)
        assert all("disabled" in button["a"] for button in buttons(drawn(at, "wc-case-keys"), "approve"))
        [button] = buttons(card, act)
        acted(case, *button["on"])
        with house.store.read() as tx:
            reply = replies.find(tx, replies.reply_id(case, 0))
        assert reply is not None and reply.state is state


def test_a_store_that_takes_no_writes_still_shows_the_case(house: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    case = case_of(house, "Henk Postma")

    def locked(*_given: object, **_more: object) -> None:
        raise StoreError("The database is locked by another program.", mend="Try again; nothing was changed.")

    monkeypatch.setattr(claims, "look_in", locked)
    at = shown(screen(case=case))
    assert "meterstand" in plain(drawn(at, "wc-case-head"))
    assert at.session_state["told"][0].startswith("De database")


def test_from_a_case_that_a_colleague_finished_one_key_goes_on(house: Assistant) -> None:
    bas, rows = person(house, "bas"), [row.case for row in queue.queue(house.work)]
    for left in (rows[1:], rows[2:], []):
        case = rows[len(rows) - len(left) - 1]
        set_aside.no_reply(house.work, bas, case)
        keys = drawn(shown(screen(case=case)), "wc-case-keys")
        [button] = buttons(keys, "onward")
        assert (button["a"]["data-act"], plain(keys)) == ("skip", "Volgend gesprek Alt + N")
        assert str(acted(case, *button["on"]).session_state["case"]) == (left[0] if left else "")
    assert "De inbox is leeg" in plain(drawn(shown(screen()), "wc-nothing"))


def test_what_was_said_on_a_call_stands_with_the_case_also_when_it_comes_back(house: Assistant) -> None:
    case = case_of(house, "Henk Postma")
    acted(case, "called", {"of": case, "note": "Uitstel tot 1 december besproken."})
    assert "Gesloten: gebeld. Uitstel tot 1 december besproken." in plain(drawn(shown(screen(case=case)), "wc-case-day"))
    acted(case, "take_back", case)
    assert "Eerder gebeld: Uitstel tot 1 december besproken." in plain(drawn(shown(screen(case=case)), "wc-case-day"))


def test_who_handed_a_case_over_is_named_until_it_is_somebody_elses_turn(house: Assistant) -> None:
    case = case_of(house, "Henk Postma")
    acted(case, "hand_over", {"of": case, "to": "bas"})
    assert "Voor Bas Verweij, overgedragen door Sanne Kuiper" in plain(drawn(shown(screen(who="bas", case=case)), "wc-case-day"))
    with house.store.write() as tx:
        cases.move(tx, cases.head(tx, case), handed_to="sanne")
    assert look(house, case).head.handed_by == ""


def test_another_case_of_the_same_person_that_a_colleague_has_in_hand_is_told(house: Assistant) -> None:
    mail = case_of(house, "Henk Postma")
    other = Incoming("waterhuis", "whatsapp", "Henk Postma", "Ik heb u ook gemaild over mijn meterstand.", house.now("waterhuis"))
    chat = receive(house.work, other)
    assert "Een ander gesprek" not in reads(shown(screen(case=mail)))
    claims.look_in(house.work, person(house, "bas"), chat)
    told_to = plain(drawn(shown(screen(case=mail)), "wc-case-day"))
    assert "Een ander gesprek van deze klant (WhatsApp) is in behandeling bij Bas Verweij." in told_to
    assert "(E-mail) is in behandeling bij Sanne Kuiper" in plain(drawn(shown(screen(who="bas", case=chat)), "wc-case-day"))


def test_a_click_that_comes_with_a_run_of_the_whole_page_does_not_end_that_run() -> None:
    """Else the browser, which forgot its timers when that run began, would not look again until somebody changes the page."""

    def script() -> None:
        import streamlit as st

        from assistant.ui import components, reruns

        def acts() -> None:
            st.session_state["drawn"] = 0
            reruns.redraw()

        st.button("act", on_click=components.pressed(acts))
        st.fragment(lambda: st.text("part"), key="part")()
        reruns.drawn_by("part")
        st.session_state["drawn"] = st.session_state.get("drawn", 0) + 1

    at = shown(AppTest.from_function(script, default_timeout=60))
    at.button[0].click()
    shown(at)
    assert at.session_state["drawn"] == 1  # to its end, after the click
