"""A new brand to fill: its folder with an example of each file, none of which states a fact."""

import re
from pathlib import Path

from assistant.errors import ContentError, InputError

BRAND = """# What each field means: knowledge/README.md
id = "{id}"
name = "{name}"
languages = ["nl", "en"]
form = "je"

[channels.x]
[channels.facebook]
[channels.whatsapp]
[channels.email]
[channels.chat]
[channels.review]

[hours]
mon = "09:00-17:00"
tue = "09:00-17:00"
wed = "09:00-17:00"
thu = "09:00-17:00"
fri = "09:00-17:00"

[report_back]
3 = {{ minutes = 30 }}
2 = {{ minutes = 180 }}
1 = {{ working_days = 1, at = "17:00" }}
0 = {{ working_days = 2, at = "17:00" }}
"""


def make_brand(content: Path, id: str, name: str = "") -> tuple[Path, ...]:
    """Makes `content/knowledge/<id>/` and returns what was written; files that are there already stay as they are.

    Raises `InputError` for an id that cannot be a folder's name and `ContentError` where the folder cannot be written.
    """
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,39}", id):
        raise InputError(f"'{id}' cannot be a brand's id.", where="--brand", mend="Use small letters, digits and hyphens.")
    folder = content / "knowledge" / id
    shown = (name or id.capitalize()).replace("\\", "").replace('"', "'")
    made: list[Path] = []
    try:
        for below in ("policies", "cases", "inbox"):
            (folder / below).mkdir(parents=True, exist_ok=True)
        path = folder / "brand.toml"
        if not path.exists():
            path.write_text(BRAND.format(id=id, name=shown), encoding="utf-8")
            made.append(path)
    except OSError as error:
        raise ContentError(
            f"The folder cannot be written ({error.strerror}).", where=str(folder), mend="Check WEBCARE_CONTENT and its rights."
        ) from error
    return tuple(made)
