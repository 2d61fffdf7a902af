"""One reading of everything that people edit: `webcare check`."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from assistant.content.brands import brand_faults, brand_folders
from assistant.content.cases import read_cases
from assistant.content.documents import read_document
from assistant.content.lists import load_lists, unreadable
from assistant.content.messages import read_inbox
from assistant.content.people import read_people
from assistant.content.prompts import VARIABLES, Prompts
from assistant.content.words import word_gaps
from assistant.errors import ContentError, WebcareError


@dataclass(frozen=True, slots=True)
class Checked:
    """How many of each kind were read, and every fault found on the way."""

    counts: dict[str, int]
    faults: tuple[WebcareError, ...]


def read_all(content: Path) -> Checked:
    """Reads every brand, person, policy, case, sample message, prompt and word list below `content`; stops at no fault."""
    counts = {"brands": 0, "policies": 0, "cases": 0, "messages": 0, "prompts": 0}
    faults: list[WebcareError] = [*brand_faults(content), *_people_faults(content)]
    faults += [*_word_faults(content), *_prompt_faults(content, counts)]
    for folder in brand_folders(content):
        counts["brands"] += 1
        faults += _brand_content(folder, counts)
    return Checked(counts, tuple(faults))


def _brand_content(folder: Path, counts: dict[str, int]) -> Iterator[WebcareError]:
    stems = set[str]()
    for path in sorted(folder.glob("policies/*.md")):
        stems.add(f"{folder.name}/{path.stem}")
        try:
            read_document(path, folder.name)
            counts["policies"] += 1
        except ContentError as error:
            yield error
    yield from _cases(folder, stems, counts)
    for path in sorted(folder.glob("inbox/*.jsonl")):
        for message in read_inbox(path, folder.name, datetime.now(UTC)):
            if isinstance(message, ContentError):
                yield message
            else:
                counts["messages"] += 1


def _cases(folder: Path, stems: set[str], counts: dict[str, int]) -> Iterator[WebcareError]:
    ids: dict[str, Path] = {}
    for path in sorted(folder.glob("cases/*.jsonl")):
        for row in read_cases(path, folder.name):
            if isinstance(row, ContentError):
                yield row
                continue
            counts["cases"] += 1
            if row.id in ids:
                yield ContentError(
                    f"The case '{row.id}' stands in {ids[row.id].name} too.", where=str(path), mend="Give each case its own id."
                )
            ids[row.id] = path
            for policy in sorted(set(row.policies) - stems):
                what = f"The case '{row.id}' names the policy '{policy.rpartition('/')[2]}', which is not there."
                yield ContentError(what, where=str(path), mend="Name the policy's file without .md.")


def _prompt_faults(content: Path, counts: dict[str, int]) -> Iterator[WebcareError]:
    prompts = Prompts(content)
    for task in prompts.tasks():
        for version in ("", *prompts.versions(task)):
            try:
                template = prompts.template(task, version)
                counts["prompts"] += bool(version)
                if not version and task in VARIABLES:
                    template.compare(VARIABLES[task])
            except ContentError as error:
                yield error


def _people_faults(content: Path) -> Iterator[WebcareError]:
    try:
        read_people(content)
    except ContentError as error:
        yield error


def _word_faults(content: Path) -> Iterator[WebcareError]:
    try:
        lists = load_lists(content)
        gaps = word_gaps(content)
    except ContentError as error:
        yield error
        return
    yield from unreadable(lists, content)
    screens = content / "knowledge" / "screens"
    for gap in gaps:
        yield ContentError(f"The screen words lack {gap}.", where=str(screens), mend="Add the key to that language's file.")
