"""The house keeps its order: a room imports only what stands below it, and outside libraries stay in their rooms."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROOMS = (  # top to bottom; one line a floor, rooms on one floor do not know each other
    ("app",),
    ("ui",),
    ("server", "cli"),
    ("api",),
    ("worker",),
    ("wiring",),
    ("evaluation",),
    ("casework",),
    ("curation",),
    ("drafting",),
    ("retrieval",),
    ("adapters",),
    ("store",),
    ("checks",),
    ("language",),
    ("content",),
    ("ports",),
    ("settings",),
    ("records",),
    ("errors",),
)
FLOOR = {room: level for level, rooms in enumerate(ROOMS) for room in rooms}
ONLY = {  # library -> the rooms that may import it
    "streamlit": {"ui", "server", "app"},
    "chromadb": {"retrieval"},
    "tantivy": {"retrieval"},
    "openai": {"adapters", "wiring"},
    "langchain": {"adapters", "wiring"},
    "langchain_core": {"adapters", "wiring"},
    "langchain_openai": {"adapters", "wiring"},
    "tiktoken": {"adapters", "wiring"},
    "sqlalchemy": {"store"},
    "alembic": {"store"},
    "typer": {"cli"},
    "rich": {"cli"},
}
PURE = {"checks", "language"}
IMPURE = {"os", "pathlib", "socket", "time", "subprocess", "sqlite3", "httpx", "requests", "random"}


def room_of(path: Path) -> str:
    parts = path.relative_to(ROOT).parts
    return Path(parts[0]).stem if parts[0] != "assistant" else Path(parts[1]).stem


def sources() -> list[Path]:
    found = [ROOT / "app.py", *sorted((ROOT / "assistant").rglob("*.py"))]
    return [path for path in found if path.exists() and path != ROOT / "assistant" / "__init__.py"]


def imports(path: Path) -> set[str]:
    """Absolute names of the modules that a file imports, deferred imports included."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: import by the full name"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def test_every_room_stands_on_a_floor() -> None:
    assert {room_of(path) for path in sources()} <= set(FLOOR)


def test_imports_point_downward() -> None:
    wrong = []
    for path in sources():
        here = room_of(path)
        for name in imports(path):
            if name.startswith("assistant.") and (there := name.split(".")[1]) in FLOOR and there != here and FLOOR[there] <= FLOOR[here]:
                wrong.append(f"{path.relative_to(ROOT)} ({here}) imports {name}")
    assert not wrong, "\n".join(wrong)


def test_outside_libraries_stay_in_their_rooms() -> None:
    wrong = []
    for path in sources():
        for name in imports(path):
            library = name.split(".")[0]
            if library in ONLY and room_of(path) not in ONLY[library]:
                wrong.append(f"{path.relative_to(ROOT)} imports {library}")
    assert not wrong, "\n".join(wrong)


def test_pure_rooms_do_no_io_and_know_no_clock() -> None:
    wrong = []
    for path in sources():
        if room_of(path) in PURE:
            text = path.read_text(encoding="utf-8")
            wrong += [f"{path.relative_to(ROOT)} imports {name}" for name in imports(path) if name.split(".")[0] in IMPURE]
            wrong += [f"{path.relative_to(ROOT)} reads a clock" for call in ("datetime.now(", "date.today(") if call in text]
    assert not wrong, "\n".join(wrong)


def test_only_parts_knows_wiring_among_the_pages() -> None:
    knows = [p.name for p in sources() if room_of(p) == "ui" and any(name.startswith("assistant.wiring") for name in imports(p))]
    assert set(knows) <= {"parts.py"}


def test_no_page_renders_markup_from_text() -> None:
    banned = re.compile(r"unsafe_allow_html|unsafe_allow_javascript|\bst\.html\(|\bpickle\b|(?<![\w.])eval\(")
    wrong = [f"{p.relative_to(ROOT)}: {found[0]}" for p in sources() if (found := banned.search(p.read_text(encoding="utf-8")))]
    assert not wrong, "\n".join(wrong)
