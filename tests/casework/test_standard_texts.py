"""Standard texts: read strictly, filled on insertion, counted by what was sent."""

from dataclasses import replace
from pathlib import Path

import pytest
from desk_kit import BRAND, MARLEEN, SANNE, Desk, incoming, new_desk, send_due

from assistant.casework import approval, edits, standard_texts
from assistant.casework.intake import receive
from assistant.errors import InputError, NotAllowed, NotFound
from assistant.records.brand import Contact
from assistant.records.draft import Reply
from assistant.worker import Worker

CSV = """shortcut;title;text
dank;Bedankt;"Dank voor je bericht, {customer}. Je hoort het {report_back}."
bel;;Bel ons op {contact.klant-lijn}. Groet, {first_name} van {brand}
"""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = new_desk(tmp_path)
    lines = (Contact("klant-lijn", "phone", "038 555 03 20"), Contact("piket", "phone", "038 555 03 99", public=False))
    desk.work = replace(desk.work, brands={"molen": replace(BRAND, contacts=lines)})
    return desk


def take(desk: Desk, text: str) -> standard_texts.Imported:
    return standard_texts.import_csv(desk.work, MARLEEN, "molen", text.encode())


def drafted(desk: Desk, author: str) -> str:
    id = receive(desk.work, incoming(author=author))
    while Worker(desk).step():
        pass
    return id


def test_texts_come_from_a_csv_and_again_change_only_what_changed(desk: Desk) -> None:
    assert take(desk, "\ufeff" + CSV) == standard_texts.Imported(2, 0, 0, ())
    assert take(desk, CSV.replace("Dank voor", "Fijn,")) == standard_texts.Imported(0, 1, 1, ())
    assert [text.shortcut for text in standard_texts.texts_for(desk.work, "molen", "/d")] == [
        "dank",
        "bel",
    ]  # those that start so come first
    assert [text.shortcut for text in standard_texts.texts_for(desk.work, "molen", "BERICHT")] == ["dank"]
    standard_texts.retire(desk.work, MARLEEN, "molen", "dank")
    assert [text.shortcut for text in standard_texts.texts_for(desk.work, "molen")] == ["bel"]
    with pytest.raises(NotAllowed):
        standard_texts.import_csv(desk.work, SANNE, "molen", CSV.encode())


def test_a_bad_line_names_its_place_and_the_rest_goes_on(desk: Desk) -> None:
    rows = ["shortcut,text,language", "goed,Dag.,nl", "twee woorden,Dag.,nl", "goed,Nog eens.,nl", "leeg,,nl", "frans,Bonjour,fr"]
    rows += ["naam,Dag {klant},nl", "piket,Bel {contact.piket},nl", "listig,{customer.__class__},nl", "open,Dag {customer,nl"]
    given = take(desk, "\n".join(rows))
    assert (given.new, [error.where.rpartition(":")[2] for error in given.errors]) == (1, ["3", "4", "5", "6", "7", "8", "9", "10"])
    assert "Between braces may stand: first_name" in str(given.errors[4])


@pytest.mark.parametrize(
    ("data", "why"), [(b"\xff\xfe", "Columns are missing"), (b"naam,tekst\n", "Columns are missing"), (b"", "Columns are missing")]
)
def test_what_is_no_such_file_is_refused_whole(desk: Desk, data: bytes, why: str) -> None:
    with pytest.raises(InputError, match=why):
        standard_texts.import_csv(desk.work, MARLEEN, "molen", data)
    with pytest.raises(NotFound):
        standard_texts.import_csv(desk.work, MARLEEN, "elders", CSV.encode())


def test_places_are_filled_and_an_unknown_name_stays_to_be_seen(desk: Desk) -> None:
    take(desk, CSV)
    id = drafted(desk, "Jan de Wit")
    assert standard_texts.insert(desk.work, SANNE, id, "/bel") == "Bel ons op 038 555 03 20. Groet, Sanne van De Molen"
    assert standard_texts.insert(desk.work, SANNE, id, "dank").startswith("Dank voor je bericht, Jan de Wit. Je hoort het ")
    nameless = receive(desk.work, incoming("Geen water", author="", thread="t1"))
    assert "{customer}" in standard_texts.insert(desk.work, SANNE, nameless, "dank")
    with pytest.raises(NotFound):
        standard_texts.insert(desk.work, SANNE, id, "weg")


def test_use_and_edits_are_counted_by_what_was_sent(desk: Desk) -> None:
    take(desk, CSV)

    def changed(text: str) -> str:
        return f"Dag Jan,\n\n{text.replace('Groet', 'Tot dan')}"

    for number, change in enumerate((str, changed, lambda _: "Heel iets anders.")):
        id = drafted(desk, f"klant {number}")
        reply = Reply(change(standard_texts.insert(desk.work, SANNE, id, "bel")))
        edits.save_edit(desk.work, SANNE, id, reply, seen=0)
        approval.approve(desk.work, SANNE, id, reply.hash)
    desk.clock.pass_(seconds=20)
    assert send_due(desk) == 3
    standard_texts.insert(desk.work, SANNE, drafted(desk, "klant 9"), "bel")
    found = {count.shortcut: (count.used, count.kept, count.edited) for count in standard_texts.counts(desk.work, MARLEEN, "molen")}
    assert found == {"bel": (4, 1, 1), "dank": (0, 0, 0)}
