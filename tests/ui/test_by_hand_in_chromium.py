"""What an agent does by hand beside answering, in a real browser: a promise for a colleague, a shift, many cases by key, a reading set
right, attachments, standard texts from a file to the reply, and an inbox that fills again."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from assistant.casework import intake
from assistant.records.intake import Incoming
from assistant.wiring import Assistant
from tests.ui.conftest import Server, app_with, at_work
from tests.ui.hands import BOX, key, open_row, saved, title, write

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MESSAGES = (
    ("email", "Gerda Bos", 25, "Er zou een monteur komen voor de watermeter, maar er kwam niemand. Wanneer komt hij?"),
    ("email", "Mieke Vos", 27, "Ik ga verhuizen. Hoe geef ik mijn nieuwe adres door?"),
    ("email", "Tim Groot", 28, "Hoe hard is het water in Zwolle?"),
    ("email", "Ria de Wit", 20, "Mijn termijnbedrag is te hoog, kan dat omlaag?"),
    ("email", "Henk Postma", 21, "Hoe lees ik mijn watermeter af?"),
)
CSV = (
    b"shortcut,title,text,language\nbellen,Bel ons,Bel ons gerust via {contact.klantenservice}.,nl\n"
    b'bedankt,Dank je wel,"Dank voor je bericht, {customer}.",nl\nfout,Kapot,Hallo {niemand}.,nl\n'
)


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A running app of this module: each test takes customers of its own."""
    with app_with(tmp_path_factory.mktemp("by-hand"), MESSAGES, with_pictures) as made:
        yield made


def with_pictures(house: Assistant) -> None:
    sent = ("meterkast.jpg", "rekening.pdf")
    message = Incoming("waterhuis", "whatsapp", "Noor", "Dit is mijn meter. Klopt mijn rekening?", datetime.now(UTC), attachments=sent)
    intake.receive(house.work, message)


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
