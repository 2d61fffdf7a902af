"""Triage through its front door, on messages of our own and with the lists that ship."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.content.lists import load_lists
from assistant.drafting.triage import raised, refine, triage_case, with_missing
from assistant.errors import InputError
from assistant.language.masking import mask
from assistant.records.brand import Brand, ChannelRules
from assistant.records.case import Author, Case, CaseState, EarlierCase, Message
from assistant.records.knowledge import Passage, PassageKind
from assistant.records.triage import Risk, Route, Sentiment, Triage, Urgency
from assistant.settings import CHECKOUT

HERE = Path(__file__).parent
LISTS = load_lists(CHECKOUT)
NOW = datetime(2026, 3, 4, 10, tzinfo=UTC)
BRAND = Brand(
    id="demo",
    name="Demo",
    languages=("nl", "en"),
    channels={
        "email": ChannelRules("email", public=False, limit=10000, words=180, target_minutes=480),
        "x": ChannelRules("x", public=True, limit=280, words=45, target_minutes=60),
    },
    topics={"lekkage": ("lek", "lekkage", "lekt"), "nota": ("nota", "rekening", "te veel betaald"), "storing": ("storing", "geen water")},
)


def a_case(*texts: str, channel: str = "email", **more: Any) -> Case:
    """A masked case; texts that start with '> ' are ours."""
    thread = tuple(
        Message(str(n), Author.AGENT if text.startswith("> ") else Author.CUSTOMER, "", text.removeprefix("> "), NOW)
        for n, text in enumerate(texts)
    )
    return Case("c", "demo", channel, "", "", mask(thread)[0], CaseState.NEW, NOW, None, 1, **more)


def read(*texts: str, **more: Any) -> Triage:
    return triage_case(a_case(*texts, **more), BRAND, LISTS)


def rows(name: str) -> list[Mapping[str, Any]]:
    found: list[Mapping[str, Any]] = yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
    return found


def differs(row: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """The fields that triage has otherwise than the row, as (seen, wanted)."""
    triage = read(row["text"])
    seen: dict[str, Any] = {
        "urg": int(triage.urgency.value),
        "vuln": triage.vulnerable.value,
        "risk": triage.risk.value,
        "repeat": triage.repeat.value,
        "sent": triage.sentiment.value.value,
    }
    wrong = {}
    for name, value in seen.items():
        wanted = row.get(name, "any")
        right = wanted == "any" or (abs(value - wanted) <= 1 if name == "urg" else value == wanted)
        if not right:
            wrong[name] = (value, wanted)
    return wrong


@pytest.mark.parametrize("row", rows("triage_messages.yaml"), ids=lambda row: str(row["text"])[:40])
def test_own_messages_are_read_as_labelled(row: Mapping[str, Any]) -> None:
    assert differs(row) == {}


ROUNDS = ("held_out", "second", "third", "fourth", "fifth")


@pytest.mark.parametrize("name", [f"triage_{name}.yaml" for name in ROUNDS])
def test_messages_that_were_measured_before_mending_keep_their_level(name: str) -> None:
    wrong = {row["text"]: found for row in rows(name) if (found := differs(row))}
    assert len(wrong) <= 2, wrong


@pytest.mark.parametrize(
    ("text", "harm"),
    [
        ("sinds Joke er niet meer is kijk ik nergens meer naar uit. de pillen heb ik al klaarliggen", True),
        ("mijn dochter schreef dat ze zichzelf iets gaat aandoen, en dan sturen jullie reclame", True),
        ("vaarwel. de kat gaat naar het asiel. ik ben zo moe", True),
        ("ik spring nog eens uit het raam door jullie app haha", False),
        ("een moord doen voor koffie, dat zou ik", False),
    ],
)
def test_two_concepts_of_self_harm_together_go_to_a_person(text: str, harm: bool) -> None:
    assert (read(text).route.value is Route.PERSON) is harm


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("Vanavond moet mijn kind medicijnen en de apotheek is dicht", 3, 3),
        ("Morgen om negen uur heb ik het formulier nodig en de site ligt plat", 2, 3),
        ("Sta al 40 minuten met mijn rollator op het perron, de lift is stuk", 2, 3),
        ("Vanavond naar het concert, zin in!", 0, 0),
        ("Drie weken geleden zaten wij twee uur zonder stroom. Krijgen wij daar iets voor?", 0, 1),
    ],
)
def test_a_deadline_makes_haste_and_an_old_matter_does_not(text: str, least: int, most: int) -> None:
    triage = read(text)
    assert least <= triage.urgency.value <= most, triage.urgency


@pytest.mark.parametrize(
    ("text", "repeat"),
    [
        ("Hi, I cancelled in May and you took another payment last week. Who can get this sorted?\n\nThanks,\n[NAAM_1]", False),
        ("afgemeld op de site, gemaild, gebeld. en toch ligt er weer een krant op de mat. wat moet ik nog doen??", True),
        ("Uw collega zei dat de parkeerkosten erbij horen. Op de website staat van niet. Wat is het nou?", False),
    ],
)
def test_a_complaint_in_plain_or_polite_words_is_one(text: str, repeat: bool) -> None:
    triage = read(text)
    assert (triage.sentiment.value, triage.urgency.value, triage.repeat.value) == (Sentiment.NEG, 1, repeat)


@pytest.mark.parametrize(
    ("text", "repeat"), [("Binnen een uur weer stroom, keurig geholpen!", False), ("De kraan is weer kapot en niemand komt", True)]
)
def test_restored_is_not_repeated(text: str, repeat: bool) -> None:
    triage = read(text)
    assert triage.repeat.value is repeat
    assert (triage.intents.value == ("praise",)) is not repeat


@pytest.mark.parametrize("row", rows("triage_alarm.yaml"), ids=lambda row: str(row["text"])[:40])
def test_an_alarm_is_for_who_means_it(row: dict[str, Any]) -> None:
    triage = read(row["text"])
    person, danger = triage.route.value is Route.PERSON, triage.urgency.value is Urgency.NOW
    assert {"harm": person, "danger": danger, "no_harm": not person, "no_danger": not danger}[row["kind"]], triage


@pytest.mark.parametrize("row", rows("triage_self_harm.yaml"), ids=lambda row: str(row["text"])[:40])
def test_self_harm_goes_to_a_person_and_its_lookalikes_do_not(row: Mapping[str, Any]) -> None:
    triage = read(row["text"])
    assert (triage.risk is Risk.SELF_HARM) is row["self_harm"], triage.risks
    assert (triage.route.value is Route.PERSON) is row["self_harm"]


def test_every_value_tells_its_reason_and_the_words_it_saw() -> None:
    text = "Derde keer al. Mijn zoontje heeft astma en de muur zit vol schimmel, belachelijk!"
    triage = read(text)
    for judged in (triage.vulnerable, triage.repeat, triage.urgency, triage.emotion):
        assert judged.reason
        assert judged.words
        assert all(word in text for word in judged.words)
    assert triage.vulnerable.reason == "health"
    assert triage.emotion.words[-1] == "Mijn zoontje heeft astma en de muur zit vol schimmel, belachelijk!"


def test_all_risks_are_kept_heaviest_first() -> None:
    triage = read("Ik ruik gas en bel mijn advocaat, en daarna de krant: dit ga ik naar de krant sturen.")
    assert [risk.value for risk in triage.risks] == [Risk.SAFETY, Risk.LEGAL, Risk.PRESS]


def test_masked_personal_data_is_a_privacy_risk_in_public_only() -> None:
    text = "Mijn nummer is 123456782, zoek het maar op. Er loopt al twee jaar een lek bij Dorpsstraat 12, 1234 AB Ons Dorp."
    assert Risk.PRIVACY in {risk.value for risk in read(text, channel="x").risks}
    assert Risk.PRIVACY not in {risk.value for risk in read(text).risks}


def test_an_unknown_channel_counts_as_public() -> None:
    assert read("Waar blijft mijn pakket?", channel="fax").public.value is True


def test_what_we_answered_before_and_earlier_cases_are_repeat_contact() -> None:
    assert read("Waar blijft mijn pakket?").repeat.value is False
    again = read("Waar blijft mijn pakket?", "> Morgen komt het.", "Nee hoor.", "> Vandaag dan.", "Weer niets gezien.")
    assert again.repeat.value is True
    earlier = EarlierCase("e1", "x", NOW, "storing", CaseState.CLOSED)
    assert read("Waar blijft mijn pakket?", earlier=(earlier,)).repeat.words == ("e1",)


def test_topic_comes_from_the_brands_words_and_from_similar_cases() -> None:
    assert read("Ik heb te veel betaald op mijn rekening").topic.value == "nota"
    assert read("Er is een waterlekkage in de gang").topic.value == "lekkage"
    case = a_case("De kraan doet raar")
    assert triage_case(case, BRAND, LISTS).topic.value == ""
    helped = triage_case(case, BRAND, LISTS, similar=lambda text: [("storing", 0.8), ("nota", 0.1), ("nergens", 5.0)])
    assert (helped.topic.value, helped.topic.reason) == ("storing", "similar")


def a_policy(*needs: str, topics: tuple[str, ...] = ()) -> Passage:
    return Passage("demo/p#1", "demo/p", "demo", PassageKind.POLICY, "P", ("P",), "tekst", needs=needs, topics=topics)


def test_missing_is_what_the_policy_needs_and_the_thread_lacks() -> None:
    case = a_case("Mijn kenteken is 12-ABC-3 en ik sta stil op de parkeerplaats.")
    triage = triage_case(case, BRAND, LISTS)
    policy = a_policy("kenteken", "locatie", "telefoonnummer")
    assert with_missing(triage, (policy,), case).missing.value == ("locatie", "telefoonnummer")
    called = a_case("Mijn kenteken is 12-ABC-3, bel me op 06 12345678.")
    assert with_missing(triage, (policy,), called).missing.value == ("locatie",)


def test_missing_is_what_the_first_clause_needs() -> None:
    """The order of the clauses weighs the topic already: a second weighing asked for a clause that nobody used."""
    case = a_case("Er lekt water bij de voordeur")
    triage = triage_case(case, BRAND, LISTS)
    passages = (a_policy("adres", topics=("nota",)), a_policy("datum", topics=("lekkage",)))
    assert with_missing(triage, passages, case).missing.value == ("adres",)
    assert with_missing(triage, (), case).missing.value == ()
    assert with_missing(triage, (a_policy("niets"),), case).missing.value == ()


def test_a_photo_is_there_when_something_is_attached() -> None:
    case = a_case("De doos is gescheurd")
    triage = triage_case(case, BRAND, LISTS)
    assert with_missing(triage, (a_policy("foto"),), case).missing.value == ("foto",)
    sent = replace(case, thread=(replace(case.thread[0], attachments=("doos.jpg",)),))
    assert with_missing(triage, (a_policy("foto"),), sent).missing.value == ()


def test_an_agents_correction_goes_before_the_rules() -> None:
    triage = read(
        "De app doet het niet",
        corrections=(("urgency", "3"), ("topic", "storing"), ("vulnerable", "ja"), ("missing", "adres, foto"), ("risk", "safety")),
    )
    assert (triage.urgency.value, triage.urgency.reason) == (Urgency.NOW, "corrected")
    assert triage.topic.value == "storing"
    assert triage.vulnerable.value is True
    assert triage.risk is Risk.SAFETY
    assert with_missing(triage, (a_policy("kenteken"),), a_case("x")).missing.value == ("adres", "foto")


def test_a_correction_may_take_the_alarm_away_or_raise_it() -> None:
    text = "ik zie het leven niet meer zitten"
    assert read(text).route.value is Route.PERSON
    assert read(text, corrections=(("risk", "none"),)).route.value is Route.DRAFT
    assert read("Goedemorgen", corrections=(("risk", "self_harm"),)).route.value is Route.PERSON


@pytest.mark.parametrize(("field", "value"), [("colour", "red"), ("urgency", "nine"), ("risk", "sharks"), ("public", "perhaps")])
def test_a_correction_that_cannot_be_is_said_clearly(field: str, value: str) -> None:
    with pytest.raises(InputError, match=f"'{field}' cannot be '{value}'"):
        read("Goedemorgen", corrections=((field, value),))


@pytest.mark.parametrize("row", [row for row in rows("triage_worry.yaml") if row["half"] == 1], ids=lambda row: str(row["text"])[:40])
def test_who_seems_to_say_farewell_goes_to_a_person_without_an_alarm(row: Mapping[str, Any]) -> None:
    triage = read(row["text"])
    assert (triage.route.value is Route.PERSON) is row["worry"], triage.route
    if triage.route.reason == "worry":
        assert triage.urgency.value >= Urgency.SOON
        assert triage.risk is not Risk.SELF_HARM


@pytest.mark.parametrize("row", rows("triage_need.yaml"), ids=lambda row: str(row["text"])[:40])
def test_need_is_urgent_and_what_sounds_like_it_is_not(row: Mapping[str, Any]) -> None:
    triage = read(row["text"])
    if "least" in row:
        assert triage.urgency.value >= row["least"], triage.urgency
        assert triage.vulnerable.value or triage.risks
    else:
        assert triage.urgency.value <= row["most"], triage.urgency
        assert triage.route.value is Route.DRAFT


def test_who_gave_a_code_to_a_fraudster_is_at_risk_and_who_only_filled_in_a_form_is_not() -> None:
    lured = read("Iemand die zei dat hij van jullie was heeft mijn inlogcode gekregen, ik heb hem die gegeven")
    assert [(risk.value, risk.reason) for risk in lured.risks] == [(Risk.PRIVACY, "exposed")]
    assert not read("Ik heb mijn wachtwoord ingevuld en nu doet de app niks").risks


def test_farewells_that_no_list_was_changed_for_keep_their_level() -> None:
    other = [row for row in rows("triage_worry.yaml") if row["half"] == 2]
    sent = {worry: [read(row["text"]).route.value is Route.PERSON for row in other if row["worry"] is worry] for worry in (True, False)}
    assert sum(sent[True]) >= 17
    assert sum(sent[False]) <= 1


def test_a_model_may_raise_an_alarm_and_never_lower_one() -> None:
    calm, danger = (
        read("Nou, fijn geregeld weer. Waar blijft mijn geld?"),
        read("Ik ruik gas in de meterkast en mijn vrouw is flauwgevallen"),
    )
    harm = raised(calm, "self_harm", "ik ben er straks niet meer")
    assert (harm.route.value, harm.risk, harm.urgency.value) == (Route.PERSON, Risk.SELF_HARM, Urgency.NOW)
    assert harm.risks[0].words == ("ik ben er straks niet meer",)
    safety = raised(calm, "safety", "gaslucht")
    assert (safety.route.value, safety.risk, safety.urgency.value) == (Route.DRAFT, Risk.SAFETY, Urgency.NOW)
    assert raised(danger, "", "") == danger
    assert raised(calm, "joy", "") == calm
    not_so = read("Ik ben er na zaterdag niet meer", corrections=(("risk", "none"),))
    assert raised(not_so, "self_harm", "niet meer") == not_so


def test_a_model_may_refine_feeling_and_intent_and_raise_urgency() -> None:
    triage = read("Nou, fijn geregeld weer. Waar blijft mijn geld?")
    answer = {
        "sentiment": "neg",
        "emotion": "disappointment",
        "cause": "fijn geregeld weer",
        "intents": "money, vent, dance",
        "urgency": "3",
    }
    refined = refine(triage, answer)
    assert (refined.emotion.value, refined.emotion.words) == ("disappointment", ("fijn geregeld weer",))
    assert refined.intents.value == ("money", "vent")
    assert refined.urgency.value is Urgency.NOW
    assert refine(refined, {"urgency": "0"}).urgency.value is Urgency.NOW
    assert refine(triage, {"emotion": "hangry", "sentiment": "blue"}) == triage
    corrected = read("Nou, fijn geregeld weer.", corrections=(("emotion", "anger"),))
    assert refine(corrected, answer).emotion.value == "anger"


@pytest.mark.parametrize("text", ["", "   ", "👏👏🙄", "?", "a" * 200_000, "\u202emoor", "((((", "$ # * [ ] | ..", "null\x00byte"])
def test_odd_texts_are_read_all_the_same(text: str) -> None:
    triage = read(text)
    assert triage.route.value is Route.DRAFT
    assert triage.language.value in BRAND.languages


def test_a_plain_post_about_the_brand_is_no_alarm() -> None:
    triage = read("De aanleg van de nieuwe leiding langs de N348 begint maandag, meldt de gemeente.", channel="x")
    assert triage.urgency.value is Urgency.CAN_WAIT
    assert triage.risk is Risk.NONE
    assert triage.sentiment.value is Sentiment.NEU


@pytest.mark.parametrize(
    ("text", "sentiment"),
    [
        ("Conducteur Femke ging gewoon naast mijn dochter op de vloer zitten. Ik heb gehuild van opluchting.", "pos"),
        ("De schilder kwam zelf op zondag terug omdat hij er niet gerust op was. Alles droog vóór de regen.", "pos"),
        ("Drie keer gebeld en niemand kwam. Dit vergeet ik niet meer, wat een bende.", "neg"),
    ],
)
def test_a_good_deed_of_a_colleague_is_praise(text: str, sentiment: str) -> None:
    assert read(text).sentiment.value == sentiment


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("Drie keer beloofd: 'u wordt vandaag teruggebeld'. Naast de telefoon gezeten als een verliefde puber.", 1, 2),
        ("Vandaag krijg ik een brief op naam van mijn overleden man: € 240 opzegkosten. Niet netjes.", 1, 2),
        ("Vannacht drie uur te laat geland en mijn tas is stuk. 99 euro, 3 maanden oud.", 1, 2),
        ("Wij vliegen morgen met z'n vieren en de stoelen staan door het hele vliegtuig", 1, 2),
        ("heb net mijn pinpas ingevuld bij een link uit een sms van jullie, klopt dat", 2, 2),
        ("mag mijn zoon met astma mee op kamp?", 0, 0),
        ("Dit is de vierde keer dat ik om mijn geld vraag", 2, 2),
        ("Vanavond moet mijn kind medicijnen en de apotheek is dicht", 3, 3),
    ],
)
def test_a_day_that_was_told_is_no_deadline_and_a_third_time_is_urgent(text: str, least: int, most: int) -> None:
    triage = read(text)
    assert least <= triage.urgency.value <= most, triage.urgency


@pytest.mark.parametrize(
    ("text", "sentiment"),
    [
        ("al 20 jaar betaal ik netjes op tijd en nu 35 euro aanmaningskosten. niet menselijk", "neg"),
        ("12 jaar lid en als dank 15% erbij. Ik krijg een lange neus", "neg"),
        ("Fatima kreeg ik aan de lijn, geen zucht. Voor het eerst weer geslapen. Zulke mensen mogen ook eens genoemd worden.", "pos"),
    ],
)
def test_what_the_customer_did_well_is_no_praise_of_ours(text: str, sentiment: str) -> None:
    assert read(text).sentiment.value == sentiment
