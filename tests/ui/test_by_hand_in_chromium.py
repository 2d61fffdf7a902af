"""What an agent does by hand beside answering, in a real browser: a promise for a colleague, a shift, many cases by key, a reading set
right, attachments, standard texts from a file to the reply, and an inbox that fills again."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from assistant.casework import approval, edits, intake, sending
from assistant.records.case import CaseState
from assistant.records.draft import Reply
from assistant.records.intake import Incoming
from assistant.records.work import ReplyState
from assistant.store import cases, jobs, people, replies
from assistant.wiring import Assistant
from tests.ui.conftest import Server, app_with, at_work
from tests.ui.hands import BOX, go_to, key, open_row, saved, title, write

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MESSAGES = (
    ("email", "Gerda Bos", 25, "Er zou een monteur komen voor de watermeter, maar er kwam niemand. Wanneer komt hij?"),
    ("email", "Mieke Vos", 27, "Ik ga verhuizen. Hoe geef ik mijn nieuwe adres door?"),
    ("email", "Tim Groot", 28, "Hoe hard is het water in Zwolle?"),
    ("email", "Ria de Wit", 20, "Mijn termijnbedrag is te hoog, kan dat omlaag?"),
    ("email", "Henk Postma", 21, "Hoe lees ik mijn watermeter af?"),
)
UNSURE = Reply("Beste Wim, ik kijk het voor u na.")
TWO_PARTS = Reply("@truus Wat vervelend. Stuur ons een privébericht.", "Dag Truus, ik kijk met u mee naar de meter.")
CSV = (
    b"shortcut,title,text,language\nbellen,Bel ons,Bel ons gerust via {contact.klantenservice}.,nl\n"
    b'bedankt,Dank je wel,"Dank voor je bericht, {customer}.",nl\nfout,Kapot,Hallo {niemand}.,nl\n'
)


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A running app of this module: each test takes customers of its own."""
    with app_with(tmp_path_factory.mktemp("by-hand"), MESSAGES, prepared_by_hand) as made:
        yield made


def prepared_by_hand(house: Assistant) -> None:
    with_pictures(house)
    not_sure(house)
    not_gone(house)


def with_pictures(house: Assistant) -> None:
    sent = ("meterkast.jpg", "rekening.pdf")
    message = Incoming("waterhuis", "whatsapp", "Noor", "Dit is mijn meter. Klopt mijn rekening?", datetime.now(UTC), attachments=sent)
    intake.receive(house.work, message)


def approved(house: Assistant, channel: str, name: str, text: str, reply: Reply, how: Callable[..., object]) -> str:
    """A case of this customer whose reply was approved, or sent by hand; its id."""
    case = intake.receive(house.work, Incoming("waterhuis", channel, name, text, datetime.now(UTC)))
    with house.store.read() as tx:
        sanne = people.get(tx, "sanne")
    edits.save_edit(house.work, sanne, case, reply, seen=0)
    reasons = {finding.check: "elsewhere" for finding in edits.review(house.work, case, reply)}
    how(house.work, sanne, case, reply.hash, reasons=reasons)
    return case


def not_sure(house: Assistant) -> None:
    """A reply of which nobody knows whether it went out: the program stopped while it was being sent."""
    case = approved(house, "email", "Wim Stam", "Hoe hard is het water in Ommen?", UNSURE, approval.approve)
    with house.store.write() as tx:
        reply = replies.find(tx, replies.reply_id(case, 0))
        assert reply
        replies.move(tx, reply, (ReplyState.APPROVED,), ReplyState.UNKNOWN)
        cases.move(tx, cases.head(tx, case), state=CaseState.FOR_PERSON, reply_state=ReplyState.UNKNOWN)
        jobs.drop(tx, sending.send_key(reply))


def not_gone(house: Assistant) -> None:
    """A private message that failed after its customer had written privately."""
    case = approved(house, "x", "@truus", "@Waterhuis mijn meter lekt een beetje, wat nu?", TWO_PARTS, approval.mark_sent)
    with house.store.write() as tx:
        reply = replies.find(tx, replies.reply_id(case, 0))
        assert reply
        cases.mark(tx, case, private_channel="x", private_recipient="@truus")
        replies.move(
            tx,
            reply,
            (ReplyState.SENT,),
            ReplyState.SENT,
            error="The program stopped while sending the private part; it may or may not be out.",
        )


@pytest.fixture
def desk(page: Page, day: Server) -> Page:
    page.goto(f"{day.url}/?who=sanne")
    return page


def test_a_promise_is_a_colleagues_by_a_time_of_my_choice(desk: Page) -> None:
    open_row(desk, "Gerda Bos")
    key(desk, "Alt+l", "promise")
    asked = desk.locator("details.wc-fold[open] form")
    asked.locator("select").select_option(label="Bas Verweij")
    asked.locator("input[name=by]").fill("2035-06-01T14:30")
    asked.get_by_role("button", name="Vastleggen").click()
    expect(desk.locator(".wc-vow").first).to_contain_text("Bas Verweij, vóór")
    expect(desk.locator(".wc-vow").first).to_contain_text("14:30")


def test_who_is_on_says_so_until_they_stop(desk: Page) -> None:
    desk.locator("[data-testid=stPopover] button").first.click()
    shift, change = desk.locator("[class*='st-key-wc-shift'] tr", has_text="Sanne Kuiper"), desk.locator(".st-key-shift-change button")
    expect(change).to_have_text("Ik ben er")
    change.click()
    expect(change).to_have_text("Ik stop")
    expect(shift).to_contain_text("tot ")
    change.click()
    expect(change).to_have_text("Ik ben er")
    expect(desk.locator("[class*='st-key-wc-shift']")).not_to_contain_text("tot ")


def test_many_cases_are_set_aside_by_key_and_come_back(desk: Page) -> None:
    rows = {name: desk.locator(".wc-row", has_text=name) for name in ("Mieke Vos", "Tim Groot")}
    for row in rows.values():
        row.focus()
        desk.keyboard.press("x")
        expect(row.locator(".wc-pick")).to_have_attribute("aria-pressed", "true")
    bulk = desk.locator(".wc-bulk")
    expect(bulk).to_contain_text("2 gekozen")
    bulk.get_by_role("button", name="Geen antwoord nodig").press("Enter")
    for row in rows.values():
        expect(row).to_have_count(0)
    done = desk.locator(".wc-aside")
    expect(done).to_contain_text("2 gesprekken apart gezet")
    done.get_by_role("button", name="Terug naar de inbox").press("Enter")
    for row in rows.values():
        expect(row).to_have_count(1)


def test_the_reading_is_set_right_by_hand_and_by_nobody_else(desk: Page) -> None:
    open_row(desk, "Ria de Wit")
    row = desk.locator(".wc-row", has_text="Ria de Wit")
    expect(row.locator(".wc-chip").first).to_have_text("Vandaag")
    desk.locator(".wc-side-fold summary", has_text="Inschatting").click()
    triage = desk.locator(".wc-triage")
    triage.get_by_label("Urgentie").select_option(label="Nu")
    expect(row.locator(".wc-chip").first).to_have_text("Nu")
    expect(triage).to_contain_text("aangepast door een collega")
    side = desk.locator(".st-key-wc-side")
    side.evaluate("el => el.scrollTo(0, el.scrollHeight)")
    open_row(desk, "Henk Postma")  # the fold stays open; nothing of the choice goes along
    expect(side).to_have_js_property("scrollTop", 0)
    expect(triage.get_by_label("Urgentie").locator("option:checked")).not_to_have_text("Nu")
    expect(triage).not_to_contain_text("aangepast door een collega")


def test_attachments_are_named(desk: Page) -> None:
    open_row(desk, "Noor")
    expect(desk.locator(".wc-thread")).to_contain_text("Bijlagen: meterkast.jpg, rekening.pdf")


def test_an_empty_inbox_looks_again_by_itself(page: Page, tmp_path: Path) -> None:
    with app_with(tmp_path, ()) as server:
        page.goto(f"{server.url}/?who=sanne")
        expect(page.locator(".st-key-wc-nothing")).to_contain_text("De inbox is leeg")
        new = Incoming("waterhuis", "email", "Els Smit", "Hoe hard is het water in Wezep?", datetime.now(UTC))
        with at_work(server.home, server.content, [new]):
            expect(title(page)).to_have_text("Els Smit")
            expect(page.locator(".wc-row.wc-open")).to_contain_text("Els Smit")
            expect(page).to_have_url(re.compile("case=c"))


def test_a_reply_that_may_not_be_out_is_sent_again_by_a_person(desk: Page, day: Server) -> None:
    open_row(desk, "Wim Stam")
    expect(desk.locator("[class*='st-key-wc-case-job']")).to_contain_text("Het is niet zeker of dit antwoord is verzonden")
    expect(desk.get_by_role("button", name="Goedkeuren en versturen")).to_be_disabled()
    desk.get_by_role("button", name="Verstuur opnieuw").click()
    expect(desk.locator(".wc-row", has_text="Wim Stam")).to_have_count(0)
    go_to(desk, "Verzonden", f"text={UNSURE.text}")
    expect(desk.locator(".wc-card", has_text=UNSURE.text)).to_contain_text("Verstuurd")
    assert sent_with(desk, day, UNSURE.text) == 1


def test_a_private_message_that_failed_is_sent_once_more(desk: Page, day: Server) -> None:
    go_to(desk, "Verzonden", "text=Nog eens sturen")
    card = desk.locator(".wc-card", has=desk.get_by_role("button", name="Nog eens sturen"))
    expect(card).to_contain_text("@truus")
    expect(card).to_contain_text("Het programma stopte tijdens het versturen van het privébericht")
    card.get_by_role("button", name="Nog eens sturen").click()
    expect(desk.locator(".wc-card", has_text="wacht sinds")).to_have_count(0)  # it is out
    assert sent_with(desk, day, TWO_PARTS.private_text) == 1


def sent_with(page: Page, server: Server, words: str) -> int:
    """How many messages in the outbox hold these words, once the worker came to them."""
    for _ in range(600):
        if found := sum(words in json.loads(path.read_text(encoding="utf-8"))["text"] for path in server.sent()):
            return found
        page.wait_for_timeout(100)
    return 0


def test_standard_texts_come_from_a_file_into_a_reply(page: Page, day: Server) -> None:
    page.goto(f"{day.url}/knowledge?who=naima")
    page.locator("[class*='st-key-texts-'] summary", has_text="Standaardteksten").click()
    page.locator("[class*='st-key-texts-file'] input[type=file]").set_input_files({"name": "t.csv", "mimeType": "text/csv", "buffer": CSV})
    said = page.locator("[class*='st-key-wc-texts-told']")
    expect(said).to_contain_text("1 geweigerd")
    expect(said).to_contain_text("Niemand kan {niemand} invullen")
    page.goto(f"{day.url}/?who=sanne")
    open_row(page, "Henk Postma")
    write(page, "\n\n/bed")
    expect(page.locator(".wc-offer")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator(BOX)).to_have_value(re.compile(r"Dank voor je bericht, Henk Postma\.$"))
    saved(page)
