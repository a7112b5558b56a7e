"""One turn of a walk on a screen: the day, the place, the deadlines, what can be done and why the rest cannot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, time, timedelta

from prosessi.chart.chart import Chart
from prosessi.chart.deadlines import DeadlineState
from prosessi.chart.names import Name, choice_name, datum_name, deadline_name, document_name, event_name, role_name
from prosessi.chart.situation import Refused
from prosessi.messages import AnyOf, Message, say, say_many
from prosessi.walk.expect import standing
from prosessi.walk.page import WIDTH, wrapped
from prosessi.walk.possible import Possibility
from prosessi.walk.reasons import told
from prosessi.walk.walk import Walk
from prosessi.walk.words import OUTCOMES, last

MOST_REASONS = 8


def turn(walk: Walk) -> str:
    """Where the case stands, as lines for a person, in the language in use."""
    return "\n".join(["", _day_line(walk.now), *wrapped(_place(walk), 0), *_deadlines(walk), *_acts(walk)])


def question(chart: Chart, name: str) -> str:
    """What to ask for a piece of case data, with what may be answered."""
    datum = chart.process.case[name]
    choices = numbered([choice_name(chart, name, item) for item in datum.of])
    match datum.type:
        case "boolean":
            hint = say("yes or no")
        case "choice":
            hint = say("one of: {choices}", choices=choices)
        case "set":
            hint = say("any of: {choices}; several with commas, - for none", choices=choices)
        case "date":
            hint = say("a day, such as 31.1.2025")
        case "integer" | "number":
            hint = say("a number")
        case _:
            hint = say("in words")
    return str(say("{datum} ({hint}): ", datum=datum_name(chart, name), hint=hint))


def numbered(names: Iterable[Name]) -> str:
    """Things to choose from by number."""
    return ", ".join(str(say("{n} = {name}", n=n, name=name)) for n, name in enumerate(names, 1))


def _day_line(now: datetime) -> str:
    day = say("{day}", day=now.date()) if now.time() == time.min else say("{day}", day=now)
    return f"── {day} ".ljust(WIDTH, "─")


def _place(walk: Walk) -> Message:
    states = standing(walk.chart, walk.case)
    if walk.finished:
        return say("The case has ended: {states} ({outcome}).", states=states, outcome=OUTCOMES[walk.finished])
    return say("The case is in: {states}", states=states)


def _deadlines(walk: Walk) -> Iterator[str]:
    shown = [deadline for deadline in walk.deadlines if deadline.status in {"running", "breached"}]
    if not shown:
        return
    yield str(say("Deadlines:"))
    for deadline in shown:
        yield from wrapped(_deadline(walk, deadline), 4)


def _deadline(walk: Walk, deadline: DeadlineState) -> Message:
    name = deadline_name(walk.chart, deadline.name)
    if deadline.status == "breached":
        return say("{name}: OVERDUE, its {last} was {day}", name=name, last=last(deadline.due), day=deadline.due)
    if deadline.due is None:
        return say("{name}: running, but its last day is not known yet", name=name)
    return say("{name}: at the latest {day}, {left}", name=name, day=deadline.due, left=_left(walk.now, deadline))


def _left(now: datetime, deadline: DeadlineState) -> Message:
    """How long there still is, in the days by which the deadline counts."""
    due = deadline.due.date() if isinstance(deadline.due, datetime) else deadline.due or now.date()
    ahead = [now.date() + timedelta(days=n) for n in range(1, (due - now.date()).days + 1)]
    if not ahead:
        return say("today is the last day")
    count = deadline.count
    if count and count.duration and count.duration.unit == "working days":
        n = sum(map(count.calendar.is_working_day, ahead))
        return say_many("{n} working day left", "{n} working days left", n)
    return say_many("{n} day left", "{n} days left", len(ahead))


def _acts(walk: Walk) -> Iterator[str]:
    possible, refused = walk.enabled, walk.refused
    if possible:
        yield str(say("Now one can:"))
        for number, act in enumerate(possible, 1):
            yield from _possible(walk.chart, number, act)
    if refused and not walk.finished:
        yield str(say("One cannot:"))
        yield from _impossible(walk.chart, refused)


def _impossible(chart: Chart, refused: Mapping[str, Refused]) -> Iterator[str]:
    """Each act with its reason; when they are many, those of other states by their names only."""
    elsewhere = [event for event, refusal in refused.items() if refusal.reason == "not_active"]
    short = len(elsewhere) > MOST_REASONS
    for event, refusal in refused.items():
        if not (short and event in elsewhere):
            yield from wrapped(say("{act}: {reason}", act=event_name(chart, event), reason=told(chart, refusal)), 4)
    if short:
        names = [event_name(chart, event) for event in elsewhere]
        yield from wrapped(say("in other states ('why' tells where): {acts}", acts=names), 4)


def _possible(chart: Chart, number: int, act: Possibility) -> Iterator[str]:
    name = event_name(chart, act.event)
    roles = tuple(role_name(chart, role) for role in act.roles)
    line = say("{act} ({who})", act=name, who=AnyOf(roles)) if roles else say("{act}", act=name)
    first, *rest = wrapped(line, 6)
    yield f"{number:>4}  {first.lstrip()}"
    yield from rest
    for detail in _details(chart, act):
        yield from wrapped(detail, 8)


def _details(chart: Chart, act: Possibility) -> Iterator[Message]:
    if act.missing:
        yield say("needs: {papers}", papers=[document_name(chart, name) for name in act.missing])
    held = [name for name in act.needs if name not in act.missing]
    if held:
        yield say("needs, and has: {papers}", papers=[document_name(chart, name) for name in held])
    if act.decides:
        yield say("decides: {data}", data=[datum_name(chart, name) for name in act.decides])
    if act.until:
        deadline = act.until.deadline
        name = deadline_name(chart, deadline) if deadline else say("a timer")
        yield say("at the latest {day} ({name})", day=act.until.due, name=name)
