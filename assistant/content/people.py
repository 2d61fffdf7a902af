"""`knowledge/people.toml`: who works here at a first start; after that people live in the store."""

from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from assistant.content.files import read_toml
from assistant.errors import ContentError
from assistant.records.people import Person
from assistant.settings import CHECKOUT

PEOPLE = TypeAdapter(tuple[Person, ...])


def read_people(content: Path) -> tuple[Person, ...]:
    """The people of `content`, or the checkout's own where it names none. Raises `ContentError`."""
    own = content / "knowledge" / "people.toml"
    path = own if own.exists() else CHECKOUT / "knowledge" / "people.toml"
    try:
        people = PEOPLE.validate_python(tuple(read_toml(path).get("people", ())))
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        raise ContentError(f"'{field}': {first['msg']}.", where=str(path), mend="Each person has id, name, initials and roles.") from error
    ids = [person.id for person in people]
    if len(set(ids)) != len(ids):
        raise ContentError("Two people have the same id.", where=str(path), mend="Give each person an id of their own.")
    return people
