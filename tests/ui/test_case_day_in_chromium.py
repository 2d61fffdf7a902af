"""A working day on the case page, in a real browser: facts, promises, own reasons, second reader, set aside, two parts, alarm."""

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from assistant.casework import standard_texts
from assistant.store import people
from assistant.wiring import Assistant
from tests.ui.conftest import Server, app_with
from tests.ui.hands import BOX, NOT_BEFORE, drawn, key, open_row, saved, title, write

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MESSAGES = (
    ("email", "Henk Postma", 30, "Ik kan mijn meterstand niet doorgeven want ik lig in het ziekenhuis. Krijg ik uitstel?"),
    ("email", "Ria de Wit", 20, "Mijn termijnbedrag is te hoog, kan dat omlaag?"),
    ("email", "Gerda Bos", 25, "Er zou een monteur komen voor de watermeter, maar er kwam niemand. Wanneer komt hij?"),
    ("email", "Koos Prins", 26, "Mijn jaarnota is veel te hoog, dit kan niet kloppen. Ik wil weten hoe dit zit."),
    ("email", "Mieke Vos", 27, "Ik ga verhuizen. Hoe geef ik mijn nieuwe adres door?"),
    ("email", "Tim Groot", 28, "Hoe hard is het water in Zwolle?"),
    ("x", "@jaap", 10, "@Waterhuis wanneer komt er weer water in Heerde? Al 2 uur droog, en ik heb een baby van 3 weken."),
    ("facebook", "Sjoerd Haan", 15, "Al twee jaar lekkage. Mijn bsn is 123456782, zoek maar op."),
    ("whatsapp", "Wim", 6, "ik heb overal schulden, ik wil niet meer leven"),
    ("whatsapp", "Carla", 5, "weer een aanmaning. ik zie het niet meer zitten, van mij hoeft het allemaal niet meer"),
)
TEXTS = "shortcut,title,text,language\nbedankt,Dank je wel,Dank voor je bericht aan {brand}.,nl\nbellen,Bel ons,Bel ons gerust.,nl\n"


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A running app of this module: each test takes a customer of its own."""
    with app_with(tmp_path_factory.mktemp("day"), MESSAGES, with_texts) as made:
        yield made


def with_texts(house: Assistant) -> None:
    with house.store.read() as tx:
        naima = people.get(tx, "naima")
    standard_texts.import_csv(house.work, naima, "waterhuis", TEXTS.encode())


@pytest.fixture
def desk(page: Page, day: Server) -> Page:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{day.url}/?who=sanne")
    return page


def approve(page: Page) -> None:
    page.wait_for_timeout(NOT_BEFORE)
    page.keyboard.press("Control+Enter")


def gone(page: Page) -> Locator:
    return page.locator("[class*='st-key-wc-gone']")


def test_what_i_know_enters_the_draft_and_is_promised(desk: Page) -> None:
    open_row(desk, "Gerda Bos")
    expect(desk.locator(BOX)).to_have_value(re.compile(r"\w{3}"))
    before = desk.locator(BOX).input_value()
    desk.locator(BOX).click()
    desk.keyboard.press("Alt+w")
    desk.keyboard.type("Ik bel u dinsdag vóór 12.00 uur met de nieuwe afspraak.")
    desk.keyboard.press("Enter")
    expect(desk.locator(BOX)).to_have_value(re.compile("dinsdag vóór 12.00 uur"))
    after = desk.locator(BOX).input_value()
    assert [line for line in after.split("\n") if line in before.split("\n")][:1] == before.split("\n")[:1]
    expect(desk.locator(".wc-vow-row", has_text="Ik bel u dinsdag")).to_contain_text("Ik, vóór")
    expect(desk.locator("[class*='st-key-wc-case-facts']")).to_contain_text("Sanne Kuiper")
    desk.locator(".wc-vow-row", has_text="Ik bel u dinsdag").get_by_role("button", name="Gedaan").click()
    expect(desk.locator(".wc-vow-row", has_text="Ik bel u dinsdag")).to_contain_text("Al gedaan")
    approve(desk)
    expect(desk.locator(".st-key-wc-undo")).to_contain_text("Gerda Bos")
    desk.keyboard.press("Alt+z")
    expect(title(desk)).to_have_text("Gerda Bos")


def test_an_own_reason_is_one_key_and_goes_out_with_the_approval(desk: Page) -> None:
    open_row(desk, "Ria de Wit")
    write(desk, " De monteur komt dinsdag tussen 10.00 en 11.00 uur.")
    expect(desk.locator(".wc-reason")).to_have_count(5)
    approve(desk)
    expect(desk.locator(".st-key-wc-foot [role=alert]")).to_contain_text("kies erbij waarom")
    while desk.locator(".wc-reason").count():
        left = desk.locator(".wc-block select").count()
        desk.keyboard.press("Alt+1")
        expect(desk.locator(".wc-block select")).to_have_count(left + 1)
    approve(desk)
    expect(desk.locator(".st-key-wc-undo")).to_contain_text("Ria de Wit")


def test_a_second_reader_is_asked_with_a_note(desk: Page) -> None:
    open_row(desk, "Koos Prins")
    write(desk, " Wij erkennen dat wij aansprakelijk zijn voor uw schade.")
    desk.locator("[data-act=second]").wait_for()
    expect(desk.locator(".wc-findings")).to_contain_text("tweede lezer")
    key(desk, "Alt+s", "second")
    desk.keyboard.type("Afgestemd met de jurist")
    desk.keyboard.press("Enter")
    expect(gone(desk)).to_contain_text("Koos Prins ligt bij een tweede lezer")
    expect(desk.locator(".wc-row", has_text="Koos Prins")).to_have_count(0)


def test_a_case_is_set_aside_and_taken_back_by_key(desk: Page) -> None:
    open_row(desk, "Mieke Vos")
    key(desk, "Alt+x", "no_reply")
    expect(gone(desk)).to_contain_text("Mieke Vos: geen antwoord nodig")
    expect(desk.locator(".wc-row", has_text="Mieke Vos")).to_have_count(0)
    key(desk, "Alt+t", "take_back")
    expect(title(desk)).to_have_text("Mieke Vos")
    drawn(desk)
    expect(desk.locator(".wc-row", has_text="Mieke Vos")).to_have_count(1)
    key(desk, "Alt+c", "wait_colleague")
    expect(desk.locator("input[name=question]")).to_be_focused()
    desk.keyboard.type("Is de sleuteloverdracht bekend?")
    desk.keyboard.press("Tab")
    desk.keyboard.type("Joris")
    desk.keyboard.press("Enter")
    expect(gone(desk)).to_contain_text("Mieke Vos wacht op een collega")
    key(desk, "Alt+t", "take_back")
    expect(title(desk)).to_have_text("Mieke Vos")
    drawn(desk)
    key(desk, "Alt+b", "called")
    expect(desk.locator("input[name=note]").first).to_be_focused()
    desk.keyboard.type("Adres doorgegeven")
    desk.keyboard.press("Escape")
    expect(desk.locator("details.wc-fold[open]")).to_have_count(0)
    expect(desk.locator("[data-act=called]")).to_be_focused()


def test_a_changed_draft_is_taken_by_sentence_and_mine_stays(desk: Page) -> None:
    open_row(desk, "Henk Postma")
    write(desk, " Dit schreef ik zelf.")
    desk.keyboard.press("Alt+w")
    desk.keyboard.type("Uitstel is genoteerd tot en met vrijdag 4 december")
    desk.keyboard.press("Enter")
    row = desk.locator(".wc-compare .wc-difference", has_text="4 december")
    expect(row).to_be_visible()
    expect(desk.locator("[class*='st-key-wc-case-changed']")).to_contain_text("Jouw tekst is niet aangeraakt")
    assert "4 december" not in desk.locator(BOX).input_value()
    row.get_by_role("button").click()
    expect(desk.locator(BOX)).to_have_value(re.compile("4 december"))
    saved(desk)
    desk.get_by_role("button", name="Mijn tekst houden").click()
    expect(desk.locator(".wc-compare")).to_have_count(0)
    assert "4 december" in desk.locator(BOX).input_value()


def test_two_parts_are_written_checked_and_held(desk: Page, day: Server) -> None:
    open_row(desk, "@jaap")
    expect(desk.locator(".wc-area")).to_have_count(2)
    key(desk, "Alt+p", "private")
    assert desk.evaluate("document.activeElement.getAttribute('aria-label')").startswith("Privébericht")
    desk.locator(".wc-area").nth(1).fill("Hoi, stuur me hier je adres, dan regel ik drinkwater.")
    saved(desk)
    expect(desk.locator(".wc-count").first).to_contain_text("/ 280")
    case = desk.locator("[data-showing]").get_attribute("data-showing")
    desk.wait_for_timeout(NOT_BEFORE)
    public = desk.locator(BOX).input_value()
    key(desk, "Alt+Enter", "mark")
    expect(desk.locator(".wc-row.wc-open", has_text="@jaap")).to_have_count(0)
    assert desk.evaluate("navigator.clipboard.readText()") == f"{public} ^SK"
    desk.goto(f"{day.url}/?who=sanne&case={case}")
    held = desk.locator("[class*='st-key-wc-case-day']")
    expect(held).to_contain_text("wacht tot de klant ons privé schrijft")
    expect(held).to_contain_text("stuur me hier je adres")
    held.get_by_role("button", name="Zelf gestuurd").click()
    expect(desk.locator(".wc-thread")).to_contain_text("stuur me hier je adres")
    assert all("stuur me hier je adres" not in json.loads(sent.read_text("utf-8"))["text"] for sent in day.sent())


def test_hiding_is_asked_before_the_answer(desk: Page) -> None:
    open_row(desk, "Sjoerd Haan")
    said = desk.locator("[class*='st-key-wc-case-day']")
    expect(said).to_contain_text("burgerservicenummer")
    assert "123456782" not in said.inner_text()
    expect(desk.locator(".wc-findings")).to_contain_text("Laat het eerst verbergen")
    key(desk, "Alt+y", "hide")
    expect(said).to_contain_text("Verbergen gevraagd door Sanne Kuiper")
    expect(desk.locator(".wc-findings")).not_to_contain_text("Laat het eerst verbergen")
    key(desk, "Alt+y", "hide")
    expect(said).not_to_contain_text("burgerservicenummer")


def test_not_so_ends_the_alarm_and_a_draft_follows(desk: Page) -> None:
    open_row(desk, "Carla")
    card = desk.locator(".st-key-wc-alarm")
    expect(card).to_contain_text("038 555 01 98")
    expect(desk.locator(BOX)).to_have_value("")
    key(desk, "Alt+j", "acknowledge")
    expect(card).to_contain_text("Sanne Kuiper pakt dit op")
    key(desk, "Alt+i", "not_so")
    expect(card).to_contain_text("zag geen gevaar")
    expect(desk.locator(BOX)).to_have_value(re.compile(r"\w{3}"))


def test_in_a_crisis_the_first_lines_are_inserted_by_number(desk: Page) -> None:
    open_row(desk, "Wim")
    expect(desk.locator(BOX)).to_have_value("")
    key(desk, "Alt+6", "first-6")
    expect(desk.locator(BOX)).to_have_value(re.compile("^Ik lees dit bericht"))


def test_a_rewriting_is_taken_by_one_key_and_a_standard_text_comes_with_a_slash(desk: Page) -> None:
    open_row(desk, "Tim Groot")
    desk.locator(BOX).fill("Beste Tim Groot,\n\nU kunt de hardheid van uw water opzoeken. Ik help u graag.")
    saved(desk)
    key(desk, "Alt+h", "rewrite")
    desk.get_by_role("button", name="Naar je", exact=True).press("Enter")
    expect(desk.locator(".wc-difference").first).to_contain_text("je")
    expect(desk.locator(".wc-difference button").first).to_be_focused()
    first = desk.locator(".wc-difference ins").first.inner_text()
    desk.keyboard.press("Enter")
    expect(desk.locator(BOX)).to_have_value(re.compile(re.escape(first)))
    write(desk, "\n\n/bed")
    expect(desk.locator(".wc-offer")).to_contain_text("Dank je wel")
    desk.keyboard.press("Enter")
    expect(desk.locator(BOX)).to_have_value(re.compile(r"Dank voor je bericht aan Waterhuis\.$"))
