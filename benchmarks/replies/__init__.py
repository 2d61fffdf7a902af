"""Replies of our own to measure the checks with: good ones, and the same with one fault planted."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from assistant.records.brand import Brand, ChannelRules, Contact, Escalation, Mandate, ReportBack
from assistant.records.case import AgentFact, Author, Message
from assistant.records.draft import Reply
from assistant.records.knowledge import Audience, Passage, PassageKind
from assistant.records.review import Review, WordLists
from assistant.records.triage import Judged, Risk, Route, Sentiment, Triage, Urgency

HERE = Path(__file__).parent
_LIMITS = {"x": 280, "facebook": 8000, "instagram": 2200, "whatsapp": 4000, "email": 0, "chat": 2000, "review": 4000}
_PUBLIC = {"x": "DM", "facebook": "Messenger", "instagram": "DM", "review": "mail"}
_HOURS = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), "08:00-20:00")
_BACK = {
    "3": ReportBack(minutes=30),
    "2": ReportBack(minutes=180),
    "1": ReportBack(working_days=1, at="12:00"),
    "0": ReportBack(working_days=3, at="17:00"),
}


@dataclass(frozen=True)
class Sample:
    """One reply with what a check needs to judge it; `check` is the check that must block it ("" for a good one)."""

    id: str
    review: Review
    check: str = ""


def read(name: str) -> Any:
    """One YAML file of this folder."""
    return yaml.safe_load((HERE / f"{name}.yaml").read_text(encoding="utf-8"))


def good(lists: WordLists) -> tuple[Sample, ...]:
    """The good replies."""
    brands = read("brands")
    return tuple(_sample(row, brands, lists) for row in (*read("good_1"), *read("good_2")))


def planted(lists: WordLists) -> tuple[Sample, ...]:
    """Good replies with one fault each."""
    brands, rows = read("brands"), {row["id"]: row for row in (*read("good_1"), *read("good_2"))}
    samples = []
    for number, fault in enumerate(read("planted"), start=1):
        row = {**rows[fault["base"]], **fault.get("set", {})}
        text = fault.get("text") or row["text"]
        for old, new in fault.get("swap", {}).items():
            text = text.replace(old, new)
        sample = _sample({**row, "text": text}, brands, lists)
        review = replace(sample.review, others=tuple(fault.get("others", ())))
        samples.append(Sample(f"p{number:03d}-{fault['base']}", review, fault["check"]))
    return tuple(samples)


def _sample(row: Mapping[str, Any], world: Mapping[str, Any], lists: WordLists) -> Sample:
    now = datetime.fromisoformat(world["now"])
    facts = world["brands"][row["brand"]]
    brand = _brand(row["brand"], facts)
    message = Message("m1", Author.CUSTOMER, "", row["complaint"], now - timedelta(minutes=40))
    known = tuple(AgentFact(str(number), text, "agent", now) for number, text in enumerate(row.get("facts", ())))
    review = Review(
        reply=Reply(row["text"], row.get("private", "")),
        language=row["lang"],
        brand=brand,
        channel=brand.channels[row["channel"]],
        thread=(message,),
        triage=_triage(row),
        passages=_passages(row["brand"], facts),
        facts=known,
        now=now,
        lists=lists,
    )
    return Sample(row["id"], review)


def _brand(name: str, facts: Mapping[str, Any]) -> Brand:
    channels = {
        channel: ChannelRules(
            channel,
            channel in _PUBLIC,
            limit,
            0,
            60,
            sign_off="^{initials}" if channel == "x" else "{first_name}",
            private_route={"nl": _PUBLIC[channel], "en": _PUBLIC[channel]} if channel in _PUBLIC else {},
        )
        for channel, limit in _LIMITS.items()
    }
    contacts = tuple(
        Contact(row[0], row[1], row[2], {"nl": row[3]} if row[3] else {}, row[4] if len(row) > 4 else True) for row in facts["contacts"]
    )
    given = facts["mandate"]
    mandate = Mandate(Decimal(given["amount"]), Decimal(given["gesture"]), tuple(given["gestures"]), tuple(given["never"]))
    return Brand(
        name,
        facts["name"],
        languages=tuple(facts["languages"]),
        form=facts["form"],
        channels=channels,
        contacts=contacts,
        hours=_HOURS,
        report_back=_BACK,
        mandate=mandate,
        escalation=Escalation(legal="jurist", press="woordvoerder"),
    )


def _passages(brand: str, facts: Mapping[str, Any]) -> tuple[Passage, ...]:
    def passage(name: str, text: str, **more: Any) -> Passage:
        return Passage(f"{brand}/{name}", f"{brand}/{name}", brand, more.pop("kind", PassageKind.POLICY), name, (), text, **more)

    return (
        *(passage(name, text) for name, text in facts["policies"]),
        *(passage(name, text, audience=Audience.INTERNAL) for name, text in facts["internal"]),
        *(passage(name, text, valid_until=date.fromisoformat(until)) for name, text, until in facts["expired"]),
        *(
            passage(name, f"{complaint}\n{reply}", kind=PassageKind.CASE, complaint=complaint, reply=reply)
            for name, complaint, reply in facts["cases"]
        ),
    )


def _triage(row: Mapping[str, Any]) -> Triage:
    urgency, risk = Urgency(row["urgency"]), Risk(row.get("risk", "none"))
    return Triage(
        language=Judged(row["lang"]),
        sentiment=Judged(Sentiment.NEU if urgency == 0 else Sentiment.NEG),
        emotion=Judged(""),
        urgency=Judged(urgency),
        vulnerable=Judged(bool(row.get("vulnerable", False))),
        risks=(Judged(risk),) if risk is not Risk.NONE else (),
        repeat=Judged(bool(row.get("repeat", False))),
        intents=Judged(tuple(row.get("intents", ()))),
        topic=Judged(""),
        public=Judged(row["channel"] in _PUBLIC),
        missing=Judged(()),
        route=Judged(Route.DRAFT),
    )
