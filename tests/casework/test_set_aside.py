"""Cases without a reply: each way, in bulk, back by itself, and back at whoever wrote last."""

from datetime import timedelta
from pathlib import Path

import pytest
from desk_kit import BILAL, GONE, SANNE, Desk, incoming, new_desk, send_due

from assistant.casework import approval, claims, edits, my_promises, set_aside, shifts
from assistant.casework.cases import open_case
from assistant.casework.intake import receive
from assistant.casework.queue import next_case, queue
from assistant.errors import Conflict, InputError, NotAllowed
from assistant.records.case import CaseState
from assistant.records.desk import CaseHead
from assistant.records.draft import Reply
from assistant.store import cases, journal
from assistant.worker import Worker


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return new_desk(tmp_path)


def drafted(desk: Desk, text: str = "Er is geen water.", **more: object) -> str:
    id = receive(desk.work, incoming(text, **more))
    while Worker(desk).step():
        pass
    return id


def head(desk: Desk, id: str) -> CaseHead:
    with desk.work.store.read() as tx:
        return cases.head(tx, id)


def answered(desk: Desk, id: str, text: str = "Dag Jan.") -> None:
    edits.save_edit(desk.work, SANNE, id, Reply(text), seen=0)
    approval.approve(desk.work, SANNE, id, Reply(text).hash)
    desk.clock.pass_(seconds=20)
    send_due(desk)


def test_no_reply_closes_and_can_be_taken_back_with_its_draft(desk: Desk) -> None:
    id = drafted(desk)
    open_case(desk.work, SANNE, id)
    set_aside.no_reply(desk.work, SANNE, id)
    assert (queue(desk.work), head(desk, id).state, head(desk, id).closed_as) == ((), CaseState.CLOSED, "no_reply")
    assert open_case(desk.work, BILAL, id, take=False).claimed_by == ""
    set_aside.take_back(desk.work, BILAL, id)
    assert [(row.case, row.state) for row in queue(desk.work)] == [(id, CaseState.DRAFTED)]
    with desk.work.store.read() as tx:
        assert [entry.action for entry in journal.entries(tx, subject=id)][:2] == ["taken back", "no reply needed"]


def test_in_bulk_one_refusal_stops_no_other(desk: Desk) -> None:
    ids = [drafted(desk, author=f"klant {number}") for number in range(4)]
    open_case(desk.work, BILAL, ids[1])
    given = set_aside.bulk([*ids, "onbekend", ids[0]], lambda id: set_aside.no_reply(desk.work, SANNE, id))
    assert given.done == (ids[0], ids[2], ids[3])
    assert [(id, type(error).__name__) for id, error in given.refused] == [(ids[1], "Conflict"), ("onbekend", "NotFound")]
    assert [row.case for row in queue(desk.work)] == [ids[1]]


def test_a_call_closes_with_what_was_said(desk: Desk) -> None:
    id = drafted(desk)
    with pytest.raises(InputError, match="says nothing"):
        set_aside.called(desk.work, SANNE, id, "  ")
    set_aside.called(desk.work, SANNE, id, "Monteur komt morgen; mevrouw weet het.")
    assert (head(desk, id).closed_as, queue(desk.work)) == ("called", ())


def test_a_question_to_a_colleague_comes_back_by_itself(desk: Desk) -> None:
    id = drafted(desk)
    until = desk.clock.now + timedelta(hours=2)
    set_aside.wait_for_colleague(desk.work, SANNE, id, question="Rijdt de monteur?", who="Planning", until=until)
    assert (head(desk, id).state, head(desk, id).waiting_with, queue(desk.work)) == (CaseState.WAITING, "Planning", ())
    desk.clock.pass_(minutes=119)
    assert not Worker(desk).step()
    desk.clock.pass_(minutes=1)
    assert Worker(desk).step()
    back = head(desk, id)
    assert (back.state, back.waiting_question, back.waiting_until, back.handed_to) == (
        CaseState.DRAFTED,
        "Rijdt de monteur?",
        None,
        "sanne",
    )
    assert [row.case for row in queue(desk.work)] == [id]


def test_taking_back_early_wakes_nobody_later(desk: Desk) -> None:
    id = drafted(desk)
    set_aside.wait_for_customer(desk.work, SANNE, id, desk.clock.now + timedelta(hours=1))
    set_aside.take_back(desk.work, SANNE, id)
    set_aside.no_reply(desk.work, SANNE, id)
    desk.clock.pass_(hours=2)
    assert not Worker(desk).step()
    assert head(desk, id).state is CaseState.CLOSED
    with pytest.raises(InputError, match="passed"):
        set_aside.wait_for_customer(desk.work, SANNE, id, desk.clock.now)


def test_the_customer_ends_the_waiting(desk: Desk) -> None:
    id = drafted(desk)
    set_aside.wait_for_customer(desk.work, SANNE, id)
    receive(desk.work, incoming("Hier is mijn adres."))
    assert (head(desk, id).state, head(desk, id).waiting_for) == (CaseState.NEW, "")
    assert head(desk, id).due_at is not None


def test_a_customer_who_stays_silent_comes_back_by_itself_with_the_reason(desk: Desk) -> None:
    id, other = drafted(desk), drafted(desk, author="Piet")
    set_aside.wait_for_customer(desk.work, SANNE, id, desk.clock.now + timedelta(days=2))
    set_aside.wait_for_customer(desk.work, SANNE, other)
    assert head(desk, other).waiting_until == desk.clock.now + timedelta(days=7)  # what the brand says
    desk.clock.pass_(days=2)
    assert Worker(desk).step()
    [row] = queue(desk.work)
    assert (row.case, row.reason, row.handed_to, row.due_at is not None) == (id, "customer_silent", "sanne", True)
    desk.clock.pass_(days=5)
    assert Worker(desk).step()
    assert {row.case for row in queue(desk.work)} == {id, other}


def test_an_answer_goes_back_to_who_wrote_last_while_at_work(desk: Desk) -> None:
    other, id = drafted(desk, author="Piet"), drafted(desk)
    shifts.start_shift(desk.work, SANNE)
    answered(desk, id)
    receive(desk.work, incoming("Dank, en nog iets."))
    assert (head(desk, id).handed_to, next_case(desk.work, BILAL, after=other)) == ("sanne", None)
    assert next_case(desk.work, SANNE, after=other) == id
    shifts.end_shift(desk.work, SANNE)
    assert next_case(desk.work, BILAL, after=other) == id


def test_an_answer_to_somebody_who_left_goes_on_top_with_the_name(desk: Desk) -> None:
    first, id, danger = drafted(desk, author="Piet"), drafted(desk), drafted(desk, "Ik ruik gas!", author="Els")
    answered(desk, id)
    desk.clock.pass_(hours=1)  # Sanne's claims ended, and she never said that she is at work
    receive(desk.work, incoming("Het is nog steeds zo."))
    rows = queue(desk.work)
    assert [row.case for row in rows] == [danger, id, first]
    assert (rows[1].returned, rows[1].last_sender) == (True, "sanne")


def test_handed_over_to_a_colleague_at_work(desk: Desk) -> None:
    id = drafted(desk)
    shifts.start_shift(desk.work, BILAL)
    set_aside.hand_over(desk.work, SANNE, id, BILAL)
    row = queue(desk.work)[0]
    assert (row.handed_to, row.holder, next_case(desk.work, SANNE), next_case(desk.work, BILAL)) == ("bilal", "", None, id)
    with pytest.raises(NotAllowed):
        set_aside.hand_over(desk.work, BILAL, id, GONE)
    assert [(one.person, one.holds) for one in shifts.on_shift(desk.work, SANNE)] == [("bilal", 0)]
    claims.claim(desk.work, SANNE, id)
    assert [(one.person, one.holds) for one in shifts.on_shift(desk.work, SANNE)] == [("bilal", 0), ("sanne", 1)]
    with pytest.raises(InputError, match="twelve hours"):
        shifts.start_shift(desk.work, SANNE, desk.clock.now + timedelta(hours=13))


def test_two_cases_of_one_customer_become_one(desk: Desk) -> None:
    public = drafted(desk, "Geen water!", channel="x", author="@jan")
    private = drafted(desk, "Ik ben ook @jan, mijn adres is Dorpsstraat 1.")
    edits.add_fact(desk.work, SANNE, private, "Storing in de straat.")
    set_aside.merge(desk.work, SANNE, private, public)
    view = open_case(desk.work, SANNE, public)
    assert [(message.text, message.private) for message in view.case.thread] == [
        ("Geen water!", False),
        ("Ik ben ook @jan, mijn adres is Dorpsstraat 1.", True),
    ]
    assert [fact.text for fact in view.case.facts] == ["Storing in de straat."]
    assert [row.case for row in queue(desk.work)] == [public]
    assert (head(desk, private).closed_as, head(desk, private).merged_into) == ("merged", public)
    assert (head(desk, public).private_channel, head(desk, public).private_recipient) == ("email", "Jan de Wit")
    assert receive(desk.work, incoming("Is er al nieuws?")) == public
    with pytest.raises(Conflict, match="merged into another"):
        set_aside.take_back(desk.work, SANNE, private)
    with pytest.raises(InputError):
        set_aside.merge(desk.work, SANNE, public, public)


def test_what_comes_in_late_finds_the_last_of_three_merged_cases(desk: Desk) -> None:
    first = drafted(desk, "Geen water!", thread="mail-1")
    second = drafted(desk, "Hallo?", channel="x", author="@jan")
    third = drafted(desk, "Is daar iemand?", channel="whatsapp", author="Jan")
    set_aside.merge(desk.work, SANNE, first, second)
    set_aside.merge(desk.work, SANNE, second, third)
    assert receive(desk.work, incoming("Nog steeds niets.", thread="mail-1")) == third
    assert [row.case for row in queue(desk.work)] == [third]
    assert open_case(desk.work, SANNE, third).case.thread[-1].text == "Nog steeds niets."


def test_a_text_that_was_typed_goes_along_with_a_merge_and_never_over_another(desk: Desk) -> None:
    first, second = drafted(desk, "Geen water!", channel="x", author="@jan"), drafted(desk, "Hallo?", thread="mail-1")
    edits.save_edit(desk.work, SANNE, first, Reply("Dag Jan,", "uw adres is bekend."), seen=0)
    with pytest.raises(Conflict, match="would be lost"):  # there is no private part in a mail
        set_aside.merge(desk.work, SANNE, first, second)
    edits.save_edit(desk.work, SANNE, first, Reply("Dag Jan, wij komen."), seen=1)
    edits.save_edit(desk.work, SANNE, second, Reply("Een andere tekst."), seen=0)
    with pytest.raises(Conflict, match="would be lost"):
        set_aside.merge(desk.work, SANNE, first, second)
    third = drafted(desk, "Is daar iemand?", channel="whatsapp", author="Jan")
    set_aside.merge(desk.work, SANNE, first, third)
    view = open_case(desk.work, SANNE, third)
    assert (view.edit, view.case.state) == (Reply("Dag Jan, wij komen."), CaseState.DRAFTED)
    edits.save_edit(desk.work, SANNE, third, Reply("Dag Jan, wij komen zo."), seen=view.edit_version)
    assert len(view.case.thread) == 2


def test_a_promise_comes_back_in_the_case_that_its_case_was_merged_into(desk: Desk) -> None:
    first = drafted(desk, thread="mail-1")
    answered(desk, first, "Ik bel u morgen om 10.00 uur.")
    second = drafted(desk, "Hallo?", channel="x", author="@jan")
    third = drafted(desk, "Is daar iemand?", channel="whatsapp", author="Jan")
    set_aside.merge(desk.work, SANNE, first, second)
    set_aside.merge(desk.work, SANNE, second, third)
    set_aside.no_reply(desk.work, SANNE, third)
    assert [promise.text for promise in my_promises.promises_of(desk.work, third)] == ["Ik bel u morgen om 10.00 uur."]
    desk.clock.pass_(hours=30)
    while Worker(desk).step():
        pass
    assert [(row.case, row.reason) for row in queue(desk.work)] == [(third, "promise_due")]
    assert "Ik bel u morgen" in open_case(desk.work, SANNE, third).reply.text


def test_what_is_on_its_way_cannot_be_set_aside(desk: Desk) -> None:
    id = drafted(desk)
    edits.save_edit(desk.work, SANNE, id, Reply("Dag."), seen=0)
    approval.approve(desk.work, SANNE, id, Reply("Dag.").hash)
    for act in (set_aside.no_reply, set_aside.wait_for_customer, set_aside.take_back):
        with pytest.raises(Conflict, match="on its way"):
            act(desk.work, SANNE, id)


def test_a_post_that_does_not_name_us_has_no_clock(desk: Desk) -> None:
    late = drafted(desk)
    id = drafted(desk, "Koffie is lekker daar", author="@piet", channel="x", tagged=False)
    rows = {row.case: row for row in queue(desk.work)}
    assert (rows[id].due_at, rows[id].tagged) == (None, False)
    assert [row.case for row in queue(desk.work)] == [late, id]
    receive(desk.work, incoming("@molen hoor je me?", author="@piet", channel="x"))
    assert (head(desk, id).tagged, head(desk, id).due_at is not None) == (True, True)
