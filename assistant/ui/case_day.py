"""What a working day adds to the case in hand: read once a look, drawn by the trees of `case_day_trees` and `case_aside_trees`."""

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import streamlit as st

from assistant.casework import alarms, clock, hiding, history, my_promises, queue, standard_texts, two_parts
from assistant.casework.claims import LOOKING
from assistant.casework.marks import TYPING
from assistant.casework.rewriting import Proposal, proposal
from assistant.casework.two_parts import Held
from assistant.casework.work import DESK
from assistant.records.case import Case, CaseState
from assistant.records.day import Alarm, Exposed, Line, Reading, StandardText, Times
from assistant.records.desk import CaseHead, CaseView
from assistant.records.people import Person
from assistant.records.work import Promise
from assistant.store import cases, ledger, lookers, marks, people, readings, replies, rewritings
from assistant.ui.parts import Screen

DONE = (CaseState.ANSWERED, CaseState.CLOSED)
TEXTS = 200
"""Standard texts that go to the browser."""

LOOKED_AT, SHOWN = 60, 12
"""Open cases of the brand that are looked at, and shown, for a merge."""


SAME_PERSON_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Other:
    """Another open case that this one could be merged with; `same`: of the same customer, or of the same name."""

    id: str
    customer_name: str
    channel: str
    same: bool


@dataclass(frozen=True, slots=True)
class Day:
    """Beside the view of a case: its clock, its alarm, what it promises, what waits, who else is here.

    `rewriting` is what this person asked to be rewritten. `proposed` is what the text on the screen would undertake; `standing` what
    was undertaken in this case; `decided`, by id, what somebody said of it before its approval was taken back. `people` are the
    colleagues who may work on cases; `typing` is the name of the colleague who changes the text now, `looking` are the names of
    others who have the case open; `texts` are the brand's standard texts; `mergeable` are open cases of this customer, then others;
    `beside` says of cases of the same person that colleagues have in hand, by which channel they came and whose they are (person id).
    """

    now: datetime
    me: Person
    head: CaseHead
    times: Times
    alarm: Alarm | None
    rewriting: Proposal | None
    proposed: tuple[Promise, ...]
    standing: tuple[Promise, ...]
    exposed: tuple[Exposed, ...]
    before: tuple[Line, ...]
    reading: Reading | None
    held: Held | None
    people: tuple[Person, ...]
    typing: str
    looking: tuple[str, ...]
    decided: Mapping[str, Promise]
    texts: tuple[StandardText, ...]
    mergeable: tuple[Other, ...]
    beside: tuple[tuple[str, str], ...]

    @property
    def done(self) -> bool:
        """Nothing is asked of us now: there is no text to write."""
        return self.head.state in DONE

    @property
    def with_reader(self) -> bool:
        """The text lies with a second reader: what they agree with is what stands there."""
        return self.head.state is CaseState.WAITING and self.head.waiting_for == "second_reader"

    @property
    def others(self) -> tuple[Person, ...]:
        return tuple(person for person in self.people if person.id != self.me.id)

    def name(self, person: str) -> str:
        return next((one.name for one in self.people if one.id == person), person)


def look(screen: Screen, view: CaseView) -> Day:
    """The day of a case as it stands now."""
    work, case = screen.work, view.case.id
    head = view.head
    exposed, before, texts, mergeable = _slow(screen, view)
    same = _same_person(screen, view.case)
    with work.store.read() as tx:
        everyone = people.everyone(tx, active=False)
        others = {*lookers.of_case(tx, case, work.now("") - LOOKING)} - {screen.person.id}
        typing = marks.typing(tx, (case,), work.now("") - TYPING).get(case, "")
        alarm, standing = alarms.alarm_of(tx, case), ledger.find(tx, case=case)
        reading = readings.find(tx, case, head.turn)
        rewriting = proposal(rewritings.of_case(tx, case), screen.person, head.turn)
        decided = ledger.decided(tx, case, replies.reply_id(case, head.turn))
        beside = tuple(one for one in cases.held(tx, same, work.now("")) if one[1] != screen.person.id)
        held = two_parts.held_in(tx, case) if head.public else ()
    desk = tuple(person for person in everyone if person.roles & DESK)
    return Day(
        now=screen.now(view.case.brand),
        me=screen.person,
        head=head,
        times=clock.times(work, head, view.case),
        alarm=alarm,
        rewriting=rewriting,
        proposed=my_promises.preview(work, screen.person, view) if head.state not in DONE else (),
        standing=standing,
        exposed=exposed,
        before=before,
        reading=reading,
        held=next(iter(held), None),
        people=desk,
        looking=tuple(person.name for person in everyone if person.id in others - {view.claimed_by, typing}),
        decided=decided,
        typing=next((person.name for person in desk if person.id == typing != screen.person.id), ""),
        texts=texts,
        mergeable=mergeable,
        beside=beside,
    )


def _slow(screen: Screen, view: CaseView) -> tuple[tuple[Exposed, ...], tuple[Line, ...], tuple[StandardText, ...], tuple[Other, ...]]:
    """What reads whole threads and lists: looked at anew when the case moved."""
    work, case = screen.work, view.case
    of = (case.id, case.version)
    kept: tuple[Any, ...] = st.session_state.get("day-slow", ())
    if not kept or kept[0] != of:
        exposed, before = hiding.exposed(work, case.id), history.before(work, screen.person, case.id)
        kept = (of, exposed, before, standard_texts.texts_for(work, case.brand)[:TEXTS], _others(screen, case))
        st.session_state["day-slow"] = kept
    return kept[1], kept[2], kept[3], kept[4]


def _same_person(screen: Screen, case: Case) -> tuple[str, ...]:
    """Other open cases that are most likely of the same person; looked for anew now and then."""
    kept: tuple[Any, ...] = st.session_state.get("same-person", ())
    if not kept or kept[0] != case.id or time.monotonic() - kept[1] > SAME_PERSON_SECONDS:
        with screen.assistant.store.read() as tx:
            kept = (case.id, time.monotonic(), cases.beside(tx, case))
        st.session_state["same-person"] = kept
    found: tuple[str, ...] = kept[2]
    return found


def _others(screen: Screen, case: Case) -> tuple[Other, ...]:
    """Open cases that this one may be merged with: of the same customer or the same name first, then of other channels."""
    with screen.assistant.store.read() as tx:
        same = set(cases.of_customer(tx, case.customer, without=case.id))
    rows = queue.queue(screen.work, brands=(case.brand,), limit=LOOKED_AT)
    found = [
        Other(row.case, row.customer_name, row.channel, row.case in same or _alike(row.customer_name, case.customer_name))
        for row in rows
        if row.case != case.id
    ]
    return tuple(sorted(found, key=lambda other: not other.same)[:SHOWN])


def _alike(one: str, other: str) -> bool:
    """Whether two names share a word of three letters or more."""
    words = (set(re.findall(r"\w{3,}", name.casefold())) for name in (one, other))
    return bool(set.intersection(*words))
