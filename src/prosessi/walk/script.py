"""A walk that is written down, run against its process.

Whatever the author wrote, running it gives a result: a wrong walk is a failure that says where and why.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from prosessi.chart.chart import Chart
from prosessi.chart.names import event_name
from prosessi.errors import ProsessiError
from prosessi.messages import Message, say
from prosessi.model.walks import WalkPath, Walks, WalkStep
from prosessi.span import Span
from prosessi.walk.expect import Difference, differences
from prosessi.walk.log import Entry, Log, act_of, do, first_moment, let_pass, open_case
from prosessi.walk.reasons import told
from prosessi.walk.words import REASONS


@dataclass(frozen=True, slots=True)
class Failure:
    """Where a walk went otherwise: the step (0 is the beginning), the day, its place, and each difference."""

    step: int
    on: datetime
    at: Span
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class WalkResult:
    """What became of one path: its log up to the end, or up to the failure."""

    name: str
    path: WalkPath
    log: Log
    failure: Failure | None = None

    @property
    def passed(self) -> bool:
        """Whether everything went as expected."""
        return self.failure is None


def run_walks(chart: Chart, walks: Walks) -> tuple[WalkResult, ...]:
    """Run every path of a walks file, in the order written."""
    return tuple(run_path(chart, name, path) for name, path in walks.paths.items())


def run_path(chart: Chart, name: str, path: WalkPath) -> WalkResult:
    """Run one path. It ends at its first failing step: what would come after has no ground to stand on."""
    try:
        log: Log = (open_case(chart, path.start, path.case, path.documents),)
    except ProsessiError as error:
        at = path.place_of("case") if path.wrote("case") else path.place
        wrong = Difference(at, say("a case begins"), _sentence(error))
        return WalkResult(name, path, (), Failure(0, first_moment(path.start), at, (wrong,)))
    found = tuple(differences(chart, log[-1], path.expect)) if path.expect else ()
    if found:
        return WalkResult(name, path, log, Failure(0, log[-1].at, found[0].at, found))
    for number, step in enumerate(path.steps, 1):
        entries, found = _run_step(chart, log, step, number)
        log = (*log, *entries)
        if found:
            return WalkResult(name, path, log, Failure(number, log[-1].at, found[0].at, found))
    return WalkResult(name, path, log)


def _run_step(chart: Chart, log: Log, step: WalkStep, number: int) -> tuple[Log, tuple[Difference, ...]]:
    """The entries that a step makes, as far as it came, and what was not as it should be."""
    entries: Log = ()
    try:
        wrong = _malformed(step)
        if wrong is None:
            for entry in _entries(chart, log, step, number):
                entries = (*entries, entry)
            wrong = _refusal(chart, (log + entries)[-1], step)
    except ProsessiError as error:
        wrong = Difference(_blamed(step, passed=bool(entries)), _intended(chart, step), _sentence(error))
    if wrong is not None:
        return entries, (wrong,)
    return entries, tuple(differences(chart, (log + entries)[-1], step.expect)) if step.expect else ()


def _entries(chart: Chart, log: Log, step: WalkStep, number: int) -> Iterator[Entry]:
    time = step.after.text if step.after else step.on_date
    if time is not None:
        entry = let_pass(chart, log, time, number)
        log = (*log, entry)
        yield entry
    if step.do:
        yield do(chart, log, act_of(chart, step.do, by=step.by, papers=step.with_, decided=step.set_), number)


def _malformed(step: WalkStep) -> Difference | None:
    """What a step says that no step can mean, told before anything happens."""
    if step.after and step.on_date:
        return Difference(
            step.place_of("on_date"),
            say("one way of saying when"),
            say("the step has both 'after' and 'on_date'"),
            (say("leave one of them out"),),
        )
    idle = next((key for key in ("by", "with", "set", "refused") if step.wrote(key)), None)
    if idle and not step.do:
        return Difference(
            step.place_of_key(idle),
            say("an act"),
            say("the step has '{key}' but no 'do'", key=idle),
            (say("write the event after 'do'"),),
        )
    return None


def _refusal(chart: Chart, entry: Entry, step: WalkStep) -> Difference | None:
    refused = entry.refused
    if (refused.reason if refused else None) == step.refused:
        return None
    expected = _intended(chart, step)
    if refused is None:
        return Difference(
            step.place_of("refused"),
            say("“{act}” is refused: {reason}", act=event_name(chart, step.do), reason=REASONS[step.refused or ""]),
            say("it was done"),
        )
    at = step.place_of("refused") if step.refused else step.place_of("do")
    happened = say("it was refused: {reason} ({code})", reason=REASONS[refused.reason], code=refused.reason)
    return Difference(at, expected, happened, (told(chart, refused),))


def _intended(chart: Chart, step: WalkStep) -> Message:
    if not step.do:
        return say("time passes")
    name = event_name(chart, step.do)
    if step.refused:
        return say("“{act}” is refused: {reason} ({code})", act=name, reason=REASONS[step.refused], code=step.refused)
    return say("“{act}” is done", act=name)


def _blamed(step: WalkStep, *, passed: bool) -> Span:
    """The place of a step that could not be carried out: its time, or, once that has passed, its act."""
    keys = ("set", "with", "by", "do") if passed or not (step.after or step.on_date) else ("on_date", "after")
    return next((step.place_of(key) for key in keys if step.wrote(key)), step.place)


def _sentence(error: ProsessiError) -> Message:
    first = error.args[0] if error.args else ""
    return first if isinstance(first, Message) else say("{reason}", reason=str(error))
