"""Statements in Dutch and English: kinds, values, clauses and undertakings."""

from datetime import UTC, datetime

import pytest

from assistant.language import statements, undertakings

NOW = datetime(2026, 6, 2, 14, 10, tzinfo=UTC)  # a Tuesday


def values(text: str, language: str, kind: str) -> list[str]:
    return [found.value for found in statements.find(text, language, NOW) if found.kind.value == kind]


@pytest.mark.parametrize(
    ("language", "kind", "text", "wanted"),
    [
        ("nl", "amount", "Wij betalen tweehonderd euro.", ["200.00"]),
        ("nl", "amount", "Het ging om 38,15 en € 1.250,50 en 86,- en €5.", ["38.15", "1250.50", "86.00", "5.00"]),
        ("nl", "amount", "vijfentwintig euro, 12 euro 50 cent en een tientje", ["25.00", "12.00", "0.50", "10.00"]),
        ("nl", "amount", "Het is 16,50 graden en 3,25 kg.", []),
        ("en", "amount", "two hundred euros, £12.50 or $3", ["200.00", "12.50", "3.00"]),
        ("nl", "date", "vrijdag 5 juni", ["2026-06-05"]),
        ("nl", "date", "vandaag, morgen en overmorgen", ["2026-06-02", "2026-06-03", "2026-06-04"]),
        ("nl", "date", "Goedemorgen, 's morgens bel ik.", []),
        ("nl", "date", "Past donderdag? Of afgelopen maandag?", ["2026-06-04", "2026-06-01"]),
        ("nl", "date", "op 05-06-2026 of 2026-06-07", ["2026-06-05", "2026-06-07"]),
        ("nl", "date", "volgende week dinsdag", ["2026-06-09"]),
        ("nl", "date", "1 november", ["2026-11-01"]),
        ("en", "date", "June 12, the 5th of June, Friday and tomorrow", ["2026-06-12", "2026-06-05", "2026-06-05", "2026-06-03"]),
        ("nl", "time", "vóór 17.00 uur, om 16 uur, na 17u, half zes", ["17:00", "16:00", "17:00", "05:30"]),
        ("nl", "time", "tussen 16.00 en 18.00 uur of van 8.00-20.00", ["16:00/18:00", "08:00/20:00"]),
        ("nl", "time", "al 4 uur geen water, binnen 24 uur, 2.10 is de versie", []),
        ("en", "time", "by 4pm, at 9.30am, before 16:30, by noon", ["16:00", "09:30", "16:30", "12:00"]),
        ("nl", "term", "binnen een week, twee weken, 24 uur, 10 werkdagen", ["7d", "14d", "24h", "10wd"]),
        ("nl", "term", "anderhalf uur, een half uur, 30 minuten, 3 maanden, 2 jaar", ["90m", "30m", "30m", "3mo", "2y"]),
        ("nl", "term", "een dag waarop hij komt", []),
        ("nl", "term", "binnen een dag", ["1d"]),
        ("en", "term", "within two hours, half an hour, 10 working days", ["2h", "30m", "10wd"]),
        ("nl", "number", "200 cups en 10% van lijn 4", ["200", "10%", "4"]),
        ("nl", "phone", "Bel 038 555 01 20, +31 6 12345678, 112 of 0900-8844.", ["0385550120", "0612345678", "112", "09008844"]),
        ("nl", "email", "Mail naar Hulp@Merk.example.", ["hulp@merk.example"]),
        ("nl", "link", "Kijk op https://www.merk.example/hulp/ of merk.nl/x.", ["merk.example/hulp", "merk.nl/x"]),
        ("nl", "address", "Dorpsstraat 12, 1234 AB 5", ["dorpsstraat12", "1234ab5"]),
        ("nl", "address", "2026 is een jaar; 1000 en meer", []),
    ],
)
def test_values(language: str, kind: str, text: str, wanted: list[str]) -> None:
    assert values(text, language, kind) == wanted


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("nl", "Ik bel je morgen.", ["contact"]),
        ("nl", "Wij vergoeden de taxi.", ["refund"]),
        ("nl", "Wij vergoeden dit niet.", []),
        ("nl", "Je krijgt € 40 van ons.", ["pay"]),
        ("nl", "Ik stuur je een nieuw blad, je betaalt niets.", ["replace", "waive"]),
        ("nl", "Ik bel je over de vergoeding.", ["contact"]),
        ("nl", "Bel 0800 555 01 10, dag en nacht gratis.", []),
        ("nl", "Opzichter Karim belt je.", ["contact"]),
        ("en", "We'll refund you and I'll call you.", ["refund", "contact"]),
        ("en", "You call the shop.", []),
    ],
)
def test_undertakings(language: str, text: str, wanted: list[str]) -> None:
    assert [family for _, family in undertakings.find(text, language)] == wanted


def test_a_statement_knows_its_place() -> None:
    text = "Dank je. Ik bel je morgen vóór 12.00 uur."
    found = next(found for found in statements.find(text, "nl", NOW) if found.kind.value == "time")
    assert text[found.start :].startswith("12.00 uur")
    assert found.sentence == "Ik bel je morgen vóór 12.00 uur."


def test_a_clause_is_cut_where_a_new_actor_starts() -> None:
    text = "Ik bel de monteur, hij is er om 16.00 uur."
    assert undertakings.clause_at(text, text.index("16.00"), "nl") == "hij is er om 16.00 uur."
    assert undertakings.clauses("Ik bel je morgen, vóór 12.00 uur.", "nl") == ("Ik bel je morgen, vóór 12.00 uur.",)
