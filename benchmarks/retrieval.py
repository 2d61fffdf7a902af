"""Ours beside the usual recipes: `python -m benchmarks.retrieval <folder with sets> [--json FILE]`.

Peers: BM25 on stems, BM25 on 4-5-grams within words (bm25s), LangChain's BM25 retriever, and LangChain's Chroma with the default
splitter and our embedder. Sets whose labels come from real complaints are also measured with them as resolved cases, cross-validated.
"""

import argparse
import json
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import bm25s
import numpy as np
import Stemmer

from assistant.evaluation.retrieval import Split, documents_of, evaluate_retrieval, measured, read_split
from assistant.records.knowledge import Document
from assistant.retrieval.fitted import Fitted
from assistant.retrieval.words import words

SETS = ("nl_gov_vac", "nl_coronacheck_faq", "nl_coronamelder_faq", "nl_sumo_kb_titles", "en_sumo_kb", "nl_sumo_cases")
WITH_PAST = ("nl_sumo_kb_titles", "en_sumo_kb")
BARS = {"nl_sumo_kb_titles": 0.69, "en_sumo_kb": 0.64}
Tokens = Callable[[str], list[str]]


def stems(text: str) -> list[str]:
    return Stemmer.Stemmer("english").stemWords(Stemmer.Stemmer("dutch").stemWords(words(text)))


def grams(text: str) -> list[str]:
    padded = [f" {word} " for word in words(text)]
    return [word[at : at + size] for word in padded for size in (4, 5) for at in range(max(len(word) - size + 1, 1))]


def by_bm25(documents: Sequence[Document], asked: Split, tokens: Tokens) -> dict[str, list[str]]:
    engine = bm25s.BM25()
    engine.index([tokens(f"{each.title}\n{each.body}") for each in documents], show_progress=False)
    runs = {}
    for query, text in asked.queries.items():
        rows, _ = engine.retrieve([tokens(text) or [""]], k=min(11, len(documents)), show_progress=False)
        runs[query] = [documents[int(row)].id for row in rows[0] if documents[int(row)].id != query][:10]
    return runs


def by_langchain_bm25(documents: Sequence[Document], asked: Split) -> dict[str, list[str]]:
    from langchain_community.retrievers import BM25Retriever

    texts, ids = [f"{each.title}\n{each.body}" for each in documents], [{"id": each.id} for each in documents]
    retriever = BM25Retriever.from_texts(texts, metadatas=ids, k=11)
    return {query: _ids(retriever.invoke(text), query) for query, text in asked.queries.items()}


def by_langchain_chroma(documents: Sequence[Document], asked: Split) -> dict[str, list[str]]:
    from langchain_chroma import Chroma
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    texts, ids = [f"{each.title}\n{each.body}" for each in documents], [{"id": each.id} for each in documents]
    pieces = RecursiveCharacterTextSplitter().create_documents(texts, ids)
    with tempfile.TemporaryDirectory() as home:
        chroma = Chroma(embedding_function=Fitted.fit([piece.page_content for piece in pieces]), persist_directory=home)  # type: ignore[arg-type]
        for start in range(0, len(pieces), 5_000):
            chroma.add_documents(pieces[start : start + 5_000])
        return {query: _ids(chroma.similarity_search(text, k=40), query) for query, text in asked.queries.items()}


def _ids(found: Sequence[object], query: str) -> list[str]:
    return [id for id in dict.fromkeys(each.metadata["id"] for each in found) if id != query][:10]  # type: ignore[attr-defined]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    table: dict[str, dict[str, dict[str, float]]] = {}
    for name in SETS:
        folder = given.data / name
        documents, asked = documents_of(folder), read_split(folder, "dev")
        peers = {
            "bm25 stems": by_bm25(documents, asked, stems),
            "bm25 4-5-grams": by_bm25(documents, asked, grams),
            "langchain bm25": by_langchain_bm25(documents, asked),
            "langchain chroma": by_langchain_chroma(documents, asked),
        }
        table[name] = {}
        for peer, run in peers.items():
            table[name][peer] = {key: float(np.mean(each)) for key, each in measured(run, asked.labels).items()}
        ours = evaluate_retrieval(folder, "dev", "dev" if name in WITH_PAST else "")
        table[name] |= {f"ours {view}": dict(values) for view, values in ours.views.items()}
        for system, values in table[name].items():
            print(f"{name:22}{system:18}" + "  ".join(f"{key} {value:.3f}" for key, value in values.items()), flush=True)
    mean = float(np.mean([each["ours fused"]["hit@5"] for each in table.values()]))
    under = [name for name, each in table.items() if each["ours fused"]["hit@5"] < each["bm25 4-5-grams"]["hit@5"]]
    short = [name for name, bar in BARS.items() if table[name]["ours fused"]["hit@5"] < bar]
    print(f"mean hit@5 {mean:.4f} (bar 0.76); below 4-5-grams: {under or 'none'}; below their own bar: {short or 'none'}")
    if given.json:
        given.json.write_text(json.dumps(table, indent=1), "utf-8")


if __name__ == "__main__":
    main()
