"""Prompts as versioned Markdown: `prompts/<task>/<version>.md`, the live version named in `prompts/active.toml`."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from string import Template

from assistant.content.files import read_text, read_toml
from assistant.errors import ContentError
from assistant.settings import CHECKOUT

USER_HEADING = "# user"
SYSTEM_HEADING = "# system"

_CASE = frozenset(
    ["brand", "channel", "fence", "greeting", "language", "length", "missing", "now", "report_back", "sector", "sources", "thread"]
)
VARIABLES = {
    "reply": _CASE | frozenset(["care", "example", "hint", "invitation", "repeat", "risk", "urgency"]),
    "repair": _CASE | frozenset(["blocked", "findings"]),
    "rewrite": frozenset(["brand", "fence", "hint", "language", "length", "reply", "sector"]),
    "judge": frozenset(["complaint", "fence", "questions", "reply", "sources"]),
}
"""What the program fills in, by task: prompts/README.md says what each holds. The live version of a task uses them all."""


@dataclass(frozen=True, slots=True)
class FilledPrompt:
    """A prompt ready to send, with the name, version and hash of the template it came from."""

    system: str
    user: str
    name: str
    version: str
    hash: str

    @property
    def label(self) -> str:
        return f"{self.name}@{self.version}#{self.hash[:12]}"


@dataclass(frozen=True, slots=True)
class PromptTemplate:
    """One version of a prompt. A `# system` and a `# user` heading part it; `$name` marks a variable."""

    name: str
    version: str
    system: Template
    user: Template
    hash: str
    where: str

    @property
    def variables(self) -> frozenset[str]:
        return frozenset(self.system.get_identifiers()) | frozenset(self.user.get_identifiers())

    def fill(self, **variables: str) -> FilledPrompt:
        """Raises `ContentError` before any call when a variable is missing or unknown to the template."""
        self.compare(variables)
        return FilledPrompt(
            self.system.substitute(variables).strip(), self.user.substitute(variables).strip(), self.name, self.version, self.hash
        )

    def compare(self, known: Iterable[str]) -> None:
        """Raises `ContentError` unless the template uses exactly these variables."""
        missing, unknown = self.variables - set(known), set(known) - self.variables
        if missing or unknown:
            what = [
                f"that nothing fills in: {', '.join(sorted(missing))}" if missing else "",
                f"left out: {', '.join(sorted(unknown))}" if unknown else "",
            ]
            raise ContentError(
                f"Variables {'; '.join(part for part in what if part)}.",
                where=self.where,
                mend="Use the variables listed in prompts/README.md.",
            )


@dataclass(frozen=True, slots=True)
class Prompts:
    """The prompts of one content folder; the checkout's own stand in for a task that the folder lacks."""

    content: Path

    def fill(self, task: str, **variables: str) -> FilledPrompt:
        """The live version of `task` with its variables filled in."""
        return self.template(task).fill(**variables)

    def template(self, task: str, version: str = "") -> PromptTemplate:
        """A version of `task`; empty: the live one."""
        folder = self._folder(task)
        version = version or self._active(folder.parent, task)
        path = folder / f"{version}.md"
        text = read_text(path)
        system, user = _parts(text, str(path))
        for part in (system, user):
            if not part.is_valid():
                raise ContentError("A '$' stands alone.", where=str(path), mend="Write $$ for a dollar sign, $name for a variable.")
        return PromptTemplate(task, version, system, user, sha256(text.encode()).hexdigest(), str(path))

    def versions(self, task: str) -> tuple[str, ...]:
        return tuple(sorted(path.stem for path in self._folder(task).glob("*.md")))

    def tasks(self) -> tuple[str, ...]:
        folders = {path.parent.name for root in self._roots() for path in root.glob("*/*.md")}
        return tuple(sorted(folders))

    def _roots(self) -> tuple[Path, ...]:
        return tuple(root for root in (self.content / "prompts", CHECKOUT / "prompts") if root.is_dir())

    def _folder(self, task: str) -> Path:
        for root in self._roots():
            if (root / task).is_dir():
                return root / task
        raise ContentError(f"There is no prompt '{task}'.", where=str(self.content / "prompts"), mend=f"Make a folder prompts/{task}.")

    def _active(self, root: Path, task: str) -> str:
        path = root / "active.toml"
        active = read_toml(path).get(task)
        if not isinstance(active, str):
            raise ContentError(f"No version of '{task}' is live.", where=str(path), mend=f'Add a line {task} = "v1".')
        return active


def _parts(text: str, where: str) -> tuple[Template, Template]:
    found = re.split(rf"^({SYSTEM_HEADING}|{USER_HEADING})\s*$", text, flags=re.MULTILINE | re.IGNORECASE)
    parts = {found[i].strip().lower(): found[i + 1] for i in range(1, len(found) - 1, 2)}
    if set(parts) != {SYSTEM_HEADING, USER_HEADING}:
        raise ContentError("A prompt has two parts.", where=where, mend="Write a line '# system' and a line '# user', each with its text.")
    return Template(parts[SYSTEM_HEADING]), Template(parts[USER_HEADING])
