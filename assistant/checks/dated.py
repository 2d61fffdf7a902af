"""How a date, a time of day or a length of time is traced to a source, or computed from one (law 4)."""

import re
from datetime import date, datetime, timedelta

from assistant.checks import grounds
from assistant.checks.bench import DELIVERED, Bench, clause_of, numbers_in, ours_to_come, own_act
from assistant.language import statements, timing, undertakings
from assistant.records.statement import Statement, StatementKind

K = StatementKind
_PROMISED = re.compile(r"\b(?:binnen|within|over|in|nog|another|de komende|the next)\s*(?:de |het |een |the )?$", re.I)
_DAY_BEFORE = re.compile(r"\bavond (?:er)?voor|dag (?:er)?voor|day before|evening before", re.I)
_EVENING = re.compile(r"avond|evening|ervoor|before", re.I)
_NEXT_DAY = re.compile(r"\bvolgende (?:werk)?dag|next (?:working |business )?day", re.I)
_SAME_DAY = re.compile(r"\bdezelfde dag|zelfde dag|same day|dag van de melding|meteen|direct\b|immediately|straight away", re.I)
_FIRST = re.compile(r"\b(?:[Ii]k|I)\b")
_THEIRS = re.compile(r"\b(?:uw|je|jouw|your) \w+ (?:van|op|of|on)\s*$", re.I)
_PAST = frozenset({"gisteren", "gister", "gisteravond", "eergisteren", "yesterday", "last night"})
_JOINED = re.compile(r"(?:en|and)\b(?! (?:ik|wij|we|hij|zij|ze|he|she|they)\b)", re.I)  # goes on with the subject of the clause before
_BESIDE = 14  # characters after a time within which a day still belongs to it: "vóór 12.00 uur morgen"
_DAYS = {"d": 1, "mo": 30, "y": 365}
_WE = re.compile(r"\b(?:wij|we|ik|I)\b(?!['’]?ve)", re.I)
_ALWAYS = re.compile(r"\b(?:altijd|always|24/7|dag en nacht|['’]s nachts|day and night|levenslang|lifetime)\b", re.I)
_RIGHT = re.compile(r"\b(?:garantie|geldig|bedenktijd|opzegtermijn|recht op|guarantee|warranty|valid|notice period)\b", re.I)
_RULE = re.compile(r"\b(?:tot|binnen|na|vanaf|garantie|geldig|until|within|after|guarantee|valid|opzegtermijn|notice)\b", re.I)


def date_holds(statement: Statement, bench: Bench) -> bool:
    """Whether a date stands in a source, follows from one, lies before our report-back, or is the customer's own."""
    clause, today = clause_of(statement, bench), bench.review.now.date()
    sources = bench.about(statement)
    if statement.value in bench.known(K.DATE, sources) or statement.quote.lower() in _PAST:
        return True
    own = own_act(clause, bench.language)
    first, _, last = statement.value.partition("/")
    day = date.fromisoformat(first)
    if day == today and (
        own or _FIRST.search(clause) or not DELIVERED.search(clause) or any(_SAME_DAY.search(source.text) for source in sources)
    ):
        return True
    if own and today <= day and (day <= bench.report_back.date() or _reported_earlier(statement, bench)):
        return True
    if (statement.value in bench.thread[K.DATE] or _same_weekday(statement, bench)) and (
        day <= today or not ours_to_come(clause, bench) or _THEIRS.search(bench.text, 0, statement.start)
    ):
        return True
    return (day <= today and bool(last)) or _date_computed(day, clause, bench, sources)


def _date_computed(day: date, clause: str, bench: Bench, sources: tuple[grounds.Source, ...]) -> bool:
    brand, today = bench.review.brand, bench.review.now.date()
    told = {date.fromisoformat(value) for value in bench.thread[K.DATE] if "/" not in value}  # "verhuisd op 1 mei", six weeks from there
    starts = {today, *(source.on for source in grounds.thread_sources(bench.review)), *(one for one in told if one <= today)}
    if any(day in grounds.dates_from(term, start, brand) for term in bench.known(K.TERM, sources) for start in starts):
        return True
    if any(_NEXT_DAY.search(source.text) for source in sources) and day in (
        timing.add_working_days(brand, today, 1),
        today + timedelta(days=1),
    ):
        return True
    stated = {date.fromisoformat(value) for kind in (bench.official, bench.thread) for value in kind[K.DATE] if "/" not in value}
    return bool(_EVENING.search(clause)) and _says(bench, _DAY_BEFORE) and day + timedelta(days=1) in stated


def _same_weekday(statement: Statement, bench: Bench) -> bool:
    """ "Maandag" for "afgelopen maandag": a bare weekday that the thread names as well."""
    if any(letter.isdigit() for letter in statement.quote) or "/" in statement.value:
        return False
    weekday = date.fromisoformat(statement.value).weekday()
    told = (value for value in bench.thread[K.DATE] if "/" not in value)
    return (
        len(statement.quote.split()) < 3
        and any(date.fromisoformat(value).weekday() == weekday for value in told)
        and "dag" in statement.quote.lower()
    )


def time_holds(statement: Statement, bench: Bench) -> bool:
    """Whether a time of day stands in a source, lies before our report-back, or is the customer's own."""
    official = bench.known(K.TIME, bench.about(statement))
    if statement.value in official or _inside(statement.value, official):
        return True
    clause = clause_of(statement, bench)
    if undertakings.is_own_act(clause, bench.language) or (
        _JOINED.match(clause) and undertakings.is_own_act(statement.sentence, bench.language)
    ):
        moments = _moments(statement, bench)
        return any(bench.review.now < moment <= bench.report_back for moment in moments) or _reported_earlier(statement, bench)
    return statement.value in bench.thread[K.TIME] and not ours_to_come(clause, bench)


def _inside(value: str, known: frozenset[str]) -> bool:
    """One end of a stated range ("open tot 20.00 uur"), or a range between two stated times."""
    ends = {end for other in known for end in other.split("/")}
    return all(end in ends for end in value.split("/"))


def _moments(statement: Statement, bench: Bench) -> tuple[datetime, ...]:
    """When a clock time can be: on the day named in its clause up to it or right after it, else the last named before, or today."""
    clock = datetime.strptime(statement.value.split("/")[-1], "%H:%M").time()  # noqa: DTZ007  the zone is that of `now`
    today = bench.review.now.date()
    sentence_at = bench.text.find(statement.sentence)
    near = [
        other for other in statements.find(bench.text, bench.language, bench.review.now) if other.kind is K.DATE and "/" not in other.value
    ]
    beside = statement.start + len(statement.quote) + _BESIDE
    clause = clause_of(statement, bench)
    same = [other for other in near if other.sentence == statement.sentence and other.start <= beside and clause_of(other, bench) == clause]
    earlier = [other for other in near if sentence_at - 120 <= other.start < statement.start]
    named = [date.fromisoformat(other.value) for other in (same or earlier[-1:])]
    days = named if same else [*named, today]
    return tuple(datetime.combine(day, clock, bench.review.now.tzinfo) for day in days)


def term_holds(statement: Statement, bench: Bench) -> bool:
    """Whether a length of time stands in a source of its matter, ends before our report-back, or is the customer's own."""
    clause, promised = clause_of(statement, bench), is_promised(statement, bench)
    sources = tuple(source for source in bench.about(statement) if _as_sweeping(clause, source.text))
    if any(grounds.same_term(statement.value, known) for known in bench.known(K.TERM, sources)):
        return True
    if promised and own_act(clause, bench.language):
        due = grounds.moment_after(statement.value, bench.review.now, bench.review.brand)
        return (
            due <= bench.report_back
            or (due.date() <= bench.report_back.date() and statement.value.endswith("d"))
            or _reported_earlier(statement, bench)
        )
    if promised and (ours_to_come(clause, bench) or _WE.search(clause)):
        return False
    if _RIGHT.search(clause):
        return False
    if any(grounds.same_term(statement.value, told) for told in bench.thread[K.TERM]) or _since(statement.value, bench):
        return True
    counted = numbers_in(statement.quote)
    return not _rule_like(clause) and (counted <= bench.numbers or counted == {1.0})


def _as_sweeping(clause: str, source: str) -> bool:
    """Whether what the clause says of always and every night is said by the source as well."""
    return all(match.group().lower() in source.lower() for match in _ALWAYS.finditer(clause))


def is_promised(statement: Statement, bench: Bench) -> bool:
    """Whether a term is one that lies ahead: "binnen een uur"."""
    return bool(_PROMISED.search(bench.text, max(statement.start - 30, 0), statement.start))


def _rule_like(clause: str) -> bool:
    return bool(_RULE.search(clause))


def _since(value: str, bench: Bench) -> bool:
    """ "Three days" when the customer says "since Sunday", "six weeks" after a date of theirs: counted from a date in the thread."""
    size = re.fullmatch(r"(\d+)(d|mo|y)", value)
    if not size:
        return False
    today, days = bench.review.now.date(), int(size[1]) * _DAYS[size[2]]
    told = [(today - date.fromisoformat(stated)).days for stated in bench.thread[K.DATE] if "/" not in stated]
    return any(abs(gone - days) <= max(1, days // 7) or (days < 7 and abs(gone % 7 - days) <= 1) for gone in told)


def _says(bench: Bench, pattern: re.Pattern[str]) -> bool:
    return any(pattern.search(source.text) for source in bench.sources)


def soon(statement: Statement, bench: Bench) -> bool:
    """Within two weeks: a later moment of our own is no slip but an invention."""
    now = bench.review.now
    if statement.kind is K.DATE:
        return now.date() <= date.fromisoformat(statement.value.split("/")[0]) <= now.date() + timedelta(days=14)
    if statement.kind is K.TERM:
        return grounds.moment_after(statement.value, now, bench.review.brand) <= now + timedelta(days=14)
    return True


def _reported_earlier(statement: Statement, bench: Bench) -> bool:
    """Whether the reply lets the customer hear earlier, or names a moment that a source gives: then a later one of ours is extra."""
    for other in statements.find(bench.text, bench.language, bench.review.now):
        if other.start >= statement.start or other.kind not in (K.DATE, K.TIME, K.TERM):
            continue
        if other.kind is not K.TERM and other.value in bench.official[other.kind]:
            return True
        if other.kind is K.TIME and own_act(clause_of(other, bench), bench.language) and other.sentence != statement.sentence:
            return True
    return False
