"""The pages through AppTest: what they show, whom they obey, and what reaches the store. Small workspace, real parts."""

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from assistant.casework import approval, cases, queue
from assistant.content.words import LANGUAGES, load_words, word_gaps
from assistant.curation import documents as curation
from assistant.records.desk import CaseView
from assistant.records.knowledge import Document, ResolvedCase
from assistant.records.people import Person
from assistant.records.work import ReplyState
from assistant.server import running
from assistant.store import documents, gaps, people, resolved
from assistant.ui import desk
from assistant.ui.tree import Node, node, plain
from assistant.wiring import Assistant
from tests.ui.acting import acted, approved, told
from tests.ui.conftest import CHECKOUT

MAIN = str(CHECKOUT / "assistant" / "ui" / "main.py")
UI = CHECKOUT / "assistant" / "ui"


@pytest.fixture
def house(prepared: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Assistant]:
    """The Assistant of this test alone."""
    content, home = prepared
    shutil.copytree(home, tmp_path / "home", dirs_exist_ok=True)
    monkeypatch.setenv("WEBCARE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("WEBCARE_CONTENT", str(content))
    yield running()
    running().store.close()


def screen(who: str = "sanne", **address: str) -> AppTest:
    at = AppTest.from_file(MAIN, default_timeout=180)
    for name, value in {"who": who, **address}.items():
        at.query_params[name] = value
    return at


def shown(at: AppTest) -> AppTest:
    at.run()
    assert not at.exception, at.exception
    return at


def drawn(at: AppTest, key: str) -> Node:
    """What the component whose key begins with `key` was given."""
    found = [element.proto for element in at.get("bidi_component") if re.search(rf"-{re.escape(key)}", element.proto.id)]
    assert found, f"{key} is not on the screen"
    data: Node = json.loads(found[0].mixed.json or found[0].json)
    return data


def reads(at: AppTest) -> str:
    """Everything our own components show."""
    given = [json.loads(element.proto.mixed.json or element.proto.json) for element in at.get("bidi_component")]
    return "\n".join(plain(data) for data in given)


def person(house: Assistant, id: str = "sanne") -> Person:
    with house.store.read() as tx:
        return people.get(tx, id)


def case_of(house: Assistant, name: str) -> str:
    return next(row.case for row in queue.queue(house.work) if row.customer_name == name)


def look(house: Assistant, case: str) -> CaseView:
    return cases.open_case(house.work, person(house), case, take=False)


def typed(at: AppTest, view: CaseView, text: str, nonce: str = "n1", **more: object) -> None:
    """What the editor in the browser would send."""
    edit = {"case": view.case.id, "texts": {"text": text, "private_text": ""}, "version": desk.version_of(view), "nonce": nonce, **more}
    at.session_state[desk.editor_key(view.case.id)] = {"edit": edit}


def article(house: Assistant, id: str, who: str) -> tuple[AppTest, Document]:
    """The knowledge desk with an article open, and the article as it stands."""
    at = shown(screen(who=who))
    at.switch_page("desks/knowledge.py")
    at.session_state["document"] = id
    shown(at)
    with house.store.read() as tx:
        return at, documents.get(tx, id).document


def test_people_pick_themselves_before_anything_else(house: Assistant) -> None:
    at = shown(screen(who=""))
    assert "Sanne Kuiper" in reads(at)
    assert not at.get("text_input")
    assert "Sanne Kuiper" in reads(shown(screen(who="nobody")))


def test_the_desk_shows_queue_thread_draft_and_sources(house: Assistant) -> None:
    case = case_of(house, "Henk Postma")
    at = shown(screen(case=case))
    rows = plain(drawn(at, "wc-rows"))
    assert all(name in rows for name in ("Henk Postma", "Ria de Wit", "@jaap"))
    assert "meterstand" in plain(drawn(at, "wc-case-head"))
    view = look(house, case)
    assert drawn(at, f"edit-{case}")["texts"]["text"] == view.reply.text
    assert view.draft
    assert view.draft.citations[0].sentence in plain(drawn(at, "wc-case-sources"))
    assert "Postma" not in plain(drawn(at, "wc-case-reading")).partition("[NAAM_1]")[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_screen_shows_the_name_of_a_word_instead_of_the_word(house: Assistant, language: str) -> None:
    case = case_of(house, "Henk Postma")
    tables = {key.partition(".")[0] for key in load_words(CHECKOUT, language).texts}
    for path in ("", "desks/outbox.py", "desks/knowledge.py", "desks/quality.py", "desks/intake.py"):
        at = shown(screen(lang=language, case=case))
        if path:
            at.switch_page(path)
            shown(at)
        labels = [str(getattr(element, "label", "")) for element in at.main]
        for word in re.findall(r"\b([a-z_]+)\.[a-z_]+\b", "\n".join([reads(at), *labels])):
            assert word not in tables, f"{path}: {word}"


def test_what_was_typed_is_kept_once(house: Assistant) -> None:
    case = case_of(house, "Henk Postma")
    at = shown(screen(case=case))
    typed(at, look(house, case), "Dag meneer Postma, u krijgt uitstel.")
    shown(at)
    view = look(house, case)
    assert view.reply.text == "Dag meneer Postma, u krijgt uitstel."
    version = view.edit_version
    shown(at)
    assert look(house, case).edit_version == version


def test_text_that_clashes_is_not_kept_and_not_approved(house: Assistant) -> None:
    case = case_of(house, "Henk Postma")
    at = shown(screen(case=case))
    before = look(house, case)
    typed(at, before, "Van mij.", conflict=True)
    shown(at)
    assert look(house, case).reply == before.reply
    pressed = approved(before, **{f"unsettled-{case}": at.session_state[f"unsettled-{case}"]})
    assert look(house, case).reply_state is ReplyState.OPEN
    assert "Kies eerst" in told(pressed)


def test_approving_opens_the_next_case_and_undo_the_last(house: Assistant) -> None:
    case = case_of(house, "Ria de Wit")
    pressed = approved(look(house, case))
    assert look(house, case).reply_state is ReplyState.APPROVED
    following = str(pressed.session_state["case"])
    assert following != case
    at = shown(screen(case=following))
    assert "Ria de Wit" in plain(drawn(at, "wc-undo-text"))
    at.button(key=f"undo-{case}").click()
    shown(at)
    assert look(house, case).reply_state is ReplyState.OPEN
    assert at.session_state["case"] == case


def test_a_button_of_a_case_that_is_being_drawn_over_approves_nothing(house: Assistant) -> None:
    """On a slow screen the next case's head may stand above the last one's button: its key is not meant for what it would send."""
    last, following = case_of(house, "Ria de Wit"), case_of(house, "Henk Postma")
    approved(look(house, last), case=following)
    assert {look(house, case).reply_state for case in (last, following)} == {ReplyState.OPEN}


def test_a_block_is_said_in_words_and_the_text_stays(house: Assistant) -> None:
    case = case_of(house, "Henk Postma")
    at = shown(screen(case=case))
    text = look(house, case).reply.text + " U krijgt € 500 vergoeding."
    typed(at, look(house, case), text)
    shown(at)
    assert "Eerst oplossen" in plain(drawn(at, "wc-case-findings"))
    pressed = approved(look(house, case))
    view = look(house, case)
    assert view.reply_state is ReplyState.OPEN
    assert view.reply.text == text
    assert "eerst opgelost" in told(pressed)


def test_skip_goes_down_the_list(house: Assistant) -> None:
    rows = [row.case for row in queue.queue(house.work)]
    seen = [rows[0]]
    for _ in rows[1:]:
        seen.append(str(acted(seen[-1], "skip", seen[-1]).session_state["case"]))
    assert seen == rows


def test_what_i_know_is_kept_with_a_name(house: Assistant) -> None:
    case = case_of(house, "@jaap")
    at = shown(screen(case=case))
    at.text_input(key=f"fact-{case}").set_value("Het water komt om 17.00 uur terug, zegt de storingsdienst.")
    shown(at)
    facts = look(house, case).case.facts
    assert [fact.text for fact in facts] == ["Het water komt om 17.00 uur terug, zegt de storingsdienst."]
    assert at.text_input(key=f"fact-{case}").value == ""


def test_a_message_of_ones_own_becomes_a_case(house: Assistant) -> None:
    at = shown(screen())
    at.switch_page("desks/intake.py")
    shown(at)
    at.text_input(key="paste-author").set_value("Els Smit")
    at.text_input(key="paste-handle").set_value("els.smit@example.nl")
    at.text_area(key="paste-text").set_value("Hoe hard is het water in Wezep?")
    at.button[-1].click()
    at.run()
    assert look(house, case_of(house, "Els Smit")).head.recipient == "els.smit@example.nl"


def test_an_empty_message_is_refused_in_words(house: Assistant) -> None:
    at = shown(screen())
    at.switch_page("desks/intake.py")
    shown(at)
    at.text_area(key="paste-text").set_value(" ")
    at.button[-1].click()
    shown(at)
    assert "Het bericht is leeg" in reads(at)
    assert len(queue.queue(house.work)) == 3


def test_an_article_is_saved_as_a_new_version_and_restored(house: Assistant) -> None:
    id = "waterhuis/meterstand"
    at, before = article(house, id, "wouter")
    box = at.text_area(key=f"document-{id}")
    box.set_value(box.value.replace(before.title, "Meterstand, nieuw"))
    at.button(key="save-document").click()
    shown(at)
    with house.store.read() as tx:
        now = documents.get(tx, id).document
    assert (now.title, now.version) == ("Meterstand, nieuw", before.version + 1)
    assert f"Versie {now.version} is opgeslagen" in reads(at)


def test_an_agent_may_not_change_an_article(house: Assistant) -> None:
    id = "waterhuis/meterstand"
    at, before = article(house, id, "sanne")
    at.text_area(key=f"document-{id}").set_value("---\ntitle: Mijn regels\n---\n\n## Regel\n\nAlles mag.\n")
    at.button(key="save-document").click()
    shown(at)
    with house.store.read() as tx:
        assert documents.get(tx, id).document.version == before.version
    assert "mag dit niet" in reads(at)


def test_the_outbox_lists_what_was_approved(house: Assistant) -> None:
    case = case_of(house, "Ria de Wit")
    approval.approve(house.work, person(house), case, look(house, case).reply.hash)
    at = shown(screen())
    at.switch_page("desks/outbox.py")
    shown(at)
    assert look(house, case).reply.text.split("\n")[0] in plain(drawn(at, "wc-outbox"))


def test_settled_cases_and_gaps_wait_for_the_knowledge_manager(house: Assistant) -> None:
    settled = ResolvedCase("r1", "waterhuis", "email", "Mijn kraan zingt.", "Dat is lucht in de leiding.", ("waterhuis/storing",))
    case = case_of(house, "@jaap")
    with house.store.write() as tx:
        resolved.save(tx, settled, at=house.now("waterhuis"), state=resolved.PROPOSED)
        gaps.note(tx, "waterhuis", case, "storing", house.now("waterhuis"))
    at = shown(screen(who="wouter"))
    at.switch_page("desks/knowledge.py")
    shown(at)
    assert "Mijn kraan zingt." in plain(drawn(at, "wc-proposals"))
    assert "droog" in plain(drawn(at, "wc-gaps"))


def test_both_languages_have_all_words_that_the_screens_say() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in UI.rglob("*.py"))
    said = set(re.findall(r"say\(\"([a-z_.0-9]+)\"", source))
    assert len(said) > 80
    for language in LANGUAGES:
        words = load_words(CHECKOUT, language)
        assert sorted(key for key in said if not words.has(key)) == []
    assert word_gaps(CHECKOUT) == ()


def test_no_words_for_people_stand_in_the_code() -> None:
    """Labels come from the word files: no element gets a sentence of its own."""
    calls = (
        r"st\.(?:button|text_input|text_area|selectbox|expander|toggle|markdown|write|title|header|caption|error|info)\(\s*f?\"[A-Za-z]{2,}"
    )
    wrong = [f"{path.name}: {found}" for path in UI.rglob("*.py") for found in re.findall(calls, path.read_text(encoding="utf-8"))]
    assert wrong == []


def test_a_node_keeps_text_as_text() -> None:
    made = node("div", node("p", text="<b>x</b>"), None, cls="c", aria_label="l", attributes={"data-x": "y"})
    assert made == {"t": "div", "n": [{"t": "p", "x": "<b>x</b>"}], "c": "c", "a": {"data-x": "y", "aria-label": "l"}}
    assert plain(made) == "<b>x</b>"


def test_no_page_can_be_opened_past_the_entry() -> None:
    """Streamlit serves every file of a folder `pages` by its own address, without the entry and what it asks."""
    assert not (UI / "pages").exists()


def test_a_typed_article_outlives_another_article_and_a_colleague_who_saved_first(house: Assistant) -> None:
    id = "waterhuis/meterstand"
    at, before = article(house, id, "wouter")
    mine = at.text_area(key=f"document-{id}").value.replace(before.title, "Van Wouter")
    at.text_area(key=f"document-{id}").set_value(mine)
    shown(at)
    at.session_state["document"] = "waterhuis/privacy"
    shown(at)
    at.session_state["document"] = id
    shown(at)
    assert at.text_area(key=f"document-{id}").value == mine
    curation.save(house.store, person(house, "naima"), replace(before, title="Van Naima"), before.version, now=house.now("waterhuis"))
    at.button(key="save-document").click()
    shown(at)
    assert "intussen gewijzigd" in reads(at)
    assert at.text_area(key=f"document-{id}").value == mine
    at.button(key="save-document").click()
    shown(at)
    with house.store.read() as tx:
        assert documents.get(tx, id).document.title == "Van Wouter"
