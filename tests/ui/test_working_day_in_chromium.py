"""A day at the desk in a real browser: two agents and a second reader through 40 mixed messages of three brands.

15 need no reply, 3 are danger, 1 is self-harm, 4 go to a second reader, 6 wait for a colleague, 2 get a new message while somebody types.
Nothing is lost, nothing is answered twice, and every promise stands in the ledger.
"""

import contextlib
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, TimeoutError, expect

from assistant.casework import alarms, cases, intake, my_promises, promises, queue
from assistant.records.case import CaseState
from assistant.records.desk import CaseView
from assistant.records.intake import Incoming
from assistant.records.people import Person
from assistant.records.work import ReplyState
from assistant.store import people, replies
from assistant.wiring import Assistant
from tests.ui.conftest import Server, at_work, content_of
from tests.ui.hands import BOX, NOT_BEFORE, choose, go_to, picture, saved, title

pytestmark = [pytest.mark.browser, pytest.mark.slow]

BRANDS = ("waterhuis", "buurtmarkt", "woonhaven")
TEXTS = {  # what the customers of each kind write; their names start with the kind
    "dank": "Dank jullie wel, het is helemaal goed gekomen!",
    "gas": "Ik ruik gas in de gang en mijn kinderen liggen in bed. Wat moet ik doen?",
    "somber": "Ik wil niet meer leven. Dit is mijn laatste bericht.",
    "eis": "Door jullie schuld is mijn vloer kapot. Ik wil dat jullie de schade erkennen.",
    "plan": "Wanneer komt de monteur die mij was beloofd? Ik wacht al de hele dag.",
    "gewoon": "Kan ik mijn adres bij jullie laten wijzigen? Ik verhuis volgende maand.",
}
DAY = ["dank"] * 15 + ["gas"] * 3 + ["somber"] + ["eis"] * 4 + ["plan"] * 6 + ["gewoon"] * 11
CALL = "Dag, ik zoek dit voor u uit en mail u morgen vóór 12.00 uur."
BOLD = "Dag, wij zijn aansprakelijk voor deze schade en zoeken het uit. Ik mail u morgen vóór 12.00 uur."
READING = ".wc-reading"
"""A text that waits for a second reader."""


def messages() -> Iterator[Incoming]:
    counts: Counter[str] = Counter()
    for number, kind in enumerate(DAY):
        counts[kind] += 1
        brand = "woonhaven" if kind in ("gas", "somber") else BRANDS[number % 3]
        name = f"{kind} {counts[kind]}"
        yield Incoming(brand=brand, channel="email", author=name, handle=name, text=TEXTS[kind], at=datetime.now(UTC))


@dataclass
class House:
    """The server, and the same store beside it for what customers do and for counting at the end."""

    server: Server
    assistant: Assistant
    cases: tuple[str, ...]

    def person(self, id: str) -> Person:
        with self.assistant.store.read() as tx:
            return people.get(tx, id)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    content, home = content_of(tmp_path / "content", dict.fromkeys(BRANDS, "")), tmp_path / "home"
    server = Server(home, content, {"WEBCARE_UNDO_SECONDS": "1"})
    with at_work(home, content, messages()) as (assistant, taken):
        server.start()
        yield House(server, assistant, taken)
        server.stop()


@dataclass
class Agent:
    """One person in a browser of their own. What was sent off is looked after when their turn comes again: meanwhile others work."""

    name: str
    page: Page
    opened: float = field(default_factory=time.monotonic)
    case: str = ""
    hand: str = ""
    left: str = ""

    def customer(self) -> str:
        """Whose case is on the screen, once the last one is off it and this one whole; "" when nothing is left to do here."""
        if self.left:
            self.gone()
        try:
            case, name, self.hand = self.page.wait_for_function(WHOLE, timeout=180_000).json_value()
        except TimeoutError as error:
            raise AssertionError(f"{self.name} sees no whole case:\n{self.page.locator('body').inner_text()}") from error
        if case != self.case:
            self.case, self.opened = case, time.monotonic()
        return str(name)

    def gone(self) -> None:
        """Waits until the case is off the screen; approves again while it still stands there, as a person would at a slow machine."""
        for _ in range(4):
            with contextlib.suppress(TimeoutError):
                self.page.wait_for_function(OTHER, arg=self.case, timeout=10_000)
                self.left = ""
                return
            if self.left == APPROVED:
                self.key(APPROVED)
        raise AssertionError(f"{self.name}: {self.page.locator('.st-key-wc-case').inner_text()}")

    def key(self, keys: str) -> None:
        self.page.keyboard.press(keys)

    def form(self, keys: str, act: str, *fields: str) -> None:
        """Opens what folds by its key, fills in its fields and sends it; the next case opens."""
        self.page.locator(f"[data-act={act}]").first.wait_for()
        self.read()
        self.key(keys)
        self.page.wait_for_function("() => document.activeElement.matches('.wc-fold[open] input')")
        for number, text in enumerate(fields):
            if number:
                self.key("Tab")
            self.page.keyboard.type(text)
        self.leave("Enter")

    def write(self, text: str) -> None:
        self.page.locator(BOX).click()
        self.key("Control+a")
        self.page.keyboard.insert_text(text)

    def approve(self) -> None:
        self.read()
        self.leave(APPROVED)

    def leave(self, keys: str) -> None:
        self.key(keys)
        self.left = keys

    def read(self) -> None:
        """A person reads before they act."""
        self.page.wait_for_timeout(max(0.0, NOT_BEFORE - (time.monotonic() - self.opened) * 1000))

    def open(self, customer: str) -> None:
        self.row(customer).click()
        expect(title(self.page)).to_have_text(customer)
        self.customer()

    def look_at_the_list(self) -> str:
        """With nothing on the screen: what came back meanwhile and nobody has in hand is opened."""
        free = self.page.locator(".wc-row:not(:has(.wc-held))")
        if not free.count():
            return ""
        free.first.click()
        expect(title(self.page)).to_be_visible()
        return self.customer()

    def row(self, customer: str) -> Locator:
        return self.page.locator(".wc-row", has=self.page.get_by_text(customer, exact=True))


APPROVED = "Control+Enter"
OTHER = "id => document.querySelector('[data-showing]')?.dataset.showing !== id"
WHOLE = """() => {
  const head = document.querySelector('.st-key-wc-case [data-showing]');
  if (!head) return document.querySelector('.wc-empty .wc-title') ? ['', '', 'none'] : null;
  const case_ = head.dataset.showing, name = head.querySelector('.wc-title').textContent;
  if (document.querySelector(`[data-key="onward-${case_}"]`)) return [case_, name, 'done'];
  const area = document.querySelector(`.wc-editor[data-case="${case_}"] .wc-area`);
  const acts = document.querySelector(`[data-key="called-${case_}"]`);
  if (!acts || !(area || document.querySelector('.st-key-wc-case .wc-alarm'))) return null;
  return [case_, name, area?.readOnly ? 'theirs' : 'mine'];
}"""
"""Which case stands on the screen from head to keys, its customer, and whose it is, all of one moment: what a colleague has in hand may
be done in the next. Two empty words when nothing is left."""


@pytest.fixture
def enter(chromium: Browser, house: House) -> Iterator[Callable[[str], Agent]]:
    contexts = []

    def come_in(who: str) -> Agent:
        context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="nl-NL")
        context.set_default_timeout(60_000)
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{house.server.url}/?who={who}")
        expect(page.get_by_role("link", name="Inbox", exact=True)).to_be_visible()
        return Agent(who, page)

    yield come_in
    for context in contexts:
        context.close()


def test_two_agents_and_a_second_reader_through_forty_messages(house: House, enter: Callable[[str], Agent]) -> None:
    rows = queue.queue(house.assistant.work)
    assert Counter(row.customer_name.split()[0] for row in rows) == Counter(DAY)
    sanne, bas = enter("sanne"), enter("bas")
    alarm(sanne)
    thanks(sanne)
    written_to_while_typing(house, bas)
    asked: set[str] = set()
    work_off(asked, sanne, bas)
    second_pair_of_eyes(enter("naima").page)
    back_from_colleagues(bas)
    work_off(asked, sanne, bas)
    counted(house)


def alarm(agent: Agent) -> None:
    """Self-harm: taken by name from the bar, called, closed with a note; nothing is written."""
    bar = agent.page.locator(".wc-alarms .wc-line", has_text="somber 1")
    bar.get_by_role("button", name="Ik pak dit op").click()
    expect(title(agent.page)).to_have_text("somber 1")
    expect(agent.page.locator(".st-key-wc-case .wc-alarm", has_text="0800-0113")).to_be_visible()
    agent.customer()
    agent.form("Alt+b", "called", "Er is iemand bij.")
    agent.gone()


def thanks(agent: Agent) -> None:
    """Fifteen at once: ticked, and set aside as needing no reply."""
    rows = agent.page.locator(".wc-row", has_text=TEXTS["dank"])
    expect(rows).to_have_count(15)
    tick(agent.page, rows, 15)
    picture(agent.page, "desk-many")
    agent.page.locator(".wc-bulk").get_by_role("button", name="Geen antwoord nodig").click()
    expect(agent.page.locator(".st-key-wc-rows")).to_contain_text("15 gesprekken apart gezet")
    expect(rows).to_have_count(0)


def written_to_while_typing(house: House, agent: Agent) -> None:
    """Two customers write again under the agent's hands: the text stays, the news is said, and one reply goes out."""
    for name in ("gewoon 1", "gewoon 2"):
        agent.open(name)
        agent.write(CALL)
        saved(agent.page)
        brand = house.assistant.work.brands[next(row.brand for row in queue.queue(house.assistant.work) if row.customer_name == name)]
        intake.receive(
            house.assistant.work,
            Incoming(
                brand=brand.id, channel="email", author=name, handle=name, text="En kan het ook per 1 december?", at=datetime.now(UTC)
            ),
        )
        expect(agent.page.locator(".st-key-wc-case")).to_contain_text("een nieuw bericht van de klant")
        assert agent.page.locator(BOX).input_value() == CALL
        agent.approve()
        agent.gone()


def work_off(asked: set[str], *agents: Agent) -> None:
    """Agents take turns with what is on their own screens, until neither has anything left; `asked`: what a colleague was asked."""
    idle = 0
    while idle < 2 * len(agents):
        for agent in agents:
            idle = 0 if handle(agent, asked) else idle + 1


def handle(agent: Agent, asked: set[str]) -> bool:
    """What an agent does with the case on the screen; False when there is none of theirs."""
    customer = agent.customer() or agent.look_at_the_list()
    if agent.hand == "done":
        agent.leave("Alt+n")
        return True
    if agent.hand != "mine":
        agent.page.wait_for_timeout(1000)
        return False
    kind = customer.split()[0]
    if kind == "gas":
        take(agent)
        agent.approve()
    elif kind == "eis" and not agent.page.locator(".st-key-wc-case", has_text="Schrijf het rustiger").count():
        agent.write(BOLD)
        expect(agent.page.locator(".wc-findings")).to_contain_text("aansprakelijkheid")
        agent.form("Alt+s", "second", "klant wil erkenning")
    elif kind == "plan" and agent.case not in asked:
        asked.add(agent.case)
        agent.form("Alt+c", "wait_colleague", "Rijdt de monteur nog?", "Planning")
    else:
        agent.write(CALL)
        agent.approve()
    return True


def take(agent: Agent) -> None:
    """An agent who answers danger says so by name."""
    button = agent.page.locator(".st-key-wc-case .wc-alarm").get_by_role("button", name="Ik pak dit op")
    if button.count():
        button.click()
        expect(button).to_have_count(0)


def second_pair_of_eyes(page: Page) -> None:
    """Three are agreed with, for a reason; one goes back with a note."""
    go_to(page, "Tweede lezer", READING)
    readings = page.locator(READING)
    expect(readings).to_have_count(4)
    picture(page, "desk-second-reader")
    readings.first.locator("input[name=note]").fill("Schrijf het rustiger, zonder schuld te erkennen.")
    readings.first.get_by_role("button", name="Terug met een opmerking").click()
    for left in (3, 2, 1):
        expect(readings).to_have_count(left)
        for number in range(readings.first.locator("select").count()):
            readings.first.locator("select").nth(number).select_option("agreed")
        readings.first.get_by_role("button", name="Akkoord en versturen").click()
    expect(readings).to_have_count(0)
    page.context.close()


def back_from_colleagues(agent: Agent) -> None:
    """What waits for a colleague is taken back, six at once, when the answer is there."""
    choose(agent.page, "show", "Wacht op klant, collega of lezer")
    rows = agent.page.locator(".wc-row", has_text="Wacht op Planning")
    expect(rows).to_have_count(6)
    picture(agent.page, "desk-waiting")
    tick(agent.page, rows, 6)
    agent.page.locator(".wc-bulk").get_by_role("button", name="Terug naar de inbox").click()
    expect(rows).to_have_count(0)
    choose(agent.page, "show", "Alles wat wacht op antwoord")
    agent.open("plan 1")


def tick(page: Page, rows: Locator, many: int) -> None:
    for number in range(many):
        rows.nth(number).locator(".wc-pick").click()
    expect(page.locator(".wc-bulk")).to_contain_text(f"{many} gekozen")


def counted(house: House) -> None:
    """Every case ended, each reply went out once, and what was promised stands in the ledger."""
    work, sanne = house.assistant.work, house.person("sanne")
    deadline = time.monotonic() + 30
    while len(house.server.sent()) < 24 and time.monotonic() < deadline:
        time.sleep(0.5)
    views = [cases.open_case(work, sanne, id, take=False) for id in house.cases]
    assert Counter(ended(view) for view in views) == {"closed": 16, "answered": 24}
    sent = Counter(json.loads(path.read_text(encoding="utf-8"))["case"] for path in house.server.sent())
    assert len(sent) == 24 and set(sent.values()) == {1}
    assert alarms.open_alarms(work, sanne) == ()
    with work.store.read() as tx:
        kept = replies.in_state(tx, (ReplyState.SENT,))
    for reply in kept:
        assert reply.approved_at
        ledger = {promise.text for promise in my_promises.promises_of(work, reply.case)}
        now = reply.approved_at.astimezone(work.now(reply.brand).tzinfo)
        undertaken = {promise.text for promise in promises.promises_in(reply, work.brands[reply.brand], "nl", now)}
        assert undertaken <= ledger, reply.case
    assert sum(bool(re.search("mail u morgen", reply.reply.text)) for reply in kept) == 21


def ended(view: CaseView) -> str:
    """How a case ended; the customer may still be asked something."""
    state, answered = view.head.state, (CaseState.ANSWERED, CaseState.WAITING)
    return "answered" if state in answered and view.head.waiting_for in ("", "customer") else state.value
