"""What the desk reads does not grow with what is done: no look at it reads a whole table of cases, messages, drafts or replies."""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from assistant.wiring import Assistant
from tests.ui.acting import approved
from tests.ui.test_pages import case_of, house, look, screen, shown

__all__ = ["house"]  # the fixture

GROWING = ("cases", "messages", "customers", "drafts", "draft_sources", "edits", "facts", "replies", "parts", "promises")

Asked = list[tuple[str, object]]
"""Every question that was put to the store, with what stood in it."""


@contextmanager
def asked() -> Iterator[Asked]:
    found: Asked = []

    def note(_connection: object, _cursor: object, statement: str, parameters: object, *_more: object) -> None:
        if statement.lstrip().upper().startswith("SELECT"):
            found.append((statement, parameters))

    sa.event.listen(sa.Engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", note)


def whole_tables(house: Assistant, questions: Asked) -> set[str]:
    """The questions that read a growing table from end to end, with the table."""
    engine, found = sa.create_engine(house.settings.database), set()
    with engine.connect() as connection:
        for statement, parameters in questions:
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)  # type: ignore[arg-type]
            steps = [str(row[-1]) for row in plan]
            found |= {f"{table}: {statement}" for table in GROWING if any(step == f"SCAN {table}" for step in steps)}
    engine.dispose()
    return found


def test_the_desk_reads_no_whole_table(house: Assistant) -> None:
    for name in ("@jaap", "Henk Postma"):  # one of a public channel, one of mail
        case = case_of(house, name)
        with asked() as questions:
            shown(screen(case=case))
            approved(look(house, case))
        assert len(questions) > 40
        assert whole_tables(house, questions) == set()
