"""The knowledge desk: articles with owner, validity and version; edit, restore, upload; what search finds."""

from datetime import date

import streamlit as st

from assistant.casework import standard_texts
from assistant.casework.standard_texts import Imported
from assistant.content.documents import parse_document, write_document
from assistant.curation import documents, lessons
from assistant.language import masking
from assistant.records.knowledge import Audience, Document, Hit, PassageKind
from assistant.store import documents as shelf
from assistant.store.documents import Version
from assistant.ui import components, lesson_trees, override_trees, parts, times
from assistant.ui.parts import Screen
from assistant.ui.sentences import in_words
from assistant.ui.tree import Node, chip, line, node, paragraph, stack, text


def page() -> None:
    screen = parts.screen()
    parts.show_told("wc-knowledge-told")
    left, right = st.columns([2, 3], gap="medium")
    with left:
        brand = choose_brand(screen)
        search_box(screen, brand)
        document_list(screen, brand)
        lessons_box(screen, brand)
        upload(screen, brand)
        texts(screen, brand)
    with right:
        document_desk(screen, brand)


def choose_brand(screen: Screen) -> str:
    brands = screen.assistant.brands
    chosen = st.selectbox(screen.say("queue.brand"), list(brands), format_func=lambda id: brands[id].name, key="knowledge-brand")
    return str(chosen or "")


def search_box(screen: Screen, brand: str) -> None:
    """What search finds for a customer's words: the same search that drafts rest on."""
    asked = st.text_input(screen.say("knowledge.search"), key=f"search-{brand}", placeholder=screen.say("knowledge.search_example"))
    if not asked or not brand:
        return
    safe, _masks = masking.mask_text(asked)
    today = screen.now(brand).date()
    result = parts.attempt(lambda: screen.assistant.library.search(safe, brand=brand, on=today, audience=None))
    if result is None:
        return
    hits = [found(hit, screen) for hit in result.hits]
    told = paragraph(screen.say(result.notice), "wc-small wc-quiet") if result.notice else None
    components.draw(
        "wc-hits",
        told,
        stack(*hits) if hits else paragraph(screen.say("knowledge.found_nothing"), "wc-quiet"),
        on_act=pick,
    )


def found(hit: Hit, screen: Screen) -> Node:
    passage = hit.passage
    views = ", ".join(f"{view} {rank}" for view, rank in hit.views.items())
    title = " › ".join(part for part in (passage.title, *passage.path) if part) or passage.id
    return node(
        "details",
        node(
            "summary",
            text(title),
            chip(screen.say("sources.internal")) if passage.audience is Audience.INTERNAL else None,
            chip(screen.say("sources.past_case")) if passage.kind is PassageKind.CASE else None,
        ),
        paragraph(screen.say("knowledge.ranks", views=views), "wc-small wc-quiet wc-num") if views else None,
        node("div", text=passage.rule or passage.text, cls="wc-rule"),
        node("button", text=screen.say("knowledge.open"), cls="wc-button wc-link wc-small", on=("pick", passage.document))
        if passage.document
        else None,
        cls="wc-source",
        key=passage.id,
    )


def pick(_name: str, value: object) -> None:
    """An article was clicked."""
    st.session_state["document"] = str(value)


def document_list(screen: Screen, brand: str) -> None:
    """Every article in use, with what a knowledge manager looks for first."""
    if not brand:
        return
    say, today = screen.say, screen.now(brand).date()
    rows = [document_row(document, today, screen) for document in screen.assistant.store.documents(brand)]
    names = ("title", "owner", "valid", "version")
    head = node("thead", node("tr", *(node("th", text=say(f"knowledge.{name}")) for name in names)))
    components.draw("wc-documents", node("table", head, node("tbody", *rows)), on_act=pick)


def document_row(document: Document, today: date, screen: Screen) -> Node:
    internal = chip(screen.say("sources.internal")) if document.audience is Audience.INTERNAL else None
    return node(
        "tr",
        node("td", node("button", text=document.title, cls="wc-button wc-link", on=("pick", document.id)), internal),
        node("td", text=document.owner),
        node("td", validity(document, today, screen)),
        node("td", text=str(document.version), cls="wc-num"),
        key=document.id,
    )


def validity(document: Document, today: date, screen: Screen) -> Node:
    if document.valid_until and document.valid_until < today:
        return chip(screen.say("knowledge.expired", day=document.valid_until.isoformat()), "wc-risk")
    if document.valid_from and document.valid_from > today:
        return chip(screen.say("knowledge.from", day=document.valid_from.isoformat()))
    if document.valid_until:
        return text(screen.say("knowledge.until", day=document.valid_until.isoformat()), "wc-num")
    return text(screen.say("knowledge.no_end"), "wc-quiet")


def document_desk(screen: Screen, brand: str) -> None:
    """One article: its text as it stands in the file, every version it had."""
    id = str(st.session_state.get("document") or "")
    with screen.assistant.store.read() as tx:
        shelved = shelf.find(tx, id) if id.startswith(f"{brand}/") else None
        versions = shelf.versions(tx, id) if shelved else ()
    if shelved is None:
        components.draw("wc-no-document", node("div", paragraph(screen.say("knowledge.pick"), "wc-quiet"), cls="wc-empty"))
        return
    document = shelved.document
    components.draw(
        "wc-document-head",
        node("h2", text=document.title),
        paragraph(f"{document.id} · {screen.say('knowledge.version')} {document.version}", "wc-quiet wc-small"),
    )
    article_box(screen, document)
    with st.expander(screen.say("knowledge.versions", n=len(versions))):
        components.draw(
            "wc-versions",
            *(version_row(each, document.version, screen) for each in versions),
            on_act=lambda _name, value: restore(screen, id, value),
        )


def version_row(version: Version, live: int, screen: Screen) -> Node:
    kept, now = version.document, screen.now(version.document.brand)
    by = screen.names().get(version.person, version.person)
    again = kept.version != live
    return node(
        "details",
        node(
            "summary",
            text(
                f"{kept.version} · {times.clock(version.at, now, screen.words)} · {screen.say(f'knowledge.origin_{version.origin}')} {by}",
                "wc-num wc-small",
            ),
        ),
        node("div", text=write_document(kept), cls="wc-rule"),
        node("button", text=screen.say("knowledge.restore"), cls="wc-button", on=("restore", kept.version))
        if again
        else line(text(screen.say("knowledge.live"), "wc-small wc-quiet")),
        cls="wc-source",
        key=str(kept.version),
    )


def article_box(screen: Screen, document: Document) -> None:
    """The text in a box. What was typed stays until it is saved: through another article, and when a colleague saves first."""
    key, typed = f"document-{document.id}", st.session_state.get(f"typed-{document.id}")
    if typed is None and st.session_state.get(f"drawn-{document.id}") != document.version:
        st.session_state[key] = write_document(document)
    elif typed is not None and key not in st.session_state:
        st.session_state[key] = typed[0]
    elif key not in st.session_state:
        st.session_state[key] = write_document(document)
    st.session_state[f"drawn-{document.id}"] = document.version
    seen = typed[1] if typed else document.version

    def remember() -> None:
        st.session_state[f"typed-{document.id}"] = (st.session_state[key], seen)

    label, explain = screen.say("knowledge.text"), screen.say("knowledge.text_help")
    st.text_area(label, key=key, height=520, help=explain, on_change=remember)
    st.button(screen.say("knowledge.save"), key="save-document", type="primary", on_click=save, args=(screen, document, seen))


def save(screen: Screen, document: Document, seen: int) -> None:
    """What stands in the box becomes a new version. `seen`: the version it was typed on; a refusal leaves the text in the box."""
    text = str(st.session_state[f"document-{document.id}"])

    def keep() -> Document:
        edited = parse_document(text, id=document.id, brand=document.brand, where=document.id)
        return documents.save(screen.assistant.store, screen.person, edited, seen, now=screen.now(document.brand))

    kept = parts.attempt(keep)
    if kept:
        st.session_state.pop(f"typed-{document.id}", None)
        st.session_state.pop(f"drawn-{document.id}", None)
        parts.tell(screen.say("knowledge.saved", version=kept.version))
    else:  # told what moved, the next save counts as having seen it
        st.session_state[f"typed-{document.id}"] = (text, documents.get(screen.assistant.store, document.id).document.version)


def restore(screen: Screen, id: str, version: object) -> None:
    now = screen.work.now("")
    kept = parts.attempt(lambda: documents.restore(screen.assistant.store, screen.person, id, int(str(version)), now=now))
    if kept:
        parts.tell(screen.say("knowledge.restored", version=version))


def upload(screen: Screen, brand: str) -> None:
    """A Markdown or text file becomes an article, or a new version of the one with its name."""
    file = st.file_uploader(
        screen.say("knowledge.upload"), type=["md", "txt"], key=f"upload-{brand}", help=screen.say("knowledge.upload_help")
    )
    if file is None or st.session_state.get("uploaded") == file.file_id:
        return
    st.session_state["uploaded"] = file.file_id
    store, now = screen.assistant.store, screen.now(brand)
    kept = parts.attempt(lambda: documents.upload(store, screen.person, brand, file.getvalue(), file.name, now=now))
    if kept:
        pick("pick", kept.id)
        parts.tell(screen.say("knowledge.uploaded", title=kept.title))
    st.rerun()


def lessons_box(screen: Screen, brand: str) -> None:
    """Settled cases that search may learn from once a person takes them in, and cases for which no source was found."""
    if not brand:
        return
    found = lessons.waiting(screen.assistant.store, brand)
    titles = {document.id: document.title for document in screen.assistant.store.documents(brand)}
    cases = lesson_trees.proposals(found.proposed, titles, screen.words)
    with st.expander(f"{screen.say('lessons.cases')} ({len(found.proposed)})", key=f"lessons-{brand}"):
        components.draw("wc-proposals", paragraph(screen.say("lessons.explain"), "wc-small wc-quiet"), cases, on_act=decide)
    with st.expander(f"{screen.say('lessons.gaps')} ({len(found.missing)})", key=f"gaps-{brand}"):
        components.draw("wc-gaps", lesson_trees.gaps(found.missing, screen.words), on_act=decide)


def decide(name: str, value: object) -> None:
    """A settled case is taken in ({case, article}: settled by that article) or left out, or a gap is closed."""
    screen = parts.screen()
    store, person, now = screen.assistant.store, screen.person, screen.work.now("")

    def done() -> bool:
        if isinstance(value, dict):
            lessons.take_in(store, person, str(value.get("case")), now=now, settled_by=str(value.get("article")))
        else:
            acts = {"take_in": lessons.take_in, "leave_out": lessons.leave_out, "gap_done": lessons.close_gap}
            acts[name](store, person, str(value), now=now)
        return True

    if parts.attempt(done):
        parts.tell(screen.say(f"lessons.told_{name}"))


def texts(screen: Screen, brand: str) -> None:
    """The brand's standard texts: what there is, and a CSV that brings more."""
    if not brand:
        return
    found = standard_texts.texts_for(screen.work, brand)
    may = bool(screen.person.roles & standard_texts.KEEPERS)
    with st.expander(f"{screen.say('text.title')} ({len(found)})", key=f"texts-{brand}"):
        components.draw(
            "wc-standard-texts",
            override_trees.texts(found, screen.words, may=may),
            on_act=lambda _name, value: retire_text(screen, brand, str(value)),
        )
        file = st.file_uploader(screen.say("texts.choose"), type=["csv"], key=f"texts-file-{brand}", help=screen.say("text.columns"))
        if file is not None and st.session_state.get("texts-read") != file.file_id:
            st.session_state["texts-read"] = file.file_id
            read = parts.attempt(
                lambda: standard_texts.import_csv(screen.work, screen.person, brand, file.getvalue(), file.name), at="texts"
            )
            if isinstance(read, Imported):
                tell_imported(screen, read)
            st.rerun()
        parts.show_told("wc-texts-told", at="texts")


def tell_imported(screen: Screen, read: Imported) -> None:
    """What the file brought, and each line that was refused with its place and mend."""
    counted = screen.say("text.imported", new=read.new, changed=read.changed, unchanged=read.unchanged, errors=len(read.errors))
    parts.tell("\n".join([counted, *(f"{error.where}: {in_words(error, screen.words)}" for error in read.errors[:10])]), at="texts")


def retire_text(screen: Screen, brand: str, shortcut: str) -> None:
    def retire() -> bool:
        standard_texts.retire(screen.work, screen.person, brand, shortcut)
        return True

    if parts.attempt(retire, at="texts"):
        parts.tell(screen.say("texts.retired", shortcut=shortcut), at="texts")


page()
