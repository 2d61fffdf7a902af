"""What the desk works with: one frozen record that every function of this room takes first."""

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from traceback import format_tb

from assistant.drafting.rewrite import Rewriting, Rewritten
from assistant.errors import InputError, StoreError
from assistant.ports import Channel, OnToken
from assistant.records.brand import Brand, ChannelRules
from assistant.records.case import Case
from assistant.records.day import Alarm
from assistant.records.draft import Draft, Reply
from assistant.records.finding import Finding
from assistant.records.people import Role
from assistant.records.triage import Triage
from assistant.store import Store

log = logging.getLogger(__name__)

DESK = frozenset({Role.AGENT, Role.SECOND_READER, Role.LEAD})
"""Who may work on cases."""

EVERYONE = frozenset(Role)


@dataclass(frozen=True, slots=True)
class Work:
    """The parts that cases meet. All callables take unmasked cases and are safe to call from several threads.

    `now(brand)` is aware; "" gives any zone. `draft(case, on_token, hint)` and `review(case, reply, draft)` are drafting's, bound
    to the brand's kit; `draft` in `review` is what the reply was made from, for the passages it rests on. `channels` by name; what has no
    channel of its own goes to "outbox". A job whose holder says nothing for `lease_seconds` is taken up by somebody else. `alarm`
    tells the duty lead of danger, and raises `WebcareError` when that fails; None: nobody is told but who looks at the desk.
    `reindex(brand, progress)` builds a brand's index anew. `rewrite` is drafting's with a model, which takes its time: a job;
    None: rules, at once.
    """

    store: Store
    brands: Mapping[str, Brand]
    now: Callable[[str], datetime]
    triage: Callable[[Case], Triage]
    draft: Callable[[Case, OnToken, str], Draft]
    review: Callable[[Case, Reply, Draft | None], tuple[Finding, ...]]
    channels: Mapping[str, Channel]
    undo_seconds: float = 20.0
    lease_seconds: float = 60.0
    reindex: Callable[[str, Callable[[str], None]], object] = lambda _brand, _progress: None
    alarm: Callable[[Alarm], None] | None = None
    rewrite: Callable[[Rewriting, OnToken], Rewritten] | None = None

    def channel(self, name: str) -> Channel:
        return self.channels.get(name) or self.channels["outbox"]

    def repeatable(self, name: str) -> bool:
        """Whether the channel takes the same key twice without sending twice."""
        return self.channel(name).repeatable


def known(work: Work, brand: str, channel: str) -> tuple[Brand, ChannelRules]:
    """The brand and the rules of its channel. Raises `InputError` that names those there are."""
    found = work.brands.get(brand)
    if found is None:
        raise InputError(f"The brand '{brand}' is unknown.", where="brand", mend=f"Use one of: {', '.join(sorted(work.brands))}.")
    rules = found.channels.get(channel)
    if rules is None:
        mend = f"Use one of: {', '.join(sorted(found.channels))}."
        raise InputError(f"{found.name} has no channel '{channel}'.", where="channel", mend=mend)
    return found, rules


@contextmanager
def going_on(what: str) -> Iterator[None]:
    """Whatever breaks off the work within, the rest goes on, and the log says `what` happened: one bug must not stop all other work."""
    try:
        yield
    except StoreError as error:
        log.warning("%s: %s", what, error)
    except Exception as error:  # noqa: BLE001 - see above
        log_fault(what, error)


def log_fault(what: str, error: Exception) -> None:
    """The frames without the message: a message may quote a customer."""
    log.error("%s: %s\n%s", what, type(error).__name__, "".join(format_tb(error.__traceback__)))
