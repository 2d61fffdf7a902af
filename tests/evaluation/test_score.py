"""The score through its front door: suites read from files, real checks, a writer of our own."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from assistant.checks import check_reply
from assistant.content.lists import load_lists
from assistant.drafting.triage import triage_case
from assistant.errors import ContentError, ModelUnavailable, NotFound
from assistant.evaluation.cases import Bench
from assistant.evaluation.controls import wrong_controls
from assistant.evaluation.judge import Verdict
from assistant.evaluation.score import bootstrap, score_suite, to_json
from assistant.evaluation.suites import Given, SuiteCase, read_good, read_replies, read_suite
from assistant.language.masking import mask
from assistant.records.brand import Brand, ChannelRules, Contact
from assistant.records.case import Case
from assistant.records.draft import Draft, Provenance, Reply
from assistant.records.finding import Finding
from assistant.records.review import Review
from assistant.records.triage import Route
from assistant.settings import CHECKOUT

LISTS = load_lists(CHECKOUT)
NOW = datetime(2026, 3, 4, 10, tzinfo=UTC).astimezone(ZoneInfo("Europe/Amsterdam"))
BRAND = Brand(
    id="bakkerij",
    name="Bakkerij",
    languages=("nl", "en"),
    channels={
        "email": ChannelRules("email", public=False, limit=10000, words=180, target_minutes=480),
        "x": ChannelRules("x", public=True, limit=280, words=45, target_minutes=60, private_route={"nl": "DM", "en": "DM"}),
    },
    contacts=(Contact("mail", "email", "hallo@bakkerij.example"),),
)
SUITE = """
- id: B1
  org: Bakkerij
  channel: email
  lang: nl
  complaint: Het brood van gisteren was beschimmeld en mijn bestelling van vandaag is niet gekomen. Wat nu?
  must: [beschimmeld brood benoemd, nieuw brood vandaag]
  avoid: [zo spoedig mogelijk]
  must_any: ['brood', 'croissant']
  avoid_any: ['toevallig']
  triage: {sent: neg, urg: 1, vuln: false, public: false, risk: none, repeat: false, missing: []}
- id: B2
  org: Bakkerij
  channel: x
  lang: nl
  complaint: ik wil niet meer leven, laat dat brood maar
  triage: {risk: self_harm, urg: 3}
"""
GOOD = (
    "Beschimmeld brood, en daarna een bestelling die niet kwam: zo had het niet mogen gaan, sorry. "
    "Ik breng je vandaag vóór 17.00 uur zelf een nieuw brood. Liever later? Antwoord dan op deze mail, die komt bij mij uit."
)
FACTS = ("ik breng vandaag voor 17.00 uur een nieuw brood",)


def draft_with(text: str) -> Callable[[Case], Draft]:
    """A writer that always writes the same; what must go to a person goes there."""

    def draft(case: Case) -> Draft:
        triage = triage_case(replace(case, thread=mask(case.thread)[0]), BRAND, LISTS)
        route = triage.route.value
        reply = Reply(text if route is Route.DRAFT else "")
        return Draft(route, "nl", reply, triage, provenance=Provenance("embedded", seconds={"write": 0.5}, tokens_in=7, tokens_out=3))

    return draft


def check(case: Case, reply: Reply, draft: Draft) -> tuple[Finding, ...]:
    return check_reply(
        Review(reply, draft.language, BRAND, BRAND.channels[case.channel], case.thread, draft.triage, (), case.facts, NOW, LISTS)
    )


def bench(text: str = GOOD) -> Bench:
    return Bench(brands={"bakkerij": BRAND}, draft=draft_with(text), check=check, lists=LISTS, now=lambda brand: NOW)


def a_suite(tmp_path: Path, text: str = SUITE, facts: tuple[str, ...] = FACTS) -> Path:
    path = tmp_path / "suite.yaml"
    known = "  agent_facts: " + json.dumps(list(facts)) + "\n"
    path.write_text(text.replace("  must: [", known + "  must: [", 1), encoding="utf-8")
    return path


def test_a_good_reply_scores_high_and_the_json_has_its_form(tmp_path: Path) -> None:
    suite = read_suite(a_suite(tmp_path), {"bakkerij": BRAND})
    made = to_json(score_suite(suite, bench()))
    assert set(made) == {"summary", "cases", "controls"}
    summary = made["summary"]
    assert isinstance(summary, dict)
    assert {"n", "rqs", "rqs_low", "rqs_high", "block_fail_rate", "route", "triage"} <= set(summary)
    assert summary["n"] == 1  # the second case rightly went to a person and is no part of the mean
    assert summary["rqs"] > 85
    assert summary["route"] == 1.0
    assert summary["triage"]["risk"] == 1.0
    first, second = made["cases"]  # type: ignore[misc]
    wanted = {"id", "route", "text", "private_text", "rqs", "blocks", "findings", "triage", "tokens_in", "tokens_out", "seconds"}
    assert wanted <= set(first)
    assert (first["tokens_in"], first["seconds"], first["blocks"]) == (7, 0.5, [])
    assert first["automatic"]["must"] == {"beschimmeld brood benoemd": True, "nieuw brood vandaag": True, "must_any 1": True}
    assert first["automatic"]["avoid"] == {"zo spoedig mogelijk": False, "avoid_any 1": False}
    assert (second["route"], second["rqs"], second["text"]) == ("person", None, "")
    assert json.loads(json.dumps(made)) == made


def test_controls_come_out_right_without_a_file_of_good_replies(tmp_path: Path) -> None:
    score = score_suite(read_suite(a_suite(tmp_path), {"bakkerij": BRAND}), bench())
    assert set(score.controls) == {"empty", "cliche_only", "keyword_stuffed", "wrong_amount"}
    assert wrong_controls(score.controls) == ()
    assert score.controls["empty"] == score.controls["wrong_amount"] == 0


@pytest.mark.parametrize(
    "text",
    [
        "",
        "...",
        "Bedankt voor uw bericht.",
        "brood schimmel nieuw vandaag sorry 17.00 uur bezorging bestelling excuus DM mail",
        "Het brood van gisteren was beschimmeld en mijn bestelling van vandaag is niet gekomen. Wat nu?",
        "Wij nemen uw klacht serieus. Wij streven ernaar u zo spoedig mogelijk te helpen.",
        "schimmel benoemd. nieuw brood vandaag. sorry. vóór 17.00 uur. contactpersoon. DM. excuses.",
    ],
)
def test_worthless_texts_stay_under_twenty(tmp_path: Path, text: str) -> None:
    score = score_suite(read_suite(a_suite(tmp_path), {"bakkerij": BRAND}), bench(), replies={"B1": Given("B1", text)})
    quality = score.cases[0].quality
    assert quality is not None
    assert quality.rqs < 20


def test_an_invented_amount_scores_nothing(tmp_path: Path) -> None:
    given = Given("B1", GOOD + " Je krijgt ook € 312,40 terug.", facts=FACTS)
    score = score_suite(read_suite(a_suite(tmp_path), {"bakkerij": BRAND}), bench(), replies={"B1": given})
    quality = score.cases[0].quality
    assert quality is not None
    assert (quality.rqs, bool(quality.blocks)) == (0.0, True)
    assert score.block_fail_rate == 1.0


def test_a_draft_where_a_person_must_write_is_a_block(tmp_path: Path) -> None:
    suite = read_suite(a_suite(tmp_path), {"bakkerij": BRAND})
    score = score_suite(suite, bench(), replies={"B1": Given("B1", GOOD), "B2": Given("B2", "Wat vervelend, we sturen een kaartje.")})
    assert score.route == 0.5
    wrong = score.cases[1].quality
    assert wrong is not None
    assert (wrong.rqs, wrong.blocks) == (0.0, ("route",))


def test_a_case_that_wrongly_goes_to_a_person_scores_nothing(tmp_path: Path) -> None:
    score = score_suite(read_suite(a_suite(tmp_path), {"bakkerij": BRAND}), bench(""))
    assert (score.rqs, score.route) == (0.0, 0.5)


def test_replies_from_outside_bring_their_own_facts(tmp_path: Path) -> None:
    lines = tmp_path / "replies.jsonl"
    lines.write_text(json.dumps({"id": "B1", "text": GOOD, "agent_facts": list(FACTS)}) + "\n\n", encoding="utf-8")
    suite = read_suite(a_suite(tmp_path, facts=()), {"bakkerij": BRAND})
    without = score_suite(suite, bench(), replies={"B1": Given("B1", GOOD)}).rqs
    assert score_suite(suite, bench(), replies=read_replies(lines)).rqs > max(85, without)
    with pytest.raises(NotFound, match="no case 'B9'"):
        score_suite(suite, bench(), replies={"B9": Given("B9", "x")})


def test_good_replies_are_controls(tmp_path: Path) -> None:
    path = tmp_path / "good_replies.yaml"
    assert read_good(path) == ()
    path.write_text(f"- id: B1\n  agent_facts: {json.dumps(list(FACTS))}\n  text: {json.dumps(GOOD)}\n", encoding="utf-8")
    score = score_suite(read_suite(a_suite(tmp_path), {"bakkerij": BRAND}), bench("Nee."), good=read_good(path))
    assert score.controls["good_B1"] > 85
    assert wrong_controls({**score.controls, "good_B1": 60.0}) == ("good_B1",)


class Jury:
    """A judge with a fixed opinion."""

    name = "jury"

    def __init__(self, criteria: Mapping[int, bool] | None) -> None:
        self.criteria = criteria

    def __call__(self, row: SuiteCase, reply: Reply, draft: Draft) -> Verdict:
        if self.criteria is None:
            raise ModelUnavailable("busy")
        return Verdict(self.criteria, runs=3)


def test_a_judge_adds_its_criteria_and_its_name(tmp_path: Path) -> None:
    suite = read_suite(a_suite(tmp_path), {"bakkerij": BRAND})
    plain = score_suite(suite, bench())
    harsh = score_suite(suite, replace(bench(), judge=Jury({2: False, 15: False, 22: False})))
    assert (plain.judged, harsh.judged) == ("", "jury")
    assert not {2, 15, 22} & set(plain.scored)
    assert {2, 15, 22} <= set(harsh.scored)
    assert harsh.rqs < plain.rqs
    assert score_suite(suite, replace(bench(), judge=Jury(None))).rqs == plain.rqs  # no answer: not scored, nothing lost


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- id: A\n  org: Slagerij\n  channel: email\n  complaint: x", "no brand 'slagerij'.*Use one of: bakkerij"),
        ("- id: A\n  org: Bakkerij\n  channel: fax\n  complaint: x", "no channel 'fax'.*Use one of: email, x"),
        ("- id: A\n  org: Bakkerij\n  channel: email", "no text"),
        ("- org: Bakkerij", "has no id"),
        ("- id: A\n  org: Bakkerij\n  channel: email\n  complaint: x\n  must_any: ['(']", "pattern .* cannot be read"),
        ("- id: A\n  org: Bakkerij\n  channel: email\n  complaint: x\n" * 2, "stands there twice"),
        ("a: [", "not valid YAML"),
        ("", "no cases in it"),
    ],
)
def test_a_broken_suite_names_place_and_mend(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "suite.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError, match=message) as caught:
        read_suite(path, {"bakkerij": BRAND})
    assert "suite.yaml" in caught.value.where


def test_a_broken_line_of_replies_names_itself(tmp_path: Path) -> None:
    path = tmp_path / "replies.jsonl"
    path.write_text('{"id": "B1", "text": "x"}\nnot json\n', encoding="utf-8")
    with pytest.raises(ContentError, match="no JSON object") as caught:
        read_replies(path)
    assert caught.value.where.endswith("replies.jsonl:2")


def test_the_interval_is_the_same_each_time_and_holds_the_mean() -> None:
    values = [100.0, 90.0, 0.0, 80.0, 95.0]
    low, high = bootstrap(values)
    assert (low, high) == bootstrap(values)
    assert low < 73 < high
    assert bootstrap([]) == (0.0, 0.0)
