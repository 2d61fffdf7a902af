"""Environment to Settings, read once at the start."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import InputError

CHECKOUT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Settings:
    """What differs between installations.

    `home` holds database, index and outbox; `content` holds `knowledge/` and `prompts/`. `deadline_seconds` bounds one draft
    by a model, all retries included.
    """

    home: Path
    content: Path
    model: str = ""  # "openai:<model>"; empty: the embedded writer
    judge_model: str = ""  # "openai:<model>" of another family than the writer's; empty: the writer's own model judges
    embeddings: str = ""  # "openai:<model>"; empty: fitted on the brand's own texts
    database_url: str = ""  # empty: SQLite in `home`
    alarm_url: str = ""  # a webhook that wakes the duty lead; empty: only who looks at the desk sees it
    deadline_seconds: float = 45.0
    undo_seconds: float = 20.0
    hosts: tuple[str, ...] = ()  # names beside loopback's that the server answers to, behind a reverse proxy
    language: str = "nl"  # of the screens and the command line

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{self.home / 'webcare.db'}"

    @property
    def outbox(self) -> Path:
        return self.home / "outbox"

    @property
    def index(self) -> Path:
        return self.home / "index"


def read_settings(env: Mapping[str, str] | None = None) -> Settings:
    """Settings from the environment (`WEBCARE_*`). Raises `InputError` where a value cannot be read."""
    given = os.environ if env is None else env
    return Settings(
        home=Path(given.get("WEBCARE_HOME") or "var").resolve(),
        content=Path(given.get("WEBCARE_CONTENT") or CHECKOUT).resolve(),
        model=given.get("WEBCARE_MODEL", ""),
        judge_model=given.get("WEBCARE_JUDGE_MODEL", ""),
        embeddings=given.get("WEBCARE_EMBEDDINGS", ""),
        database_url=given.get("WEBCARE_DATABASE_URL", ""),
        alarm_url=given.get("WEBCARE_ALARM_URL", ""),
        deadline_seconds=_seconds(given, "WEBCARE_DEADLINE_SECONDS", 45.0),
        undo_seconds=_seconds(given, "WEBCARE_UNDO_SECONDS", 20.0),
        hosts=tuple(host.strip() for host in given.get("WEBCARE_HOSTS", "").split(",") if host.strip()),
        language=given.get("WEBCARE_LANGUAGE", "nl"),
    )


def _seconds(given: Mapping[str, str], name: str, default: float) -> float:
    text = given.get(name, "")
    try:
        value = float(text) if text else default
    except ValueError:
        raise InputError(f"'{text}' is not a number of seconds.", where=name, mend="Give a number such as 45.") from None
    if value < 0:
        raise InputError("A number of seconds cannot be negative.", where=name, mend="Give a number such as 45.")
    return value
