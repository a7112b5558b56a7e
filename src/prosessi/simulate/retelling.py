"""A simulated case in the words of a walks file, so that it can be run, read and kept as a test.

A walks file speaks of days: its cases begin at the first moment of one, and so do the steps with `on_date`. That says
the same wherever limits are counted in days. Where hours matter each step has its own time; and where even that goes
otherwise than the case did, since it did not begin at midnight, it is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, time

from prosessi.chart.case import active_names, advance, begin, send
from prosessi.chart.situation import Case, Refused, Step
from prosessi.errors import NotSettling, WrongUse
from prosessi.findings import Example
from prosessi.messages import Message, say
from prosessi.model.walks import Reason
from prosessi.simulate.replay import Deed, Replay

_Stop = tuple[datetime, Deed | None, Reason | None]
"""A time to which a walk goes on, what is done then, and why that is refused, if it is."""

_UNITS = (("hours", 3600), ("minutes", 60), ("seconds", 1))


def retold(replay: Replay) -> tuple[Example, Message | None]:
    """The case as a walks file can tell it, and what is lost in that; None if it goes just as it did."""
    exact = tuple(_stops(replay))
    by_day = tuple((_midnight(at), deed, reason) for at, deed, reason in exact)
    for stops in (by_day, exact):
        if _goes_alike(replay, stops):
            return _example(replay, stops), None
    return _example(replay, exact), say(
        "a walks file lets every case begin at midnight, but this one began at {begun} and goes by the hour: run from "
        "the file it takes another course",
        begun=replay.begun,
    )


def _stops(replay: Replay) -> Iterator[_Stop]:
    """When people did something, when something happened by itself, and where an open case was left."""
    for moment in replay.moments[1:]:
        if moment.deed is not None:
            yield moment.deed.at, moment.deed, moment.refused.reason if moment.refused is not None else None
        else:
            yield from ((at, None, None) for at in dict.fromkeys(step.at for step in moment.steps))
    if replay.case.ended is None:
        yield replay.case.now, None, None


def _example(replay: Replay, stops: tuple[_Stop, ...]) -> Example:
    steps: list[Mapping[str, object]] = []
    now = _midnight(replay.begun)
    for at, deed, reason in stops:
        step = {**_passing(now, at), **_done(deed), **({"refused": reason} if reason is not None else {})}
        now = at
        if step:
            steps.append(step)
    return Example(
        story=(),
        start=replay.begun.date(),
        case=replay.data,
        steps=tuple(steps),
        active=active_names(replay.chart, replay.case),
        edges=tuple(edge for step in replay.steps for move in step.microsteps for edge in move.edges),
    )


def _passing(now: datetime, at: datetime) -> dict[str, object]:
    """The time that passes before a step: until a day begins, or as long as it is, in the greatest whole unit."""
    if at == now:
        return {}
    if at == _midnight(at):
        return {"on_date": at.date()}
    seconds = int((at - now).total_seconds())
    unit, length = next((unit, length) for unit, length in _UNITS if seconds % length == 0)
    n = seconds // length
    return {"after": f"{n} {unit if n > 1 else unit.removesuffix('s')}"}


def _done(deed: Deed | None) -> dict[str, object]:
    if deed is None:
        return {}
    said = {"do": deed.event, "by": deed.by, "with": list(deed.papers), "set": dict(deed.decided)}
    return {key: value for key, value in said.items() if value}


def _goes_alike(replay: Replay, stops: tuple[_Stop, ...]) -> bool:
    """Whether the case takes the same steps to the same end if it begins at midnight and makes these stops."""
    try:
        case, steps = _lived(replay, stops)
    except (WrongUse, NotSettling):
        return False
    return (_course(steps), _end(case)) == (_course(replay.steps), _end(replay.case))


def _lived(replay: Replay, stops: tuple[_Stop, ...]) -> tuple[Case, tuple[Step, ...]]:
    chart = replay.chart
    taken = begin(chart, replay.data, at=_midnight(replay.begun))
    case, steps = taken.case, list(taken.steps)
    for at, deed, _ in stops:
        advanced = advance(chart, case, at)
        case, steps = advanced.case, [*steps, *advanced.steps]
        if deed is not None:
            tried = send(chart, case, deed.event, by=deed.by, papers=deed.papers, decided=deed.decided)
            if not isinstance(tried, Refused):
                case, steps = tried.case, [*steps, *tried.steps]
    return case, tuple(steps)


def _course(steps: tuple[Step, ...]) -> tuple[tuple[object, ...], ...]:
    """What happened, without the hour: the events, the transitions taken, and the days."""
    return tuple((step.event, step.by, step.at.date(), tuple(move.edges for move in step.microsteps)) for step in steps)


def _end(case: Case) -> tuple[object, ...]:
    standing = tuple((each.status, each.days_late) for each in case.deadlines)
    return case.snapshot, case.data, case.documents, standing


def _midnight(moment: datetime) -> datetime:
    return datetime.combine(moment, time.min)
