"""Every error the assistant raises on purpose, in one tree.

    WebcareError                  what happened, where, what to do: shown to people as it stands
    ├── ContentError              a file that people edit is wrong (names file, line and mend)
    ├── InputError                a message, an upload or an argument is wrong
    ├── NotFound                  a brand, channel, case, document or person does not exist
    ├── NotAllowed                this person may not do this
    ├── Conflict                  somebody or something was first: the state or the text moved meanwhile
    ├── Blocked                   a finding stands in the way of approval
    ├── StoreError                the database cannot be used (locked, full, no permission)
    ├── ChannelError              what was to leave did not: an outbox that cannot be written, an address that does not take it
    ├── SearchError               the search index cannot be used (damaged, missing)
    └── ModelError                the language model gave no usable answer
        ├── ModelRefused          wrong key, unknown model, bad request: repeating does not help
        └── ModelUnavailable      too busy, down, cut off or out of time: repeating may help

Errors of libraries are mapped to these where they enter (`store`, `retrieval`, `adapters`) and shown once, at
the edge (`cli`, `api`, `ui`).
"""


class WebcareError(Exception):
    """Base of all: `what` happened, `where` it happened and the `mend` a person can do.

    Args:
        what: one sentence that says what is wrong.
        where: file and line, command, field, or empty.
        mend: one sentence that says what to do, or empty.
    """

    def __init__(self, what: str, *, where: str = "", mend: str = "") -> None:
        super().__init__(what)
        self.what, self.where, self.mend = what, where, mend

    def __str__(self) -> str:
        parts = [f"{self.where}: {self.what}" if self.where else self.what, self.mend]
        return " ".join(part for part in parts if part)


class ContentError(WebcareError):
    """A file that people edit cannot be read as what it should be."""


class InputError(WebcareError):
    """A message, an upload or an argument that cannot be used."""


class NotFound(WebcareError):
    """There is no such brand, channel, case, document or person."""


class NotAllowed(WebcareError):
    """This person's roles do not cover this action."""


class Conflict(WebcareError):
    """The state or the text moved since it was looked at; nothing was changed."""


class Blocked(WebcareError):
    """A finding stands in the way of approval; the text is kept."""


class StoreError(WebcareError):
    """The database cannot be read or written now."""


class ChannelError(WebcareError):
    """What was to go out did not; it is tried again, and shown to a person."""


class SearchError(WebcareError):
    """The search index is missing or damaged; it can be rebuilt from the store."""


class ModelError(WebcareError):
    """The language model gave no answer that can be used."""


class ModelRefused(ModelError):
    """The provider refuses this request; repeating it does not help."""


class ModelUnavailable(ModelError):
    """The provider is busy, down, cut off or out of time; repeating it may help."""
