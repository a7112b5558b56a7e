"""How a story tells what became of a deadline."""

from __future__ import annotations

from collections.abc import Iterator

from prosessi.chart.chart import Chart
from prosessi.chart.deadlines import DeadlineState
from prosessi.chart.names import deadline_name
from prosessi.messages import Message, say, say_many
from prosessi.walk.words import last

Line = tuple[int, Message]
"""How deep a line is indented, and what it says."""


def tell_deadline(chart: Chart, old: DeadlineState | None, new: DeadlineState) -> Iterator[Line]:
    """The lines about a deadline that was `old` before a step and is `new` after it."""
    if new.status == "running":
        yield 0, _running(chart, old, new)
        yield from _explained(new)
    elif new.status != "not_started":
        yield 0, _ended(chart, old, new)


def _running(chart: Chart, old: DeadlineState | None, new: DeadlineState) -> Message:
    name = deadline_name(chart, new.name)
    if old and old.status == "running":
        return say("The deadline “{name}” now ends on {day}.", name=name, day=new.due)
    if new.due is None:
        return say("The deadline “{name}” begins; its last day is not known yet.", name=name)
    return say("The deadline “{name}” begins; its {last} is {day}.", name=name, last=last(new.due), day=new.due)


def _ended(chart: Chart, old: DeadlineState | None, new: DeadlineState) -> Message:
    facts = {"name": deadline_name(chart, new.name), "last": last(new.due), "day": new.due}
    if new.status == "lapsed":
        return say("The deadline “{name}” no longer concerns the case.", **facts)
    if new.status == "met":
        timely = say("The deadline “{name}” was met; its {last} was {day}.", **facts)
        return timely if new.due else say("The deadline “{name}” was met.", **facts)
    if _over_at_start(new) and (old is None or old.status != "breached"):
        return say("The deadline “{name}” was over before it began: its {last} was {day}.", **facts)
    if new.status == "met_late":
        late = say_many("{n} day late", "{n} days late", new.days_late)
        return say("The deadline “{name}” was met {late}: it had ended on {day}.", late=late, **facts)
    return say("The deadline “{name}” was breached: its {last} was {day}.", **facts)


def _over_at_start(deadline: DeadlineState) -> bool:
    """Whether its last day had passed when it began; by how much it was missed says nothing then."""
    return bool(deadline.started and deadline.expires and deadline.started >= deadline.expires)


def _explained(deadline: DeadlineState) -> Iterator[Line]:
    """How the last day was counted. A date that was given is not counted."""
    if deadline.count and deadline.count.duration:
        yield from ((1, line) for line in deadline.count.explain())
