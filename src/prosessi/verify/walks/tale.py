"""A walk before it is written down: what is tried with a case, what then is seen, and what the walk should expect.

Everything is played by the verbs of `chart.case`, on the chart itself or on one that differs from it a little. A walk
notices a difference if and only if one of its expectations fails there, and these are the expectations that a walks
file can hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from types import MappingProxyType
from typing import NamedTuple

from prosessi.chart.case import advance, begin, data_of, outcome, send
from prosessi.chart.chart import Active, Chart
from prosessi.chart.deadlines import DeadlineState
from prosessi.chart.memory import remembered
from prosessi.chart.situation import Case, Refused, Step
from prosessi.chart.whereabouts import innermost
from prosessi.errors import ProsessiError

IN_TIME = frozenset({"met"})
TOO_LATE = frozenset({"breached", "met_late"})

Values = tuple[tuple[str, object], ...]
Expectation = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Act:
    """Somebody tries to do something."""

    event: str
    by: str | None = None
    papers: tuple[str, ...] = ()
    decided: Values = ()


@dataclass(frozen=True, slots=True)
class Pause:
    """Time passes up to a moment."""

    until: datetime


Deed = Act | Pause


@dataclass(frozen=True, slots=True)
class Tale:
    """A case from its start. After the deeds numbered in `looks`, and the last, all that can be seen is looked at."""

    start: date
    known: Values = ()
    deeds: tuple[Deed, ...] = ()
    looks: frozenset[int] = field(default_factory=frozenset)

    def later(self, days: int) -> Tale:
        """The same tale so many days later, with all its dates."""
        if not days:
            return self
        by = timedelta(days=days)
        deeds = tuple(
            Pause(deed.until + by) if isinstance(deed, Pause) else replace(deed, decided=_moved(deed.decided, by))
            for deed in self.deeds
        )
        return Tale(self.start + by, _moved(self.known, by), deeds, self.looks)


class Beat(NamedTuple):
    """What came of one deed. `broken` tells that the chart could not bear it at all."""

    deed: Deed | None
    before: Case
    after: Case
    steps: tuple[Step, ...] = ()
    refused: Refused | None = None
    broken: bool = False


def opened(chart: Chart, start: date, known: Values = ()) -> Beat | None:
    """The beginning of a case; None where none can begin like this."""
    try:
        taken = begin(chart, dict(known), at=datetime.combine(start, time.min))
    except ProsessiError:
        return None
    return Beat(None, taken.case, taken.case, taken.steps)


def played(chart: Chart, case: Case, deed: Deed) -> Beat:
    """A case after a deed."""
    try:
        if isinstance(deed, Pause):
            advanced = advance(chart, case, max(deed.until, case.now))
            return Beat(deed, case, advanced.case, advanced.steps)
        done = send(chart, case, deed.event, by=deed.by, papers=deed.papers, decided=dict(deed.decided))
    except ProsessiError:
        return Beat(deed, case, case, broken=True)
    if isinstance(done, Refused):
        return Beat(deed, case, case, refused=done)
    return Beat(deed, case, done.case, done.steps)


def told(chart: Chart, tale: Tale) -> tuple[Beat, ...]:
    """All beats of a tale, the opening first; those after a break are missing, and all if it cannot begin."""
    beat = opened(chart, tale.start, tale.known)
    beats: list[Beat] = []
    for deed in (None, *tale.deeds):
        if beat is None or beat.broken:
            break
        if deed is not None:
            beat = played(chart, beat.after, deed)
        beats.append(beat)
    return tuple(beats)


def wanted(chart: Chart, tale: Tale, beats: Sequence[Beat]) -> tuple[Expectation, ...]:
    """What a walk that tells the tale expects after each beat."""
    looks = {*(number + 1 for number in tale.looks), len(beats) - 1}
    return tuple(expected(chart, beat, whole=number in looks) for number, beat in enumerate(beats))


def expected(chart: Chart, beat: Beat, *, whole: bool) -> Expectation:
    """What is expected after a beat: where the case stands, and what the beat changed; or the `whole` of it."""
    case = beat.after
    active = where(chart, case.snapshot.active)
    before = {} if beat.deed is None else {state.name: state for state in beat.before.deadlines}
    fresh = [state for state in case.deadlines if whole or _news(before.get(state.name), state)]
    expects: dict[str, object] = {"state": active[0]} if len(active) == 1 and not whole else {"active": active}
    ended = outcome(chart, case) if case.ended is not None else None
    expects |= {"final": ended} if ended else {}
    running = {state.name: state.due for state in fresh if _has_day(state)}
    expects |= {"deadlines": running} if running else {}
    for key, statuses in (("met", IN_TIME), ("breached", TOO_LATE)):
        names = tuple(state.name for state in fresh if state.status in statuses)
        if names or (whole and case.deadlines):
            expects[key] = names
    changed = _set_by_the_chart(chart, beat)
    return MappingProxyType(expects | ({"case": changed} if changed else {}))


def noticed(chart: Chart, beat: Beat, refused: str | None, expects: Expectation) -> bool:
    """Whether an expectation fails after a beat, whose act was to be refused for this reason."""
    case = beat.after
    if beat.broken or (beat.refused.reason if beat.refused else None) != refused:
        return True
    if _elsewhere(chart, case, expects):
        return True
    if "final" in expects and outcome(chart, case) != expects["final"]:
        return True
    return _deadlines_differ(case, expects) or _data_differ(chart, case, expects)


def first_noticed(chart: Chart, tale: Tale, original: Sequence[Beat], expects: Sequence[Expectation]) -> int | None:
    """The first beat after which a walk notices that `chart` is not the one it was made for; None if it never does."""
    beat = opened(chart, tale.start, tale.known)
    for number, deed in enumerate((None, *tale.deeds)):
        if beat is None:
            return 0
        if deed is not None:
            beat = played(chart, beat.after, deed)
        refused = original[number].refused
        if noticed(chart, beat, refused.reason if refused else None, expects[number]):
            return number
    return None


@remembered
def where(chart: Chart, active: Active) -> tuple[str, ...]:
    """The innermost active states as the author named them."""
    return innermost(chart, active)


def steps_of(beats: Sequence[Beat], expects: Sequence[Expectation]) -> Iterator[Mapping[str, object]]:
    """The beats after the opening as steps of `walks.yaml`, in plain values."""
    for beat, expected_then in zip(beats[1:], expects[1:], strict=True):
        step: dict[str, object] = {}
        if isinstance(beat.deed, Pause):
            step = _time(beat.before.now, beat.deed.until)
        elif beat.deed is not None:
            step = {"do": beat.deed.event, "by": beat.deed.by, "with": beat.deed.papers, "set": dict(beat.deed.decided)}
            step["refused"] = beat.refused.reason if beat.refused else None
        yield {key: value for key, value in {**step, "expect": dict(expected_then)}.items() if value}


def _time(now: datetime, until: datetime) -> dict[str, object]:
    if until.time() == time.min:
        return {"on_date": until.date()}
    minutes = int((until - now).total_seconds()) // 60
    unit, n = ("hour", minutes // 60) if minutes % 60 == 0 else ("minute", minutes)
    return {"after": f"{n} {unit}" if n == 1 else f"{n} {unit}s"}


def _moved(values: Values, by: timedelta) -> Values:
    return tuple((name, value + by if isinstance(value, date) else value) for name, value in values)


def _news(old: DeadlineState | None, new: DeadlineState) -> bool:
    return (new.status, new.due) != ((old.status, old.due) if old else ("not_started", None))


def _has_day(state: DeadlineState) -> bool:
    return state.status == "running" and state.due is not None and not isinstance(state.due, datetime)


def _elsewhere(chart: Chart, case: Case, expects: Expectation) -> bool:
    """Whether the case stands elsewhere. `state` is to be active, and `active` are to be all that are."""
    if "state" in expects:
        return chart.ids.get(str(expects["state"]), -1) not in case.snapshot.active
    names = expects["active"]
    return not isinstance(names, tuple) or set(names) != set(where(chart, case.snapshot.active))


def _deadlines_differ(case: Case, expects: Expectation) -> bool:
    states = {state.name: state for state in case.deadlines}
    running = expects.get("deadlines", {})
    if isinstance(running, Mapping):
        for name, day in running.items():
            state = states.get(name)
            if state is None or state.status != "running" or state.due != day:
                return True
    for key, statuses in (("met", IN_TIME), ("breached", TOO_LATE)):
        names = expects.get(key)
        if not isinstance(names, tuple):
            continue
        having = {name for name, state in states.items() if state.status in statuses}
        if not having.issuperset(names) or (not names and having):
            return True
    return False


def _data_differ(chart: Chart, case: Case, expects: Expectation) -> bool:
    values = expects.get("case")
    if not isinstance(values, Mapping):
        return False
    known = data_of(chart, case)
    return any(known.get(name) != value for name, value in values.items())


def _set_by_the_chart(chart: Chart, beat: Beat) -> dict[str, object]:
    """The data that a beat changed and nobody decided in it."""
    if beat.deed is None or beat.before.data is beat.after.data:
        return {}
    decided = dict(beat.deed.decided) if isinstance(beat.deed, Act) else {}
    old, new = data_of(chart, beat.before), data_of(chart, beat.after)
    return {
        name: value
        for name, value in new.items()
        if value is not None and value != (decided[name] if name in decided else old[name])
    }
