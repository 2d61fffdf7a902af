"""`webcare check` reads everything and stops at no fault."""

from pathlib import Path

import pytest

from assistant.content.skeleton import make_brand
from assistant.content.sound import read_all
from assistant.errors import InputError
from assistant.settings import CHECKOUT


def test_the_projects_own_content_is_sound() -> None:
    reading = read_all(CHECKOUT)
    assert reading.faults == ()
    assert reading.counts["brands"] >= 6 and reading.counts["policies"] >= 40
    assert reading.counts["cases"] >= 48 and reading.counts["messages"] >= 36


def test_a_new_brand_is_sound_and_made_once(tmp_path: Path) -> None:
    made = make_brand(tmp_path, "helpdesk", 'De "Helpdesk"')
    assert [path.name for path in made] == ["brand.toml"]
    assert make_brand(tmp_path, "helpdesk") == ()
    assert not [fault for fault in read_all(tmp_path).faults if "helpdesk" in fault.where]


@pytest.mark.parametrize("id", ["../weg", "Helpdesk", "", "a b"])
def test_an_id_that_is_no_folder_name_is_refused(id: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        make_brand(tmp_path, id)
    assert caught.value.mend


def test_every_fault_is_found_in_one_reading(tmp_path: Path) -> None:
    make_brand(tmp_path, "proef")
    folder = tmp_path / "knowledge" / "proef"
    (folder / "policies" / "goed.md").write_text("## Regel\nDrie dagen.\n", encoding="utf-8")
    (folder / "policies" / "leeg.md").write_text("---\ntitle: Leeg\n---\n", encoding="utf-8")
    (folder / "cases" / "cases.jsonl").write_text(
        '{"id": "a", "complaint": "x", "reply": "y", "policies": ["goed"]}\n'
        '{"id": "a", "complaint": "x", "reply": "y", "policies": ["weg"]}\n{\n',
        encoding="utf-8",
    )
    (folder / "inbox" / "inbox.jsonl").write_text('{"id": "m", "channel": "x"}\n', encoding="utf-8")
    faults = [fault for fault in read_all(tmp_path).faults if "proef" in fault.where]
    found = " ".join(str(fault) for fault in faults)
    assert len(faults) == 5
    for part in ("leeg.md", "'weg'", "stands in", "cases.jsonl:3", "inbox.jsonl:1"):
        assert part in found


FAULTY = {
    "prompts/reply/v9.md": ("# system\n$fence\n# user\n$hnt\n", "hnt"),
    "knowledge/words/nl.toml": ('[checks]\nrijm = ["(kapot"]\n', "checks.rijm"),
    "knowledge/words/triage_nl.toml": ('[triage]\nboos = ["(heel|erg boos"]\n', "triage.boos"),
    "knowledge/people.toml": ('[[people]]\nid = "sanne"\n', "name"),
    "knowledge/proef/brand.toml": ('name = "Proef"\n[channels.x]\nsign_off = "^{initialen}"\n', "initialen"),
}


@pytest.mark.parametrize("file", FAULTY)
def test_what_would_break_at_work_is_found_before(file: str, tmp_path: Path) -> None:
    make_brand(tmp_path, "proef")
    (tmp_path / "prompts" / "reply").mkdir(parents=True)
    (tmp_path / "prompts" / "active.toml").write_text('reply = "v9"\n')
    good = (CHECKOUT / "prompts" / "reply" / "v3.md").read_text(encoding="utf-8")
    (tmp_path / "prompts" / "reply" / "v9.md").write_text(good, encoding="utf-8")
    before = {str(fault) for fault in read_all(tmp_path).faults}
    text, named = FAULTY[file]
    (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / file).write_text(text, encoding="utf-8")
    new = [str(fault) for fault in read_all(tmp_path).faults if str(fault) not in before]
    assert any(named in fault for fault in new), new
