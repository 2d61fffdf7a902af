"""No test reaches a network: only loopback and Unix sockets connect. What lacks its program says so, loudly."""

import os
import shutil
import socket
from pathlib import Path

import pytest

LOOPBACK = ("127.", "::1", "localhost")
real_connect = socket.socket.connect
real_lookup = socket.getaddrinfo


def _allowed(host: object) -> bool:
    return host in (None, "", b"") or str(host).startswith(LOOPBACK)


def guarded_connect(self: socket.socket, address: object) -> None:
    if isinstance(address, tuple) and not _allowed(address[0]):
        raise AssertionError(f"a test tried to reach {address[0]}")
    real_connect(self, address)


def guarded_lookup(host: object, *args: object, **kwargs: object) -> object:
    if not _allowed(host):
        raise AssertionError(f"a test tried to look up {host!r}")
    return real_lookup(host, *args, **kwargs)


socket.socket.connect = guarded_connect  # type: ignore[method-assign]  # for every test, also at import
socket.getaddrinfo = guarded_lookup  # type: ignore[assignment]


@pytest.fixture(autouse=True)
def _own_surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Each test has a home of its own and no provider's key from outside."""
    for name in [name for name in os.environ if name.startswith(("WEBCARE_", "OPENAI_", "LANGSMITH_", "LANGCHAIN_"))]:
        if name not in ("WEBCARE_EVAL_DATA", "WEBCARE_NO_SKIPS"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("WEBCARE_HOME", str(tmp_path / "home"))


@pytest.fixture
def eval_data() -> Path:
    """The folder of public data, or a skip."""
    given = os.environ.get("WEBCARE_EVAL_DATA", "")
    if not given or not Path(given).is_dir():
        pytest.skip("WEBCARE_EVAL_DATA names no folder: tests on public data are skipped")
    return Path(given)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    lacking = {}
    if shutil.which("chromium") is None:
        lacking["browser"] = "chromium is not installed: BROWSER TESTS ARE SKIPPED (apt-get install chromium)"
    if not list(Path("/usr/lib/postgresql").glob("*/bin/initdb")):
        lacking["postgres"] = "PostgreSQL's server is not installed: ITS TESTS ARE SKIPPED (apt-get install postgresql)"
    for item in items:
        for marker, reason in lacking.items():
            if item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=reason))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    reasons = {str(report.longrepr[2]) for report in terminalreporter.stats.get("skipped", []) if isinstance(report.longrepr, tuple)}
    for reason in sorted(reasons):
        terminalreporter.write_line(f"SKIPPED: {reason}", yellow=True, bold=True)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """In CI nothing may be skipped: a skip there is a hole that looks green."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("WEBCARE_NO_SKIPS") and exitstatus == 0 and reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
