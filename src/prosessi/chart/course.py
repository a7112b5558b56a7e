"""The course of a case: a step of the chart taken with all that stands around it, and what then follows by itself.

At one moment deadlines run out before timers go off, and each in the order of the document; whatever a step brings
about is done before the next.
"""

from __future__ import annotations

from datetime import datetime

from prosessi.chart import deadlines as watching
from prosessi.chart import timers as ticking
from prosessi.chart.chart import Chart
from prosessi.chart.refusals import condition_unmet, step_failed
from prosessi.chart.rows import Landing, rows_of
from prosessi.chart.situation import Case, Refused, Step, Taken
from prosessi.chart.whereabouts import answering
from prosessi.chart.worlds import Data, StepFailed
from prosessi.errors import NotSettling

AT_ONE_MOMENT = 100
"""So many timers and breaches, beyond those there are, may follow one another without time passing."""

_BREACH, _TIMER = range(2)


def attempt(chart: Chart, case: Case, event: str, data: Data) -> tuple[Landing, Data] | Refused:
    """Take the step of an event with `data`, or say why it does not happen."""
    rows = rows_of(chart)
    try:
        landing, after = rows.react(rows.place(case.snapshot), data, event)
    except (StepFailed, NotSettling) as failure:
        return step_failed(event, failure)
    if not landing.microsteps:
        return condition_unmet(chart, case, event, data)
    return landing, after


def landed(chart: Chart, case: Case, landing: Landing, data: Data, *, papers: frozenset[str] = frozenset()) -> Case:
    """The case where a step came to rest, its papers added, its clocks turned and its deadlines told."""
    now, place = case.now, landing.place
    documents = case.documents if papers <= case.documents else case.documents | papers
    timers, deadlines = case.timers, case.deadlines
    if timers or landing.clocks.started:
        timers = ticking.turn(chart, timers, landing.clocks, case.data, data, now=now)
    if deadlines:
        deadlines = watching.observe(chart, deadlines, landing.marked, data, place.snapshot.active, now=now)
    return Case(place.snapshot, data, documents, now, timers, deadlines, now if place.ended else None)


def later(chart: Chart, case: Case, now: datetime) -> Case:
    """The case at a later moment, when nothing has happened since."""
    if case.ended is not None or not case.deadlines:
        return case._replace(now=now)
    deadlines = watching.wait(chart, case.deadlines, case.data, case.snapshot.active, now=now)
    return case._replace(now=now, deadlines=deadlines)


def pending(case: Case) -> tuple[datetime, int, int] | None:
    """What will happen by itself next: when, whether a deadline runs out or a timer goes off, and which."""
    if case.ended is not None or not (case.timers or case.deadlines):
        return None
    late, ringing = watching.next_breach(case.deadlines), ticking.next_timer(case.timers)
    if ringing is None or (late is not None and late[0] <= ringing[0]):
        return None if late is None else (late[0], _BREACH, late[1])
    return ringing[0], _TIMER, ringing[1]


def follow(chart: Chart, case: Case, *begun: Step) -> Taken:
    """What follows by itself at this very moment, after the steps already `begun`.

    What goes on for ever without time passing raises `NotSettling`.
    """
    due = pending(case)
    if due is None or due[0] > case.now:
        return Taken(case, begun)
    steps, failed = list(begun), list[Refused]()
    for _ in range(AT_ONE_MOMENT + len(chart.edges) + len(chart.watches)):
        case, event = _gone_off(chart, case, *due[1:])
        if event is not None and answering(chart, case.snapshot.active, event):
            tried = attempt(chart, case, event, case.data)
            if isinstance(tried, Refused):
                failed.append(tried)
            else:
                case = landed(chart, case, *tried)
                steps.append(Step(event, case.now, None, tried[0].microsteps))
        due = pending(case)
        if due is None or due[0] > case.now:
            return Taken(case, tuple(steps), tuple(failed))
    raise NotSettling(_gone_round(chart, steps[-AT_ONE_MOMENT // 2 :]))


def _gone_round(chart: Chart, steps: list[Step]) -> tuple[str, ...]:
    edges = (chart.edges[edge] for step in steps for move in step.microsteps for edge in move.edges)
    return tuple(dict.fromkeys(chart[edge.source].name for edge in edges))


def _gone_off(chart: Chart, case: Case, kind: int, which: int) -> tuple[Case, str | None]:
    """The case once a deadline or a timer has gone off, and the event that this raises, if any."""
    if kind == _TIMER:
        return case._replace(timers=ticking.spend(case.timers, which)), chart.edges[which].events[0]
    late = watching.breach(case.deadlines, which, case.now)
    return case._replace(deadlines=late), chart.watches[which].deadline.breach
