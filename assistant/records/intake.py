"""A message as it comes in from a channel, a file or the clipboard."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Incoming:
    """One text on its way in. `thread` ties texts to one case; empty: the same author on the same channel.

    `external_id` makes a repeat harmless; empty: a hash of the whole. `at` is aware. `tagged` is False for a post about the brand
    that does not name it: nobody waits for an answer. `private` is a direct message on a channel that is otherwise public.
    `where` is its place in a file (`messages.csv:3`), for an error that must name it.
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
    tagged: bool = True
    private: bool = False
    where: str = field(default="", compare=False)
