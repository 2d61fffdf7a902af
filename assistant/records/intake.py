"""A message as it comes in from a channel, a file or the clipboard."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Incoming:
    """One text on its way in. `thread` ties texts to one case; empty: the same `handle` on the same channel.

    `handle` is what is the customer's alone and where an answer goes: a mail address, a number, a name on the platform. Empty: `author`
    where it holds an "@"; of a name without one nobody knows whose it is, so without a thread it is somebody new.
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
    handle: str = ""
    where: str = field(default="", compare=False)
