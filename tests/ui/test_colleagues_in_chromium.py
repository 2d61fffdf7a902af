"""What agents do beside answering, in a real browser: merge, hand over, a gesture within its budget, and whether a promise was kept."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.ui.conftest import Server, app_with
from tests.ui.hands import key, open_row, saved, title, write

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MESSAGES = (
    ("email", "Ineke Blom", 20, "Ik ga verhuizen. Hoe geef ik mijn nieuwe adres door?"),
    ("whatsapp", "Ineke Blom", 1380, "Hallo, ik ben het weer, van de verhuizing. Per 1 december."),
    ("email", "Koos Prins", 26, "Mijn jaarnota is veel te hoog, dit kan niet kloppen. Ik wil weten hoe dit zit."),
    ("email", "Ria de Wit", 24, "Mijn termijnbedrag is te hoog, kan dat omlaag?"),
)


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A running app of this module: each test takes a customer of its own."""
    with app_with(tmp_path_factory.mktemp("colleagues"), MESSAGES) as made:
        yield made


@pytest.fixture
def desk(page: Page, day: Server) -> Page:
    page.goto(f"{day.url}/?who=sanne")
    return page


def form(page: Page, keys: str, act: str) -> Locator:
    """What folds open under an act, by its key."""
    key(page, keys, act)
    opened = page.locator("details.wc-fold[open] form")
    expect(opened).to_be_visible()
    return opened


def test_two_threads_of_one_customer_become_one(desk: Page) -> None:
    threads = desk.locator(".wc-row", has_text="Ineke Blom")
    expect(threads).to_have_count(2)
    threads.filter(has_text="WhatsApp").click()
    expect(desk.locator("[data-showing]")).to_contain_text("om vrij te antwoorden")  # WhatsApp's own 24 hours
    merging = form(desk, "Alt+m", "merge")
    expect(merging.locator("option").first).to_have_text("Ineke Blom · E-mail")
    merging.get_by_role("button").click()
    expect(threads).to_have_count(1)
    expect(desk.locator(".wc-thread")).to_contain_text("Hoe geef ik mijn nieuwe adres door?")
    expect(desk.locator(".wc-thread")).to_contain_text("van de verhuizing")


def test_what_is_handed_over_says_for_whom_and_opens_there(desk: Page, day: Server) -> None:
    open_row(desk, "Koos Prins")
    handing = form(desk, "Alt+o", "hand_over")
    handing.locator("select").select_option(label="Bas Verweij")
    handing.get_by_role("button").click()
    expect(desk.locator("[class*='st-key-wc-gone']")).to_contain_text("Koos Prins is overgedragen")
    expect(desk.locator(".wc-row", has_text="Koos Prins")).to_contain_text("Voor Bas Verweij")
    desk.goto(f"{day.url}/?who=bas")
    open_row(desk, "Koos Prins")
    write(desk, " Ik kijk ernaar.")
    saved(desk)


def test_a_gesture_stays_within_its_budget_and_is_kept_or_not(desk: Page) -> None:
    open_row(desk, "Ria de Wit")
    vows = desk.locator("[class*='st-key-wc-case-promises']")
    for what, amount in (("kaartje", "4.50"), ("bloemen", "5.00")):
        desk.locator("[data-act=gesture]").click()
        giving = desk.locator("details.wc-fold[open] form")
        giving.locator("select").select_option(what)
        giving.locator("input[name=amount]").fill(amount)
        giving.get_by_role("button", name="Toezeggen").click()
        expect(vows).to_contain_text(f"Attentie: {what}, € {amount.replace('.', ',')}")
    desk.locator("[data-act=gesture]").click()
    expect(desk.locator("details.wc-fold[open] form")).to_contain_text("Nog € 0,50 voor dit gesprek")
    desk.locator("details.wc-fold[open] form input[name=amount]").fill("9.00")
    desk.locator("details.wc-fold[open] form").get_by_role("button", name="Toezeggen").click()
    expect(desk.locator(".st-key-wc-foot [role=alert]")).to_be_visible()
    vows.locator(".wc-vow-row", has_text="kaartje").get_by_role("button", name="Gedaan").click()
    expect(vows).to_contain_text("1 afgehandeld")
    vows.locator(".wc-vow-row", has_text="bloemen").get_by_role("button", name="Niet nagekomen").click()
    expect(vows).to_contain_text("2 afgehandeld")
    vows.locator("summary", has_text="afgehandeld").click()
    expect(vows).to_contain_text("Nagekomen: Attentie: kaartje, € 4,50")
    expect(vows).to_contain_text("Niet nagekomen: Attentie: bloemen, € 5,00")
    expect(title(desk)).to_have_text("Ria de Wit")
