"""The first five minutes: what docs/tour.md tells, done in a real browser on the demo's own brands and messages.

    WEBCARE_PICTURES=docs/images .venv/bin/python -m pytest tests/ui/test_tour.py

makes its pictures again.
"""

import contextlib
import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from assistant.records.work import JobKind
from assistant.server import running
from assistant.worker import Worker
from tests.ui.conftest import CHECKOUT, Server
from tests.ui.test_desk_in_chromium import BOX, open_row, saved, settle

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SHOWN = {"waterhuis": ("wh-in-1", "wh-in-7", "wh-in-11"), "buurtmarkt": ("bm-in-6", "bm-in-10"), "woonhaven": ("wo-in-5",)}
"""Of each brand the messages of its sample inbox that the tour meets."""

PRIVATE = ".wc-area >> nth=1"
UNDO_SECONDS = 15
PICTURES = os.environ.get("WEBCARE_PICTURES", "")  # read now: no test sees the surroundings


def workspace(folder: Path) -> Path:
    """The demo's content with three brands and a short inbox."""
    knowledge = folder / "knowledge"
    for name in ("screens", "words", *SHOWN):
        shutil.copytree(CHECKOUT / "knowledge" / name, knowledge / name)
    for path in (CHECKOUT / "knowledge").glob("*.*"):
        shutil.copy(path, knowledge)
    shutil.copytree(CHECKOUT / "prompts", folder / "prompts")
    for brand, ids in SHOWN.items():
        path = knowledge / brand / "inbox" / "inbox.jsonl"
        rows = [line for line in path.read_text(encoding="utf-8").splitlines() if json.loads(line)["id"] in ids]
        assert len(rows) == len(ids)
        path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A running app on the demo, every draft made."""
    folder = tmp_path_factory.mktemp("tour")
    content, home = workspace(folder / "content"), folder / "home"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WEBCARE_HOME", str(home))
        patch.setenv("WEBCARE_CONTENT", str(content))
        assistant = running()
        worker = Worker(assistant)
        while worker.step((JobKind.ALARM, JobKind.DRAFT)):
            pass
        assistant.store.close()
    server = Server(home, content, {"WEBCARE_UNDO_SECONDS": str(UNDO_SECONDS)})
    server.start()
    yield server
    server.stop()


@pytest.fixture
def tourist(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, locale="nl-NL")
    context.set_default_timeout(60_000)
    yield context.new_page()
    context.close()


def picture(page: Page, name: str) -> None:
    """Keeps what the screen shows, small, where WEBCARE_PICTURES says; nowhere without it."""
    if not PICTURES:
        return
    path = Path(PICTURES) / f"{name}.png"
    page.screenshot(path=path)
    Image.open(path).convert("RGB").quantize(160).save(path, optimize=True)


def block(page: Page) -> str:
    expect(page.locator(".wc-findings .wc-block").first).to_be_visible()
    return page.locator(".wc-findings").inner_text()


def test_the_first_five_minutes(tourist: Page, demo: Server) -> None:
    page = tourist
    page.goto(demo.url)
    page.locator(".wc-row", has_text="Sanne Kuiper").click()

    # 0:30 the baby without water: two parts ready, number and water point from the article
    open_row(page, "@noor_uit_epe")
    expect(page.locator(PRIVATE)).to_have_value(re.compile(r"\w{3}"))
    both = page.locator(BOX).input_value() + page.locator(PRIVATE).input_value()
    assert "0800 555 01 10" in both and "noodwater" in both.lower(), both
    expect(page.locator(".st-key-wc-side")).to_contain_text("Noodwater")
    picture(page, "tour-1-two-parts")

    # 1:00 an amount that no article gives is stopped
    page.locator(PRIVATE).click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Je krijgt € 50 vergoeding.")
    assert "€ 50" in block(page)
    picture(page, "tour-2-blocked")
    for _ in " Je krijgt € 50 vergoeding.":
        page.keyboard.press("Backspace")
    expect(page.locator(".wc-findings .wc-block")).to_have_count(0)
    saved(page)

    # 1:30 what I know: the draft follows, the promise is seen
    page.keyboard.press("Alt+w")
    page.keyboard.type("monteur komt donderdag tussen 9 en 12 uur, volgens de planning")
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-wc-side")).to_contain_text("volgens de planning")
    follow(page, "donderdag")
    expect(page.locator(".wc-vows").first).to_be_visible()
    picture(page, "tour-3-what-i-know")

    # 2:00 approve, undo, approve
    approve(page, "@noor_uit_epe")
    picture(page, "tour-4-undo")
    page.keyboard.press("Alt+z")
    expect(page.locator(".st-key-wc-case .wc-title").first).to_have_text("@noor_uit_epe")
    approve(page, "@noor_uit_epe")
    assert demo.sent() == []

    # 2:20 the honest customer
    open_row(page, "Els van Dam")
    expect(page.locator(BOX)).to_have_value(re.compile("betaallink"))
    approve(page, "Els van Dam")

    # 2:40 somebody who does not want to go on: the protocol, no draft
    paste(page, "woonhaven", "Ruben", "Weer de deurwaarder aan de deur. Ik zie geen uitweg meer en wil er niet meer zijn.")
    expect(page.locator(".st-key-wc-case .wc-alarm")).to_contain_text("0800-0113")
    expect(page.locator(".wc-alarms")).to_contain_text("Ruben")
    assert page.locator(BOX).count() == 0 or page.locator(BOX).input_value() == ""
    picture(page, "tour-5-protocol")
    page.locator(".wc-alarms").get_by_role("button", name="Ik pak dit op").last.click()
    expect(page.locator(".wc-alarms", has_text="Ruben")).to_have_count(0)

    # 3:10 an amount in an article changes: open drafts and promises that rest on it light up
    expect(page.locator(".st-key-wc-undo")).to_have_count(0)
    page.goto(f"{demo.url}/knowledge?who=wouter")
    change_article(page, "Storing, noodwater en updates", "binnen 2 uur", "binnen 3 uur")
    picture(page, "tour-6-article")
    page.goto(f"{demo.url}/?who=sanne")
    expect(page.locator(".wc-row", has_text="Mw. Brouwer")).to_contain_text("Kennis gewijzigd")
    expect(page.locator(".wc-mine .wc-promise", has_text="@noor_uit_epe").first).to_contain_text("Kennis gewijzigd")
    picture(page, "tour-7-lit-up")

    # 3:50 a message of one's own: no source, and that is said
    paste(page, "waterhuis", "Joris", "Verkopen jullie ook tweedehands racefietsen?")
    expect(page.locator(".st-key-wc-case")).to_contain_text("Geen bron gevonden")
    picture(page, "tour-8-no-source")

    sent = [json.loads(path.read_text(encoding="utf-8")) for path in demo.sent()]
    assert sorted(one["recipient"] for one in sent) == sorted(["@noor_uit_epe", "Els van Dam"]), [one["recipient"] for one in sent]


TYPED = "[...document.querySelectorAll('.wc-area')].some((box) => box.value.includes(words))"
"""Whether one of the boxes holds these words."""


def approve(page: Page, customer: str) -> None:
    """Reads, approves; presses again while the case still stands there, as a person would at a slow machine."""
    undo = page.locator(".st-key-wc-undo", has_text=customer)
    for _ in range(4):
        settle(page)
        if page.locator(".st-key-wc-case .wc-title").first.inner_text() == customer:
            page.keyboard.press("Control+Enter")
        with contextlib.suppress(AssertionError):
            expect(undo).to_be_visible(timeout=10_000)
            return
    expect(undo).to_be_visible(timeout=1_000)


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
    page.locator(".st-key-paste-brand input").click()
    page.get_by_role("option", name=brand.capitalize()).click()
    page.locator(".st-key-paste-author input").fill(author)
    page.locator(".st-key-paste-text textarea").fill(text)
    page.get_by_role("button", name="Neem op en open het gesprek").click()
    expect(page.locator(".st-key-wc-case .wc-title").first).to_have_text(author)


def go_to(page: Page, name: str, shows: str) -> None:
    """Another desk, by its name in the bar; clicked again when a slow machine lost the click between two drawings."""
    for _ in range(3):
        page.get_by_role("link", name=name, exact=True).click()
        with contextlib.suppress(AssertionError):
            expect(page.locator(shows).first).to_be_visible(timeout=15_000)
            return
    expect(page.locator(shows).first).to_be_visible(timeout=1_000)


def change_article(page: Page, title: str, old: str, new: str) -> None:
    """On the knowledge desk: another amount everywhere in an article, saved as a new version."""
    page.locator(".st-key-knowledge-brand input").click()
    page.get_by_role("option", name="Waterhuis").click()
    page.get_by_role("button", name=title).click()
    box = page.locator("textarea").first
    expect(box).to_have_value(re.compile(old))
    box.fill(box.input_value().replace(old, new))
    page.get_by_role("button", name="Opslaan als nieuwe versie").click()
    expect(page.get_by_text("Versie 2 is opgeslagen")).to_be_visible()
