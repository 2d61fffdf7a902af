"""Messages on their way in: kept once, in the right case, whatever they hold."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from desk_kit import SANNE, START, Desk, incoming, new_desk, send_due

from assistant.casework import approval, edits
from assistant.casework.cases import open_case
from assistant.casework.intake import clean_text, receive, receive_all
from assistant.casework.queue import queue
from assistant.content.messages import read_messages
from assistant.errors import InputError, WebcareError
from assistant.records.case import Author, Case, CaseState
from assistant.records.draft import Reply
from assistant.records.intake import Incoming
from assistant.records.triage import Urgency
from assistant.records.work import JobKind
from assistant.store import Store, cases, jobs
from assistant.worker import Worker


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return new_desk(tmp_path)


def case_of(desk: Desk, id: str) -> Case:
    with desk.work.store.read() as tx:
        return cases.load_case(tx, id)


def draft_due(desk: Desk, id: str) -> datetime:
    with desk.work.store.read() as tx:
        found = jobs.find(tx, f"draft:{id}")
    assert found is not None
    return found[0].due_at


def test_a_message_becomes_a_case_with_a_target_and_a_draft_owed(desk: Desk) -> None:
    id = receive(desk.work, incoming("Mijn baby heeft geen water"))
    row = queue(desk.work)[0]
    assert (row.case, row.customer_name, row.snippet, row.vulnerable) == (id, "Jan de Wit", "Mijn baby heeft geen water", True)
    assert row.due_at == START + timedelta(minutes=240)
    assert draft_due(desk, id) == START


def test_the_same_message_again_changes_nothing(desk: Desk) -> None:
    first = receive(desk.work, incoming(external_id="m-1"))
    assert receive(desk.work, incoming(external_id="m-1", text="iets anders")) == first
    assert receive(desk.work, incoming("zonder eigen nummer")) == receive(desk.work, incoming("zonder eigen nummer"))
    assert len(case_of(desk, first).thread) == 2


def test_one_author_on_one_channel_is_one_case(desk: Desk) -> None:
    first = receive(desk.work, incoming("een"))
    assert receive(desk.work, incoming("twee", author="JAN de wit ")) == first
    others = {
        receive(desk.work, incoming("drie", channel="x")),
        receive(desk.work, incoming("vier", author="Piet")),
        receive(desk.work, incoming("vijf", brand="bron")),
        receive(desk.work, incoming("zes", thread="t-1")),
    }
    assert len(others | {first}) == 5


def test_a_thread_key_ties_messages_of_anybody(desk: Desk) -> None:
    first = receive(desk.work, incoming("een", thread="t-1"))
    desk.clock.pass_(days=90)
    assert receive(desk.work, incoming("twee", thread="t-1", author="Zijn vrouw", at=desk.clock.now)) == first
    assert case_of(desk, first).customer_name == "Jan de Wit"


def test_a_name_is_nobodys_alone(desk: Desk) -> None:
    anna, same = {"author": "Anna de Vries", "handle": ""}, {"author": "Anna de Vries", "handle": "anna@voorbeeld.nl"}
    first = receive(desk.work, incoming("Mijn dochter zit in de kou, adres Kerkstraat 1.", **anna))
    second = receive(desk.work, incoming("Ik wil mijn abonnement opzeggen.", **anna, at=START + timedelta(days=3)))
    assert first != second
    assert case_of(desk, first).customer != case_of(desk, second).customer
    assert case_of(desk, second).earlier == ()
    known = receive(desk.work, incoming("Er is geen water.", **same))
    assert receive(desk.work, incoming("Nog steeds niet.", **same | {"author": "A. de Vries"})) == known
    assert receive(desk.work, incoming("Hoi", author="@anna", handle="", channel="x")) == receive(
        desk.work, incoming("Hallo?", author="@Anna", handle="", channel="x")
    )


def test_the_answer_goes_to_the_address(desk: Desk) -> None:
    id = receive(desk.work, incoming(handle="jan@voorbeeld.nl"))
    edits.save_edit(desk.work, SANNE, id, Reply("Dag Jan."), seen=0)
    approval.approve(desk.work, SANNE, id, Reply("Dag Jan.").hash)
    desk.clock.pass_(seconds=20)
    assert send_due(desk) == 1
    assert json.loads(desk.sent()[0].read_text())["recipient"] == "jan@voorbeeld.nl"


def test_authors_without_a_name_are_not_one_person(desk: Desk) -> None:
    assert receive(desk.work, incoming("een", author="")) != receive(desk.work, incoming("twee", author=" "))


def test_a_new_message_keeps_the_older_target(desk: Desk) -> None:
    receive(desk.work, incoming("een"))
    desk.clock.pass_(hours=1)
    receive(desk.work, incoming("twee", at=desk.clock.now))
    assert queue(desk.work)[0].due_at == START + timedelta(minutes=240)


def test_chat_is_drafted_after_sixty_quiet_seconds(desk: Desk) -> None:
    id = receive(desk.work, incoming("hallo", channel="chat"))
    desk.clock.pass_(seconds=40)
    receive(desk.work, incoming("het water is weg", channel="chat", at=desk.clock.now))
    assert draft_due(desk, id) == START + timedelta(seconds=100)
    assert not Worker(desk).step()
    desk.clock.pass_(seconds=60)
    assert Worker(desk).step()
    assert [len(case.thread) for case in desk.writer.seen] == [2]


def test_danger_is_drafted_at_once_also_on_chat_and_stands_on_top(desk: Desk) -> None:
    receive(desk.work, incoming("gewoon", author="Piet"))
    id = receive(desk.work, incoming("ik ruik gas", channel="chat"))
    assert draft_due(desk, id) == START
    assert (queue(desk.work)[0].case, queue(desk.work)[0].urgency) == (id, Urgency.NOW)


def test_a_colleagues_answer_elsewhere_ends_the_wait(desk: Desk) -> None:
    id = receive(desk.work, incoming("een", thread="t-1"))
    desk.clock.pass_(minutes=5)
    receive(desk.work, incoming("Dag Jan, het is verholpen.", thread="t-1", role="agent", author="Ans", at=desk.clock.now))
    assert queue(desk.work) == ()
    assert not Worker(desk).step()
    assert [message.author for message in case_of(desk, id).thread] == [Author.CUSTOMER, Author.AGENT]
    desk.clock.pass_(minutes=5)
    assert receive(desk.work, incoming("Toch niet!", thread="t-1", at=desk.clock.now)) == id
    assert queue(desk.work)[0].due_at == desk.clock.now + timedelta(minutes=240)


def test_an_answered_author_comes_back_in_the_same_case_for_two_weeks(desk: Desk) -> None:
    id = receive(desk.work, incoming("een"))
    with desk.work.store.write() as tx:
        cases.move(tx, cases.head(tx, id), state=CaseState.ANSWERED)
    desk.clock.pass_(days=13)
    assert receive(desk.work, incoming("nog iets", at=desk.clock.now)) == id
    with desk.work.store.write() as tx:
        cases.move(tx, cases.head(tx, id), state=CaseState.CLOSED)
    desk.clock.pass_(days=15)
    later = receive(desk.work, incoming("iets nieuws", at=desk.clock.now))
    assert later != id
    assert [earlier.id for earlier in case_of(desk, later).earlier] == [id]


@pytest.mark.parametrize(
    ("message", "where", "mend"),
    [
        (incoming(brand="nergens"), "brand", "bron, molen"),
        (incoming(channel="postduif"), "channel", "chat, email, whatsapp, x"),
        (incoming(text="  \n\x00 "), "text", "text the customer wrote"),
        (incoming(text="a" * 100_000), "text", "split it"),
        (incoming(role="robot"), "role", "customer or agent"),
        (incoming(role="agent"), "thread", "key of its thread"),
        (incoming(at=START.replace(tzinfo=None)), "at", "2026-01-31T14:05:00+01:00"),
    ],
)
def test_a_message_that_cannot_be_used_names_place_and_mend(desk: Desk, message: Incoming, where: str, mend: str) -> None:
    with pytest.raises(InputError) as refused:
        receive(desk.work, message)
    assert refused.value.where == where
    assert mend in refused.value.mend
    assert queue(desk.work) == ()


@pytest.mark.parametrize(
    "text",
    [
        "😡😡",
        "❤️",
        "?!",
        "مرحبا، لا يوجد ماء",
        "שלום, אין מים",
        "水が出ません",
        "Ge\x00en wa\x07ter",
        "e\u0301e\u0301n",
        "a\ud800b",
        "a" * 20_000,
    ],
)
def test_texts_of_all_kinds_come_in_and_are_drafted(store: Store, tmp_path: Path, text: str) -> None:
    desk = new_desk(tmp_path, store)
    if "\ud800" in text:
        with pytest.raises(InputError, match="not UTF-8"):
            receive(desk.work, incoming(text))
        return
    id = receive(desk.work, incoming(text))
    assert Worker(desk).step()
    kept = case_of(desk, id).thread[0].text
    assert "\x00" not in kept
    assert open_case(desk.work, SANNE, id).draft is not None


def test_names_and_attachments_are_cleaned_too(store: Store, tmp_path: Path) -> None:
    desk = new_desk(tmp_path, store)
    id = receive(desk.work, incoming("", author="Jan\x00\nde\tWit" + "x" * 500, attachments=("foto\x00.jpg",), external_id="a\x00b"))
    message = case_of(desk, id).thread[0]
    assert message.name.startswith("Jan de Wit")
    assert len(message.name) == 200
    assert (message.text, message.attachments) == ("", ("foto .jpg",))
    assert queue(desk.work)[0].snippet == "foto .jpg"


def test_a_batch_reports_the_bad_and_takes_the_rest(desk: Desk) -> None:
    done: list[int] = []
    rows = [incoming("een"), incoming(brand="nergens"), InputError("kapot", where="file:3"), incoming("een"), incoming("vier")]
    report = receive_all(desk.work, rows, done.append)
    assert (len(report.received), report.repeated) == (2, 1)
    assert [error.where for error in report.failed] == ["message 2, brand", "file:3"]
    assert done == [1, 2, 3, 4, 5]


def test_a_message_of_a_file_that_is_refused_names_its_line(desk: Desk) -> None:
    data = b'channel,text\nemail,"Waar blijft\nmijn pakket?"\npigeon,Hallo?\n'
    report = receive_all(desk.work, read_messages(data, "berichten.csv", brand="molen", now=START))
    assert len(report.received) == 1
    assert [error.where for error in report.failed] == ["berichten.csv:4, channel"]


def test_a_fault_in_the_first_reading_loses_no_message(tmp_path: Path) -> None:
    desk = new_desk(tmp_path)
    broken = new_desk(tmp_path, desk.work.store).work
    object.__setattr__(broken, "triage", lambda case: 1 / 0)
    id = receive(broken, incoming("een"))
    assert [row.case for row in queue(desk.work)] == [id]
    assert Worker(desk).step()


def test_the_key_of_a_thread_is_nobodys_address(desk: Desk) -> None:
    one = receive(desk.work, incoming("een", author="Jan", handle="", thread="1001"))
    other = receive(desk.work, incoming("twee", author="Piet", handle="1001"))
    assert case_of(desk, one).customer != case_of(desk, other).customer


def test_many_threads_bring_one_customers_messages_into_one_case(store: Store, tmp_path: Path) -> None:
    desk = new_desk(tmp_path, store)
    with ThreadPoolExecutor(20) as pool:
        ids = set(pool.map(lambda number: receive(desk.work, incoming(f"bericht {number % 20}")), range(40)))
    assert len(ids) == 1
    assert len(case_of(desk, ids.pop()).thread) == 20
    with store.read() as tx:
        assert jobs.count(tx) == {(JobKind.DRAFT, False): 1}


# files


def read(data: bytes, name: str = "in.jsonl", **more: str) -> list[Incoming | WebcareError]:
    return list(read_messages(data, name, brand=more.get("brand", "molen"), channel=more.get("channel", ""), now=START))


def places(rows: list[Incoming | WebcareError]) -> list[str]:
    return [row.where for row in rows if isinstance(row, WebcareError)]


def test_jsonl_reports_each_broken_line_and_goes_on() -> None:
    lines = [
        b'{"channel": "email", "author": "Jan", "text": "goed", "id": 7, "attachments": ["a.jpg"]}',
        b'{"channel": "email", "text": ',
        b"",
        b'{"channel": "email", "text": "caf\xe9"}',
        b'["geen", "object"]',
        b'{"channel": "email"}',
        b'{"channel": "email", "text": {"diep": 1}}',
        b'{"channel": "email", "text": "x", "at": "gisteren"}',
        b"[" * 100_000,
        b'{"channel": "x", "text": "laat", "minutes_ago": 90, "brand": "bron"}',
    ]
    rows = read(b"\xef\xbb\xbf" + b"\r\n".join(lines))
    assert places(rows) == [f"in.jsonl:{line}" for line in (2, 4, 5, 6, 7, 8, 9)]
    good = [row for row in rows if isinstance(row, Incoming)]
    assert good[0] == Incoming("molen", "email", "Jan", "goed", START, attachments=("a.jpg",), external_id="7")
    assert (good[1].brand, good[1].at) == ("bron", START - timedelta(minutes=90))
    assert all(isinstance(row, Incoming) or row.mend for row in rows)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_as_spreadsheets_write_it(separator: str) -> None:
    rows = [
        ["Channel", "Author", "Text", "At", "Attachments"],
        ["email", "Jan", '"twee\nregels, ja; ja"', "2026-03-01T10:00:00", "a.jpg|b.png"],
    ]
    text = "\r\n".join(separator.join(row) for row in rows)
    found = read(b"\xef\xbb\xbf" + text.encode(), "in.csv")
    assert found == [
        Incoming("molen", "email", "Jan", "twee\nregels, ja; ja", START.replace(month=3, day=1, hour=10), attachments=("a.jpg", "b.png"))
    ]


def test_csv_reports_each_bad_line_and_goes_on() -> None:
    data = b"channel,author,text\nemail,Jan,goed\nemail,Jan,caf\xe9\nemail,Jan,te,veel\nemail,Jan,\nemail,Jan,ook goed\n"
    rows = read(data, "in.csv")
    assert places(rows) == ["in.csv:3", "in.csv:4", "in.csv:5"]
    assert [row.text for row in rows if isinstance(row, Incoming)] == ["goed", "ook goed"]


def test_csv_without_its_columns_is_one_error() -> None:
    rows = read(b"naam,bericht\nJan,hallo\n", "in.csv")
    assert [str(row) for row in rows] == ["in.csv:1: Columns are missing: channel, text. The first line must name channel, text."]
    assert isinstance(read(b"text\nhallo\n", "in.csv", channel="email")[0], Incoming)


@pytest.mark.parametrize("data", [b"", b"  \n ", b"\xef\xbb\xbf"])
def test_an_empty_file_is_one_error(data: bytes) -> None:
    assert places(read(data)) == ["in.jsonl"]


def test_binary_is_refused_line_by_line() -> None:
    rows = read(bytes(range(256)) * 20)
    assert rows
    assert all(isinstance(row, WebcareError) for row in rows)


@pytest.mark.parametrize(("data", "clean"), [(b"\xef\xbb\xbfdag\r\ndaar", "dag\ndaar"), ("a\u0000b", "ab"), ("  ok ", "ok")])
def test_text_is_cleaned(data: bytes | str, clean: str) -> None:
    assert clean_text(data) == clean


def test_bytes_of_another_encoding_are_refused() -> None:
    with pytest.raises(InputError, match="not UTF-8"):
        clean_text("café".encode("latin-1"), "stdin")


def test_a_quote_that_is_never_closed_costs_its_own_line_only() -> None:
    data = b'channel,author,text\nemail,Jan,"hallo\nemail,Piet,goed\nemail,Kees,"zei ""nee"" en\nging"\nemail,Ali,ook\n'
    rows = read(data, "in.csv")
    assert places(rows) == ["in.csv:2"]
    assert [row.text for row in rows if isinstance(row, Incoming)] == ["goed", 'zei "nee" en\nging', "ook"]


def test_a_spreadsheets_unicode_text_and_blank_lines_above_the_columns_are_read() -> None:
    text = "\r\n\r\nchannel\ttext\r\nemail\tcafé\r\n"
    assert [row.text for row in read(text.encode("utf-16"), "in.csv") if isinstance(row, Incoming)] == ["café"]
    assert len(read(text.encode("utf-16"), "in.csv")) == 1


def test_a_line_that_breaks_its_reader_stops_no_other(desk: Desk) -> None:
    lines = [b'{"channel":"email","text":"x","at":' + b"9" * 5000 + b"}", b'{"channel":"email","text":"half\\ud800"}']
    lines += [b'{"channel":"email","text":"jaar een","at":"0001-01-01T00:00:00+14:00"}', b'{"text":"nergens"}']
    lines += [b'{"channel":"email","text":"goed","author":"Jan\\ud800","thread":"\\ud800"}']
    report = receive_all(desk.work, read(b"\n".join(lines)))
    assert [error.where.partition(",")[0] for error in report.failed] == [f"in.jsonl:{line}" for line in (1, 2, 3, 4)]
    assert [queue(desk.work)[0].snippet, len(report.received)] == ["goed", 1]
