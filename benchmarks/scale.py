"""How search holds out as a brand grows: `python -m benchmarks.scale <messages.jsonl.gz> [sizes...] [--json FILE] [--plot FILE]`.

In one run on the same texts: ours (store, child process, verification and all), its engines fed directly (tantivy, the fitted
embedder, Chroma), plain bm25s and LangChain's BM25 retriever. Times in seconds, search in milliseconds, memory and disk in MB. Each query
is asked three times and its quickest answer counts, for all alike: on a shared machine the others' work would be measured as well. For the
same reason ingest is also given in seconds of processor time (`cpu`), of this process and its children.
"""

import argparse
import gzip
import itertools
import json
import math
import random
import resource
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import bm25s
import numpy as np

from assistant.records.knowledge import Document
from assistant.retrieval.dense import fill, open_chroma
from assistant.retrieval.fitted import Fitted
from assistant.retrieval.lexical import Lexical
from assistant.retrieval.library import Library, MemoryShelf
from assistant.retrieval.passages import searched, split_document
from assistant.retrieval.words import words

BRAND, ON = "groot", date(2026, 1, 1)
QUERIES = 100
SLOW_QUERIES = 5  # LangChain's retriever takes seconds for each
TRIES = 3


def texts_of(path: Path, count: int) -> Iterator[str]:
    """`count` texts; where the file has fewer, they come again with changed words."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        own = [json.loads(line)["text"] for line in itertools.islice(file, count)]
    for number in range(count):
        text, turn = own[number % len(own)], number // len(own)
        yield text if not turn else " ".join(f"{word}{turn}" if at % 5 == turn % 5 else word for at, word in enumerate(text.split()))


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    found = work()
    return time.perf_counter() - start, found


def processor() -> float:
    """Seconds of processor time that this process and its ended children have used."""
    return sum(use.ru_utime + use.ru_stime for use in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))


def spread(search: Callable[[str], Any], queries: Sequence[str]) -> dict[str, float]:
    taken = [min(timed(lambda query=query: search(query))[0] for _ in range(TRIES)) * 1000 for query in queries]  # type: ignore[misc]
    return {"p50_ms": float(np.percentile(taken, 50)), "p95_ms": float(np.percentile(taken, 95))}


def ours(texts: Sequence[str], queries: Sequence[str], home: Path) -> dict[str, float]:
    shelf = MemoryShelf(Document(f"{BRAND}/{number}", BRAND, "", text) for number, text in enumerate(texts))
    library = Library(shelf, home, background=False)

    def search(text: str) -> list[str]:
        return [hit.passage.id for hit in library.search(text, brand=BRAND, on=ON, audience=None).hits]

    start = processor()
    found: dict[str, float] = {"ingest_s": timed(lambda: library.rebuild(BRAND))[0]}
    found["ingest_cpu_s"] = processor() - start
    found["open_s"] = timed(lambda: search("hello"))[0]
    found |= spread(search, queries)
    before = [search(query) for query in queries[:20]]
    word = "kwaakeendenvijver"

    def add() -> None:
        shelf.put(Document(f"{BRAND}/new", BRAND, "", f"a {word} in the garden"))
        assert f"{BRAND}/new#tekst" in search(word)

    found["add_one_s"] = timed(add)[0]
    shelf.remove(BRAND, f"{BRAND}/new")
    shelf.put(*(Document(f"other/{number}", "other", "", text) for number, text in enumerate(texts[: min(50_000, len(texts))])))
    found["changed_by_another_brand"] = float(sum(one != search(query) for one, query in zip(before, queries[:20], strict=True)))
    found["disk_mb"] = sum(path.stat().st_size for path in home.rglob("*") if path.is_file() and "readers" not in path.parts) / 1e6
    found["memory_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    found["child_memory_mb"] = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e3
    library.close()
    return found


def engines(texts: Sequence[str], home: Path) -> dict[str, float]:
    """The engines of ours, fed directly with the same passages and vectors."""
    passages = [searched(each) for number, text in enumerate(texts) for each in split_document(Document(str(number), BRAND, "", text))]
    (home / "lexical").mkdir()
    start = processor()
    lexical = timed(lambda: Lexical(home / "lexical").add(enumerate(passages)))[0]
    worked = processor() - start
    fitting, fit = timed(lambda: Fitted.fit(passages))
    embedding, vectors = timed(lambda: fit.vectors(passages))
    start = processor()
    client = open_chroma(home / "chroma")
    chroma = timed(lambda: fill(client, "policies", vectors))[0]
    client.close()
    worked += processor() - start
    times = {"tantivy_s": lexical, "fit_s": fitting, "embed_s": embedding, "chroma_s": chroma, "tantivy_and_chroma_cpu_s": worked}
    return {"passages": float(len(passages)), **times}


def plain_bm25s(texts: Sequence[str], queries: Sequence[str]) -> dict[str, float]:
    engine = bm25s.BM25()
    build = timed(lambda: engine.index([words(text) for text in texts], show_progress=False))[0]
    return {"ingest_s": build, **spread(lambda query: engine.retrieve([words(query)], k=8, show_progress=False, n_threads=1), queries)}


def langchain_bm25(texts: Sequence[str], queries: Sequence[str]) -> dict[str, float]:
    from langchain_community.retrievers import BM25Retriever

    build, retriever = timed(lambda: BM25Retriever.from_texts(texts, k=8))
    return {"ingest_s": build, **spread(retriever.invoke, queries[:SLOW_QUERIES])}


def measure(path: Path, size: int) -> dict[str, Any]:
    texts = list(texts_of(path, size))
    queries = [" ".join(text.split()[:40]) for text in random.Random(1).sample(texts, QUERIES)]
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        found = {"size": size, "ours": ours(texts, queries, Path(one)), "engines": engines(texts, Path(other))}
    found["bm25s"], found["langchain_bm25"] = plain_bm25s(texts, queries), langchain_bm25(texts, queries)
    mine, parts = found["ours"], found["engines"]
    fed = sum(parts[name] for name in ("tantivy_s", "chroma_s"))
    found["ratios"] = {
        "langchain p95 / ours": found["langchain_bm25"]["p95_ms"] / mine["p95_ms"],
        "ours p95 / bm25s": mine["p95_ms"] / found["bm25s"]["p95_ms"],
        "ingest / engines with fit": mine["ingest_s"] / (fed + parts["fit_s"] + parts["embed_s"]),
        "ingest / tantivy and chroma alone": mine["ingest_s"] / fed,
        "the same in processor time": mine["ingest_cpu_s"] / parts["tantivy_and_chroma_cpu_s"],
        "add one / rebuild": mine["add_one_s"] / mine["ingest_s"],
    }
    return found


def plot(results: Sequence[dict[str, Any]], path: Path) -> None:
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots()
    for name in ("ours", "bm25s", "langchain_bm25"):
        axes.loglog([each["size"] for each in results], [each[name]["p95_ms"] for each in results], marker="o", label=name)
    axes.set_xlabel("texts in one brand")
    axes.set_ylabel("search p95, ms")
    axes.legend()
    figure.savefig(path)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("messages", type=Path)
    parser.add_argument("sizes", type=int, nargs="*", default=[2_000, 20_000, 200_000])
    parser.add_argument("--json", type=Path)
    parser.add_argument("--plot", type=Path)
    given = parser.parse_args()
    results: list[dict[str, Any]] = []
    for size in given.sizes:
        results.append(measure(given.messages, size))
        print(json.dumps(results[-1], indent=1), flush=True)
        if len(results) > 1:
            small, large = results[-2:]
            growth = large["ours"]["p95_ms"] / small["ours"]["p95_ms"]
            exponent = math.log(growth) / math.log(large["size"] / small["size"])
            print(f"p95 from {small['size']} to {large['size']} texts: {growth:.2f} times, exponent {exponent:.2f}", flush=True)
        if given.json:
            given.json.write_text(json.dumps(results, indent=1), "utf-8")
    if given.plot:
        plot(results, given.plot)


if __name__ == "__main__":
    main()
