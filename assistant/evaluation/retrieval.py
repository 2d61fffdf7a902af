"""Measures search on a folder of texts, questions and labels: each view by itself and all of them fused.

corpus.jsonl                  {"id", "title", "text"}
<split>/queries.jsonl         {"id", "text"}
<split>/qrels.tsv             query id, document id, grade; a header line
"""

import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import ir_measures
import numpy as np
from ir_measures import RR, R, Success, nDCG

from assistant.errors import InputError
from assistant.records.knowledge import Document, PassageKind, ResolvedCase
from assistant.retrieval.library import Library, MemoryShelf

MEASURES = {
    "hit@1": Success @ 1,
    "hit@5": Success @ 5,
    "hit@10": Success @ 10,
    "mrr@10": RR @ 10,
    "ndcg@10": nDCG @ 10,
    "recall@10": R @ 10,
}
FOLDS = 20
RESAMPLES = 2_000
BRAND = "measured"
DEEP = 60  # passages looked at for ten documents
ON = date(2026, 1, 1)

Labels = Mapping[str, Mapping[str, int]]
Run = dict[str, list[str]]  # query id -> document ids, best first


@dataclass(frozen=True, slots=True)
class Split:
    """Questions by id, and which documents answer them, with a grade."""

    queries: Mapping[str, str]
    labels: Labels


@dataclass(frozen=True, slots=True)
class RetrievalReport:
    """Means and 95% bootstrap intervals by view and measure. `note` says how resolved cases were used."""

    split: str
    queries: int
    documents: int
    views: Mapping[str, Mapping[str, float]]
    intervals: Mapping[str, Mapping[str, tuple[float, float]]]
    note: str = ""

    def json(self) -> dict[str, Any]:
        """The form that a script reads."""
        return {
            "split": self.split,
            "queries": self.queries,
            "documents": self.documents,
            "views": {view: dict(measures) for view, measures in self.views.items()},
            "intervals": {view: {name: list(pair) for name, pair in measures.items()} for view, measures in self.intervals.items()},
            "note": self.note,
        }

    def lines(self) -> list[str]:
        """As a table."""
        found = [f"{self.queries} queries ({self.split}), {self.documents} documents. {self.note}".strip()]
        found.append(f"{'':10}" + "".join(f"{name:>20}" for name in MEASURES))
        for view, measures in self.views.items():
            cells = (
                f"{mean:.3f} [{self.intervals[view][name][0]:.2f}-{self.intervals[view][name][1]:.2f}]" for name, mean in measures.items()
            )
            found.append(f"{view:10}" + "".join(f"{cell:>20}" for cell in cells))
        return found


def evaluate_retrieval(folder: Path, split: str = "dev", past: str = "", queries: str = "") -> RetrievalReport:
    """Measures search on one split.

    Args:
        folder: the set.
        split: whose queries are asked.
        past: a split whose queries and labels are the brand's resolved cases. The same as `split`: cross-validated, so that no
            query finds its own label.
        queries: a variant of the query files, such as "en_queries" for `queries_en_queries.jsonl` and `qrels_en_queries.tsv`.

    Raises:
        InputError: a file is missing or cannot be read; it names the place.
    """
    documents = documents_of(folder)
    asked = read_split(folder, split, queries)
    if not past:
        runs, note = _ask(documents, (), asked.queries), ""
    elif past != split:
        runs = _ask(documents, cases_of(read_split(folder, past)), asked.queries)
        note = f"The labels of '{past}' are resolved cases."
    else:
        runs = _cross_validated(documents, asked)
        note = f"The labels of '{past}' are resolved cases, {FOLDS}-fold cross-validated: a query's own label is never among them."
    views, intervals = {}, {}
    for view, run in runs.items():
        values = measured(run, asked.labels)
        views[view] = {name: float(np.mean(each)) for name, each in values.items()}
        intervals[view] = {name: _interval(each) for name, each in values.items()}
    return RetrievalReport(split, len(asked.labels), len(documents), views, intervals, note)


def measured(run: Run, labels: Labels) -> dict[str, list[float]]:
    """Measure -> a value for each query that has a label, in the labels' order; a query that found nothing counts as zero."""
    qrels = {query: dict(grades) for query, grades in labels.items()}
    scored = {query: {id: float(-place) for place, id in enumerate(run.get(query, ()))} for query in labels}
    found: dict[str, dict[str, float]] = {name: dict.fromkeys(labels, 0.0) for name in MEASURES}
    names = {measure: name for name, measure in MEASURES.items()}
    for metric in ir_measures.iter_calc(list(names), qrels, {query: ids for query, ids in scored.items() if ids}):
        found[names[metric.measure]][metric.query_id] = float(metric.value)
    return {name: list(values.values()) for name, values in found.items()}


def read_split(folder: Path, split: str, variant: str = "") -> Split:
    """The questions of a split that have a label. Raises `InputError`."""
    tail = f"_{variant}" if variant else ""
    texts = {row["id"]: row["text"] for row in _rows(folder / split / f"queries{tail}.jsonl", "id", "text")}
    labels: dict[str, dict[str, int]] = {}
    path = folder / split / f"qrels{tail}.tsv"
    for number, line in enumerate(_text(path).splitlines(), start=1):
        if number == 1 or not line.strip():
            continue
        cells = line.split("\t")
        if len(cells) != 3 or not cells[2].strip().lstrip("-").isdigit():
            raise InputError("This line is not: query, document, grade.", where=f"{path}:{number}", mend="Write three cells with tabs.")
        if cells[0] in texts:
            labels.setdefault(cells[0], {})[cells[1]] = int(cells[2])
    return Split({query: texts[query] for query in labels}, labels)


def cases_of(split: Split) -> tuple[ResolvedCase, ...]:
    """A split's questions as resolved cases, settled by the documents that answer them."""
    return tuple(
        ResolvedCase(f"past/{query}", BRAND, "", text, "", tuple(id for id, grade in split.labels[query].items() if grade > 0))
        for query, text in split.queries.items()
    )


def _cross_validated(documents: Sequence[Document], asked: Split) -> dict[str, Run]:
    order = list(asked.queries)
    folds = np.random.default_rng(0).permutation(len(order)) % FOLDS
    runs: dict[str, Run] = {}
    for fold in range(FOLDS):
        held = {query: asked.queries[query] for query, at in zip(order, folds, strict=True) if at == fold}
        known = {query: text for query, text in asked.queries.items() if query not in held}
        for view, run in _ask(documents, cases_of(Split(known, asked.labels)), held).items():
            runs.setdefault(view, {}).update(run)
    return runs


def _ask(documents: Sequence[Document], cases: Sequence[ResolvedCase], queries: Mapping[str, str]) -> dict[str, Run]:
    """View -> what it finds for each query, the query's own document left out where the corpus has it."""
    runs: dict[str, Run] = {}
    with tempfile.TemporaryDirectory() as home:
        library = Library(MemoryShelf([*documents, *cases]), Path(home), background=False)
        for query, text in queries.items():
            result = library.search(text, brand=BRAND, on=ON, audience=None, k=DEEP, budget=1_000_000)
            passages = (hit.passage for hit in result.hits if hit.passage.kind is PassageKind.POLICY)
            runs.setdefault("fused", {})[query] = _first(query, (passage.document for passage in passages))
            for view, ids in library.views(text, brand=BRAND, depth=DEEP).items():
                runs.setdefault(view, {})[query] = _first(query, ids)
        library.close()
    return runs


def _first(query: str, ids: Iterable[str]) -> list[str]:
    return [id for id in dict.fromkeys(ids) if id != query][:10]


def _interval(values: Sequence[float]) -> tuple[float, float]:
    """The 95% percentile bootstrap interval of the mean over queries."""
    sample = np.asarray(values)
    means = np.random.default_rng(0).choice(sample, (RESAMPLES, len(sample))).mean(axis=1)
    low, high = np.percentile(means, [2.5, 97.5])
    return float(low), float(high)


def documents_of(folder: Path) -> list[Document]:
    """The texts of a set, each as one document. Raises `InputError`."""
    return [Document(row["id"], BRAND, row.get("title") or "", _body(row)) for row in _rows(folder / "corpus.jsonl", "id", "text")]


def _body(row: Mapping[str, str]) -> str:
    title = row.get("title") or ""
    return row["text"].removeprefix(title).strip() if title and row["text"] != title else row["text"]


def _rows(path: Path, *needed: str) -> Iterator[dict[str, str]]:
    for number, line in enumerate(_text(path).splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise InputError(f"This line is no JSON ({error}).", where=f"{path}:{number}", mend="Write one JSON object a line.") from None
        if not isinstance(row, dict) or not all(isinstance(row.get(name), str) for name in needed):
            raise InputError(f"This line lacks {' or '.join(needed)}.", where=f"{path}:{number}", mend="Give each as text.")
        yield row


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"This file cannot be read ({error}).", where=str(path), mend="See the layout in `webcare evaluate`'s help."
        ) from None
