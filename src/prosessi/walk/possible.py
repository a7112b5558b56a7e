"""What can happen to a case now, and why the rest cannot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from prosessi.chart.case import enabled
from prosessi.chart.chart import Chart, StateId
from prosessi.chart.situation import Case, Option, Refused
from prosessi.model.deadline import Mark


@dataclass(frozen=True, slots=True)
class Until:
    """What presses on an act: a deadline that it is on the way to meeting, or None for a timer, and when."""

    deadline: str | None
    due: date


@dataclass(frozen=True, slots=True)
class Possibility:
    """An act that can happen now.

    `roles` may do it; of the papers it `needs`, those in `missing` must still be handed in; the actor settles what it
    `decides`. `until` is the nearest day or moment that bears on it.
    """

    event: str
    roles: tuple[str, ...]
    needs: tuple[str, ...]
    missing: tuple[str, ...]
    decides: tuple[str, ...]
    until: Until | None


def possibilities(chart: Chart, case: Case) -> tuple[Possibility, ...]:
    """The acts that can happen now, in the order of the process."""
    return tuple(
        Possibility(
            option.event, option.roles, option.needs, option.missing, option.decides, _until(chart, case, option)
        )
        for option in enabled(chart, case)
        if option.possible
    )


def impossibilities(chart: Chart, case: Case) -> dict[str, Refused]:
    """Why each other act cannot happen now, in the order of the process."""
    return {option.event: option.refusal for option in enabled(chart, case) if option.refusal is not None}


def _until(chart: Chart, case: Case, option: Option) -> Until | None:
    edges = [edge for edge in chart.edges if option.event in edge.events and edge.source in case.snapshot.active]
    left = {edge.source for edge in edges if edge.targets}
    ahead = _ahead(chart, {target for edge in edges for target in edge.targets})
    pressing = [
        Until(watch.name, deadline.due)
        for watch, deadline in zip(chart.watches, case.deadlines, strict=True)
        if deadline.due and deadline.status == "running" and _helps(chart, watch.deadline.met_by, option.event, ahead)
    ]
    return min([*pressing, *_timers(chart, case, left)], key=lambda until: _moment(until.due), default=None)


def _timers(chart: Chart, case: Case, left: set[StateId]) -> Iterator[Until]:
    """The clocks that would take the case out of a state before the act could."""
    for timer in case.timers:
        if timer.due is not None and chart.edges[timer.edge].source in left:
            yield Until(None, _last_day(timer.due))


def _last_day(due: datetime) -> date:
    """The last day on which one is still ahead of a clock that goes off when a day begins; else the very moment."""
    return due.date() - timedelta(days=1) if due.time() == time.min else due


def _helps(chart: Chart, met_by: Mark, event: str, ahead: frozenset[StateId]) -> bool:
    """Whether an act meets a deadline itself or leads towards a state that does."""
    marks = {chart.ids[name] for name in (*met_by.enter, *met_by.exit) if name in chart.ids}
    return event in met_by.event or bool(ahead & marks)


def _ahead(chart: Chart, targets: Iterable[StateId]) -> frozenset[StateId]:
    """The states to which a case can come by way of `targets`, without asking any condition."""
    seen: set[StateId] = set()
    waiting = list(targets)
    while waiting:
        state = waiting.pop()
        if state in seen:
            continue
        seen.add(state)
        here = chart[state]
        waiting += [*here.ancestors[:-1], *here.initial, *(target for edge in here.edges for target in edge.targets)]
    return frozenset(seen)


def _moment(due: date) -> tuple[date, datetime]:
    """What to order by: a last day ends after every moment of that day."""
    return (due.date(), due) if isinstance(due, datetime) else (due, datetime.combine(due, time.max))
