"""Tells the duty lead of danger: one POST to an address of theirs (Slack, Teams and Mattermost read `text`)."""

import json
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

from assistant.errors import ChannelError, InputError, WebcareError
from assistant.records.day import Alarm

SECONDS = 10.0
WORDS = {"self_harm": "Iemand schrijft over zelfdoding: bel nu.", "safety": "Iemand is in gevaar: bel nu."}
OTHER = "Er is een alarm: kijk nu."


class Webhook:
    """An address that takes alarms as JSON. It is told which case, never what the customer wrote; redirects are not followed."""

    def __init__(self, url: str, seconds: float = SECONDS) -> None:
        """Raises `InputError` for an address that is not http(s)."""
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise InputError("The address for alarms cannot be read.", where="WEBCARE_ALARM_URL", mend="Write https://host/path.")
        self._parts, self._seconds = parts, seconds

    def send(self, alarm: Alarm) -> None:
        """Raises `ChannelError` when the address does not take it: the alarm is tried again, and shows on the desk."""
        body = {
            "text": f"{WORDS.get(alarm.kind, OTHER)} {alarm.brand}, gesprek {alarm.case}.",
            "alarm": alarm.id,
            "kind": alarm.kind,
            "brand": alarm.brand,
            "case": alarm.case,
            "raised_at": alarm.raised_at.isoformat(),
        }
        try:
            status = self._post(json.dumps(body, ensure_ascii=False).encode())
        except (OSError, HTTPException) as error:
            raise _refused(type(error).__name__) from error
        if not 200 <= status < 300:
            raise _refused(f"status {status}")

    def _post(self, body: bytes) -> int:
        kind = HTTPSConnection if self._parts.scheme == "https" else HTTPConnection
        connection = kind(self._parts.hostname or "", self._parts.port, timeout=self._seconds)
        path = (self._parts.path or "/") + (f"?{self._parts.query}" if self._parts.query else "")
        try:
            connection.request("POST", path, body, {"Content-Type": "application/json; charset=utf-8"})
            return connection.getresponse().status
        finally:
            connection.close()


def _refused(why: str) -> WebcareError:
    return ChannelError(f"The duty lead's address did not take the alarm ({why}).", where="WEBCARE_ALARM_URL", mend="Call the duty lead.")
