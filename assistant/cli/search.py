"""`webcare search` and `webcare index`: what search finds and why, and the index it finds it in."""

from collections.abc import Mapping
from dataclasses import asdict, is_dataclass
from typing import Annotated, Any

import typer

from assistant.cli.options import AnyBrand, Brand, Json, Today, print_json, ready, say, tell
from assistant.language import masking
from assistant.records.knowledge import Audience, Hit

index_app = typer.Typer(help="The search index: thrown away and rebuilt at will; the store is the truth.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    app.command("search", epilog='Example: webcare search --brand waterhuis "rekening veel te hoog geschat??"')(search)
    index_app.command("rebuild", epilog="Example: webcare index rebuild --brand waterhuis")(rebuild)
    index_app.command("embed", epilog="Example: WEBCARE_EMBEDDINGS=openai:text-embedding-3-small webcare index embed")(embed)
    index_app.command("verify", epilog="Example: webcare index verify")(verify)
    index_app.command("status", epilog="Example: webcare index status --json")(status)
    app.add_typer(index_app, name="index")


def search(
    text: Annotated[str, typer.Argument(help="What to look for, in a customer's words or yours.")],
    brand: Brand,
    k: Annotated[int, typer.Option("--k", min=1, max=100, help="How many results.")] = 8,
    internal: Annotated[bool, typer.Option("--internal", help="Show what is for colleagues only too.")] = False,
    language: Annotated[str, typer.Option("--language", help="Only what can be said in this language: nl or en.")] = "",
    explain: Annotated[bool, typer.Option("--explain", help="Say why each result stands where it does.")] = False,
    today: Today = "",
    json: Json = False,
) -> None:
    """Find policy clauses and resolved cases."""
    assistant = ready(today)
    found = assistant.brand(brand)
    safe, _ = masking.mask_text(text)
    day, audience = assistant.now(brand).date(), None if internal else Audience.PUBLIC
    if explain:
        rows = assistant.library.explain(safe, brand=found.id, on=day, language=language, audience=audience, k=k)
        print_json(rows) if json else say("\n".join(rows.lines()))
        return
    result = assistant.library.search(safe, brand=found.id, on=day, language=language, audience=audience, k=k)
    if json:
        print_json({"notice": result.notice, "hits": [hit_json(hit) for hit in result.hits]})
        return
    if result.notice:
        say(assistant.words().say(result.notice), "yellow")
    for number, hit in enumerate(result.hits, start=1):
        passage = hit.passage
        say(f"{number:2}. {' › '.join((passage.title, *passage.path))}", "bold")
        say(f"    {passage.id}  {passage.kind}  {passage.audience}  {hit.score:.3f}  {dict(hit.views)}", "dim")
        say(f"    {' '.join(passage.text.split())[:200]}")


def hit_json(hit: Hit) -> dict[str, Any]:
    passage = hit.passage
    return {
        "passage": passage.id,
        "document": passage.document,
        "kind": str(passage.kind),
        "audience": str(passage.audience),
        "title": passage.title,
        "path": list(passage.path),
        "text": passage.text,
        "score": hit.score,
        "views": dict(hit.views),
    }


def rebuild(brand: AnyBrand = "", json: Json = False) -> None:
    """Build the index anew from the store; search goes on meanwhile. Can be stopped and started again."""
    assistant = ready()
    rows = {id: assistant.library.rebuild(id, progress=tell) for id in assistant.which(brand)}
    print_rows(rows, json)


def embed(brand: AnyBrand = "", json: Json = False) -> None:
    """Make the vectors that the set embedding model has not made yet. Stop with Ctrl+C and start again: each text is paid for once."""
    assistant = ready()
    print_rows({id: assistant.library.reembed(id, progress=tell) for id in assistant.which(brand)}, json)


def verify(brand: AnyBrand = "", json: Json = False) -> None:
    """Ask each index for texts it must find; exit code 1 when one fails."""
    assistant = ready()
    rows = {id: assistant.library.verify(id) for id in assistant.which(brand)}
    print_rows(rows, json)
    if not all(row.sound for row in rows.values()):
        raise typer.Exit(1)


def status(brand: AnyBrand = "", json: Json = False) -> None:
    """With what each index was built, how much it holds and what came since."""
    assistant = ready()
    print_rows({id: assistant.library.status(id) for id in assistant.which(brand)}, json)


def print_rows(rows: Mapping[str, Any], as_json: bool) -> None:
    """One line a brand."""
    if as_json:
        print_json(rows)
        return
    for brand, row in rows.items():
        fields = asdict(row) if is_dataclass(row) and not isinstance(row, type) else {"done": row}
        say(f"{brand}: " + ", ".join(f"{name} {value}" for name, value in fields.items() if value not in ("", brand)))
