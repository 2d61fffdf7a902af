"""The first five minutes: what docs/tour.md tells, done in a real browser on the demo's own brands and messages.

    WEBCARE_PICTURES=docs/images .venv/bin/python -m pytest tests/ui/test_tour.py

makes its pictures again.
"""

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.ui.conftest import CHECKOUT, Server, at_work, content_of, started
from tests.ui.hands import BOX, approve, choose, go_to, open_row, picture, saved, title

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SHOWN = {"waterhuis": ("wh-in-1", "wh-in-7", "wh-in-11"), "buurtmarkt": ("bm-in-6", "bm-in-10"), "woonhaven": ("wo-in-5",)}
"""Of each brand the messages of its sample inbox that the tour meets."""

PRIVATE = ".wc-area >> nth=1"
UNDO_SECONDS = 20


def short_inbox(brand: str) -> str:
    """The messages of the brand's own inbox that the tour meets."""
    path = CHECKOUT / "knowledge" / brand / "inbox" / "inbox.jsonl"
    rows = [line for line in path.read_text(encoding="utf-8").splitlines() if json.loads(line)["id"] in SHOWN[brand]]
    assert len(rows) == len(SHOWN[brand])
    return "\n".join(rows) + "\n"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A running app on the demo with three brands and a short inbox, every draft made."""
    folder = tmp_path_factory.mktemp("tour")
    content, home = content_of(folder / "content", {brand: short_inbox(brand) for brand in SHOWN}), folder / "home"
    with at_work(home, content):
        pass
    with started(Server(home, content, {"WEBCARE_UNDO_SECONDS": str(UNDO_SECONDS)})) as server:
        yield server


def test_the_first_five_minutes(page: Page, demo: Server) -> None:
    page.goto(demo.url)
    page.locator(".wc-row", has_text="Sanne Kuiper").click()
    two_parts_are_ready(page)
    an_amount_without_an_article_is_stopped(page)
    what_i_know_enters_the_draft(page)
    approved_undone_and_approved(page, demo)
    the_honest_customer(page)
    a_person_in_need_gets_the_protocol(page)
    an_article_changes(page, demo)
    a_message_of_ones_own(page)
    sent = [json.loads(path.read_text(encoding="utf-8"))["recipient"] for path in demo.sent()]
    assert sorted(sent) == sorted(["@noor_uit_epe", "Els van Dam"]), sent


def two_parts_are_ready(page: Page) -> None:
    """0:30 The baby without water: number and water point from the article."""
    open_row(page, "@noor_uit_epe")
    expect(page.locator(PRIVATE)).to_have_value(re.compile(r"\w{3}"))
    both = page.locator(BOX).input_value() + page.locator(PRIVATE).input_value()
    assert "0800 555 01 10" in both and "noodwater" in both.lower(), both
    expect(page.locator(".st-key-wc-side")).to_contain_text("Noodwater")
    picture(page, "tour-1-two-parts")


def an_amount_without_an_article_is_stopped(page: Page) -> None:
    """1:00"""
    page.locator(PRIVATE).click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Je krijgt € 50 vergoeding.")
    expect(page.locator(".wc-findings .wc-block", has_text="€ 50").first).to_be_visible()
    page.wait_for_function(CLEAR)
    picture(page, "tour-2-blocked")
    for _ in " Je krijgt € 50 vergoeding.":
        page.keyboard.press("Backspace")
    expect(page.locator(".wc-findings .wc-block")).to_have_count(0)
    saved(page)


def what_i_know_enters_the_draft(page: Page) -> None:
    """1:30 The draft follows, the promise is seen."""
    page.keyboard.press("Alt+w")
    page.keyboard.type("monteur komt donderdag tussen 9 en 12 uur, volgens de planning")
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-wc-side")).to_contain_text("volgens de planning")
    follow(page, "donderdag")
    expect(page.locator(".wc-vows").first).to_be_visible()
    picture(page, "tour-3-what-i-know")


def approved_undone_and_approved(page: Page, demo: Server) -> None:
    """2:00"""
    approve(page, "@noor_uit_epe")
    picture(page, "tour-4-undo")
    page.keyboard.press("Alt+z")
    expect(title(page)).to_have_text("@noor_uit_epe")
    approve(page, "@noor_uit_epe")
    assert demo.sent() == []


def the_honest_customer(page: Page) -> None:
    """2:20"""
    open_row(page, "Els van Dam")
    expect(page.locator(BOX)).to_have_value(re.compile("betaallink"))
    picture(page, "desk-nl-light")
    approve(page, "Els van Dam")


def a_person_in_need_gets_the_protocol(page: Page) -> None:
    """2:40 Somebody who does not want to go on: no draft."""
    paste(page, "woonhaven", "Ruben", "Weer de deurwaarder aan de deur. Ik zie geen uitweg meer en wil er niet meer zijn.")
    expect(page.locator(".st-key-wc-case .wc-alarm")).to_contain_text("0800-0113")
    expect(page.locator(".wc-alarms")).to_contain_text("Ruben")
    assert page.locator(BOX).count() == 0 or page.locator(BOX).input_value() == ""
    picture(page, "tour-5-protocol")
    page.locator(".wc-alarms .wc-line", has_text="Ruben").get_by_role("button", name="Ik pak dit op").click()
    expect(page.locator(".wc-alarms", has_text="Ruben")).to_have_count(0)


def an_article_changes(page: Page, demo: Server) -> None:
    """3:10 Open drafts and promises that rest on it light up."""
    expect(page.locator(".st-key-wc-undo")).to_have_count(0)
    page.goto(f"{demo.url}/knowledge?who=wouter")
    change_article(page, "Storing, noodwater en updates", "binnen 2 uur", "binnen 3 uur")
    picture(page, "tour-6-article")
    page.goto(f"{demo.url}/?who=sanne")
    expect(page.locator(".wc-row", has_text="Mw. Brouwer")).to_contain_text("Kennis gewijzigd")
    expect(page.locator(".wc-mine .wc-promise", has_text="@noor_uit_epe").first).to_contain_text("Kennis gewijzigd")
    expect(page.locator(".st-key-show input")).to_be_visible()  # the list is whole
    picture(page, "tour-7-lit-up")


def a_message_of_ones_own(page: Page) -> None:
    """3:50 No source, and that is said."""
    paste(page, "waterhuis", "Joris", "Verkopen jullie ook tweedehands racefietsen?")
    expect(page.locator(".st-key-wc-case")).to_contain_text("Geen bron gevonden")
    picture(page, "tour-8-no-source")


CLEAR = """() => document.activeElement.tagName === 'TEXTAREA'
  && document.activeElement.getBoundingClientRect().bottom < document.querySelector('.st-key-wc-foot').getBoundingClientRect().top"""
"""Whether the box that is typed in stands clear of the findings that came up under it."""

TYPED = "[...document.querySelectorAll('.wc-area')].some((box) => box.value.includes(words))"
"""Whether one of the boxes holds these words."""


def follow(page: Page, words: str) -> None:
    """The newer draft stands in the boxes: by itself, or taken when the text had been touched."""
    offer = page.locator("[data-act=take_all]")
    page.wait_for_function(f"words => {TYPED} || document.querySelector('[data-act=take_all]')", arg=words)
    if offer.count():
        page.keyboard.press("Alt+r")
    page.wait_for_function(f"words => {TYPED}", arg=words)


def paste(page: Page, brand: str, author: str, text: str) -> None:
    """Takes in one message by hand; its conversation opens on the desk."""
    go_to(page, "Berichten binnenhalen", ".st-key-paste-brand input")
    choose(page, "paste-brand", brand.capitalize())
    page.locator(".st-key-paste-author input").fill(author)
    page.locator(".st-key-paste-text textarea").fill(text)
    page.get_by_role("button", name="Neem op en open het gesprek").click()
    expect(title(page)).to_have_text(author)


def change_article(page: Page, title: str, old: str, new: str) -> None:
    """On the knowledge desk: another amount everywhere in an article, saved as a new version."""
    choose(page, "knowledge-brand", "Waterhuis")
    page.get_by_role("button", name=title).click()
    box = page.locator("textarea").first
    expect(box).to_have_value(re.compile(old))
    box.fill(box.input_value().replace(old, new))
    page.get_by_role("button", name="Opslaan als nieuwe versie").click()
    expect(page.get_by_text("Versie 2 is opgeslagen")).to_be_visible()
