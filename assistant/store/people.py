"""Who works here."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from assistant.errors import NotAllowed, NotFound
from assistant.records.people import Person, Role
from assistant.store.engine import Tx, put
from assistant.store.tables import people


def save(tx: Tx, person: Person) -> None:
    """Adds a person, or changes the one with this id."""
    roles = ",".join(sorted(person.roles))
    put(tx, people, {"id": person.id}, {"name": person.name, "initials": person.initials, "roles": roles, "active": person.active})


def get(tx: Tx, id: str) -> Person:
    """Raises `NotFound`."""
    row = tx.execute(sa.select(people).where(people.c.id == id)).first()
    if row is None:
        raise NotFound("This person does not work here.", where=id or "person", mend="Pick a person from the list.")
    return _person(row)


def everyone(tx: Tx, *, active: bool = True) -> tuple[Person, ...]:
    """People by name; with `active` only those who may work now."""
    rows = tx.execute(sa.select(people).order_by(people.c.name, people.c.id))
    return tuple(person for person in map(_person, rows) if person.active or not active)


def require(tx: Tx, person: Person, roles: Iterable[Role]) -> Person:
    """The person as the store knows them now. Raises `NotAllowed` for somebody inactive or without one of `roles`."""
    known = get(tx, person.id)
    wanted = frozenset(roles)
    if not known.active:
        raise NotAllowed(f"{known.name} no longer works here.", mend="Ask the team lead.")
    if not known.roles & wanted:
        names = ", ".join(sorted(wanted))
        raise NotAllowed(f"{known.name} may not do this.", mend=f"It takes one of these roles: {names}.")
    return known


def _person(row: Any) -> Person:
    roles = frozenset(Role(role) for role in row.roles.split(",") if role)
    return Person(row.id, row.name, row.initials, roles, row.active)
