"""build(settings) -> Assistant: the one place where parts meet."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, tzinfo
from functools import partial
from zoneinfo import ZoneInfo

from assistant.adapters.outbox import OutboxChannel
from assistant.adapters.tokens import counter
from assistant.adapters.webhook import Webhook
from assistant.casework.intake import receive
from assistant.casework.work import Work
from assistant.checks import check_reply
from assistant.content.brands import load_brands
from assistant.content.lists import load_lists
from assistant.content.people import read_people
from assistant.content.prompts import Prompts
from assistant.content.words import LANGUAGES, Words, load_words
from assistant.curation.ingest import ingest
from assistant.drafting.embedded import EmbeddedWriter
from assistant.drafting.flow import draft_reply
from assistant.drafting.kit import Kit, Writer
from assistant.drafting.masked import mask_case
from assistant.drafting.model import ModelWriter
from assistant.drafting.review import review_reply
from assistant.drafting.rewrite import rewrite
from assistant.drafting.triage import triage_case
from assistant.errors import InputError, NotFound
from assistant.evaluation.cases import Bench
from assistant.evaluation.judge import ModelJudge
from assistant.ports import ChatModel, Embedder, OnToken
from assistant.records.brand import Brand
from assistant.records.case import Case
from assistant.records.draft import Draft, Reply
from assistant.records.finding import Finding
from assistant.records.knowledge import PassageKind, SearchResult
from assistant.records.review import WordLists
from assistant.records.triage import Triage
from assistant.retrieval.library import Library
from assistant.settings import Settings, read_settings
from assistant.store import Store, open_store, people

Clock = Callable[[], datetime]
DEPTH, WIDE = 12, 40  # passages that a writer chooses among: one that takes one clause, one that reads several
LEASE_MARGIN = 15.0  # seconds a job may take beyond the model's deadline before another worker takes it up


@dataclass(frozen=True, slots=True)
class Kits:
    """What drafting works with, ready to be bound to a brand."""

    brands: Mapping[str, Brand]
    lists: WordLists
    library: Library
    prompts: Prompts
    model: ChatModel | None
    clock: Clock
    explain: Callable[[Finding], str]  # a finding in words, for the repair prompt

    def kit(self, brand: str, *, writer: str = "") -> Kit:
        """What the main flow needs for one brand. `writer`: embedded, model, or empty for the model when one is set."""
        embedded = EmbeddedWriter(self.lists)
        chosen = self._writer(writer, embedded)
        wide = chosen is not embedded
        depth = WIDE if wide else DEPTH
        kit = make_kit(find_brand(self.brands, brand), self.lists, self.library, self.clock, chosen, embedded, depth=depth)
        return replace(kit, wide=wide)

    def triage(self, case: Case) -> Triage:
        """The first reading of an unmasked case."""
        return self.kit(case.brand).triage(mask_case(case, self.brands[case.brand])[0])

    def draft(self, case: Case, on_token: OnToken, hint: str = "") -> Draft:
        return draft_reply(case, self.kit(case.brand), on_token=on_token, hint=hint)

    def review(self, case: Case, reply: Reply, draft: Draft | None) -> tuple[Finding, ...]:
        """What the checks say of `reply`, whoever wrote it, in the light of the draft it came from (None: written by hand)."""
        kit = self.kit(case.brand)
        triage = draft.triage if draft else self.triage(case)
        language = draft.language if draft else triage.language.value or kit.brand.languages[0]
        passages, citations = (draft.passages, draft.citations) if draft else ((), ())
        drafted = f"{draft.reply.text}\n{draft.reply.private_text}" if draft else ""
        return review_reply(case, reply, kit, triage=triage, language=language, passages=passages, citations=citations, drafted=drafted)

    def _writer(self, wanted: str, embedded: Writer) -> Writer:
        if wanted not in ("", "embedded", "model"):
            raise InputError(f"There is no writer '{wanted}'.", where="--writer", mend="Use embedded or model.")
        if wanted == "model" and self.model is None:
            raise InputError("No model is set.", where="--writer", mend="Set WEBCARE_MODEL=openai:<model> and OPENAI_API_KEY.")
        if self.model is None or wanted == "embedded":
            return embedded
        return ModelWriter(self.model, self.prompts, counter(), explain=self.explain)


@dataclass(frozen=True, slots=True)
class Assistant:
    """All parts, put together for one installation. Holds no state of its own: who acts is an argument of every action."""

    settings: Settings
    store: Store
    kits: Kits
    screens: Mapping[str, Words]
    work: Work

    @property
    def brands(self) -> Mapping[str, Brand]:
        return self.kits.brands

    @property
    def library(self) -> Library:
        return self.kits.library

    def brand(self, id: str) -> Brand:
        """Raises `NotFound` with the brands there are."""
        return find_brand(self.brands, id)

    def which(self, id: str = "") -> tuple[str, ...]:
        """One brand's id, or all of them."""
        return (self.brand(id).id,) if id else tuple(self.brands)

    def words(self, language: str = "") -> Words:
        """Screen words in `language`; the installation's own without it."""
        return self.screens[language if language in self.screens else self.settings.language]

    def now(self, brand: str) -> datetime:
        """Now, in the brand's time zone."""
        return local(self.kits.clock, self.brand(brand))

    def explain(self, finding: Finding, language: str = "") -> str:
        """A finding's reason in words."""
        return explained(self.words(language), finding)

    def bench(self, writer: str = "", progress: Callable[[int, int, str], None] = lambda _done, _total, _id: None) -> Bench:
        """What scoring a suite works with: drafts by `writer`, the same checks, and a judge when a model is set."""
        return Bench(
            brands=self.brands,
            draft=lambda case: draft_reply(case, self.kits.kit(case.brand, writer=writer)),
            check=self.kits.review,
            lists=self.kits.lists,
            now=self.now,
            judge=self._judge(),
            progress=progress,
        )

    def _judge(self) -> ModelJudge | None:
        """A model that judges: its own when one is set, else the writer's; none without a model."""
        model = open_judge(self.settings) or self.kits.model
        return ModelJudge(model, self.kits.prompts) if model else None


def build(settings: Settings | None = None, *, today: date | None = None) -> Assistant:
    """Puts the parts together. Opens the database, made or brought up to date, and reads content; starts nothing (see `prepare`)."""
    settings = settings or read_settings()
    if settings.language not in LANGUAGES:
        raise InputError(f"There are no screens in '{settings.language}'.", where="WEBCARE_LANGUAGE", mend="Use nl or en.")
    content = settings.content
    brands = load_brands(content)
    clock = partial(_moved, today, _zone(brands)) if today else partial(datetime.now, UTC)
    screens = {language: load_words(content, language) for language in LANGUAGES}
    store = open_store(settings.database)
    kits = Kits(
        brands=brands,
        lists=load_lists(content),
        library=Library(store, settings.index, _embedder(settings), name=settings.embeddings),
        prompts=Prompts(content),
        model=_model(settings),
        clock=clock,
        explain=partial(explained, screens[settings.language]),
    )
    work = Work(
        store=store,
        brands=kits.brands,
        now=lambda brand: local(clock, kits.brands[brand]) if brand in kits.brands else clock(),
        triage=kits.triage,
        draft=kits.draft,
        review=kits.review,
        channels={"outbox": OutboxChannel(settings.outbox)},
        undo_seconds=settings.undo_seconds,
        lease_seconds=settings.deadline_seconds + LEASE_MARGIN,
        reindex=kits.library.rebuild,
        alarm=Webhook(settings.alarm_url).send if settings.alarm_url else None,
        rewrite=partial(rewrite, model=kits.model, prompts=kits.prompts) if kits.model else None,
    )
    return Assistant(settings, store, kits, screens, work)


def prepare(assistant: Assistant, *, inbox: bool = False, tell: Callable[[str], None] = lambda _line: None) -> Assistant:
    """Fills an empty home: who works here and the knowledge. With `inbox` also takes in what is new, sample messages too.

    Safe to repeat, and in two processes at once.
    """
    content, store = assistant.settings.content, assistant.store
    with store.read() as tx:
        empty = not people.everyone(tx, active=False)
    if empty or inbox:
        take = partial(receive, assistant.work) if inbox else None
        ingest(store, content, assistant.brands, progress=lambda path, done, total: tell(f"{done}/{total} {path}"), receive=take)
    if empty:
        with store.write() as tx:
            for person in read_people(content):
                people.save(tx, person)
    return assistant


def make_kit(
    brand: Brand, lists: WordLists, library: Library, clock: Clock, writer: Writer, fallback: Writer, *, depth: int = DEPTH
) -> Kit:
    """The callables of the main flow for one brand. `depth`: how many passages a search gives."""

    def search(text: str, *, on: date, language: str) -> SearchResult:
        return library.search(text, brand=brand.id, on=on, language=language, audience=None, k=depth)

    def similar(text: str) -> Iterable[tuple[str, float]]:
        found = library.search(text, brand=brand.id, on=local(clock, brand).date(), k=5)
        return votes(found, brand)

    return Kit(
        brand=brand,
        triage=lambda case: triage_case(case, brand, lists, similar=similar),
        search=search,
        writer=writer,
        fallback=fallback,
        check=check_reply,
        now=lambda: local(clock, brand),
        lists=lists,
    )


def explained(words: Words, finding: Finding) -> str:
    return words.say(f"findings.{finding.reason}", **finding.params)


def votes(found: SearchResult, brand: Brand) -> Iterable[tuple[str, float]]:
    """The brand's topics that the best policies carry, the first counting most."""
    for rank, passage in enumerate(found.passages, start=1):
        if passage.kind is PassageKind.POLICY:
            yield from ((topic, 1 / rank) for topic in passage.topics if topic in brand.topics)


def _model(settings: Settings) -> ChatModel | None:
    if not settings.model:
        return None
    from assistant.adapters.models import open_model  # two seconds of imports that nobody without a model should wait for

    return open_model(settings)


def open_judge(settings: Settings) -> ChatModel | None:
    """The model of `WEBCARE_JUDGE_MODEL`; None when it is not set."""
    return _model(replace(settings, model=settings.judge_model))


def _embedder(settings: Settings) -> Embedder | None:
    if not settings.embeddings:
        return None
    from assistant.adapters.embedders import open_embedder  # as above

    return open_embedder(settings)


def find_brand(brands: Mapping[str, Brand], id: str) -> Brand:
    if id not in brands:
        known = ", ".join(sorted(brands)) or "none yet"
        raise NotFound(f"There is no brand '{id}'.", where="brand", mend=f"Use one of: {known}.")
    return brands[id]


def local(clock: Clock, brand: Brand) -> datetime:
    return clock().astimezone(ZoneInfo(brand.timezone))


def _zone(brands: Mapping[str, Brand]) -> tzinfo:
    """Where the day that a caller names is a day: with the first brand."""
    return next((ZoneInfo(brand.timezone) for brand in brands.values()), UTC)


def _moved(today: date, zone: tzinfo) -> datetime:
    """This time of day where the brand is, on another day."""
    return datetime.combine(today, datetime.now(zone).time(), zone).astimezone(UTC)
