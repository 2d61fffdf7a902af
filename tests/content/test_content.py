"""What people edit is read strictly: a fault names file, line and mend, and the rest goes on."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from assistant.content.brands import brand_faults, load_brand, load_brands
from assistant.content.cases import read_cases
from assistant.content.documents import parse_document, read_document, write_document
from assistant.content.lists import load_lists
from assistant.content.messages import read_inbox
from assistant.content.prompts import Prompts
from assistant.content.words import load_words, word_gaps
from assistant.errors import ContentError
from assistant.records.intake import Incoming
from assistant.records.knowledge import Audience, ResolvedCase
from assistant.settings import CHECKOUT


def brand(tmp_path: Path, toml: str, name: str = "proef") -> Path:
    folder = tmp_path / "knowledge" / name
    folder.mkdir(parents=True)
    (folder / "brand.toml").write_text(toml, encoding="utf-8")
    return folder


def test_a_brand_with_only_a_name_gets_sensible_defaults(tmp_path: Path) -> None:
    loaded = load_brand(brand(tmp_path, 'name = "Proef BV"'))
    assert loaded.id == "proef" and loaded.form == "je"
    assert loaded.channels["x"].public and loaded.channels["x"].limit == 280
    assert loaded.channels["x"].private_route["nl"] == "DM"
    assert not loaded.channels["email"].public
    assert loaded.reports_back(3).minutes == 30 and loaded.reports_back(1).working_days == 1


def test_a_channel_overrides_only_what_it_names(tmp_path: Path) -> None:
    loaded = load_brand(brand(tmp_path, 'form = "u"\n[channels.x]\nform = "je"\n[channels.email]\nwords = 120\n'))
    assert loaded.form_on("x") == "je" and loaded.form_on("email") == "u"
    assert loaded.channels["email"].words == 120 and loaded.channels["email"].limit == 10000
    assert set(loaded.channels) == {"x", "email"}


@pytest.mark.parametrize(
    ("toml", "says"),
    [
        ('form = "gij"', "gij"),
        ('timezone = "Europa/Mokum"', "Europa/Mokum"),
        ('[hours]\nmon = "altijd"', "mon"),
        ('[hours]\nmon = "08.30-17.00"', "mon"),
        ('[hours]\nmon = "0830-1700"', "mon"),
        ('[hours]\nmon = "20:00-08:00"', "mon"),
        ('[hours]\nmaandag = "08:00-20:00"', "maandag"),
        ("[report_back]\n1 = { working_days = 1 }", "report_back.1"),
        ('[mandate]\namount = "veel"', "mandate.amount"),
        ('name = "Proef\n', ":1"),
        ('id = "anders"', "anders"),
        ("languages = []", "no language"),
    ],
)
def test_a_fault_in_a_brand_names_what_and_where(tmp_path: Path, toml: str, says: str) -> None:
    folder = brand(tmp_path, toml)
    with pytest.raises(ContentError) as caught:
        load_brand(folder)
    assert says in str(caught.value) and "brand.toml" in str(caught.value) and caught.value.mend


def test_a_field_nobody_reads_is_named_and_does_not_stop_the_brand(tmp_path: Path) -> None:
    folder = brand(tmp_path, 'name = "Proef"\nslogan = "Altijd dichtbij"\n[channels.x]\ncolour = "blue"\n')
    assert load_brand(folder).name == "Proef"
    assert sorted(fault.what for fault in brand_faults(tmp_path)) == [
        "Nobody reads the field 'channels.x.colour'.",
        "Nobody reads the field 'slogan'.",
    ]


POLICY = """---
title: Retour
owner: Iris Blom
audience: internal
valid_from: 2026-01-01
valid_until: 2026-12-31
topics: retour, ruilen
needs: ordernummer
---

## Termijn
Binnen veertien dagen.
"""


def test_a_policy_is_read_and_written_back_the_same() -> None:
    read = parse_document(POLICY, id="proef/retour", brand="proef", where="retour.md")
    assert (read.title, read.owner, read.audience) == ("Retour", "Iris Blom", Audience.INTERNAL)
    assert (read.valid_from, read.valid_until) == (date(2026, 1, 1), date(2026, 12, 31))
    assert read.topics == ("retour", "ruilen") and read.needs == ("ordernummer",)
    assert parse_document(write_document(read), id=read.id, brand=read.brand, where="retour.md") == read


def test_a_policy_without_front_matter_is_public_and_takes_its_heading_as_title() -> None:
    read = parse_document("# Ruilen mag\n\nBinnen een week.", id="proef/ruilen", brand="proef", where="ruilen.md")
    assert read.title == "Ruilen mag" and read.audience is Audience.PUBLIC and read.valid_until is None


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (("valid_until: 2026-12-31", "valid_until: 2025-12-31"), 6),
        (("valid_from: 2026-01-01", "valid_from: morgen"), 5),
        (("audience: internal", "audience: iedereen"), 4),
        (("topics: retour, ruilen", "kleur: blauw"), 7),
        (("owner: Iris Blom", "Iris Blom"), 3),
    ],
)
def test_a_fault_in_front_matter_names_its_line(change: tuple[str, str], line: int) -> None:
    with pytest.raises(ContentError) as caught:
        parse_document(POLICY.replace(*change), id="proef/retour", brand="proef", where="retour.md")
    assert caught.value.where == f"retour.md:{line}" and caught.value.mend


def test_front_matter_without_an_end_and_an_empty_policy_are_faults() -> None:
    for text in ("---\ntitle: Retour\n", "---\ntitle: Retour\n---\n\n  \n"):
        with pytest.raises(ContentError):
            parse_document(text, id="proef/retour", brand="proef", where="retour.md")


def test_a_file_in_another_encoding_names_the_line(tmp_path: Path) -> None:
    path = tmp_path / "oud.md"
    path.write_bytes(b"# Titel\n\nCaf\xe9 Noir\n")
    with pytest.raises(ContentError) as caught:
        read_document(path, "proef")
    assert caught.value.where.endswith("oud.md:3") and "UTF-8" in caught.value.mend


def test_a_broken_line_is_reported_and_the_rest_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_text(
        '{"id": "a", "complaint": "Nat pakket", "reply": "Sorry.", "policies": ["schade"], "closed_on": "2026-03-01"}\n'
        '{"id": "b", "complaint": \n\n'
        '{"id": "c", "complaint": "Kapot"}\n'
        '{"id": "d", "complaint": "Kapot", "reply": "Nieuw.", "closed_on": "maart"}\n'
        "[1]\n"
        '{"id": "e", "complaint": "Laat", "reply": "Vandaag."}\n',
        encoding="utf-8",
    )
    rows = list(read_cases(path, "proef"))
    cases = [row for row in rows if isinstance(row, ResolvedCase)]
    faults = [row for row in rows if isinstance(row, ContentError)]
    assert [case.id for case in cases] == ["a", "e"] and cases[0].policies == ("proef/schade",)
    assert [fault.where.split(":")[1] for fault in faults] == ["2", "4", "5", "6"]


def test_sample_messages_are_dated_back(tmp_path: Path) -> None:
    path = tmp_path / "inbox.jsonl"
    path.write_text('{"id": "m", "channel": "x", "author": "@jan", "text": "Hallo?", "minutes_ago": 90}\n{"id": "n"}\n', encoding="utf-8")
    first, second = read_inbox(path, "proef", now=datetime(2026, 5, 1, 12, 0, tzinfo=UTC))
    assert isinstance(first, Incoming) and first.at == datetime(2026, 5, 1, 10, 30, tzinfo=UTC) and first.external_id == "m"
    assert isinstance(second, ContentError)


def prompt(tmp_path: Path, text: str) -> Prompts:
    folder = tmp_path / "prompts" / "proef"
    folder.mkdir(parents=True)
    (folder / "v1.md").write_text(text, encoding="utf-8")
    (tmp_path / "prompts" / "active.toml").write_text('proef = "v1"\n', encoding="utf-8")
    return Prompts(tmp_path)


def test_a_prompt_is_filled_and_keeps_its_name_version_and_hash(tmp_path: Path) -> None:
    filled = prompt(tmp_path, "# system\nSchrijf in het $language.\n# user\nKosten: $$5. $complaint\n").fill(
        "proef", language="Nederlands", complaint="Te $duur & <nat>"
    )
    assert filled.system == "Schrijf in het Nederlands." and filled.user == "Kosten: $5. Te $duur & <nat>"
    assert filled.label.startswith("proef@v1#") and len(filled.hash) == 64


@pytest.mark.parametrize("given", [{"a": "1"}, {"a": "1", "b": "2", "c": "3"}])
def test_a_missing_or_unknown_variable_fails_before_any_call(tmp_path: Path, given: dict[str, str]) -> None:
    with pytest.raises(ContentError) as caught:
        prompt(tmp_path, "# system\n$a\n# user\n$b\n").fill("proef", **given)
    assert ("b" if len(given) == 1 else "c") in caught.value.what


@pytest.mark.parametrize("text", ["Zonder kopjes", "# system\nEen\n", "# system\n$ los\n# user\nx\n"])
def test_a_prompt_that_cannot_be_used_is_a_fault(tmp_path: Path, text: str) -> None:
    with pytest.raises(ContentError):
        prompt(tmp_path, text).fill("proef")


def test_screen_words_fill_in_and_a_gap_shows_as_its_key(tmp_path: Path) -> None:
    folder = tmp_path / "knowledge" / "screens"
    folder.mkdir(parents=True)
    (folder / "nl.toml").write_text('[queue]\ntitle = "Inbox ({count})"\n', encoding="utf-8")
    (folder / "en.toml").write_text("", encoding="utf-8")
    words = load_words(tmp_path, "nl")
    assert words.say("queue.title", count=3) == "Inbox (3)" and words.say("queue.none") == "queue.none"
    assert words.say("queue.title") == "Inbox ({count})"
    assert word_gaps(tmp_path) == ("en: queue.title",)


def test_a_cliche_that_is_no_pattern_names_its_line(tmp_path: Path) -> None:
    folder = tmp_path / "knowledge" / "words"
    folder.mkdir(parents=True)
    (folder / "cliches_nl.txt").write_text("# uitleg\nwat (vervelend\t2\t\n", encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load_lists(tmp_path)
    assert caught.value.where.endswith("cliches_nl.txt:2")


def test_all_content_of_the_project_is_sound() -> None:
    assert not brand_faults(CHECKOUT)
    assert set(load_brands(CHECKOUT)) >= {"waterhuis", "woonhaven", "pechlijn", "koffiehuis", "pakketvlug", "buurtmarkt"}
    assert load_lists(CHECKOUT).cliches["nl"] and load_lists(CHECKOUT).cliches["en"]
    assert word_gaps(CHECKOUT) == ()
    for folder in (CHECKOUT / "knowledge").glob("*/policies"):
        for path in folder.glob("*.md"):
            assert read_document(path, folder.parent.name).title
        broken = [
            row
            for path in folder.parent.glob("cases/*.jsonl")
            for row in read_cases(path, folder.parent.name)
            if isinstance(row, ContentError)
        ]
        assert not broken
