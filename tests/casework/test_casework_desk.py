"""A case in hand: claims, edits, reviews, facts, corrections, drafts that come and go."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from desk_kit import BILAL, GONE, MARLEEN, SANNE, START, Desk, incoming, new_desk

from assistant.casework import approval, claims, edits
from assistant.casework.cases import open_case
from assistant.casework.intake import receive
from assistant.casework.queue import next_case, queue
from assistant.errors import Conflict, InputError, NotAllowed, NotFound, WebcareError
from assistant.records.case import CaseState
from assistant.records.draft import Reply
from assistant.records.finding import Kind
from assistant.records.knowledge import Document
from assistant.records.triage import Urgency
from assistant.store import Store, documents, drafts, gaps
from assistant.worker import Worker

TYPED = Reply("Dag Jan, we komen eraan.")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return new_desk(tmp_path)


def drafted(desk: Desk, text: str = "Er is geen water.", **more: object) -> str:
    """A case whose draft is made."""
    id = receive(desk.work, incoming(text, **more))
    while Worker(desk).step():
        pass
    return id


def test_a_drafted_case_shows_its_draft_and_who_has_it(desk: Desk) -> None:
    id = drafted(desk)
    view = open_case(desk.work, SANNE, id)
    assert view.draft is not None
    assert view.reply == view.draft.reply == Reply("Dag Jan de Wit, antwoord op 1.")
    assert (view.case.state, view.claimed_by, view.writing, view.partial, view.edit) == (CaseState.DRAFTED, "sanne", False, "", None)
    assert open_case(desk.work, BILAL, id).claimed_by == "sanne"


def test_looking_without_taking_claims_nothing(desk: Desk) -> None:
    id = drafted(desk)
    assert open_case(desk.work, SANNE, id, take=False).claimed_by == ""
    assert open_case(desk.work, MARLEEN, id).claimed_by == ""


def test_a_text_on_its_way_is_seen_growing(desk: Desk) -> None:
    id = receive(desk.work, incoming())
    seen: list[str] = []
    write = desk.writer

    def slow(case: object, on_token: object, hint: str) -> object:
        def token(piece: str) -> None:
            on_token(piece)  # type: ignore[operator]
            view = open_case(desk.work, SANNE, id, take=False)
            seen.append(view.partial)
            assert view.writing

        return write(case, token, hint)  # type: ignore[arg-type]

    object.__setattr__(desk.work, "draft", slow)
    assert Worker(desk).step()
    assert seen[0] == "Dag "
    assert open_case(desk.work, SANNE, id).partial == ""


def test_a_claim_keeps_others_out_until_it_ends(desk: Desk) -> None:
    id = drafted(desk)
    open_case(desk.work, SANNE, id)
    for act in (
        lambda: claims.claim(desk.work, BILAL, id),
        lambda: edits.save_edit(desk.work, BILAL, id, TYPED, seen=0),
        lambda: edits.add_fact(desk.work, BILAL, id, "iets"),
        lambda: edits.correct(desk.work, BILAL, id, "urgency", "2"),
        lambda: edits.regenerate(desk.work, BILAL, id),
    ):
        with pytest.raises(Conflict, match="Sanne Kok is working on this case"):
            act()
    assert next_case(desk.work, BILAL) is None
    assert queue(desk.work)[0].holder == "sanne"
    desk.clock.pass_(minutes=15)
    assert queue(desk.work)[0].holder == ""
    assert next_case(desk.work, BILAL) == id
    claims.claim(desk.work, BILAL, id)
    claims.claim(desk.work, SANNE, id, over=True)
    claims.release(desk.work, BILAL, id)
    assert queue(desk.work)[0].holder == "sanne"
    claims.release(desk.work, SANNE, id)
    assert queue(desk.work)[0].holder == ""


def test_fifty_people_claim_and_one_has_it(store: Store, tmp_path: Path) -> None:
    desk = new_desk(tmp_path, store)
    ids = [drafted(desk, author=f"klant {number}") for number in range(3)]

    def attempt(number: int) -> int:
        try:
            claims.claim(desk.work, (SANNE, BILAL)[number % 2], ids[number % 3])
        except Conflict:
            return 0
        return 1

    with ThreadPoolExecutor(25) as pool:
        list(pool.map(attempt, range(60)))
    holders = {row.case: row.holder for row in queue(desk.work)}
    for id, holder in holders.items():
        other = BILAL if holder == "sanne" else SANNE
        with pytest.raises(Conflict):
            claims.claim(desk.work, other, id)


def test_what_is_typed_is_kept_under_its_own_case(store: Store, tmp_path: Path) -> None:
    desk = new_desk(tmp_path, store)
    first, second = drafted(desk), drafted(desk, author="Piet")
    assert edits.save_edit(desk.work, SANNE, first, TYPED, seen=0) == 1
    assert edits.save_edit(desk.work, SANNE, second, Reply("Dag Piet", "Besloten"), seen=0) == 1
    assert edits.save_edit(desk.work, SANNE, first, Reply("Dag Jan!\x00\r\n\ud800"), seen=1) == 2
    assert open_case(desk.work, SANNE, first).edit == Reply("Dag Jan!\n?")
    assert open_case(desk.work, SANNE, second).edit == Reply("Dag Piet", "Besloten")
    assert open_case(desk.work, SANNE, second).reply == Reply("Dag Piet", "Besloten")


def test_saving_again_is_harmless_and_a_lost_answer_no_conflict(desk: Desk) -> None:
    id = drafted(desk)
    assert edits.save_edit(desk.work, SANNE, id, TYPED, seen=0) == 1
    assert edits.save_edit(desk.work, SANNE, id, TYPED, seen=0) == 1
    assert edits.save_edit(desk.work, SANNE, id, Reply("en verder"), seen=0) == 2  # the answer to the first never arrived


def test_a_colleagues_text_is_not_overwritten_unseen(desk: Desk) -> None:
    id = drafted(desk)
    edits.save_edit(desk.work, SANNE, id, TYPED, seen=0)
    claims.claim(desk.work, BILAL, id, over=True)
    with pytest.raises(Conflict, match="colleague changed this text"):
        edits.save_edit(desk.work, BILAL, id, Reply("van Bilal"), seen=0)
    assert edits.save_edit(desk.work, BILAL, id, Reply("van Bilal"), seen=1) == 2


def test_a_late_autosave_after_sending_is_refused(desk: Desk) -> None:
    id = drafted(desk)
    edits.save_edit(desk.work, SANNE, id, TYPED, seen=0)
    approval.mark_sent(desk.work, SANNE, id, TYPED.hash)
    with pytest.raises(Conflict, match="it was sent or replaced"):
        edits.save_edit(desk.work, SANNE, id, Reply("te laat"), seen=1)
    assert open_case(desk.work, SANNE, id).edit is None


def test_a_text_without_end_is_refused(desk: Desk) -> None:
    with pytest.raises(InputError, match="20,001 characters"):
        edits.save_edit(desk.work, SANNE, drafted(desk), Reply("a" * 20_001), seen=0)


def test_only_the_desk_writes(desk: Desk) -> None:
    id = drafted(desk)
    pretender = replace(MARLEEN, roles=SANNE.roles)
    for person in (MARLEEN, GONE, pretender):
        for act in (
            lambda who: edits.save_edit(desk.work, who, id, TYPED, seen=0),
            lambda who: edits.add_fact(desk.work, who, id, "iets"),
            lambda who: edits.correct(desk.work, who, id, "urgency", "2"),
            lambda who: edits.regenerate(desk.work, who, id),
            lambda who: claims.claim(desk.work, who, id),
            lambda who: approval.approve(desk.work, who, id, TYPED.hash),
            lambda who: approval.mark_sent(desk.work, who, id, TYPED.hash),
            lambda who: approval.undo(desk.work, who, id),
        ):
            with pytest.raises(NotAllowed):
                act(person)
    with pytest.raises(NotAllowed):
        open_case(desk.work, GONE, id)


def test_what_is_not_there_is_not_found(desk: Desk) -> None:
    for act in (
        lambda: open_case(desk.work, SANNE, "c0"),
        lambda: claims.claim(desk.work, SANNE, "c0"),
        lambda: edits.save_edit(desk.work, SANNE, "c0", TYPED, seen=0),
        lambda: approval.approve(desk.work, SANNE, "c0", TYPED.hash),
    ):
        with pytest.raises(NotFound):
            act()


# drafts that come and go


def test_an_untouched_draft_is_remade_when_the_thread_grows(desk: Desk) -> None:
    id = drafted(desk)
    receive(desk.work, incoming("En nu ook geen gas"))
    assert open_case(desk.work, SANNE, id).writing
    Worker(desk).step()
    view = open_case(desk.work, SANNE, id)
    assert view.reply.text == "Dag Jan de Wit, antwoord op 2."
    assert (view.offer, view.changed, view.case.triage and view.case.triage.urgency.value) == (None, (), Urgency.NOW)


def test_a_touched_draft_stays_and_the_new_one_is_offered(desk: Desk) -> None:
    id = drafted(desk)
    edits.save_edit(desk.work, SANNE, id, TYPED, seen=0)
    receive(desk.work, incoming("En nog iets"))
    assert open_case(desk.work, SANNE, id).changed == ("message",)
    Worker(desk).step()
    view = open_case(desk.work, SANNE, id)
    assert (view.reply, view.changed) == (TYPED, ("message",))
    assert view.offer is not None
    assert view.offer.reply.text == "Dag Jan de Wit, antwoord op 2."
    edits.save_edit(desk.work, SANNE, id, view.offer.reply, seen=1)
    edits.keep_mine(desk.work, SANNE, id)
    after = open_case(desk.work, SANNE, id)
    assert (after.reply, after.offer, after.changed) == (view.offer.reply, None, ())


def test_a_draft_made_while_the_customer_wrote_again_is_not_shown(desk: Desk) -> None:
    id = receive(desk.work, incoming("een"))
    write, once = desk.writer, [True]

    def interrupted(case: object, on_token: object, hint: str) -> object:
        made = write(case, on_token, hint)  # type: ignore[arg-type]
        if once.pop() if once else False:
            receive(desk.work, incoming("twee"))
        return made

    object.__setattr__(desk.work, "draft", interrupted)
    assert Worker(desk).step()
    view = open_case(desk.work, SANNE, id)
    assert (view.draft, view.writing) == (None, True)
    assert Worker(desk).step()
    assert open_case(desk.work, SANNE, id).reply.text == "Dag Jan de Wit, antwoord op 2."


def test_a_policy_that_changes_remakes_what_rests_on_it(desk: Desk) -> None:
    policy = Document("molen/water", "molen", "Water", "## Water\nBel.\n")
    with desk.work.store.write() as tx:
        documents.save(tx, policy, seen=0, origin="file", person="", at=desk.clock.now)
    id = drafted(desk)
    edits.save_edit(desk.work, SANNE, id, TYPED, seen=0)
    with desk.work.store.write() as tx:
        documents.save(tx, policy, seen=1, origin="screen", person="marleen", at=desk.clock.now)
        assert drafts.resting_on(tx, "molen/water") == ((id, "molen"),)
    assert open_case(desk.work, SANNE, id).changed == ("policy",)


def test_a_fact_belongs_to_the_case_and_enters_the_next_draft(desk: Desk) -> None:
    id, other = drafted(desk), drafted(desk, author="Piet")
    edits.save_edit(desk.work, SANNE, id, TYPED, seen=0)
    edits.add_fact(desk.work, SANNE, id, " Monteur komt 9-12 ")
    Worker(desk).step()
    view = open_case(desk.work, SANNE, id)
    assert [(fact.text, fact.by) for fact in view.case.facts] == [("Monteur komt 9-12", "sanne")]
    assert view.changed == ("fact",)
    assert view.offer is not None
    assert "Monteur komt 9-12" in view.offer.reply.text
    assert open_case(desk.work, SANNE, other).case.facts == ()
    with pytest.raises(InputError, match="empty"):
        edits.add_fact(desk.work, SANNE, id, " \x00")


def test_a_correction_counts_until_it_is_taken_back(desk: Desk) -> None:
    id = drafted(desk)
    edits.correct(desk.work, SANNE, id, "urgency", "3")
    assert queue(desk.work)[0].urgency is Urgency.NOW
    Worker(desk).step()
    assert open_case(desk.work, SANNE, id).case.corrections == (("urgency", "3"),)
    edits.correct(desk.work, SANNE, id, "urgency", "")
    assert queue(desk.work)[0].urgency is Urgency.TODAY
    with pytest.raises(InputError, match="no field of the triage"):
        edits.correct(desk.work, SANNE, id, "haircolour", "red")
    for field, value in (("urgency", "hoog"), ("urgency", "7"), ("vulnerable", "misschien"), ("risk", "brand")):
        with pytest.raises(InputError, match="cannot be"):
            edits.correct(desk.work, SANNE, id, field, value)
    assert open_case(desk.work, SANNE, id).case.corrections == ()


def test_a_hint_reaches_the_writer(desk: Desk) -> None:
    id = drafted(desk)
    edits.regenerate(desk.work, SANNE, id, "korter")
    Worker(desk).step()
    assert open_case(desk.work, SANNE, id).reply.text.endswith("korter")


def test_a_case_for_a_person_says_why_and_has_no_draft(desk: Desk) -> None:
    id = drafted(desk, "ik denk aan zelfmoord")
    view = open_case(desk.work, SANNE, id)
    assert (view.case.state, view.reply) == (CaseState.FOR_PERSON, Reply(""))
    assert queue(desk.work)[0].reason == "self_harm"


def test_a_missing_source_is_said_with_the_draft(desk: Desk) -> None:
    view = open_case(desk.work, SANNE, drafted(desk, "een raadsel over water"))
    assert view.draft is not None and view.draft.gap == "no_source"
    with desk.work.store.write() as tx:
        assert [(gap.case, gap.snippet) for gap in gaps.waiting(tx, "molen")] == [(view.case.id, "een raadsel over water")]
        assert gaps.close(tx, view.case.id, START)
        assert not gaps.close(tx, view.case.id, START)
        assert gaps.waiting(tx, "molen") == ()


def test_the_review_of_an_edit_is_kept_until_something_moves(desk: Desk) -> None:
    id = drafted(desk)
    count = [0]
    check = desk.work.review

    def counted(*given: object) -> object:
        count[0] += 1
        return check(*given)  # type: ignore[arg-type]

    object.__setattr__(desk.work, "review", counted)
    edits.save_edit(desk.work, SANNE, id, Reply("dit is never goed"), seen=0)
    found = [open_case(desk.work, SANNE, id).findings for _ in range(3)]
    assert [finding.kind for finding in found[0]] == [Kind.NEVER]
    assert found == [found[0]] * 3
    assert count == [1]
    edits.add_fact(desk.work, SANNE, id, "iets")
    open_case(desk.work, SANNE, id)
    assert count == [2]


def test_the_queue_is_in_order(tmp_path: Path) -> None:
    """Ordered by urgency, then by time left, whatever came first."""
    desk = new_desk(tmp_path)
    for number, (text, channel) in enumerate([("gewoon", "email"), ("gas", "email"), ("gewoon", "x"), ("gas", "chat")]):
        receive(desk.work, incoming(text, channel=channel, author=f"klant {number}", at=desk.clock.now - timedelta(minutes=number)))
    assert [(row.urgency, row.channel) for row in queue(desk.work)] == [(3, "chat"), (3, "email"), (1, "x"), (1, "email")]
    assert [row.channel for row in queue(desk.work, channel="x", brands=("molen",))] == ["x"]
    assert queue(desk.work, brands=("bron",)) == ()
    first = next_case(desk.work, SANNE)
    assert next_case(desk.work, SANNE, first or "") == queue(desk.work)[1].case


def test_every_refusal_says_what_to_do(desk: Desk) -> None:
    id = drafted(desk)
    edits.save_edit(desk.work, SANNE, id, TYPED, seen=0)
    approval.approve(desk.work, SANNE, id, TYPED.hash)
    with pytest.raises(WebcareError) as refused:
        edits.save_edit(desk.work, SANNE, id, Reply("toch anders"), seen=1)
    assert (refused.value.what, refused.value.mend) == ("The reply is on its way.", "Undo the approval first, then change the text.")
