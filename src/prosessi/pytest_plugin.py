"""The pytest plugin: every path of a walks file is a test, and no Python is written.

It is loaded in every run of pytest on the machine, whether or not there is a process in sight: what is heavy is
imported only once a walks file has been found.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

LOOK_AT = 1 << 16  # a comment before the first key is hardly longer
FIRST_KEY = re.compile(r"(?:[ \t]*(?:#.*|---.*|%.*)?(?:\r\n|\r|\n))*[\"']?walks[\"']?[ \t]*:")

Tallies = dict[str, Counter[str]]
"""What walks went through, counted, by the file of the process."""

TALLIES = pytest.StashKey[Tallies]()
SHORTFALL = pytest.StashKey[str]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare the options of walks."""
    group = parser.getgroup("prosessi", "walks of prosessi")
    group.addoption(
        "--prosessi-cov-min",
        type=_percent,
        metavar="PERCENT",
        help="fail unless walks cover this share of the states, transitions and deadlines of their processes",
    )
    group.addoption(
        "--prosessi-lang",
        choices=("fi", "sv", "en"),
        help="language of stories and findings (default: that of the process)",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Begin counting."""
    config.stash[TALLIES] = {}


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> WalksFile | None:
    """Take a file of walks; leave every other file alone, one of somebody else's by that name included."""
    if file_path.name != "walks.yaml" and not file_path.name.endswith(".walks.yaml"):
        return None
    return WalksFile.from_parent(parent, path=file_path) if _is_ours(file_path) else None


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Hand the counts to the main run, if this is a worker of xdist; else hold them against the wanted coverage."""
    config = session.config
    output: dict[str, Any] | None = getattr(config, "workeroutput", None)
    if output is not None:
        output["prosessi"] = {process: dict(counts) for process, counts in config.stash[TALLIES].items()}
        return
    least = config.getoption("prosessi_cov_min")
    if least is None or config.getoption("collectonly"):
        return
    shortfall = "\n\n".join(_shortfalls(config, least))
    if shortfall:
        config.stash[SHORTFALL] = shortfall
        session.exitstatus = session.exitstatus or pytest.ExitCode.TESTS_FAILED


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Add up what a worker of xdist has counted."""
    counted: dict[str, dict[str, int]] = getattr(node, "workeroutput", {}).get("prosessi", {})
    for process, counts in counted.items():
        _tally(node.config, process).update(counts)


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Say what walks have not been through."""
    shortfall = config.stash.get(SHORTFALL, "")
    if shortfall:
        terminalreporter.section("prosessi")
        terminalreporter.write_line(shortfall)


class WalksFile(pytest.File):
    """A file of walks. Its items are its paths; a broken file, or a broken process, is one failing item."""

    def collect(self) -> Iterable[pytest.Item]:
        """Read the walks and their process."""
        from prosessi.api.processes import load  # noqa: PLC0415  # see the rule of this module
        from prosessi.walk.files import load_walks  # noqa: PLC0415

        loaded = load_walks(self.path, load)
        if loaded.chart is None or loaded.walks is None:
            yield BrokenItem.from_parent(self, name="walks", findings=loaded.findings)
            return
        _tally(self.config, str(loaded.process_file))
        for name, path in loaded.walks.paths.items():
            yield WalkItem.from_parent(self, name=name, loaded=loaded, walk_path=path)


class WalkFailed(Exception):
    """A walk went otherwise than it expects, or could not begin."""


class ToldItem(pytest.Item):
    """An item whose failure is a text for people."""

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Show the text; anything else is a fault of ours and shown as such."""
        return str(excinfo.value) if isinstance(excinfo.value, WalkFailed) else super().repr_failure(excinfo, style)


class WalkItem(ToldItem):
    """One path of a walks file."""

    def __init__(self, *, loaded: Any, walk_path: Any, **settings: Any) -> None:
        super().__init__(**settings)
        self.loaded = loaded
        self.walk_path = walk_path

    def runtest(self) -> None:
        """Walk the path, count what it went through, and fail with its story."""
        from prosessi.walk.coverage import passages  # noqa: PLC0415
        from prosessi.walk.script import run_path  # noqa: PLC0415
        from prosessi.walk.story import tell_result  # noqa: PLC0415

        chart = self.loaded.chart
        result = run_path(chart, self.name, self.walk_path)
        _tally(self.config, str(self.loaded.process_file)).update(passages(chart, result.log))
        if not result.passed:
            language = self.config.getoption("prosessi_lang") or chart.process.language
            raise WalkFailed(tell_result(chart, result, language=language))

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where the path stands."""
        return self.path, self.walk_path.place.line - 1, f"{self.path.parent.name}: {self.name}"


class BrokenItem(ToldItem):
    """What stands for a walks file that cannot be run."""

    def __init__(self, *, findings: Iterable[Any], **settings: Any) -> None:
        super().__init__(**settings)
        self.findings = tuple(findings)

    def runtest(self) -> None:
        """Fail with the findings."""
        raise WalkFailed(_in_language(self.config, self.findings))

    def reportinfo(self) -> tuple[Path, int, str]:
        """Which file it is."""
        return self.path, 0, f"{self.path.parent.name}: {self.name}"


def _is_ours(path: Path) -> bool:
    from prosessi.source.draft import Draft  # noqa: PLC0415

    try:
        with path.open("rb") as file:
            head = file.read(LOOK_AT)
    except OSError:
        return False
    return FIRST_KEY.match(Draft.of(head, str(path)).text) is not None


def _tally(config: pytest.Config, process: str) -> Counter[str]:
    return config.stash[TALLIES].setdefault(process, Counter())


def _shortfalls(config: pytest.Config, least: float) -> Iterator[str]:
    """What is missing of each process that is covered less than it should be."""
    if not config.stash[TALLIES]:
        return
    from prosessi.api.processes import load  # noqa: PLC0415
    from prosessi.messages import speaking  # noqa: PLC0415
    from prosessi.walk.coverage import coverage_of_counts, tell_coverage  # noqa: PLC0415

    for process, counts in config.stash[TALLIES].items():
        chart = load(Path(process))
        covered = coverage_of_counts(chart, counts)
        if covered.share < least / 100:
            with speaking(config.getoption("prosessi_lang") or chart.process.language):
                yield tell_coverage(covered, least=least)


def _in_language(config: pytest.Config, findings: Iterable[Any]) -> str:
    from prosessi.messages import language, speaking  # noqa: PLC0415

    with speaking(config.getoption("prosessi_lang") or language()):
        return "\n".join(map(str, findings))


def _percent(text: str) -> float:
    try:
        share = float(text)
    except ValueError:
        share = -1
    if 0 <= share <= 100:
        return share
    raise argparse.ArgumentTypeError(f"a percentage from 0 to 100, not {text!r}")
