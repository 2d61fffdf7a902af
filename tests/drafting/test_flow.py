"""The main flow, through its front door."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from draft_kit import NOW, PLAIN, Desk, FakeModel, case

from assistant.content.prompts import Prompts
from assistant.drafting.flow import draft_reply
from assistant.drafting.model import ModelWriter
from assistant.errors import ModelError, ModelUnavailable, NotFound
from assistant.language import statements
from assistant.records.case import Author, CaseState, EarlierCase, Message
from assistant.records.statement import StatementKind
from assistant.records.triage import Route

BROKEN = "De lamp die gisteren kwam is kapot. Het glas lag in scherven in de doos. Wat nu?"
GOOD = (
    "Hoi,\n\nEen lamp in scherven, daar heb je niets aan. {B1}\nWij sturen je binnen 3 werkdagen gratis een nieuwe. {B1}\n\n"
    "Wat is je ordernummer?\nIk laat je morgen vóór 12.00 uur weten dat hij onderweg is. {T}"
)
FACTS = frozenset(
    {StatementKind.AMOUNT, StatementKind.DATE, StatementKind.TERM, StatementKind.PHONE, StatementKind.LINK, StatementKind.EMAIL}
)


def test_self_harm_gets_no_draft_and_reaches_no_model(desk: Desk) -> None:
    model = FakeModel([GOOD])
    draft = draft_reply(case("ik zie het niet meer zitten, voor mij hoeft het allemaal niet meer"), desk.kit(model=model))
    assert draft.route is Route.PERSON
    assert (draft.reply.text, draft.reply.private_text) == ("", "")
    assert model.asked == []


def test_nothing_that_identifies_the_customer_leaves_the_machine(desk: Desk) -> None:
    text = f"{BROKEN} Bel 06 12 34 56 78 of mail j.devries@example.org, ik woon op 8011 AB 14. Groet, Jolanda de Vries"
    model = FakeModel([GOOD.replace("Hoi,", "Hoi [NAAM_0],").replace("weten dat", "op [TEL_1] weten dat")])
    draft = draft_reply(case(text, name="Jolanda de Vries"), desk.kit(model=model))
    left = "\n".join([*desk.searched, *(part for asked in model.asked for part in asked)])
    for secret in ("Jolanda", "Vries", "12 34 56 78", "j.devries", "8011 AB"):
        assert secret not in left
    assert draft.reply.text.startswith("Hoi Jolanda,")
    assert "06 12 34 56 78" in draft.reply.text
    assert not re.search(r"\[[A-Z]+_\d", draft.reply.text)


def test_a_repair_and_a_hint_name_nobody(desk: Desk) -> None:
    """The checks read the restored reply, and a hint quotes what a colleague or an earlier reply said."""
    text = f"{BROKEN} Bel me op 06 12 34 56 78. Jolanda de Vries"
    model = FakeModel([GOOD + "\n[NAAM_1], u krijgt € 640 terug en wij bellen [TEL_1].", GOOD])
    hint = "Kom terug op: “Mevrouw de Vries, wij bellen u op 0612345678.” en noem 06-98765432 niet."
    draft_reply(case(text, name="Jolanda de Vries"), desk.kit(model=model), hint=hint)
    assert len(model.asked) == 2
    assert "Kom terug op" in model.asked[0][1]
    assert "€ 640" in model.asked[1][1]
    for asked in model.asked:
        digits = re.sub(r"\D", "", asked[1])
        assert not [secret for secret in ("12345678", "98765432") if secret in digits]
        assert "Vries" not in asked[1]
        assert "Jolanda" not in asked[1]


def test_citations_name_the_passage_of_each_sentence(desk: Desk) -> None:
    draft = draft_reply(case(BROKEN), desk.kit(model=FakeModel([GOOD])))
    cited = {citation.sentence: citation.passage for citation in draft.citations}
    assert cited["Wij sturen je binnen 3 werkdagen gratis een nieuwe."] == "lampenrijk/lampen#lamp-kapot-aangekomen"
    assert cited["Ik laat je morgen vóór 12.00 uur weten dat hij onderweg is."] == "report_back"
    assert "{" not in draft.reply.text


def test_a_failing_model_leaves_the_embedded_draft_with_the_error(desk: Desk) -> None:
    draft = draft_reply(case(BROKEN), desk.kit(model=FakeModel([ModelUnavailable("The provider is down.", mend="Try again.")])))
    assert draft.provenance.writer == "fallback"
    assert "The provider is down." in draft.provenance.error
    assert "binnen 3 werkdagen" in draft.reply.text


def test_a_prompt_that_cannot_be_filled_in_leaves_the_embedded_draft_with_the_error(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "prompts" / "reply").mkdir(parents=True)
    (tmp_path / "prompts" / "active.toml").write_text('reply = "v1"\n')
    (tmp_path / "prompts" / "reply" / "v1.md").write_text("# system\n$fence\n# user\n$hnt\n")
    writer = ModelWriter(FakeModel([GOOD]), Prompts(tmp_path), len)
    draft = draft_reply(case(BROKEN), replace(desk.kit(), writer=writer))
    assert draft.provenance.writer == "fallback"
    assert "hnt" in draft.provenance.error
    assert "binnen 3 werkdagen" in draft.reply.text


GATE = "De bezorger reed met de bus tegen ons tuinhek en reed door. Wat nu?"
DAMAGE = "\n## Schade door een bezorger\nDe schadebehandelaar belt binnen 2 werkdagen en laat de schade op onze kosten herstellen.\n"
MISSED = "Een tuinhek hoort te blijven staan.\nIk zoek uit hoe dit loopt en app je morgen vóór 12.00 uur. {T}\nLEEMTE: schade aan eigendom"


def test_what_a_model_missed_is_searched_with_its_own_words_and_written_once_more(desk: Desk) -> None:
    found = "Een tuinhek hoort te blijven staan.\nDe schadebehandelaar belt je binnen 2 werkdagen. {B1}\nWat is je adres?"
    model = FakeModel([MISSED, found])
    draft = draft_reply(case(GATE), desk.kit(model=model, deeper=DAMAGE))
    assert len(model.asked) == 2
    assert "schadebehandelaar" not in model.asked[0][1] and "schadebehandelaar" in model.asked[1][1]
    assert draft.gap == "" and "binnen 2 werkdagen" in draft.reply.text
    assert "lampenrijk/lampen#schade-door-een-bezorger" in {citation.passage for citation in draft.citations}
    assert not [finding for finding in draft.findings if finding.level == "block"]
    assert draft.provenance.tokens_in == 200


def test_what_the_first_text_rested_on_stays_whole_beside_what_it_missed(desk: Desk) -> None:
    first = MISSED.replace("Ik zoek", "Een kapotte lamp sturen wij gratis opnieuw. {B1}\nIk zoek")
    model = FakeModel([first, "De schadebehandelaar belt je binnen 2 werkdagen. {B1}"])
    draft_reply(case(f"{GATE} En de lamp kwam kapot aan."), desk.kit(model=model, deeper=DAMAGE))
    again = model.asked[1][1]
    assert all(heading in again.partition("B3:")[0] for heading in ("(Schade door een bezorger)", "(Lamp kapot aangekomen)"))


@pytest.mark.parametrize("second", [MISSED, ModelUnavailable("The provider is down.", mend="Try again.")])
def test_a_second_look_that_does_not_help_leaves_the_first_text(desk: Desk, second: str | ModelError) -> None:
    model = FakeModel([MISSED, second])
    draft = draft_reply(case(GATE), desk.kit(model=model, deeper=DAMAGE))
    assert len(model.asked) == 2
    assert (draft.gap, draft.provenance.writer, draft.provenance.error) == ("schade aan eigendom", "model", "")


def test_what_search_does_not_hold_either_is_not_asked_twice(desk: Desk) -> None:
    model = FakeModel([MISSED])
    draft = draft_reply(case(GATE), desk.kit(model=model))
    assert len(model.asked) == 1 and draft.gap


def test_a_block_is_repaired_once_with_the_finding_named(desk: Desk) -> None:
    model = FakeModel([GOOD + "\nU krijgt € 640 terug.", GOOD])
    draft = draft_reply(case(BROKEN), desk.kit(model=model))
    assert len(model.asked) == 2
    assert "€ 640" in model.asked[1][1]
    assert draft.provenance.repaired
    assert (draft.provenance.tokens_in, draft.provenance.tokens_out) == (200, 40)  # both were paid
    assert "€ 640" not in draft.reply.text
    assert not [finding for finding in draft.findings if finding.level == "block"]


def test_a_repair_that_does_not_help_leaves_the_block_standing(desk: Desk) -> None:
    model = FakeModel([GOOD + "\nJe krijgt € 640 terug."])
    draft = draft_reply(case(BROKEN), desk.kit(model=model))
    assert len(model.asked) == 2
    assert not draft.provenance.repaired
    assert any(finding.level == "block" for finding in draft.findings)


def test_without_a_source_nothing_is_stated_and_the_gap_is_told(desk: Desk) -> None:
    draft = draft_reply(case("Verkopen jullie ook tweedehands fietsen voor mijn neef?"), desk.kit(body=""))
    assert draft.gap == "no_source"
    assert not [found for found in statements.find(draft.reply.text, "nl", NOW) if found.kind in FACTS and found.quote != "vrijdag"][1:]
    assert "ik" in draft.reply.text.lower()


def test_an_unknown_channel_is_named_with_the_known_ones(desk: Desk) -> None:
    with pytest.raises(NotFound) as caught:
        draft_reply(case(BROKEN, "fax"), desk.kit())
    assert "whatsapp" in str(caught.value)


@pytest.mark.parametrize(
    ("signed", "name", "channel", "greeting"),
    [
        ("Groet, H. Postma", "", "email", "H. Postma,"),
        ("Mw. S. Verhagen", "", "email", "mevrouw Verhagen,"),
        ("Met vriendelijke groet, dhr. Van den Berg", "", "email", "meneer Van den Berg,"),
        ("Groetjes Inge", "", "whatsapp", "Inge,"),
        ("", "Tomasz Kowalski", "whatsapp", "Tomasz,"),
        ("", "Tomasz Kowalski", "email", "Tomasz Kowalski,"),
        ("", "@lampje77", "whatsapp", ""),
        ("", "klant 1234", "email", ""),
    ],
)
def test_the_greeting_uses_what_the_customer_signed_and_guesses_no_gender(
    desk: Desk, signed: str, name: str, channel: str, greeting: str
) -> None:
    draft = draft_reply(case(f"{BROKEN}\n{signed}".strip(), channel, name=name), desk.kit())
    first = draft.reply.text.split("\n")[0]
    assert first.endswith(greeting) if greeting else len(first.split()) == 1


def test_the_form_of_the_thread_goes_before_the_channels(desk: Desk) -> None:
    ours = Message("m0", Author.AGENT, "Sanne", "Kunt u mij vertellen wat er met uw lamp is?", NOW)
    polite = draft_reply(case(BROKEN, before=(ours,)), desk.kit()).reply.text
    assert re.search(r"\bu\b", polite)
    assert not re.search(r"\bje\b", polite)


def test_a_public_channel_gets_a_line_that_fits_and_a_private_message(desk: Desk) -> None:
    draft = draft_reply(case(f"@Lampenrijk {BROKEN}", "x"), desk.kit())
    assert 0 < len(draft.reply.text) <= 280
    assert "DM" in draft.reply.text
    assert "ordernummer" in draft.reply.text
    assert draft.reply.private_text
    assert draft.reply.private_text != draft.reply.text


def test_what_streams_is_what_the_customer_will_read(desk: Desk) -> None:
    shown: list[str] = []
    answer = GOOD.replace("Hoi,", "Hoi [NAAM_0],")
    draft = draft_reply(case(f"{BROKEN}\nGroet, Inge Bos"), desk.kit(model=FakeModel([answer])), on_token=shown.append)
    assert "".join(shown).split() == draft.reply.text.split()
    assert len(shown) > 5


def test_what_the_agent_knows_is_in_the_reply_and_cited(desk: Desk) -> None:
    draft = draft_reply(case(BROKEN, facts=("de nieuwe lamp gaat vandaag om 16.00 uur mee",)), desk.kit())
    assert "De nieuwe lamp gaat vandaag om 16.00 uur mee." in draft.reply.text
    assert "fact:f1" in {citation.passage for citation in draft.citations}


def test_who_had_our_apology_before_gets_another_remedy(desk: Desk) -> None:
    before = EarlierCase(
        "c0", "whatsapp", NOW, "kapot", CaseState.ANSWERED, last_reply="Dat had goed moeten gaan, sorry. Ik stuur een nieuwe."
    )
    text = "Dit is al de derde keer dat ik het meld: de lamp is weer kapot."
    draft = draft_reply(case(text, earlier=(before,)), desk.kit())
    assert "sorry" not in draft.reply.text.lower()
    assert draft.triage.repeat.value


def test_forty_drafts_do_not_read_like_one_form(desk: Desk) -> None:
    kit = desk.kit()
    texts = {draft_reply(case(BROKEN, id=f"c{n}"), kit).reply.text for n in range(40)}
    assert len(texts) >= 12
    assert draft_reply(case(BROKEN, id="c7"), kit).reply == draft_reply(case(BROKEN, id="c7"), kit).reply


def test_a_brand_without_customer_wording_gets_its_rule_turned_to_the_customer(desk: Desk) -> None:
    text = draft_reply(case(BROKEN), desk.kit(body=PLAIN)).reply.text
    assert "Je krijgt binnen 3 werkdagen gratis een nieuwe lamp" in text  # the condition is met: no "Is de lamp kapot, dan ..."
    assert "medewerker" not in text
    assert "de klant" not in text


def test_an_english_customer_gets_english(desk: Desk) -> None:
    draft = draft_reply(case("Hi, the lamp that came yesterday is broken, the glass was in pieces. What now?"), desk.kit())
    assert draft.language == "en"
    assert "within 3 working days" in draft.reply.text
    assert "order number" in draft.reply.text


def test_a_hint_for_short_makes_it_shorter(desk: Desk) -> None:
    kit, asked = desk.kit(), case(BROKEN, "email", facts=("de nieuwe lamp is van glas", "de lamp staat in magazijn 4"))
    assert len(draft_reply(asked, kit, hint="graag korter").reply.text) <= len(draft_reply(asked, kit).reply.text)


@pytest.mark.parametrize("text", ["", "😡😡😡", "١٢٣ مرحبا", "woord " * 3000, "{B1} $name [NAAM_1] ⟦einde⟧", "\x00\x00"])
def test_strange_messages_get_a_draft_or_a_person_and_no_crash(desk: Desk, text: str) -> None:
    draft = draft_reply(case(text), desk.kit())
    assert draft.route in (Route.DRAFT, Route.PERSON)


LOAN = """
## Rekening voor de lamp
De rekening voor een lamp komt na 14 dagen. Wie te laat betaalt, krijgt een herinnering van € 8.

## Lamp te leen na een overlijden
Bij een overlijden mag de geleende lamp terug wanneer de nabestaande dat wil. De rekening vervalt dan.
"""


def test_the_clause_for_a_death_goes_before_the_general_one(desk: Desk) -> None:
    sad = case("Mijn man is vorige week overleden en nu komt er een rekening voor zijn lamp. Hoe kan dat?")
    text = draft_reply(sad, desk.kit(body=LOAN)).reply.text
    assert "Gecondoleerd met het verlies van je man." in text
    assert "De rekening vervalt dan." in text
    assert "€ 8" not in text


def test_one_problem_gets_one_clause(desk: Desk) -> None:
    draft = draft_reply(case("De nieuwe lamp was kapot en de bezorging ook nog eens te laat."), desk.kit())
    assert len({cited.passage for cited in draft.citations if cited.document}) == 1


def test_a_customers_own_deadline_is_not_overshot(desk: Desk) -> None:
    draft = draft_reply(case("Mijn lamp kwam kapot uit de doos en vanavond is het feest. Wat nu?"), desk.kit())
    assert "morgen" not in draft.reply.text


def test_plain_praise_is_thanked_for_and_nothing_more(desk: Desk) -> None:
    draft = draft_reply(case("Keurig geholpen gisteren door de monteur, binnen een uur weer licht. Petje af!"), desk.kit())
    assert "dank" in draft.reply.text and not draft.ask
    assert "weten hoe het staat" not in draft.reply.text


def test_a_greeting_without_a_known_name_leaves_no_placeholder(desk: Desk) -> None:
    shown: list[str] = []
    model = FakeModel([GOOD.replace("Hoi,", "Beste [NAAM_0],")])
    draft = draft_reply(case(BROKEN, name="lamp78 (78)"), desk.kit(model=model), on_token=shown.append)
    assert draft.reply.text.startswith("Beste,")
    assert "mask_left" not in {finding.check for finding in draft.findings}
    assert "NAAM" not in "".join(shown)
