"""The desk for everybody, by measure: contrast in light and dark, a name for whatever can be used, and zoom to 200%."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from assistant.casework import claims, queue, second_reading
from assistant.casework.edits import save_edit
from assistant.records.draft import Reply
from assistant.store import people
from assistant.wiring import Assistant
from tests.ui.conftest import Server, app_with
from tests.ui.hands import BOX, title

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CONTRAST = Path(__file__).with_name("contrast.js").read_text(encoding="utf-8")
MESSAGES = (
    ("email", "Henk Postma", 30, "Ik kan mijn meterstand niet doorgeven want ik lig in het ziekenhuis. Krijg ik uitstel?"),
    ("email", "Koos Prins", 260, "Mijn jaarnota is veel te hoog, dit kan niet kloppen. Ik wil weten hoe dit zit."),
    ("x", "@jaap", 10, "@Waterhuis wanneer komt er weer water in Heerde? Al 2 uur droog, en ik heb een baby van 3 weken."),
    ("whatsapp", "Wim", 6, "ik heb overal schulden, ik wil niet meer leven"),
    ("facebook", "Sjoerd Haan", 15, "Al twee jaar lekkage. Mijn bsn is 123456782, zoek maar op."),
)
GROUND: dict[Literal["dark", "light"], str] = {"dark": "rgb(20, 25, 26)", "light": "rgb(255, 255, 255)"}
"""The page's own colour in each scheme."""

USED = ("button", "link", "textbox", "combobox", "checkbox", "switch", "searchbox", "spinbutton", "radio", "tab", "DisclosureTriangle")
"""Roles of what a person can use, as Chromium computes them."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A running app with one text at the second reader and one that carries a block."""
    with app_with(tmp_path_factory.mktemp("accessible"), MESSAGES, with_a_reader_and_a_block) as made:
        yield made


def with_a_reader_and_a_block(house: Assistant) -> None:
    with house.store.read() as tx:
        sanne = people.get(tx, "sanne")
    known = {row.customer_name: row.case for row in queue.queue(house.work)}
    bold = Reply("Beste Koos Prins,\n\nWij zijn aansprakelijk voor deze schade. U hoort het vóór morgen 12.00 uur.")
    save_edit(house.work, sanne, known["Koos Prins"], bold, seen=0)
    second_reading.ask(house.work, sanne, known["Koos Prins"], bold.hash, note="klant wil erkenning")
    save_edit(house.work, sanne, known["Henk Postma"], Reply("Beste Henk Postma,\n\nU krijgt € 500 vergoeding."), seen=0)
    claims.release(house.work, sanne, known["Henk Postma"])


SCREENS = {  # name -> (the address, what stands on it once it is whole)
    "case": ("?case=Henk Postma", ".wc-findings .wc-block"),
    "public": ("?case=@jaap", ".wc-editor"),
    "crisis": ("?case=Wim", ".st-key-wc-case .wc-alarm"),
    "hide": ("?case=Sjoerd Haan", "[data-act=hide]"),
    "second": ("second-reader?", ".wc-reading"),
    "outbox": ("outbox?", ".wc-view h2"),
    "intake": ("intake?", ".st-key-paste-text textarea"),
    "knowledge": ("knowledge?", ".wc-view table"),
    "quality": ("quality?", "[data-testid=stFileUploader]"),
}


def go(page: Page, desk: Server, name: str, language: str) -> None:
    """Opens a screen and waits until it is whole."""
    address, shows = SCREENS[name]
    path, _, customer = address.partition("case=")
    page.goto(f"{desk.url}/{path}&who=naima&lang={language}".replace("?&", "?"))
    if customer:
        page.locator(".wc-row", has_text=customer).first.click()
        expect(title(page)).to_have_text(customer)
    expect(page.locator(shows).first).to_be_visible()
    expect(page.locator("[data-testid=stStatusWidget]")).to_have_count(0)


def faint(page: Page) -> list[str]:
    """Texts that stand out too little; looked at again while something may still be fading in."""
    found: list[str] = []
    for _ in range(6):
        measured = page.evaluate(CONTRAST)
        assert measured["count"] > 10, page.url
        found = list(measured["found"])
        if not found:
            break
        page.wait_for_timeout(500)
    return found


def nameless(page: Page) -> list[str]:
    """What can be used and has no name, by the tree that a screen reader gets."""
    session = page.context.new_cdp_session(page)
    nodes: list[dict[str, Any]] = session.send("Accessibility.getFullAXTree")["nodes"]
    found = [node for node in nodes if not node.get("ignored") and node.get("role", {}).get("value") in USED]
    assert len(found) > 5
    return [str(node["role"]["value"]) for node in found if not str(node.get("name", {}).get("value", "")).strip()]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_text_stands_out_and_whatever_can_be_used_has_a_name(page: Page, desk: Server, language: str) -> None:
    wrong: list[str] = []
    for name in SCREENS:
        go(page, desk, name, language)
        wrong += [f"{name}: {role} without a name" for role in nameless(page)]
        for scheme, colour in GROUND.items():
            page.emulate_media(color_scheme=scheme)
            expect(page.locator(".stApp")).to_have_css("background-color", colour)
            wrong += [f"{name}, {scheme}: {each}" for each in faint(page)]
    assert not wrong, "\n".join(wrong)


COVERED = """part => {
  const box = part.getBoundingClientRect();
  const points = [[0.5, 0.5], [0.05, 0.1], [0.95, 0.1], [0.05, 0.9], [0.95, 0.9]];
  return points.filter(([x, y]) => !part.contains(document.elementFromPoint(box.x + box.width * x, box.y + box.height * y)));
}"""
"""Where something lies over a part of the page: of five points on it, those that another element would get."""


def test_at_200_percent_nothing_scrolls_sideways_and_nothing_covers_text_or_approve(chromium: Browser, desk: Server) -> None:
    context = chromium.new_context(viewport={"width": 640, "height": 400}, device_scale_factor=2, locale="nl-NL")
    context.set_default_timeout(60_000)
    page = context.new_page()
    wide: dict[str, str] = {}
    for name in SCREENS:
        go(page, desk, name, "nl")
        sideways = (
            "() => [document.documentElement, document.querySelector('[data-testid=stMain]')].map((el) => el.scrollWidth - el.clientWidth)"
        )
        if any(page.evaluate(sideways)):
            wide[name] = str(page.evaluate(sideways))
    assert wide == {}
    go(page, desk, "case", "nl")
    for part in (page.locator(BOX), page.get_by_role("button", name="Goedkeuren en versturen")):
        part.scroll_into_view_if_needed()
        assert part.evaluate(COVERED) == []
    context.close()
