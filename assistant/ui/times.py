"""Moments as people say them on screen."""

from datetime import datetime

from assistant.content.words import Words

_MINUTE = 60  # seconds
_HOUR, _DAY = 60, 60 * 24  # minutes


def left(due: datetime | None, now: datetime, words: Words) -> str:
    """How long until `due`, or how long ago it was: "nog 35 min", "2 u te laat"; empty without a target."""
    if due is None:
        return ""
    minutes = int((due - now).total_seconds() // 60)
    if minutes in (0, -1):
        return words.say("time.now")
    key = "time.left" if minutes >= 0 else "time.late"
    return words.say(key, time=span(abs(minutes), words))


def span(minutes: int, words: Words) -> str:
    """A number of minutes in its largest fitting unit."""
    if minutes < _HOUR:
        return words.say("time.minutes", n=minutes)
    if minutes < _DAY:
        return words.say("time.hours", n=minutes // _HOUR)
    return words.say("time.days", n=minutes // _DAY)


def seconds(spent: float, words: Words) -> str:
    """How long something took: "48 s", "6 min"."""
    return words.say("time.seconds", n=round(spent)) if spent < 2 * _MINUTE else span(int(spent // _MINUTE), words)


def ago(then: datetime, now: datetime, words: Words) -> str:
    """ "12 min geleden"."""
    minutes = max(0, int((now - then).total_seconds() // 60))
    return words.say("time.ago", time=span(minutes, words)) if minutes else words.say("time.just_now")


def clock(moment: datetime, now: datetime, words: Words) -> str:
    """The hour today, else day and hour; `moment` is brought to the zone of `now`."""
    here = moment.astimezone(now.tzinfo)
    if here.date() == now.date():
        return here.strftime("%H:%M")
    month = words.say(f"time.month_{here.month}")
    return f"{here.day} {month} {here:%H:%M}"
