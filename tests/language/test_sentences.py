"""Sentences, the frame of a message, language and readability."""

import pytest

from assistant.language import detect, readability, sentences


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Bel 112. Wij komen.", ("Bel 112.", "Wij komen.")),
        ("Om 17.00 uur is het € 38,15. Goed?", ("Om 17.00 uur is het € 38,15.", "Goed?")),
        ("Beste H. Postma,\n\nVeel sterkte.", ("Beste H. Postma,", "Veel sterkte.")),
        ("Het duurt ca. 10 min. per keer.", ("Het duurt ca. 10 min. per keer.",)),
        ("Tot 17.00 u. Daarna niet.", ("Tot 17.00 u.", "Daarna niet.")),
        ("Ik bel je. ^SK", ("Ik bel je.", "^SK")),
        ("WANNEER??? ik wacht al uren.", ("WANNEER???", "ik wacht al uren.")),
        ("Dr. Smit kwam. e.g. at 5 p.m. it stopped", ("Dr. Smit kwam.", "e.g. at 5 p.m. it stopped")),
        ("Geachte heer/mevrouw, de lift is al vier dagen stuk.", ("Geachte heer/mevrouw,", "de lift is al vier dagen stuk.")),
        ("Dear Mr. Smith, the lift is broken.", ("Dear Mr. Smith,", "the lift is broken.")),
        ("", ()),
    ],
)
def test_split(text: str, wanted: tuple[str, ...]) -> None:
    assert sentences.split(text) == wanted


def test_body_leaves_out_salutation_and_leave() -> None:
    text = "Beste mevrouw R. Bos,\n\nIk bel u vandaag.\n\nMet vriendelijke groet,\nSanne Kuiper\nMerk"
    assert sentences.body(text) == ("Ik bel u vandaag.",)
    assert sentences.body("Dear Tom,\n\nI call you.\n\nKind regards,\nSanne") == ("I call you.",)
    assert sentences.body("Ik bel je.\nSanne, Merk") == ("Ik bel je.",)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("waar blijft mijn pakket nou", "nl"),
        ("where is my parcel please", "en"),
        ("al 4 uur geen water in de straat!!", "nl"),
        ("Hi, our car died near Metz", "en"),
        ('Je schreef "thank you for nothing my friend" en dat snap ik', "nl"),
        ("WANNEER???", ""),
        ("👏👏 🙄", ""),
        ("ok top", ""),
    ],
)
def test_language(text: str, wanted: str) -> None:
    assert detect.language_of(text, ("nl", "en")) == wanted


def test_readability_hints_name_their_words() -> None:
    keys = {
        hint.key: hint.quote for hint in readability.hints("Het wordt door ons gelezen. Dienaangaande niets.", "nl", ("dienaangaande",))
    }
    assert keys["passive"] == "wordt"
    assert keys["official"] == "Dienaangaande"


def test_a_very_long_word_is_told_from_its_beginning() -> None:
    assert detect.language_of("waar blijft mijn pakket nou " + "x" * 20_000, ("nl", "en")) == "nl"
