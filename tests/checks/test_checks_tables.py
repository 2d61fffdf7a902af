"""Every check catches what it must and lets pass what it must, Dutch and English (the tables are cases_*.yaml)."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml

from assistant.checks import CHECKS, check_reply
from assistant.content.lists import load_lists
from assistant.content.words import load_words
from assistant.language import sentences
from assistant.records.brand import Brand, ChannelRules, Contact, Mandate, ReportBack
from assistant.records.case import AgentFact, Author, Message
from assistant.records.draft import Citation, Reply
from assistant.records.finding import Kind, Level
from assistant.records.knowledge import Audience, Passage, PassageKind
from assistant.records.review import Review
from assistant.records.triage import CORRECTED, Judged, Risk, Route, Sentiment, Triage, Urgency

HEADED = re.compile(r"(?:\((.*?)\) )?(.*)", re.S)
"""A clause of the table: its heading between brackets, where it has one, and its text."""
HERE = Path(__file__).parent
NOW = datetime(2026, 6, 2, 14, 10, tzinfo=ZoneInfo("Europe/Amsterdam"))
LISTS = load_lists(HERE.parents[1])
LIMITS = {"x": 280, "facebook": 8000, "whatsapp": 4000, "email": 10000, "chat": 2000, "review": 4000}
PUBLIC = {"x": "DM", "facebook": "Messenger", "review": "mail"}
BRAND = Brand(
    "merk",
    "Merk",
    languages=("nl", "en"),
    form="je",
    channels={
        name: ChannelRules(
            name,
            name in PUBLIC,
            limit,
            0,
            60,
            sign_off="^{initials}",
            private_route={"nl": PUBLIC[name], "en": PUBLIC[name]} if name in PUBLIC else {},
        )
        for name, limit in LIMITS.items()
    },
    contacts=(
        Contact("hulp", "phone", "0800 555 99 00"),
        Contact("mail", "email", "hulp@merk.example"),
        Contact("site", "link", "https://merk.example/hulp"),
    ),
    hours=dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), "08:00-20:00"),
    report_back={
        "3": ReportBack(minutes=240),
        "2": ReportBack(minutes=180),
        "1": ReportBack(working_days=1, at="12:00"),
        "0": ReportBack(working_days=3, at="17:00"),
    },
    mandate=Mandate(Decimal(25), Decimal(10), ("kaartje",)),
)


def cases() -> Iterator[Any]:
    for path in sorted(HERE.glob("cases_*.yaml")):
        for check, wanted in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            for verdict, languages in wanted.items():
                for language, rows in languages.items():
                    for number, row in enumerate(rows):
                        case = {"t": row} if isinstance(row, str) else row
                        yield pytest.param(check, verdict == "catch", language, case, id=f"{check}-{verdict}-{language}-{number}")


def review_of(case: dict[str, Any], language: str) -> Review:
    def long(text: str) -> str:
        return re.sub(r"LONG:(\d+)", lambda match: "x" * int(match[1]), text)

    def passages(key: str, **more: Any) -> Iterator[Passage]:
        more = {"kind": PassageKind.POLICY, **more}
        for number, told in enumerate(case.get(key, ())):
            heading, text = HEADED.match(told).groups()  # type: ignore[union-attr]
            path, tongue = ((heading,), case.get("lang", language)) if heading else ((), "nl")
            yield Passage(f"merk/{key}{number}", f"merk/{key}", "merk", title=key, path=path, text=text, language=tongue, **more)

    risk = Risk(case.get("risk", "none"))
    urgency = Urgency(case.get("urgency", 1))
    triage = Triage(
        Judged(case.get("lang", language)),
        Judged(Sentiment.NEU if urgency == 0 else Sentiment.NEG),
        Judged(""),
        Judged(urgency),
        Judged(case.get("vulnerable", False)),
        (Judged(risk),) if risk is not Risk.NONE else (),
        Judged(case.get("repeat", False)),
        Judged(tuple(case.get("intents", ()))),
        Judged(""),
        Judged(False),
        Judged(tuple(case.get("missing", ()))),
        Judged(Route.DRAFT),
    )
    found = (
        *passages("policy"),
        *passages("internal", audience=Audience.INTERNAL),
        *passages("expired", valid_until=date(2025, 1, 1)),
        *passages("case", kind=PassageKind.CASE),
    )
    thread = (Message("m", Author.CUSTOMER, "", case.get("complaint", ""), NOW - timedelta(minutes=30)),)
    told = sentences.split(long(case["t"]))
    cites = tuple(
        Citation(line, "report_back" if place == "T" else f"merk/policy{place}")
        for words, place in case.get("cites", ())
        for line in told
        if words in line
    )
    facts = tuple(AgentFact(str(number), text, "a", NOW) for number, text in enumerate(case.get("facts", ())))
    return Review(
        Reply(long(case["t"]), long(case.get("private", ""))),
        language,
        BRAND,
        BRAND.channels[case.get("channel", "email")],
        thread,
        triage,
        found,
        facts,
        NOW,
        LISTS,
        citations=cites,
        others=tuple(case.get("others", ())),
        drafted=case.get("drafted"),
    )


@pytest.mark.parametrize(("check", "caught", "language", "case"), cases())
def test_check(check: str, caught: bool, language: str, case: dict[str, Any]) -> None:
    only = tuple(entry for entry in CHECKS if entry[0] == check)
    assert only, f"no check is called {check}"
    findings = check_reply(review_of(case, language), only)
    assert not [finding for finding in findings if finding.reason == "not_checked"]
    assert bool(findings) is caught, findings
    if case.get("level"):
        assert findings[0].level is Level(case["level"])


@pytest.mark.parametrize(
    ("check", "text"), [("promise", "Je krijgt € 500 van ons."), ("liability", "Wij zijn aansprakelijk voor de schade.")]
)
def test_only_danger_that_was_read_goes_before_the_second_reader(check: str, text: str) -> None:
    read = review_of({"t": text, "urgency": 3}, "nl")
    by_hand = replace(read, triage=replace(read.triage, urgency=Judged(Urgency.NOW, CORRECTED)))
    only = tuple(entry for entry in CHECKS if entry[0] == check)
    assert {finding.kind for finding in check_reply(read, only)} == {Kind.OWN_REASON}
    assert {finding.kind for finding in check_reply(by_hand, only)} == {Kind.SECOND_READER}


def test_every_check_has_eight_cases_each_way() -> None:
    counts = {(name, verdict): 0 for name, _, _ in CHECKS for verdict in (True, False)}
    for case in cases():
        counts[case.values[0], case.values[1]] += 1
    assert {key: number for key, number in counts.items() if number < 8} == {}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_check_has_a_name_on_the_screens(language: str) -> None:
    words = load_words(HERE.parents[1], language)
    assert [name for name, _, _ in CHECKS if not words.has(f"check_names.{name}")] == []


@pytest.mark.parametrize("language", ["nl", "en"])
def test_our_own_ways_to_ask_are_seen_as_asking(language: str) -> None:
    ways = [way for name, ways in LISTS.words[language].items() if name.startswith("say.ask") for way in ways]
    asked = [re.sub(r"\(([^()|]*)\|[^()|]*\)", r"\1", way).replace("{needs}", "klantnummer") for way in ways]
    only = tuple(entry for entry in CHECKS if entry[0] == "ask_once")
    assert ways and [way for way in asked if check_reply(review_of({"t": way, "missing": ["klantnummer"]}, language), only)] == []
