"""How long the desk takes on the screen, in a real Chromium, with 2,000 open cases, as the closed ones grow.

    python -m benchmarks.desk_screen [--open 2000] [--closed 0 100000] [--times 8]

The sample messages of one brand are drafted, then copied until there are enough. Prints the median and the slowest in milliseconds from
the click or key until the browser shows what was asked (the rows of the queue, the rows of a filter, the next case with its draft in the
editor after an approval), and the share of the server's processor. Fails when a median is over half a second, which on a machine that is
busy with other things it will be. Needs chromium.
"""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import sqlalchemy as sa
from playwright.sync_api import Page, expect, sync_playwright

from assistant.records.finding import Level
from assistant.store import Store, open_store
from assistant.store import drafts as kept_drafts
from assistant.store.tables import cases, customers, draft_sources, drafts, messages
from benchmarks.desk_queue import fill
from tests.ui.conftest import CHROMIUM, Server, at_work, workspace
from tests.ui.hands import NOT_BEFORE, choose

LIMIT = 500.0
SAMPLES = (
    ("email", "Henk Postma", 30, "Ik kan mijn meterstand niet doorgeven want ik lig in het ziekenhuis. Krijg ik uitstel?"),
    ("email", "Ria de Wit", 20, "Mijn termijnbedrag is te hoog, kan dat omlaag?"),
    ("x", "@jaap", 10, "@Waterhuis wanneer komt er weer water in Heerde? Al 2 uur droog."),
    ("whatsapp", "Noor", 15, "Mijn rekening klopt niet, ik woon hier pas sinds mei."),
)

ROWS = "() => document.querySelectorAll('.wc-row').length > 20"
SAME = """name => {
  const rows = [...document.querySelectorAll('.wc-row')];
  return rows.length > 0 && rows.every((row) => row.innerText.includes(name + ' ·'));
}"""
"""Whether every row is of the channel with this name."""

OPEN = "document.querySelector('.st-key-wc-case [data-showing]')?.dataset.showing"
WHOLE = f"""before => {{
  const now = {OPEN};
  const keys = document.querySelector(`[data-key="called-${{now}}"]`);
  return now && now !== before && keys && document.querySelector('.wc-editor')?.dataset.case === now;
}}"""
"""Whether another case than this one is open, with its own editor and keys."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Milliseconds until it was seen, and those that the server's processor spent meanwhile (what other programs do not change)."""

    name: str
    milliseconds: tuple[float, ...]
    processor: tuple[float, ...]
    bounded: bool = True


def copy_cases(store: Store, wanted: int) -> None:
    """Copies of the cases that nothing stops, each with its customer, message and draft, until `wanted` are open."""
    with store.read() as tx:
        rows = {table: [row._asdict() for row in tx.execute(sa.select(table))] for table in (cases, customers, messages, drafts)}
        rests = [row._asdict() for row in tx.execute(sa.select(draft_sources))]
        real = [row for row in rows[cases] if row["is_open"] and not _stopped(tx, row)]
    for first in range(len(real), wanted, 500):
        with store.write() as tx:
            for n in range(first, min(wanted, first + 500)):
                _copy(tx, real[n % len(real)], n, rows, rests)


def _stopped(tx: Any, case: dict[str, Any]) -> bool:
    """Whether a check stops the draft of this case."""
    newest = kept_drafts.latest(tx, case["id"], case["turn"])
    return newest is None or any(finding.level is Level.BLOCK for finding in newest.draft.findings)


def _copy(tx: Any, case: dict[str, Any], n: int, rows: dict[Any, list[dict[str, Any]]], rests: list[dict[str, Any]]) -> None:
    id, customer = f"{case['id']}-{n}", f"{case['customer']}-{n}"
    known = next(row for row in rows[customers] if row["id"] == case["customer"])
    tx.execute(sa.insert(customers).values(**known | {"id": customer}))
    name = f"{case['customer_name']} {n}"
    tx.execute(sa.insert(cases).values(**case | {"id": id, "customer": customer, "customer_name": name, "thread_key": f"t{n}"}))
    for row in (row for row in rows[messages] if row["case"] == case["id"]):
        tx.execute(sa.insert(messages).values(**row | {"id": f"{row['id']}-{n}", "case": id, "external_id": f"e{n}-{row['id']}"}))
    for row in (row for row in rows[drafts] if row["case"] == case["id"]):
        new = {key: value for key, value in row.items() if key != "id"} | {"case": id}
        number = tx.execute(sa.insert(drafts).values(**new).returning(drafts.c.id)).scalar_one()
        for rest in (rest for rest in rests if rest["draft"] == row["id"]):
            tx.execute(sa.insert(draft_sources).values(**rest | {"draft": number}))


Timed = tuple[float, float]
"""Milliseconds on the clock, and of the server's processor."""


@dataclass(frozen=True, slots=True)
class Watch:
    """Times what happens on a page, and what the server spends on it."""

    page: Page
    server: int

    def time(self, act: Callable[[], object]) -> Timed:
        begin, busy = perf_counter(), self.busy()
        act()
        return (perf_counter() - begin) * 1000, self.busy() - busy

    def busy(self) -> float:
        """Milliseconds of processor time that the server has used, all threads together."""
        after_name = Path(f"/proc/{self.server}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return (int(after_name[11]) + int(after_name[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def shown(name: str, found: Sequence[Timed], *, bounded: bool = True) -> Shown:
    return Shown(name, tuple(wall for wall, _ in found), tuple(busy for _, busy in found), bounded)


def measure(page: Page, server: Server, times: int) -> tuple[Shown, ...]:
    assert server.process
    watch = Watch(page, server.process.pid)
    first = watch.time(lambda: (page.goto(f"{server.url}/?who=sanne"), page.wait_for_function(ROWS)))
    page.wait_for_function(WHOLE, arg="")
    queues = []
    for _ in range(times):
        page.get_by_role("link", name="Verzonden", exact=True).click()
        expect(page.locator(".wc-row")).to_have_count(0)
        queues.append(watch.time(partial(_queue, page)))
        page.wait_for_function(WHOLE, arg="")
    filters = [_filter(watch, n) for n in range(times)]
    choose(page, "channel", "Alle kanalen")
    page.wait_for_timeout(NOT_BEFORE)
    return (
        shown("the desk, from the address to its rows", [first], bounded=False),
        shown("the queue, from another page", queues),
        shown("the queue, another filter", filters),
        shown("the next case after an approval", [_approval(watch) for _ in range(times)]),
    )


def _queue(page: Page) -> None:
    page.get_by_role("link", name="Inbox", exact=True).click()
    page.wait_for_function(ROWS)


def _filter(watch: Watch, n: int) -> Timed:
    """From the click on another channel until every row is of it."""
    page, name = watch.page, ("E-mail", "WhatsApp")[n % 2]
    page.locator(".st-key-channel input").click()
    option = page.get_by_role("option", name=name)
    expect(option).to_be_visible()
    return watch.time(lambda: (option.click(), page.wait_for_function(SAME, arg=name)))


def _approval(watch: Watch) -> Timed:
    """From the key until the next case stands there to be written in; drafts that a check stops are passed over."""
    page = watch.page
    while True:
        page.wait_for_timeout(NOT_BEFORE)
        case = page.evaluate(OPEN)
        if not page.locator(".wc-findings .wc-block").count():
            break
        page.keyboard.press("Alt+n")
        page.wait_for_function(WHOLE, arg=case)
    return watch.time(lambda: (page.keyboard.press("Control+Enter"), page.wait_for_function(WHOLE, arg=case)))


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--open", type=int, default=2000)
    asked.add_argument("--closed", type=int, nargs="+", default=[0, 100_000])
    asked.add_argument("--times", type=int, default=8)
    given = asked.parse_args()
    slow: list[str] = []
    with TemporaryDirectory() as name, sync_playwright() as playwright:
        content, home = workspace(Path(name) / "content", SAMPLES), Path(name) / "home"
        with at_work(home, content) as (assistant, _):
            copy_cases(assistant.store, given.open)
            where = assistant.settings.database
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        there = 0
        for closed in sorted(given.closed):
            store = open_store(where)
            fill(store, there, closed, closed=True)
            store.close()
            there, server = closed, Server(home, content)
            server.start()
            page = browser.new_page(viewport={"width": 1280, "height": 800}, locale="nl-NL")
            page.set_default_timeout(60_000)
            found = measure(page, server, given.times)
            page.close()
            server.stop()
            print(f"\n{given.open:,} open, {closed:,} closed; {os.getloadavg()[0]:.1f} programs at once on {os.cpu_count()} cores")
            print(f"{'':46} {'median ms':>10} {'slowest ms':>11} {'processor ms':>13}")
            for one in found:
                wall, busy = one.milliseconds, median(one.processor)
                print(f"{one.name:46} {median(wall):10.0f} {max(wall):11.0f} {busy:13.0f}", flush=True)
            slow += [f"{one.name} ({closed:,} closed)" for one in found if one.bounded and median(one.milliseconds) > LIMIT]
        browser.close()
    print(f"\nover {LIMIT:.0f} ms: {', '.join(slow)}" if slow else f"\nall within {LIMIT:.0f} ms")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
