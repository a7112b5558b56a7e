"""What can be tried with a case: acts with the values that make a difference, and waiting for what comes by itself."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice, product

from prosessi.calendars.moments import Moment, Shift
from prosessi.calendars.shifting import add_days, shift
from prosessi.chart.ahead import actions_of, conditions_of
from prosessi.chart.cells import Cells, cells_of, loads
from prosessi.chart.chart import Assign, Chart, Slot
from prosessi.chart.explore import settled_inside
from prosessi.chart.refusals import in_force, terms_of
from prosessi.chart.situation import Case
from prosessi.chart.ways import sendable
from prosessi.chart.whereabouts import answering
from prosessi.expressions.program import decode
from prosessi.model.deadline import Deadline, Version
from prosessi.verify.walks.tale import Act, Deed, Pause, Values

MOST_CHOICES = 96
"""Of more combinations of values than this, those are tried that differ from the first in one or two data."""

SOON, LATER = 40, 400
"""How many days before or after today a date may lie so that its clocks ring soon, or not for a long time."""


@dataclass(slots=True, eq=False)
class Choices:
    """What can be tried in the cases of a chart, and in those of its `rivals`, which differ from it a little.

    The values of data are representatives of the cells into which the conditions of all these charts together
    divide them.
    """

    chart: Chart
    rivals: tuple[Chart, ...] = ()
    cells: tuple[Cells, ...] = field(init=False)
    acts: tuple[str, ...] = field(init=False)
    asked: frozenset[int] = field(init=False)
    moments: dict[str, tuple[Moment, ...]] = field(init=False)
    decides: dict[str, tuple[Slot, ...]] = field(init=False)

    def __post_init__(self) -> None:
        chart, charts = self.chart, (self.chart, *self.rivals)
        conditions = [program for each in charts for program in conditions_of(each)]
        assigned = [
            (action.slot, action.value) for each in charts for action in actions_of(each) if isinstance(action, Assign)
        ]
        self.cells = cells_of(conditions, chart.slots, assigned)
        values = [value for _, value in assigned]
        self.asked = frozenset[int]().union(*map(loads, conditions), *map(loads, values))
        self.moments = {slot.name: tuple(dict.fromkeys(_moments(chart, slot))) for slot in chart.slots}
        used = {event for each in charts for edge in each.edges for event in edge.events}
        self.acts = tuple(name for name in chart.process.events if name in used and sendable(chart, name))
        slots = {slot.name: slot for slot in chart.slots}
        self.decides = {
            name: tuple(slots[datum] for datum in event.decides) for name, event in chart.process.events.items()
        }

    def openings(self, start: date) -> Iterator[Values]:
        """What can be known at the beginning. As in the graph, what has a default begins with that."""
        inside = settled_inside(self.chart)
        outside = [slot for slot in self.chart.slots if slot.name not in inside and slot.default is None]
        return self.combinations(outside, start)

    def deeds(self, case: Case, *, everyone: bool = False, watches: Collection[int] = ()) -> Iterator[Deed]:
        """The acts that some transition answers to, by one who may do it or by `everyone` who may; then waiting.

        One waits for what moves the case, and for the end of the deadlines `watches`.
        """
        if case.ended is not None:
            return
        for event in self.acts:
            if any(answering(chart, case.snapshot.active, event) for chart in (self.chart, *self.rivals)):
                roles = tuple(self.able(case, event))
                for decided in self.combinations(self.decides[event], case.now.date()):
                    for role in roles if everyone else roles[:1]:
                        yield Act(event, role, self.papers(case, event), decided)
        due = self.next_due(case, watches)
        if due is not None:
            yield Pause(due)

    def next_due(self, case: Case, watches: Collection[int] = ()) -> datetime | None:
        """When the case may move by itself next, or one of the deadlines `watches` ends."""
        due = [timer.due for timer in case.timers if timer.due is not None]
        for number, (watch, state) in enumerate(zip(self.chart.watches, case.deadlines, strict=True)):
            if state.status == "running" and state.expires and (watch.deadline.breach or number in watches):
                due.append(state.expires)
        return min(due, default=None)

    def able(self, case: Case, event: str) -> Iterator[str | None]:
        """The roles that no qualification rule keeps from an act now."""
        for role in self.chart.process.events[event].by or (None,):
            if in_force(terms_of(self.chart, case.snapshot.active, event, role).rules, case) is None:
                yield role

    def papers(self, case: Case, event: str) -> tuple[str, ...]:
        """The papers that an act needs and the case does not have."""
        return tuple(need for need in self.chart.process.events[event].needs if need not in case.documents)

    def combinations(self, slots: Sequence[Slot], today: date) -> Iterator[Values]:
        """The ways in which some data can be settled together, the plainest first."""
        options = [(slot.name, self.values(slot, today)) for slot in slots]
        options = [(name, values) for name, values in options if values]
        size = 1
        for _, values in options:
            size *= len(values)
        names = [name for name, _ in options]
        if size <= MOST_CHOICES:
            return (tuple(zip(names, chosen, strict=True)) for chosen in product(*(values for _, values in options)))
        return islice(_near_the_first(options), MOST_CHOICES)

    def values(self, slot: Slot, today: date) -> tuple[object, ...]:
        """The values of a datum that make a difference, or one if none does."""
        if slot.type.kind == "date":
            return self._dates(slot, today)
        coded = self.cells[slot.index].values
        if slot.type.kind == "set":
            most = max((int(value).bit_count() for value in coded), default=0)
            coded = tuple(sorted(coded, key=lambda value: _rarity(int(value).bit_count(), most)))
        values = tuple(decode(slot.type, value) for value in coded)
        return values if slot.index in self.asked else values[:1]

    def _dates(self, slot: Slot, today: date) -> tuple[date, ...]:
        """Days by which the clocks set to a date ring after a long time, soon, or have rung already."""
        tried = [today] if any(watch.deadline.from_ == slot.name for watch in self.chart.watches) else []
        for days in (LATER, SOON, -SOON):
            tried += [_back(self.chart, moment, add_days(today, days)) for moment in self.moments[slot.name]]
        if slot.index in self.asked and self.cells[slot.index].cuts:
            tried += [date.fromordinal(int(value)) for value in self.cells[slot.index].values]
        return tuple(dict.fromkeys(tried)) or (today,)


def _rarity(n: int, most: int) -> int:
    """Of sets, first the empty one, then that of all, then those of one, of all but one, and so on."""
    return min(2 * n, 2 * (most - n) + 1)


def _near_the_first(options: Sequence[tuple[str, tuple[object, ...]]]) -> Iterator[Values]:
    """The first values of all, then with one datum changed, then with two."""
    first = {name: values[0] for name, values in options}
    yield tuple(first.items())
    changes = [(name, value) for name, values in options for value in values[1:]]
    for change in changes:
        yield tuple((first | dict([change])).items())
    for one, other in product(changes, repeat=2):
        if one[0] < other[0]:
            yield tuple((first | dict([one, other])).items())


def _moments(chart: Chart, slot: Slot) -> Iterator[Moment]:
    """The moments that rest on a date."""
    found = [edge.at for edge in chart.edges]
    for watch in chart.watches:
        limits: tuple[Deadline | Version, ...] = (watch.deadline, *watch.deadline.versions)
        for limit in limits:
            found.append(limit.at)
            if watch.deadline.from_ == slot.name and limit.within is not None and not limit.within.exact:
                found.append(Moment(slot.name, (Shift(1, limit.within),)))
    return (moment for moment in found if moment is not None and moment.datum == slot.name)


def _back(chart: Chart, moment: Moment, day: date) -> date:
    """About the date on which a moment rests when it is this day."""
    for step in reversed(moment.shifts):
        day = shift(day, -step.sign * step.length.n, step.length.unit, chart.calendar)
    return day
