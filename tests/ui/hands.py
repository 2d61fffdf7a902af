"""What a person does at the screen, in a real browser: opens, reads, types, approves; each waits for what that person would see."""

import contextlib
import os
from pathlib import Path

from PIL import Image
from playwright.sync_api import Locator, Page, expect

BOX = ".wc-area >> nth=0"
NOT_BEFORE = 2300
"""Milliseconds: a case that just opened is neither approved nor set aside yet; a person reads it first."""

PICTURES = os.environ.get("WEBCARE_PICTURES", "")  # read now: no test sees the surroundings


def title(page: Page) -> Locator:
    """The customer's name above the case in hand."""
    return page.locator(".st-key-wc-case .wc-title").first


def open_row(page: Page, name: str) -> None:
    """Clicks a row of the list, until its case is whole and has been read."""
    page.locator(".wc-row", has_text=name).first.click()
    expect(title(page)).to_have_text(name)
    drawn(page)


def drawn(page: Page) -> None:
    """Waits until the whole case is on the screen, from head to keys, and has been read."""
    case = page.locator("[data-showing]").get_attribute("data-showing")
    expect(page.locator(f".wc-editor[data-case='{case}']")).to_be_visible()
    expect(page.locator(".wc-editor")).to_have_count(1)
    expect(page.locator(f"[data-key='called-{case}']")).to_be_visible()
    page.wait_for_timeout(NOT_BEFORE)


def write(page: Page, text: str) -> None:
    """Types at the end of the reply."""
    page.locator(BOX).click()
    page.keyboard.press("Control+End")
    page.keyboard.type(text)


def saved(page: Page) -> None:
    """Waits until the store holds what stands in the boxes."""
    expect(page.locator(".wc-editor").first).to_have_attribute("data-state", "saved")


def key(page: Page, keys: str, act: str) -> None:
    """Presses the key of an act once that act is on the screen."""
    expect(page.locator(f"[data-act='{act}']").first).to_be_visible()
    page.keyboard.press(keys)


def approve(page: Page, customer: str) -> None:
    """Reads, approves; presses again while the case still stands there, as a person would at a slow machine."""
    undo = page.locator(".st-key-wc-undo", has_text=customer)
    for _ in range(4):
        page.wait_for_timeout(NOT_BEFORE)
        if title(page).inner_text() == customer:
            page.keyboard.press("Control+Enter")
        with contextlib.suppress(AssertionError):
            expect(undo).to_be_visible(timeout=10_000)
            return
    expect(undo).to_be_visible(timeout=1_000)


def go_to(page: Page, name: str, shows: str) -> None:
    """Another desk, by its name in the bar; clicked again when a slow machine lost the click between two drawings."""
    for _ in range(3):
        page.get_by_role("link", name=name, exact=True).click()
        with contextlib.suppress(AssertionError):
            expect(page.locator(shows).first).to_be_visible(timeout=15_000)
            return
    expect(page.locator(shows).first).to_be_visible(timeout=1_000)


def choose(page: Page, list_: str, name: str) -> None:
    """One of the choices of a list of Streamlit's, by the key of the list."""
    page.locator(f".st-key-{list_} input").click()
    page.get_by_role("option", name=name).click()


def picture(page: Page, name: str) -> None:
    """Keeps what the screen shows, small, where WEBCARE_PICTURES says; nowhere without it."""
    if not PICTURES:
        return
    path = Path(PICTURES) / f"{name}.png"
    page.screenshot(path=path)
    Image.open(path).convert("RGB").quantize(160).save(path, optimize=True)
