"""From approval to outbox: bound to the text on the screen, once, whatever happens in between."""

import json
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from desk_kit import BILAL, BRAND, MARLEEN, SANNE, START, Desk, incoming, new_desk, send_due, triage

from assistant.casework import approval, edits, promises, sending, set_aside
from assistant.casework.cases import open_case
from assistant.casework.intake import receive
from assistant.casework.queue import queue
from assistant.curation import lessons
from assistant.errors import Blocked, Conflict, InputError, StoreError, WebcareError
from assistant.records.case import Author, Case, CaseState
from assistant.records.desk import KeptReply
from assistant.records.draft import Draft, Reply
from assistant.records.finding import Finding, Kind, Level
from assistant.records.triage import Judged, Sentiment
from assistant.records.work import JobKind, Outgoing, ReplyState
from assistant.store import Store, Tx, changes, jobs, journal, ledger, replies, resolved
from assistant.store.columns import metadata
from assistant.worker import Worker

TYPED = Reply("Dag Jan, we komen eraan.")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return new_desk(tmp_path)


def typed(desk: Desk, reply: Reply = TYPED, text: str = "Er is geen water.", **more: object) -> str:
    """A case with a draft that Sanne changed."""
    id = receive(desk.work, incoming(text, **more))
    while Worker(desk).step():
        pass
    edits.save_edit(desk.work, SANNE, id, reply, seen=0)
    return id


def approve_and_send(desk: Desk, id: str, reply: Reply = TYPED) -> int:
    approval.approve(desk.work, SANNE, id, reply.hash)
    desk.clock.pass_(seconds=20)
    return send_due(desk)


def texts(desk: Desk) -> list[str]:
    return [json.loads(path.read_text())["text"] for path in desk.sent()]


def actions(desk: Desk, id: str) -> list[str]:
    with desk.work.store.read() as tx:
        assert journal.verify(tx) is None
        return [entry.action for entry in reversed(journal.entries(tx, subject=id))]


def test_an_approved_reply_goes_out_after_twenty_seconds_signed(desk: Desk) -> None:
    id = typed(desk)
    given = approval.approve(desk.work, SANNE, id, TYPED.hash)
    assert given.send_at == desk.clock.now + timedelta(seconds=20)
    assert approval.pending(desk.work, SANNE) == (approval.Pending(id, "Jan de Wit", given.send_at),)
    assert queue(desk.work) == ()
    desk.clock.pass_(seconds=19)
    assert send_due(desk) == 0
    desk.clock.pass_(seconds=1)
    assert send_due(desk) == 1
    assert texts(desk) == ["Dag Jan, we komen eraan.\n\nSanne, De Molen"]
    view = open_case(desk.work, SANNE, id)
    assert (view.case.state, view.reply_state, view.edit) == (CaseState.ANSWERED, ReplyState.SENT, None)
    assert (view.case.thread[-1].author, view.case.thread[-1].text) == (Author.AGENT, texts(desk)[0])
    assert actions(desk, id) == ["received", "drafted", "approved", "sent"]
    assert send_due(desk) == 0


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Dag Jan, wil je mij je klantnummer sturen?", CaseState.WAITING),
        ("Dag Jan, stuur mij je klantnummer.", CaseState.WAITING),
        ("Dag Jan, ik mail je morgen.", CaseState.ANSWERED),
    ],
)
def test_a_case_waits_for_its_customer_when_the_text_that_went_asks(desk: Desk, text: str, state: CaseState) -> None:
    write = desk.writer
    asking = replace(desk.work, draft=lambda case, on_token, hint: replace(write(case, on_token, hint), ask=("klantnummer",)))
    asks = replace(desk, work=asking)
    id = typed(asks, Reply(text))
    assert approve_and_send(asks, id, Reply(text)) == 1
    assert open_case(asks.work, SANNE, id).case.state is state
    asks.clock.pass_(days=7)
    while Worker(asks).step():
        pass
    back = "customer_silent" if state is CaseState.WAITING else "promise_due"  # a question that nobody answers comes back
    assert [(row.case, row.reason) for row in queue(asks.work)] == [(id, back)]


def test_three_clicks_send_once(desk: Desk) -> None:
    id = typed(desk)
    given = [approval.approve(desk.work, SANNE, id, TYPED.hash) for _ in range(3)]
    assert given[0] == given[1] == given[2]
    desk.clock.pass_(seconds=20)
    assert send_due(desk) == 1
    late = approval.approve(desk.work, SANNE, id, TYPED.hash)  # the last click arrives after the reply went out
    assert late.state is ReplyState.SENT
    assert send_due(desk) == 0
    assert len(desk.sent()) == 1


def test_undo_keeps_the_text_and_sends_nothing(desk: Desk) -> None:
    id = typed(desk)
    approval.approve(desk.work, SANNE, id, TYPED.hash)
    approval.undo(desk.work, SANNE, id)
    desk.clock.pass_(minutes=5)
    assert send_due(desk) == 0
    view = open_case(desk.work, SANNE, id)
    assert (view.edit, view.reply_state, queue(desk.work)[0].case) == (TYPED, ReplyState.OPEN, id)
    with pytest.raises(Conflict, match="nothing to take back"):
        approval.undo(desk.work, SANNE, id)
    better = Reply("Dag Jan, beter.")
    edits.save_edit(desk.work, SANNE, id, better, seen=view.edit_version)
    assert approve_and_send(desk, id, better) == 1
    assert texts(desk) == ["Dag Jan, beter.\n\nSanne, De Molen"]


def test_undo_after_sending_is_refused(desk: Desk) -> None:
    id = typed(desk)
    approve_and_send(desk, id)
    with pytest.raises(Conflict):
        approval.undo(desk.work, SANNE, id)


def test_only_the_text_on_the_screen_is_approved(desk: Desk) -> None:
    id = typed(desk)
    with pytest.raises(Conflict, match="not the text that was kept"):
        approval.approve(desk.work, SANNE, id, Reply("iets anders").hash)
    seen = open_case(desk.work, SANNE, id).case.version
    receive(desk.work, incoming("Wacht, het is al opgelost!"))
    with pytest.raises(Conflict, match="wrote again"):
        approval.approve(desk.work, SANNE, id, TYPED.hash, seen=seen)
    assert sending.outbox(desk.work) == ()


def test_an_untouched_draft_can_be_approved(desk: Desk) -> None:
    id = receive(desk.work, incoming())
    Worker(desk).step()
    view = open_case(desk.work, SANNE, id)
    assert approve_and_send(desk, id, view.reply) == 1
    with desk.work.store.read() as tx:
        [outcome] = replies.outcomes(tx, desk.clock.now - timedelta(minutes=1), brands=("molen",))
    assert (outcome.drafted, outcome.likeness, outcome.seen_at, outcome.channel) == (True, 1.0, START, "email")


def test_a_changed_draft_is_less_like_it(desk: Desk) -> None:
    id = typed(desk, Reply("Dag Jan de Wit, antwoord op morgen."))
    approve_and_send(desk, id, Reply("Dag Jan de Wit, antwoord op morgen."))
    with desk.work.store.read() as tx:
        assert replies.outcomes(tx)[0].likeness == pytest.approx(6 / 7, abs=0.01)


def test_nothing_to_say_cannot_be_approved(desk: Desk) -> None:
    with pytest.raises(InputError, match="empty"):
        approval.approve(desk.work, SANNE, typed(desk, Reply(" \n")), Reply(" \n").hash)


def test_two_parts_go_under_their_own_keys_with_short_signs(desk: Desk) -> None:
    reply = Reply("Wat vervelend! We sturen je een DM.", "Wat is je postcode?")
    id = typed(desk, reply, channel="x", author="@jan")
    approve_and_send(desk, id, reply)
    assert [path.name.split(".", 1)[1] for path in desk.sent()] == ["0.1.public.json"]  # the other part waits for the customer's DM
    assert texts(desk) == ["Wat vervelend! We sturen je een DM. ^SK"]
    thread = open_case(desk.work, SANNE, id).case.thread
    assert [message.text for message in thread[1:]] == texts(desk)
    assert approval.as_sent(desk.work, SANNE, "molen", "x", Reply(texts(desk)[0])) == Reply(texts(desk)[0])  # not signed twice


def test_the_sign_off_counts_for_the_limit(desk: Desk) -> None:
    reply = Reply("a" * 278)
    with pytest.raises(Blocked) as refused:
        approval.approve(desk.work, SANNE, typed(desk, reply, channel="x"), reply.hash)
    assert refused.value.where == "length"


def test_the_limit_counts_as_the_platform_does(desk: Desk) -> None:
    """On X a link is 23 characters, an emoji two."""
    link, smiles = Reply("Kijk op https://molen.example/" + "a" * 300), Reply("\N{GRINNING FACE}" * 139)
    with pytest.raises(Blocked) as refused:
        approval.approve(desk.work, SANNE, typed(desk, smiles, channel="x"), smiles.hash)
    assert refused.value.where == "length"
    assert approval.approve(desk.work, SANNE, typed(desk, link, channel="x"), link.hash).state is ReplyState.APPROVED


def test_copied_by_hand_is_an_approval_with_all_that_belongs_to_it(desk: Desk) -> None:
    reply = Reply("Dag Jan, ik bel je morgen vóór 12.00 uur.")
    id = typed(desk, reply)
    given = approval.mark_sent(desk.work, SANNE, id, reply.hash)
    assert (given.state, approval.mark_sent(desk.work, SANNE, id, reply.hash)) == (ReplyState.SENT, given)
    assert desk.sent() == []
    view = open_case(desk.work, SANNE, id)
    assert (view.case.state, view.reply_state) == (CaseState.ANSWERED, ReplyState.SENT)
    assert view.case.thread[-1].text.startswith(reply.text)
    assert sending.outbox(desk.work)[0].copied
    with desk.work.store.read() as tx:
        assert [promise.owner for promise in ledger.find(tx, case=id)] == ["sanne"]
        assert len(resolved.proposed(tx, "molen")) == 1
        assert jobs.count(tx) == {(JobKind.WAKE, False): 1}  # the promise comes back; nothing is left to send
    with pytest.raises(Blocked):
        approval.mark_sent(desk.work, SANNE, typed(desk, Reply("never"), author="Piet"), Reply("never").hash)


# what stands in the way


@pytest.mark.parametrize(
    ("kind", "person", "reason", "text", "passes"),
    [
        ("never", BILAL, "toch", "gewoon", False),
        ("own_reason", SANNE, "", "gewoon", False),
        ("own_reason", SANNE, "  ", "gewoon", False),
        ("own_reason", SANNE, "elsewhere", "gewoon", True),
        ("second_reader", SANNE, "mag van mij", "gewoon", False),
        ("second_reader", BILAL, "", "gewoon", False),
        ("second_reader", BILAL, "akkoord", "gewoon", True),
        ("second_reader", SANNE, "kan niet wachten", "gas", True),
    ],
)
def test_three_kinds_of_blocks(desk: Desk, kind: str, person: object, reason: str, text: str, passes: bool) -> None:
    reply = Reply(f"dit is {kind}")
    id = typed(desk, reply, text)
    desk.clock.pass_(minutes=16)  # Sanne's claim ends

    def attempt() -> object:
        return approval.approve(desk.work, person, id, reply.hash, reasons={f"has_{kind}": reason})  # type: ignore[arg-type]

    if not passes:
        with pytest.raises(Blocked) as refused:
            attempt()
        assert refused.value.where == f"has_{kind}"
        assert open_case(desk.work, SANNE, id, take=False).edit == reply
        return
    attempt()
    override = sending.outbox(desk.work)[0].overrides[0]
    assert (override.check, override.kind, override.reason) == (f"has_{kind}", kind, reason)
    assert f"overrode has_{kind}" in actions(desk, id)


def test_nobody_is_their_own_second_reader(desk: Desk) -> None:
    reply = Reply("dit is second_reader")
    id = receive(desk.work, incoming())
    Worker(desk).step()
    edits.save_edit(desk.work, BILAL, id, reply, seen=0)
    with pytest.raises(Blocked):
        approval.approve(desk.work, BILAL, id, reply.hash, reasons={"has_second_reader": "akkoord"})


# once, whatever happens


def test_fifty_threads_approve_and_send_exactly_one_each(store: Store, tmp_path: Path) -> None:
    desk = new_desk(tmp_path, store)
    ids = [typed(desk, author=f"klant {number}") for number in range(5)]

    def attempt(number: int) -> str:
        try:
            return approval.approve(desk.work, SANNE, ids[number % 5], TYPED.hash).reply
        except WebcareError as error:
            return type(error).__name__

    with ThreadPoolExecutor(50) as pool:
        given = Counter(pool.map(attempt, range(50)))
        assert given == {f"{id}.0": 10 for id in ids}
        desk.clock.pass_(seconds=20)
        list(pool.map(lambda _: send_due(desk), range(50)))
    assert len(desk.sent()) == 5
    with store.read() as tx:
        assert journal.verify(tx) is None
        assert len(journal.entries(tx, action="approved")) == len(journal.entries(tx, action="sent")) == 5


def test_two_people_approve_different_texts_and_one_goes(store: Store, tmp_path: Path) -> None:
    desk = new_desk(tmp_path, store)
    id = typed(desk)
    approval.approve(desk.work, SANNE, id, TYPED.hash)
    with pytest.raises(Conflict):
        approval.approve(desk.work, BILAL, id, Reply("van Bilal").hash)
    with pytest.raises(Conflict):
        approval.mark_sent(desk.work, BILAL, id, Reply("van Bilal").hash)


def test_what_fits_with_the_approvers_own_sign_off_goes_out(desk: Desk) -> None:
    def typical(_case: Case, _reply: Reply, _draft: Draft | None) -> tuple[Finding, ...]:
        return (Finding("length", Level.BLOCK, Kind.NEVER, "too_long", {"length": "281", "limit": "280"}),)  # with a longer name

    desk.work = replace(desk.work, review=typical)
    fits = typed(desk, Reply("a" * 276), channel="x")
    approval.approve(desk.work, SANNE, fits, Reply("a" * 276).hash)
    over = typed(desk, Reply("a" * 277), channel="x", author="@piet")
    with pytest.raises(Blocked, match="length"):
        approval.approve(desk.work, SANNE, over, Reply("a" * 277).hash)


class Fragile:
    """A channel that breaks as often as it is told to, before or after it delivered."""

    name = "fragile"

    def __init__(self, desk: Desk, breaks: int, *, after: bool = False, repeatable: bool = True) -> None:
        self._inner, self._breaks, self._after, self.repeatable = desk.work.channels["outbox"], breaks, after, repeatable
        self.delivered: list[str] = []
        object.__setattr__(desk.work, "channels", {"outbox": self})

    def deliver(self, outgoing: Outgoing) -> None:
        self._breaks -= 1
        if self._breaks >= 0 and not self._after:
            raise StoreError("De lijn is bezet.")
        self._inner.deliver(outgoing)
        self.delivered.append(outgoing.key)
        if self._breaks >= 0:
            raise StoreError("De lijn brak af.")


def until_sent(desk: Desk, rounds: int = 6) -> int:
    count = 0
    for _ in range(rounds):
        count += send_due(desk)
        desk.clock.pass_(minutes=1)
    return count


@pytest.mark.parametrize("after", [False, True])
def test_a_broken_line_is_tried_again_under_the_same_key(desk: Desk, after: bool) -> None:
    id = typed(desk)
    channel = Fragile(desk, 2, after=after)
    assert approve_and_send(desk, id) == 0
    assert open_case(desk.work, SANNE, id).reply_state is ReplyState.SENDING
    assert until_sent(desk) == 1
    assert len(desk.sent()) == 1
    assert len(set(channel.delivered)) == 1


def test_a_reply_that_cannot_even_be_taken_up_goes_to_a_person_too(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    id, move = typed(desk), replies.move

    def locked(tx: Tx, reply: KeptReply, among: Sequence[ReplyState], to: ReplyState, **values: Any) -> bool:
        if to is ReplyState.SENDING:
            raise StoreError("The database is locked by another program.")
        return move(tx, reply, among, to, **values)

    with monkeypatch.context() as busy:
        busy.setattr(replies, "move", locked)
        assert (approve_and_send(desk, id), until_sent(desk)) == (0, 0)
    [row] = queue(desk.work)
    assert (row.case, row.state, "locked" in row.reason) == (id, CaseState.FOR_PERSON, True)
    sending.resolve(desk.work, SANNE, id, out=False)
    assert until_sent(desk) == 1


def test_after_three_failures_a_person_looks_and_says_again(desk: Desk) -> None:
    id = typed(desk)
    Fragile(desk, 3)
    approve_and_send(desk, id)
    assert until_sent(desk) == 0
    view, row = open_case(desk.work, SANNE, id), queue(desk.work)[0]
    assert (view.reply_state, view.case.state, view.job_error) == (ReplyState.UNKNOWN, CaseState.FOR_PERSON, "De lijn is bezet.")
    assert (row.case, row.reason) == (id, "De lijn is bezet.")
    with pytest.raises(Conflict):
        approval.undo(desk.work, SANNE, id)
    sending.resolve(desk.work, SANNE, id, out=False)
    assert until_sent(desk) == 1
    assert open_case(desk.work, SANNE, id).reply_state is ReplyState.SENT
    assert actions(desk, id)[-3:] == ["unknown", "unknown: again", "sent"]


def test_what_may_be_out_is_not_set_aside_before_somebody_looked(desk: Desk) -> None:
    id, other = typed(desk), typed(desk, author="@jan", channel="x")
    Fragile(desk, 3)
    approve_and_send(desk, id)
    until_sent(desk)
    for act in (
        set_aside.no_reply,
        set_aside.wait_for_customer,
        lambda *who: set_aside.called(*who, "Alles besproken."),
        lambda *who: set_aside.hand_over(*who, BILAL),
        lambda *who: set_aside.merge(*who, other),
    ):
        with pytest.raises(Conflict, match="Nobody knows"):
            act(desk.work, SANNE, id)
    assert id in [row.case for row in queue(desk.work)]
    sending.resolve(desk.work, SANNE, id, out=True)
    assert open_case(desk.work, SANNE, id).case.state is CaseState.ANSWERED


def test_a_channel_that_cannot_tell_is_never_repeated(desk: Desk) -> None:
    id = typed(desk)
    channel = Fragile(desk, 1, after=True, repeatable=False)
    approve_and_send(desk, id)
    assert until_sent(desk) == 0
    assert len(channel.delivered) == 1
    assert open_case(desk.work, SANNE, id).reply_state is ReplyState.UNKNOWN
    sending.resolve(desk.work, SANNE, id, out=True)
    view = open_case(desk.work, SANNE, id)
    assert (view.reply_state, view.case.state, len(view.case.thread)) == (ReplyState.SENT, CaseState.ANSWERED, 2)
    with pytest.raises(Conflict):
        sending.resolve(desk.work, SANNE, id, out=True)


@pytest.mark.parametrize("repeatable", [True, False])
def test_a_sender_that_died_halfway_is_taken_over(desk: Desk, repeatable: bool) -> None:
    id = typed(desk)
    Fragile(desk, 0, repeatable=repeatable)
    approval.approve(desk.work, SANNE, id, TYPED.hash)
    desk.clock.pass_(seconds=20)
    with desk.work.store.write() as tx:  # a process takes the job, marks it as being sent, and dies
        lease = jobs.take(tx, (JobKind.SEND,), desk.clock.now, timedelta(seconds=60))
        assert lease is not None
        reply = replies.find(tx, lease.payload)
        assert isinstance(reply, KeptReply)
        assert replies.move(tx, reply, (ReplyState.APPROVED,), ReplyState.SENDING)
    assert send_due(desk) == 0
    desk.clock.pass_(seconds=60)
    assert send_due(desk) == (1 if repeatable else 0)
    assert open_case(desk.work, SANNE, id).reply_state is (ReplyState.SENT if repeatable else ReplyState.UNKNOWN)
    assert len(desk.sent()) == (1 if repeatable else 0)


def test_a_message_after_the_approval_is_not_swallowed(desk: Desk) -> None:
    id = typed(desk)
    approval.approve(desk.work, SANNE, id, TYPED.hash)
    receive(desk.work, incoming("O, en nog iets: de meter lekt", at=desk.clock.now - timedelta(minutes=1)))
    assert queue(desk.work) == ()
    desk.clock.pass_(seconds=20)
    assert send_due(desk) == 1
    assert [row.case for row in queue(desk.work)] == [id]
    Worker(desk).step()
    view = open_case(desk.work, SANNE, id)
    assert [message.author for message in view.case.thread] == [Author.CUSTOMER, Author.AGENT, Author.CUSTOMER]
    assert view.case.complaint == "O, en nog iets: de meter lekt"
    assert (view.reply.text, view.reply_state) == ("Dag Jan de Wit, antwoord op 3.", ReplyState.OPEN)
    edits.save_edit(desk.work, SANNE, id, Reply("Ook dat."), seen=0)
    assert approve_and_send(desk, id, Reply("Ook dat.")) == 1
    assert len(desk.sent()) == 2


def test_the_same_words_in_a_later_turn_are_a_new_reply(desk: Desk) -> None:
    id = typed(desk)
    approve_and_send(desk, id)
    receive(desk.work, incoming("Hallo?", at=desk.clock.now))
    Worker(desk).step()
    edits.save_edit(desk.work, SANNE, id, TYPED, seen=0)
    assert approve_and_send(desk, id) == 1
    assert len(desk.sent()) == 2


# what a sent reply leaves behind


def test_what_may_be_learned_is_masked_and_waits(desk: Desk) -> None:
    reply = Reply("Dag Jan de Wit, we bellen 06 12345678.")
    id = typed(desk, reply, "Jan de Wit hier, bel 06-12345678 of jan@voorbeeld.nl")
    approve_and_send(desk, id, reply)
    with desk.work.store.read() as tx:
        settled = resolved.proposed(tx, "molen")[0]
    for secret in ("Jan", "Wit", "1234", "voorbeeld"):
        assert secret not in settled.complaint + settled.reply
    assert (settled.origin, settled.policies, settled.drafted_from) == ("approved", ("molen/water",), ("molen/water",))
    with desk.work.store.read() as tx:
        assert tuple(resolved.live(tx, "molen")) == ()


@pytest.mark.parametrize(("feels", "outcome"), [(Sentiment.NEG, "reopened"), (Sentiment.POS, "settled")])
def test_a_reply_after_which_the_customer_comes_back_discontent_settled_nothing(desk: Desk, feels: Sentiment, outcome: str) -> None:
    approve_and_send(desk, typed(desk))
    [settled] = lessons.waiting(desk.work.store, "molen").proposed
    lessons.take_in(desk.work.store, MARLEEN, settled.id, now=desk.clock.now)
    with desk.work.store.read() as tx:
        before = changes.mark(tx, "molen")
    again = replace(desk.work, triage=lambda case: replace(triage(case), sentiment=Judged(feels)))
    receive(again, incoming("Het is nog steeds zo.", at=desk.clock.now))
    with desk.work.store.read() as tx:
        assert [one.outcome for one in resolved.live(tx, "molen")] == [outcome]
        assert (changes.mark(tx, "molen") > before) == (outcome == "reopened")  # search hears of it


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("Ik bel je vandaag vóór 17.00 uur.", "2026-03-10 17:00"),
        ("Ik bel je morgen tussen 9.00 en 12.00 uur.", "2026-03-11 12:00"),
        ("Ik laat het je morgen weten.", "2026-03-11 17:00"),
        ("Ik zoek het voor je uit en mail je binnen 2 werkdagen.", "2026-03-12 17:00"),
        ("Ik zoek het voor je uit.", ""),
    ],
)
def test_promises_are_read_with_their_time(text: str, due: str) -> None:
    reply = KeptReply(
        "r", "c", "molen", "email", 0, 1, 1, ReplyState.SENT, Reply(f"Dag Jan,\n\n{text} Groet."), 0, "sanne", None, None, None
    )
    now = datetime(2026, 3, 10, 10, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
    found = promises.promises_in(reply, BRAND, "nl", now)
    assert [promise.text for promise in found] == [text]
    at = found[0].due_at
    assert (at.strftime("%Y-%m-%d %H:%M") if at else "") == due


def test_the_journal_holds_no_word_of_anybody(desk: Desk) -> None:
    canary = "kanarie7731"
    reply = Reply(f"Dag {canary}, publiek", f"en besloten {canary}, own_reason")
    id = receive(desk.work, incoming(f"Ik ben {canary}", author=f"Heer {canary}", thread=canary, external_id=canary, attachments=(canary,)))
    Worker(desk).step()
    edits.add_fact(desk.work, SANNE, id, f"weet {canary}")
    edits.regenerate(desk.work, SANNE, id, canary)
    Worker(desk).step()
    edits.save_edit(desk.work, SANNE, id, reply, seen=0)
    approval.approve(desk.work, SANNE, id, reply.hash, reasons={"has_own_reason": canary})
    approval.undo(desk.work, SANNE, id)
    approval.approve(desk.work, SANNE, id, reply.hash, reasons={"has_own_reason": canary})
    Fragile(desk, 3)
    desk.clock.pass_(seconds=20)
    until_sent(desk)
    sending.resolve(desk.work, SANNE, id, out=True)
    with desk.work.store.read() as tx:
        rows = [str(row) for row in tx.execute(sa.select(metadata.tables["journal"]))]
        assert journal.verify(tx) is None
    assert len(rows) >= 9
    assert not [row for row in rows if canary in row]
