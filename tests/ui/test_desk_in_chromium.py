"""An agent's work in a real browser: a draft to an approved reply, and nothing lost or sent twice on the way."""

import json
import re
from dataclasses import dataclass, field, replace

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect

from assistant.casework import cases, claims, edits
from assistant.records.draft import Reply
from assistant.server import running
from assistant.store import cases as store_cases
from assistant.store import drafts, people
from tests.ui.conftest import UNDO_SECONDS, Server
from tests.ui.hands import BOX, NOT_BEFORE, open_row, saved, write

pytestmark = [pytest.mark.browser, pytest.mark.slow]
OPEN = ".wc-row.wc-open"
TOO_MUCH = " U krijgt € 500 vergoeding."


def open_desk(page: Page, server: Server, person: str = "sanne") -> None:
    """The desk with a draft in the editor."""
    page.goto(f"{server.url}/?who={person}")
    expect(page.locator(BOX)).to_have_value(re.compile(r"\w{3}"))


def customer(page: Page) -> str:
    return page.locator(f"{OPEN} .wc-one .wc-one").inner_text()


def case_of(page: Page) -> str:
    found = re.search(r"case=(\w+)", page.url)
    assert found
    return found[1]


@dataclass
class SlowLine:
    """A line on which, while it holds, the person's clicks go up and nothing comes down."""

    holds: bool = False
    held: list[str | bytes] = field(default_factory=list)
    page: WebSocketRoute | None = None

    def between(self, page: WebSocketRoute) -> None:
        self.page, server = page, page.connect_to_server()
        page.on_message(server.send)
        server.on_message(self.down)

    def down(self, message: str | bytes) -> None:
        if self.holds:
            self.held.append(message)
        elif self.page:
            self.page.send(message)

    def brings(self, words: str) -> bool:
        return any(words.encode() in message for message in self.held if isinstance(message, bytes))

    def let_go(self) -> None:
        self.holds = False
        for message in self.held:
            self.down(message)


def test_from_a_draft_to_exactly_one_sent_reply(page: Page, server: Server) -> None:
    open_desk(page, server)
    open_row(page, "Henk Postma")
    expect(page.locator(BOX)).to_have_value(re.compile("Postma"))
    draft = page.locator(BOX).input_value()

    write(page, TOO_MUCH)
    expect(page.locator(".wc-findings .wc-block").first).to_contain_text("Eerst oplossen")
    page.wait_for_timeout(NOT_BEFORE)
    page.keyboard.press("Control+Enter")
    expect(page.locator(".st-key-wc-foot [role=alert]")).to_be_visible()
    assert customer(page) == "Henk Postma"
    assert server.sent() == []

    page.locator(BOX).click()
    page.keyboard.press("Control+End")
    for _ in TOO_MUCH:
        page.keyboard.press("Backspace")
    expect(page.locator(".wc-findings .wc-block")).to_have_count(0)
    saved(page)
    assert page.locator(BOX).input_value() == draft

    page.keyboard.press("Control+Enter")
    expect(page.locator(".st-key-wc-undo")).to_contain_text("Henk Postma")
    page.keyboard.press("Alt+z")
    expect(page.locator(f"{OPEN} .wc-one .wc-one")).to_have_text("Henk Postma")
    page.wait_for_timeout(NOT_BEFORE)
    assert server.sent() == []
    page.locator(".st-key-wc-case").get_by_role("button", name=re.compile("Goedkeuren")).click()
    expect(page.locator(".st-key-wc-undo")).to_contain_text("Henk Postma")
    expect(page.locator(".st-key-wc-undo")).to_have_count(0)
    page.wait_for_timeout(1000 * UNDO_SECONDS)  # as long again: what was taken back must not go
    sent = server.sent()
    assert len(sent) == 1
    assert draft.strip() in json.loads(sent[0].read_text(encoding="utf-8"))["text"]


def test_a_draft_made_anew_on_a_slow_line_is_not_approved_unread(page: Page, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server has drawn the new draft; the person still has the old one before them when they press."""
    line = SlowLine()
    page.route_web_socket("**/_stcore/stream*", line.between)
    open_desk(page, server)
    open_row(page, "Henk Postma")
    old = page.locator(BOX).input_value()
    monkeypatch.setenv("WEBCARE_HOME", str(server.home))
    monkeypatch.setenv("WEBCARE_CONTENT", str(server.content))
    house = running()
    line.holds = True
    with house.store.write() as tx:
        head = store_cases.head(tx, case_of(page))
        kept = drafts.latest(tx, head.id, head.turn)
        assert kept
        anew = replace(kept.draft, reply=Reply("Een nieuw concept, dat niemand las."))
        drafts.keep(tx, head.id, head.turn, head.version, anew, house.now(head.brand))
    house.store.close()
    while not line.brings("Een nieuw concept"):
        page.wait_for_timeout(100)
    assert page.locator(BOX).input_value() == old
    page.keyboard.press("Control+Enter")
    line.let_go()
    expect(page.locator(".st-key-wc-foot [role=alert]")).to_contain_text("Lees wat er nu staat en keur dan goed.")
    expect(page.locator(BOX)).to_have_value("Een nieuw concept, dat niemand las.")
    assert customer(page) == "Henk Postma"
    page.keyboard.press("Control+Enter")
    expect(page.locator(".st-key-wc-undo")).to_contain_text("Henk Postma")


def test_three_clicks_on_approve_send_one_reply(page: Page, server: Server) -> None:
    open_desk(page, server)
    open_row(page, "Henk Postma")
    page.wait_for_timeout(NOT_BEFORE)
    spot = page.locator(".st-key-wc-keys button").first.bounding_box()
    assert spot
    for _ in range(3):
        page.mouse.click(spot["x"] + 20, spot["y"] + 10)
        page.wait_for_timeout(400)
    expect(page.locator(".st-key-wc-undo")).to_contain_text("Henk Postma")
    expect(page.locator(".st-key-wc-undo")).to_have_count(0)
    page.wait_for_timeout(1000 * UNDO_SECONDS)
    assert len(server.sent()) == 1
    expect(page.locator(".wc-row")).to_have_count(2)


def test_typed_text_survives_a_reload_a_killed_server_and_a_switch(page: Page, server: Server) -> None:
    open_desk(page, server)
    open_row(page, "Henk Postma")
    write(page, " Voor de wissel.")
    open_row(page, "Ria de Wit")
    assert "Voor de wissel" not in page.locator(BOX).input_value()
    open_row(page, "Henk Postma")
    expect(page.locator(BOX)).to_have_value(re.compile(r"Voor de wissel\.$"))

    write(page, " Voor het herladen.")
    assert case_of(page) == page.locator(".wc-editor").get_attribute("data-case")
    page.reload()
    expect(page.locator(BOX)).to_have_value(re.compile(r"Voor het herladen\.$"))
    saved(page)

    server.kill()
    write(page, " Terwijl de server weg was.")
    page.wait_for_timeout(1500)
    server.start()
    expect(page.locator(BOX)).to_have_value(re.compile(r"Terwijl de server weg was\.$"))
    expect(page.locator(".wc-row").first).to_be_visible()
    saved(page)
    page.reload()
    expect(page.locator(BOX)).to_have_value(re.compile(r"Voor de wissel\. Voor het herladen\. Terwijl de server weg was\.$"))


def test_only_who_holds_a_case_writes_in_it(page: Page, server: Server) -> None:
    open_desk(page, server)
    open_row(page, "Henk Postma")
    context = page.context.browser.new_context()  # type: ignore[union-attr]
    other = context.new_page()
    other.goto(f"{server.url}/?who=bas&case={case_of(page)}")
    expect(other.locator(".st-key-wc-case")).to_contain_text("in behandeling bij Sanne")
    expect(other.locator(BOX)).to_have_attribute("readonly", "")
    write(page, " Van Sanne.")
    saved(page)
    other.locator(".st-key-wc-case").get_by_role("button", name="Overnemen").click()
    expect(page.locator(".st-key-wc-case")).to_contain_text("nam dit gesprek over")
    expect(other.locator(BOX)).to_have_value(re.compile(r"Van Sanne\.$"))
    expect(other.locator(BOX)).not_to_have_attribute("readonly", "")
    write(other, " Van Bas.")
    saved(other)
    expect(page.locator(BOX)).to_have_value(re.compile(r"Van Sanne\. Van Bas\.$"))
    expect(page.locator(BOX)).to_have_attribute("readonly", "")
    context.close()


def test_what_a_colleague_saved_meanwhile_stands_beside_what_i_typed(page: Page, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    open_desk(page, server)
    open_row(page, "Henk Postma")
    case = case_of(page)
    write(page, " Van mij.")
    saved(page)
    server.kill()
    write(page, " Nog niet bewaard.")

    monkeypatch.setenv("WEBCARE_HOME", str(server.home))
    monkeypatch.setenv("WEBCARE_CONTENT", str(server.content))
    house = running()
    with house.store.read() as tx:
        bas = people.get(tx, "bas")
    claims.claim(house.work, bas, case, over=True)
    view = cases.open_case(house.work, bas, case)
    edits.save_edit(house.work, bas, case, Reply("Van Bas.", ""), seen=view.edit_version)
    claims.release(house.work, bas, case)
    house.store.close()

    server.start()
    expect(page.locator(".wc-conflict:not([hidden]) button").first).to_be_visible(timeout=60_000)
    expect(page.locator(BOX)).to_have_value(re.compile(r"Nog niet bewaard\.$"))
    page.get_by_role("button", name="Mijn tekst houden").click()
    saved(page)
    page.reload()
    expect(page.locator(BOX)).to_have_value(re.compile(r"Van mij\. Nog niet bewaard\.$"))
