"""An amount, date, time, term, number, address, link or undertaking in a text; what grounds it is looked up."""

from dataclasses import dataclass
from enum import StrEnum


class StatementKind(StrEnum):
    AMOUNT = "amount"
    DATE = "date"
    TIME = "time"
    TERM = "term"
    NUMBER = "number"
    PHONE = "phone"
    EMAIL = "email"
    LINK = "link"
    ADDRESS = "address"
    UNDERTAKING = "undertaking"


@dataclass(frozen=True, slots=True)
class Statement:
    """`quote` as it stands in the text at `start`; `value` normalised so that equal statements compare equal.

    Values: amount "200.00"; date ISO; time "17:00" or "16:00/18:00"; term in days "7d", hours "2h", minutes "30m"; phone digits;
    email and link lower case without scheme; number its digits.
    """

    kind: StatementKind
    quote: str
    value: str
    start: int
    sentence: str = ""
