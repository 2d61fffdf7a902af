"""The quality desk: what became of drafts in daily use, and a suite to run."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from assistant.casework import second_reading, standard_texts
from assistant.evaluation.daily import daily, thrown_away
from assistant.evaluation.score import Score, score_suite
from assistant.evaluation.suites import read_suite
from assistant.records.desk import Outcome
from assistant.store import replies
from assistant.ui import components, desk, override_trees, parts, quality_trees
from assistant.ui.parts import Screen
from assistant.ui.tree import node, paragraph


def page() -> None:
    screen = parts.screen()
    parts.show_told("wc-quality-told")
    components.draw(
        "wc-quality-title", node("h2", text=screen.say("quality.title")), paragraph(screen.say("quality.explain"), "wc-quiet wc-small")
    )
    with screen.assistant.store.read() as tx:
        outcomes = replies.outcomes(tx)
    names = {id: brand.name for id, brand in screen.assistant.brands.items()}
    components.draw("wc-daily", quality_trees.daily_table(daily(outcomes), names, screen.words))
    left, right = st.columns(2, gap="large")
    with left:
        overrides(screen)
        texts(screen)
    with right:
        thrown(screen, outcomes)
    suite_box(screen)


def overrides(screen: Screen) -> None:
    """Which checks people approve in spite of, and why."""
    rates = parts.attempt(lambda: second_reading.override_rates(screen.work)) or ()
    components.draw(
        "wc-overrides",
        node("h2", text=screen.say("quality_more.overrides")),
        paragraph(screen.say("quality_more.overrides_explain"), "wc-quiet wc-small"),
        override_trees.rates(rates, screen.words),
    )


def thrown(screen: Screen, outcomes: Sequence[Outcome]) -> None:
    """Drafts of which next to nothing was used: each is worth a look."""
    names = {id: brand.name for id, brand in screen.assistant.brands.items()}
    found = thrown_away(outcomes)

    def act(name: str, value: object) -> None:
        if name == "open":
            desk.open_case(str(value))
            st.session_state["to_desk"] = True

    components.draw(
        "wc-thrown",
        node("h2", text=screen.say("quality_more.thrown")),
        paragraph(screen.say("quality_more.thrown_explain"), "wc-quiet wc-small"),
        override_trees.thrown(found, names, screen.words, {brand: screen.now(brand) for brand in names}),
        on_act=act,
    )


def texts(screen: Screen) -> None:
    """What became of the standard texts of one brand."""
    components.draw("wc-texts-title", node("h2", text=screen.say("quality_more.texts")))
    brands = screen.assistant.brands
    brand = st.selectbox(screen.say("queue.brand"), list(brands), format_func=lambda id: brands[id].name, key="texts-brand")
    counts = parts.attempt(lambda: standard_texts.counts(screen.work, screen.person, str(brand))) or ()
    components.draw("wc-texts", override_trees.text_counts(counts, screen.words))


def suite_box(screen: Screen) -> None:
    """A suite file, run here and now; the last score stays on the screen."""
    components.draw(
        "wc-suite-title", node("h2", text=screen.say("quality.suite")), paragraph(screen.say("quality.suite_explain"), "wc-quiet wc-small")
    )
    file = st.file_uploader(screen.say("quality.suite_file"), type=["yaml", "yml"], key="suite")
    if file is not None and st.button(screen.say("quality.run"), key="run-suite", type="primary"):
        st.session_state["score"] = run(screen, file.name, file.getvalue())
        st.rerun()
    score = st.session_state.get("score")
    if isinstance(score, Score):
        components.draw("wc-score", quality_trees.score_table(score, screen.words))


def run(screen: Screen, name: str, data: bytes) -> Score | None:
    """Drafts and scores every case of the file; says where it is."""
    bar = st.progress(0.0, text=screen.say("quality.running", done=0, total=0))

    def tell(done: int, total: int, _id: str) -> None:
        bar.progress(done / max(1, total), text=screen.say("quality.running", done=done, total=total))

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / Path(name).name
        path.write_bytes(data)
        assistant = screen.assistant
        score = parts.attempt(lambda: score_suite(read_suite(path, assistant.brands), assistant.bench("", progress=tell)))
    bar.empty()
    return score if isinstance(score, Score) else None


page()
