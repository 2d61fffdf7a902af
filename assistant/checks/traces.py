"""How each kind of statement is traced to a source, or computed from one (law 4)."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from assistant.checks import grounds
from assistant.checks.words import as_we, shared, stems
from assistant.language import numerals, sentences, statements, timing, undertakings
from assistant.records.review import Review
from assistant.records.statement import Statement, StatementKind

K = StatementKind
_PROMISED = re.compile(r"\b(?:binnen|within|over|in|nog|another|de komende|the next)\s*(?:de |het |een |the )?$", re.I)
_DAY_BEFORE = re.compile(r"\bavond (?:er)?voor|dag (?:er)?voor|day before|evening before", re.I)
_EVENING = re.compile(r"avond|evening|ervoor|before", re.I)
_NEXT_DAY = re.compile(r"\bvolgende (?:werk)?dag|next (?:working |business )?day", re.I)
_SAME_DAY = re.compile(r"\bdezelfde dag|zelfde dag|same day|dag van de melding|meteen|direct\b|immediately|straight away", re.I)
_DELIVERED = re.compile(
    r"\b(?:wordt|worden|krijgt?|ontvangt?|geleverd|bezorgd|gebracht|hersteld"
    r"|opgelost|klaar|er weer|komt(?! u\b)|komen|staat|staan|is er|zijn er|ligt"
    r"|(?:is|zijn|heb|hebt|heeft) (?:(?!geweest)\S+ ){0,5}?(?:terug|weer)"
    r"|(?:is|are|will be|gets?) (?:delivered|fixed|repaired|ready|back|there|resolved)|arrives?|comes?|you get|receive)\b",
    re.I,
)
_FIRST = re.compile(r"\b(?:[Ii]k|I)\b")
_THEIRS = re.compile(r"\b(?:uw|je|jouw|your) \w+ (?:van|op|of|on)\s*$", re.I)
_HALF = re.compile(r"\b(?:helft|half of|half the|50 ?%)", re.I)
_PAST = frozenset({"gisteren", "gister", "gisteravond", "eergisteren", "yesterday", "last night"})
_PLACES = (("eerste", "tweede", "derde", "vierde", "vijfde", "zesde", "zevende"), ("first", "second", "third", "fourth", "fifth"))
_ORDINALS = {word: place for words in _PLACES for place, word in enumerate(words, start=1)}


@dataclass(frozen=True)
class Bench:
    """All that one part's statements are held against."""

    review: Review
    sources: tuple[grounds.Source, ...]
    official: dict[K, frozenset[str]]
    thread: dict[K, frozenset[str]]
    numbers: frozenset[float]
    report_back: datetime
    language: str
    text: str
    stated: tuple[Statement, ...]

    def about(self, statement: Statement) -> tuple[grounds.Source, ...]:
        """The sources that speak of the matter of this statement: contacts and facts always, a policy when it shares a word with the
        sentence or its neighbours (or cannot be compared, being in the other language)."""
        near = _near(statement, self)
        return tuple(
            source
            for source in self.sources
            if not source.tongues or self.language not in source.tongues or shared(near, stems(source.text, self.language))
        )

    def known(self, kind: K, sources: tuple[grounds.Source, ...]) -> frozenset[str]:
        return frozenset(other.value for source in sources for other in grounds.stated(source.text, source.on) if other.kind is kind)


def holds(statement: Statement, bench: Bench) -> bool:
    rule = {
        K.AMOUNT: _amount_holds,
        K.DATE: _date_holds,
        K.TIME: _time_holds,
        K.TERM: _term_holds,
        K.NUMBER: _number_holds,
        K.PHONE: _phone_holds,
        K.EMAIL: _email_holds,
        K.LINK: _link_holds,
        K.ADDRESS: _address_holds,
    }
    return rule[statement.kind](statement, bench)


def clause_of(statement: Statement, bench: Bench) -> str:
    return undertakings.clause_at(bench.text, statement.start, bench.language)


def _near(statement: Statement, bench: Bench) -> frozenset[str]:
    """The content words of the sentence of a statement and of those beside it."""
    return frozenset(stem for stem in stems(_around(bench.text, statement), bench.language) if not stem[0].isdigit())


def _around(text: str, statement: Statement) -> str:
    """The sentence of a statement with the one before and the one after it."""
    lines = sentences.split(text)
    index = next((number for number, line in enumerate(lines) if line == statement.sentence), 0)
    return " ".join(lines[max(index - 1, 0) : index + 2])


_OURS = re.compile(
    r"\b(?:ons|onze|our)\s+(?:[\w'’-]+\s+){0,3}(?:is|zijn|luidt|wordt|are)\b|\b(?:bel|mail|app|whatsapp|bereikt?|bereiken|call|reach|text|phone)"
    r"\s+(?:\w+\s+)?(?:ons|us|our|onze)\b|\b(?:kom|komt|langskomen|terecht|visit us)\b(?!.*\b(?:monteur|ik|wij|we)\b)",
    re.I,
)
_REACH = re.compile(
    r"\b(?:bel|belt|bellen|mail|mailt|mailen|app|whatsapp|sms|stuur|stuurt|maak|contact|call|email|e-mail|text|write|send|phone)\b", re.I
)


def _turned_on_customer(statement: Statement, bench: Bench) -> bool:
    """ "Bel 06 ...", "ons nummer is 06 ..." with what only the customer's message holds: we never send a customer there."""
    clause = clause_of(statement, bench)
    return bool(_OURS.search(clause)) or (bool(_REACH.search(clause)) and not own_act(clause, bench.language))


def _email_holds(statement: Statement, bench: Bench) -> bool:
    if statement.value in bench.official[K.EMAIL]:
        return True
    return statement.value in bench.thread[K.EMAIL] and not _turned_on_customer(statement, bench)


def _told_or_official(statement: Statement, bench: Bench) -> bool:
    return statement.value in bench.official[statement.kind] or statement.value in bench.thread[statement.kind]


def _amount_holds(statement: Statement, bench: Bench) -> bool:
    families = undertakings.grants_either(as_we(clause_of(statement, bench), bench.review))
    if _given_by(statement, bench) if families else statement.value in bench.official[K.AMOUNT]:
        return True
    if _computed(statement, bench):
        return True
    if statement.value not in bench.thread[K.AMOUNT]:
        return not families and _told_otherwise(Decimal(statement.value), bench)
    return not families or _within_bound(Decimal(statement.value), families, bench)


def _given_by(statement: Statement, bench: Bench) -> bool:
    """Whether a source of the same matter gives this amount; where the sentences beside it tell no matter, any source."""
    marks = {one.passage for one in bench.review.citations if one.sentence == statement.sentence}
    told = _near(statement, bench)
    sources = bench.about(statement) if told else bench.sources
    return statement.value in bench.known(K.AMOUNT, (*sources, *(source for source in bench.sources if source.id in marks)))


def _told_otherwise(amount: Decimal, bench: Bench) -> bool:
    """The customer's amount without its sign ("vorig jaar 290"), or the difference of two of the customer's amounts."""
    told = [Decimal(value) for value in bench.thread[K.AMOUNT]]
    return float(amount) in bench.numbers or any(amount == one - other for one in told for other in told)


def _computed(statement: Statement, bench: Bench) -> bool:
    """A sum, a difference, a half or a multiple of amounts that the sources or the thread hold."""
    wanted, known = Decimal(statement.value), bench.official[K.AMOUNT] | bench.thread[K.AMOUNT]
    named = [Decimal(other.value) for other in bench.stated if other.kind is K.AMOUNT and other is not statement and other.value in known]
    if any(wanted in (one + other, one - other) for one in named for other in named if one is not other):
        return True
    if any(wanted * 2 == Decimal(amount) for amount in known) and _HALF.search(bench.text):
        return True
    told = [Decimal(value) for value in bench.thread[K.AMOUNT]]  # "twee keer € 38" is € 76, also when only the sum is said
    counted = numbers_in(bench.text) | bench.numbers
    return any(one * times == wanted for one in (*named, *told) for times in range(2, 13) if float(times) in counted)


def _within_bound(amount: Decimal, families: tuple[str, ...], bench: Bench) -> bool:
    """Whether a source grants this kind of thing "up to" at least this amount."""
    for source in bench.sources:
        for other in grounds.stated(source.text, source.on):
            bound = other.kind is K.AMOUNT and Decimal(other.value) >= amount and grounds.BOUND.search(source.text, 0, other.start)
            if bound and any(set(families) & set(undertakings.families_in(other.sentence, language)) for language in ("nl", "en")):
                return True
    return False


def _date_holds(statement: Statement, bench: Bench) -> bool:
    clause, today = clause_of(statement, bench), bench.review.now.date()
    sources = bench.about(statement)
    if statement.value in bench.known(K.DATE, sources) or statement.quote.lower() in _PAST:
        return True
    own = own_act(clause, bench.language)
    first, _, last = statement.value.partition("/")
    day = date.fromisoformat(first)
    if day == today and (
        own or _FIRST.search(clause) or not _DELIVERED.search(clause) or any(_SAME_DAY.search(source.text) for source in sources)
    ):
        return True
    if own and today <= day and (day <= bench.report_back.date() or _reported_earlier(statement, bench)):
        return True
    if (statement.value in bench.thread[K.DATE] or _same_weekday(statement, bench)) and (
        day <= today or not _ours_to_come(clause, bench) or _THEIRS.search(bench.text, 0, statement.start)
    ):
        return True
    return (day <= today and bool(last)) or _date_computed(day, clause, bench, sources)


def _date_computed(day: date, clause: str, bench: Bench, sources: tuple[grounds.Source, ...]) -> bool:
    brand, today = bench.review.brand, bench.review.now.date()
    starts = {today, *(source.on for source in grounds.thread_sources(bench.review))}
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


def _time_holds(statement: Statement, bench: Bench) -> bool:
    official = bench.known(K.TIME, bench.about(statement))
    if statement.value in official or _inside(statement.value, official):
        return True
    clause = clause_of(statement, bench)
    if undertakings.is_own_act(clause, bench.language) or (
        _JOINED.match(clause) and undertakings.is_own_act(statement.sentence, bench.language)
    ):
        moments = _moments(statement, bench)
        return any(bench.review.now < moment <= bench.report_back for moment in moments) or _reported_earlier(statement, bench)
    return statement.value in bench.thread[K.TIME] and not _ours_to_come(clause, bench)


_JOINED = re.compile(r"(?:en|and)\b(?! (?:ik|wij|we|hij|zij|ze|he|she|they)\b)", re.I)  # goes on with the subject of the clause before
_BESIDE = 14  # characters after a time within which a day still belongs to it: "vóór 12.00 uur morgen"


def _inside(value: str, known: frozenset[str]) -> bool:
    """One end of a stated range ("open tot 20.00 uur"), or a range between two stated times."""
    ends = {end for other in known for end in other.split("/")}
    return all(end in ends for end in value.split("/"))


def _moments(statement: Statement, bench: Bench) -> tuple[datetime, ...]:
    """When a clock time can be: on the day named in its sentence up to it or right after it, else the last named before, or today."""
    clock = datetime.strptime(statement.value.split("/")[-1], "%H:%M").time()  # noqa: DTZ007  the zone is that of `now`
    today = bench.review.now.date()
    sentence_at = bench.text.find(statement.sentence)
    near = [
        other for other in statements.find(bench.text, bench.language, bench.review.now) if other.kind is K.DATE and "/" not in other.value
    ]
    beside = statement.start + len(statement.quote) + _BESIDE
    same = [other for other in near if other.sentence == statement.sentence and other.start <= beside]
    earlier = [other for other in near if sentence_at - 120 <= other.start < statement.start]
    named = [date.fromisoformat(other.value) for other in (same or earlier[-1:])]
    days = named if same else [*named, today]
    return tuple(datetime.combine(day, clock, bench.review.now.tzinfo) for day in days)


def _term_holds(statement: Statement, bench: Bench) -> bool:
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
    if promised and (_ours_to_come(clause, bench) or _WE.search(clause)):
        return False
    if _RIGHT.search(clause):
        return False
    if any(grounds.same_term(statement.value, told) for told in bench.thread[K.TERM]) or _since(statement.value, bench):
        return True
    counted = numbers_in(statement.quote)
    return not _rule_like(clause) and (counted <= bench.numbers or counted == {1.0})


_WE = re.compile(r"\b(?:wij|we|ik|I)\b(?!['’]?ve)", re.I)
_ALWAYS = re.compile(r"\b(?:altijd|always|24/7|dag en nacht|['’]s nachts|day and night|levenslang|lifetime)\b", re.I)


def _as_sweeping(clause: str, source: str) -> bool:
    """Whether what the clause says of always and every night is said by the source as well."""
    return all(match.group().lower() in source.lower() for match in _ALWAYS.finditer(clause))


def is_promised(statement: Statement, bench: Bench) -> bool:
    """Whether a term is one that lies ahead: "binnen een uur"."""
    return bool(_PROMISED.search(bench.text, max(statement.start - 30, 0), statement.start))


_RIGHT = re.compile(r"\b(?:garantie|geldig|bedenktijd|opzegtermijn|recht op|guarantee|warranty|valid|notice period)\b", re.I)
_RULE = re.compile(r"\b(?:tot|binnen|na|vanaf|garantie|geldig|until|within|after|guarantee|valid|opzegtermijn|notice)\b", re.I)


def _rule_like(clause: str) -> bool:
    return bool(_RULE.search(clause))


def _since(value: str, bench: Bench) -> bool:
    """ "Three days" when the customer says "since Sunday": counted from a date in the thread."""
    if not re.fullmatch(r"\d+d", value):
        return False
    today = bench.review.now.date()
    told = (date.fromisoformat(stated) for stated in bench.thread[K.DATE] if "/" not in stated)
    return any(abs((today - day).days % 7 - int(value[:-1])) <= 1 for day in told)


def _number_holds(statement: Statement, bench: Bench) -> bool:
    number = statement.value.rstrip("%").replace(".", "")
    if not statement.value.endswith("%") and len(number) < 2:
        return True  # "2 foto's", "stap 3": too small to mislead
    if statement.value in bench.official[K.NUMBER]:
        return True
    if statement.value.endswith("%") and undertakings.grants_either(clause_of(statement, bench)):
        return False
    if len(number) >= 7 and _turned_on_customer(statement, bench) and "rekening" in clause_of(statement, bench).lower():
        return False
    if number != "1" and _GETS.search(clause_of(statement, bench)) and not _in_official(number, bench):
        return False  # "u krijgt elke dag 200 liter": what only the customer counts, we do not give
    if statement.value in bench.thread[K.NUMBER]:
        return True
    every = {re.sub(r"\D", "", value) for kind in (bench.official, bench.thread) for values in kind.values() for value in values}
    return number in every or float(number or 0) in bench.numbers or _in_sources(number, bench)


_GETS = re.compile(
    r"\b(?:(?:u|je|jij) (?:krijgt?|ontvangt?)|(?:krijgt?|ontvangt?) (?:u|je|jij)|you(?:['’]ll| will) (?:get|receive))\b", re.I
)


def _in_official(number: str, bench: Bench) -> bool:
    return any(number in {re.sub(r"\D", "", value) for value in values} for values in bench.official.values())


def _in_sources(number: str, bench: Bench) -> bool:
    """A number inside a longer code ("A31", an order number with letters) of a source or the thread."""
    texts = (*bench.sources, *grounds.thread_sources(bench.review))
    return len(number) >= 2 and any(
        re.search(rf"(?<!\d){number}(?!\d)", re.sub(r"(?<=\d)[ .-](?=\d)", "", source.text)) for source in texts
    )


def _phone_holds(statement: Statement, bench: Bench) -> bool:
    if statement.value in grounds.HELP_NUMBERS:
        return True
    if statement.value not in bench.official[K.PHONE] and _turned_on_customer(statement, bench):
        return False
    if _told_or_official(statement, bench):
        return True
    digits = {re.sub(r"\D", "", value) for kind in (bench.official, bench.thread) for value in (*kind[K.PHONE], *kind[K.NUMBER])}
    return statement.value in digits


def _link_holds(statement: Statement, bench: Bench) -> bool:
    """A link of a source, or the bare site of one. The customer's own links are not ours to pass on (law 2)."""
    known = bench.official[K.LINK]
    sites = {link.split("/")[0] for link in known} | {mail.split("@")[-1] for mail in bench.official[K.EMAIL]}
    return statement.value in known or statement.value in sites


def _address_holds(statement: Statement, bench: Bench) -> bool:
    official = statements.plain_address(" ".join(source.text for source in bench.sources))
    told = statements.plain_address(" ".join(source.text for source in grounds.thread_sources(bench.review)))
    return statement.value in official or (statement.value in told and not _OURS.search(clause_of(statement, bench)))


def numbers_in(text: str) -> frozenset[float]:
    """Every number the thread names: digits, words and ordinals."""
    found: set[float] = set()
    for word in re.findall(r"\d+(?:[.,]\d\d)?(?!\d)|\d+|[^\W\d_]+", text.lower()):
        value = float(word.replace(",", ".")) if word[0].isdigit() else numerals.value_of(word, "nl")
        value = value if value is not None else numerals.value_of(word, "en")
        value = value if value is not None else _ORDINALS.get(word)
        if value is not None:
            found.add(float(value))
    return frozenset(found)


def own_act(clause: str, language: str) -> bool:
    """Whether the clause says that we do something ourselves or let the customer hear, and gives nothing."""
    return undertakings.is_own_act(clause, language) and not undertakings.grants_either(clause)


def _ours_to_come(clause: str, bench: Bench) -> bool:
    """Whether the clause announces something that we, or someone for us, will do or deliver."""
    return own_act(clause, bench.language) or bool(undertakings.grants_either(clause)) or bool(_DELIVERED.search(clause))


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
