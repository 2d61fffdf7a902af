"""Documents back to files: what was changed on screen can be read, compared and kept as the policies they are."""

from hashlib import sha256
from pathlib import Path

from assistant.content.documents import write_document
from assistant.errors import ContentError
from assistant.store import Store, documents


def export_documents(store: Store, brand: str, folder: Path) -> tuple[Path, ...]:
    """Writes the brand's live documents to `folder`, one Markdown file each; gives the files that changed.

    Raises `ContentError` where a file cannot be written; those before it are there.
    """
    written = []
    for document in store.documents(brand):
        path, text = folder / f"{document.id.rpartition('/')[2]}.md", write_document(document).encode()
        if _write(path, text):
            written.append(path)
        with store.write() as tx:
            documents.set_file(tx, document.id, sha256(text).hexdigest())
    return tuple(written)


def _write(path: Path, text: bytes) -> bool:
    """Writes aside and renames; False when the file says this already."""
    aside = path.with_suffix(".tmp")
    try:
        if path.exists() and path.read_bytes() == text:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        aside.write_bytes(text)
        aside.replace(path)
    except OSError as error:
        mend = f"Give write permission or free some space ({error.strerror})."
        raise ContentError("The file cannot be written.", where=str(path), mend=mend) from error
    return True
