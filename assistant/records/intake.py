"""A message as it comes in from a channel, a file or the clipboard."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Incoming:
    """One text on its way in. `thread` ties texts to one case; empty: the same author on the same channel.

    `external_id` makes a repeat harmless; empty: a hash of the whole. `at` is aware.
    """

    brand: str
    channel: str
    author: str
    text: str
    at: datetime
    thread: str = ""
    role: str = "customer"
    attachments: tuple[str, ...] = ()
    external_id: str = ""
