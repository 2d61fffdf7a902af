"""What an agent does at the desk: callbacks between the screen's elements and casework. Nothing here draws."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from assistant.casework import approval, cases, claims, edits, queue
from assistant.errors import Conflict
from assistant.records.desk import CaseView
from assistant.records.draft import Reply
from assistant.records.finding import Finding
from assistant.store import cases as store_cases
from assistant.ui import parts, reruns
from assistant.ui.components import sent_edit
from assistant.ui.parts import Screen

FRESH_SECONDS = 2.0
"""A case that just opened is neither approved nor set aside yet: the second click of a double click must not land on the next customer."""


def editor_key(case: str) -> str:
    return f"edit-{case}"


def version_of(view: CaseView) -> str:
    """What the editor compares: the stored version and its text, so that neither can move unseen."""
    return f"{view.edit_version}:{view.reply.hash[:16]}"


def open_case(case: str) -> None:
    """Puts a case on the screen."""
    parts.hush()
    parts.keep("case", case)
    st.session_state["opened_at"] = time.monotonic()
    reruns.redraw()


def opened(screen: Screen) -> str:
    """The case on the screen; the first of the queue when nothing was opened yet."""
    case = parts.kept("case")
    if not case:
        case = queue.next_case(screen.work, screen.person, brands=chosen_brands(), channel=chosen_channel()) or ""
        if case:
            open_case(case)
            st.session_state.pop("redraw", None)
    st.session_state.setdefault("opened_at", time.monotonic())
    return case


def chosen_brands() -> tuple[str, ...]:
    brand = st.session_state.get("brand") or ""
    return (brand,) if brand else ()


def chosen_channel() -> str:
    return str(st.session_state.get("channel") or "")


def look(screen: Screen, case: str) -> CaseView | None:
    """The case as it stands now; now and then this also says that it is still in hand."""
    before, at = st.session_state.get("held", ("", 0.0))
    due = before != case or time.monotonic() - at > claims.BEAT.total_seconds()
    if due:
        st.session_state["held"] = (case, time.monotonic())
    found = parts.attempt(lambda: cases.open_case(screen.work, screen.person, case, take=due, left=before))
    if found is None and due:  # a store that takes no writes now can still be read
        found = parts.attempt(lambda: cases.open_case(screen.work, screen.person, case, take=False))
    return found if isinstance(found, CaseView) else None


def take_edit(screen: Screen, case: str) -> None:
    """Saves what the editor sent, once. After a restart the browser sends it again: the same text is no new version."""
    sent = sent_edit(editor_key(case))
    if sent is None or sent.get("case") != case or sent.get("nonce") == st.session_state.get(f"nonce-{case}"):
        return
    st.session_state[f"nonce-{case}"] = sent["nonce"]
    st.session_state[f"unsettled-{case}"] = bool(sent.get("conflict"))
    if sent.get("conflict"):
        return
    reply = Reply(str(sent["texts"].get("text", "")), str(sent["texts"].get("private_text", "")))
    seen = int(str(sent["version"]).partition(":")[0])

    def save() -> bool:
        edits.save_edit(screen.work, screen.person, case, reply, seen=seen)
        return True

    parts.attempt(save)


@dataclass(frozen=True, slots=True)
class OnScreen:
    """What a person had before them when they pressed: the text in the editor, and the version of the case that its thread was shown of."""

    reply: Reply
    thread: int


def on_screen(case: str, seen: Any) -> OnScreen:
    """What the browser sent along with a press: {case, texts, thread}. Raises `Conflict` when no text of this case stood there."""
    if not isinstance(seen, dict) or seen.get("case") != case or not isinstance(seen.get("texts"), dict):
        raise Conflict("There was no text of this case on the screen yet.", where=case, mend="Look at what stands there now.")
    texts = seen["texts"]
    return OnScreen(Reply(str(texts.get("text", "")), str(texts.get("private_text", ""))), int(seen["thread"]))


def approve(screen: Screen, case: str, shown: OnScreen, *, by_hand: bool = False) -> bool:
    """Approves the text on the screen, whatever the server drew since; with `by_hand` it was copied to be sent elsewhere.

    Opens the next case when it was approved.
    """
    if _not_ready(screen, case):
        return False
    how = approval.mark_sent if by_hand else approval.approve
    view = look(screen, case) if st.session_state.get(f"reasons-{case}") else None
    reasons = standing_reasons(case, view.findings) if view else {}
    done = parts.attempt(lambda: how(screen.work, screen.person, case, shown.reply.hash, reasons=reasons, seen=shown.thread))
    if done:
        st.session_state.pop(f"reasons-{case}", None)  # said of this text, not of the next
        go_on(screen, case)
    return bool(done)


def _not_ready(screen: Screen, case: str) -> bool:
    """Whether this is no moment to approve. The button of a case that is being drawn over still works under the new one's head."""
    if parts.kept("case") != case:
        reruns.redraw()
        return True
    parts.hush()
    take_edit(screen, case)
    if st.session_state.get(f"unsettled-{case}"):
        parts.tell(screen.say("editor.settle_first"))
        return True
    return fresh(screen)


def fresh(screen: Screen) -> bool:
    """Whether the case opened so lately that a key or a click may have been meant for the one before; says so."""
    young = time.monotonic() - float(st.session_state.get("opened_at", 0.0)) < FRESH_SECONDS
    if young:
        parts.tell(screen.say("case.just_opened"))
    return young


def undo(screen: Screen, case: str) -> None:
    """Takes an approval back and opens the case again."""

    def take_back() -> bool:
        approval.undo(screen.work, screen.person, case)
        return True

    if parts.attempt(take_back):
        open_case(case)
    reruns.redraw()


def go_on(screen: Screen, case: str) -> None:
    """The next case by urgency."""
    following = parts.attempt(lambda: queue.next_case(screen.work, screen.person, case, brands=chosen_brands(), channel=chosen_channel()))
    open_case(str(following or ""))


def take_over(screen: Screen, case: str) -> None:
    parts.attempt(lambda: claims.claim(screen.work, screen.person, case, over=True))
    reruns.redraw()


def skip(screen: Screen, case: str) -> None:
    """The case below this one that nobody else holds; from the last one back to the top."""
    take_edit(screen, case)
    rows = parts.attempt(lambda: queue.queue(screen.work, brands=chosen_brands(), channel=chosen_channel())) or ()
    me = ("", screen.person.id)
    at = next((number for number, row in enumerate(rows) if row.case == case), -1)
    free = [row.case for row in (*rows[at + 1 :], *rows[: at + 1]) if row.holder in me and row.handed_to in me and row.case != case]
    parts.attempt(lambda: claims.release(screen.work, screen.person, case))
    open_case(free[0] if free else case)


def regenerate(screen: Screen, case: str) -> None:
    take_edit(screen, case)
    hint = str(st.session_state.get(f"hint-{case}") or "")
    parts.attempt(lambda: edits.regenerate(screen.work, screen.person, case, hint=hint))


def add_fact(screen: Screen, case: str) -> None:
    fact = str(st.session_state.get(f"fact-{case}") or "").strip()
    if not fact or _known(screen, case, fact) or parts.attempt(lambda: edits.add_fact(screen.work, screen.person, case, fact)):
        st.session_state[f"fact-{case}"] = ""  # what was refused stays, to be tried again


def _known(screen: Screen, case: str, fact: str) -> bool:
    """Whether the case holds this already: the browser may send one Enter twice, when a run takes the place of another."""
    with screen.assistant.store.read() as tx:
        return any(one.text == fact for one in store_cases.load_case(tx, case).facts)


def choose_reason(case: str, value: Any) -> None:
    """One of five reasons to approve in spite of a finding: {of: {case, check, quotes}, chosen}. It holds for these words only."""
    of = value.get("of") if isinstance(value, dict) else None
    if not isinstance(of, dict) or of.get("case") != case:
        return  # chosen while the next case was being drawn
    reasons = dict(st.session_state.get(f"reasons-{case}", {}))
    reasons[str(of.get("check"))] = (str(value.get("chosen") or ""), str(of.get("quotes") or ""))
    st.session_state[f"reasons-{case}"] = {check: said for check, said in reasons.items() if said[0]}


def standing_reasons(case: str, findings: Sequence[Finding]) -> dict[str, str]:
    """The reasons that were chosen for what these findings are about, by check."""
    chosen: Mapping[str, tuple[str, str]] = st.session_state.get(f"reasons-{case}", {})
    about = quotes(findings)
    return {check: reason for check, (reason, said_of) in chosen.items() if about.get(check) == said_of}


def quotes(findings: Sequence[Finding]) -> dict[str, str]:
    """By check, the words that its findings are about."""
    found: dict[str, str] = {}
    for finding in findings:
        found[finding.check] = "\n".join(part for part in (found.get(finding.check, ""), finding.quote) if part)
    return found
