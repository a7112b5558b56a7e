"""A way through the graph told as a case: with days, with people, and as a walk that can be run again.

The graph speaks of time only as order. Here the case is lived through with real days, and where real days do not
allow the way (another clock would ring first), there is no example and nothing is claimed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from prosessi.calendars.calendar import Calendar
from prosessi.calendars.moments import resolve
from prosessi.chart.case import active_names, advance, begin, send
from prosessi.chart.chart import Chart, Slot
from prosessi.chart.deadlines import reckoned
from prosessi.chart.explore import Graph, Move, Refusal, decided_inside
from prosessi.chart.names import datum_name, deadline_name, event_name, role_name, state_name, value_words
from prosessi.chart.situation import Advanced, Case, Refused, Step, Taken
from prosessi.errors import NotSettling, WrongUse
from prosessi.expressions.program import UNSET, Coded, decode, encode
from prosessi.findings import Example
from prosessi.messages import Message, say

START = date(2026, 3, 2)
"""The Monday on which the cases of examples begin."""

_YEARS = (-17, -10, -5, -1, 0, 1, 2, 20)
_SOON, _LATER = 60, 4_000


def example_of(graph: Graph, node: int, then: Refusal | None = None) -> Example | None:
    """The shortest case that comes to a node of the graph, and there tries in vain what `then` refuses."""
    return example_along(graph, graph.path(node), then)


def example_along(graph: Graph, moves: Sequence[Move], then: Refusal | None = None) -> Example | None:
    """The case that takes these moves from the beginning; None if real days do not allow them in this order."""
    lived = lived_along(graph, moves, then)
    return lived[0] if lived is not None else None


def lived_along(
    graph: Graph, moves: Sequence[Move], then: Refusal | None = None, *, empty_handed: bool = False
) -> tuple[Example, Case] | None:
    """The same with the case as it then is. Who tries `then` has no papers with them if they are `empty_handed`."""
    for pause in (True, False):
        told = _Telling(graph.chart, pause, empty_handed).tell(tuple(moves), then)
        if told is not None:
            return told
    return None


@dataclass(slots=True)
class _Telling:
    """A case being lived through. With `pause` people let a working day pass before they act."""

    chart: Chart
    pause: bool
    empty_handed: bool = False
    story: list[Message] = field(default_factory=list)
    steps: list[Mapping[str, object]] = field(default_factory=list)
    edges: list[int] = field(default_factory=list)

    def tell(self, moves: tuple[Move, ...], then: Refusal | None) -> tuple[Example, Case] | None:
        settled = _settled(self.chart, moves, then)
        known = settled[0]
        case = self._begin(known)
        if case is None:
            return None
        steps = [move for move in moves if move.kind not in {"begin", "known"}]
        for move, values in zip(steps, settled[1:], strict=False):
            moved = self._move(case, move, values)
            if moved is None:
                return None
            case = moved
        if then is not None and not self._refused(case, then, settled[-1]):
            return None
        active = active_names(self.chart, case)
        return Example(tuple(self.story), START, known, (), tuple(self.steps), active, tuple(self.edges)), case

    def _begin(self, known: Mapping[str, object]) -> Case | None:
        try:
            taken = begin(self.chart, known, at=datetime.combine(START, time.min))
        except (WrongUse, NotSettling):
            return None
        self._tell(taken.case, taken.steps, self._with_values(say("the case begins"), known))
        return taken.case

    def _move(self, case: Case, move: Move, values: Mapping[str, object]) -> Case | None:
        if move.kind == "act" and move.event is not None:
            return self._act(case, move.event, values, move)
        return self._wait(case, move)

    def _act(self, case: Case, event: str, values: Mapping[str, object], move: Move) -> Case | None:
        rested = self._rested(case)
        if rested is None:
            return None
        case, wait = rested
        for role in self.chart.process.events[event].by or (None,):
            papers = tuple(need for need in self.chart.process.events[event].needs if need not in case.documents)
            taken = send(self.chart, case, event, by=role, papers=papers, decided=values)
            if isinstance(taken, Taken) and len(taken.steps) == 1 and _edges(taken.steps) == _edges_of(move):
                self.steps.append({**wait, **_act(event, role, papers, values)})
                self._tell(taken.case, taken.steps, self._done(event, role, values))
                return taken.case
        return None

    def _rested(self, case: Case) -> tuple[Case, dict[str, object]] | None:
        """The case a little later, unless something of its own happens in between."""
        if not self.pause:
            return case, {}
        day = _working_day_after(case.now.date(), self.chart.calendar)
        later = self._later(case, datetime.combine(day, time.min))
        return None if later is None or later.steps or later.failed else (later.case, {"on_date": day})

    def _wait(self, case: Case, move: Move) -> Case | None:
        """Let time pass until the clock or the deadline of a move goes off, and nothing before it."""
        due = self._due(case, move)
        if due is None or due < case.now:
            return None
        advanced = self._later(case, due)
        if advanced is None or _edges(advanced.steps) != _edges_of(move):
            return None
        words = self._duration(case, move) if due.time() != time.min else due.date()
        if words is None:
            return None
        self.steps.append({"after" if isinstance(words, str) else "on_date": words})
        self._tell(advanced.case, advanced.steps, self._rung(move))
        return advanced.case

    def _later(self, case: Case, until: datetime) -> Advanced | None:
        """The case when time has passed; None if something goes round for ever meanwhile."""
        try:
            return advance(self.chart, case, until)
        except NotSettling:
            return None

    def _due(self, case: Case, move: Move) -> datetime | None:
        if move.kind == "timer":
            edges = {edge.id for edge in self.chart.edges if move.event in edge.events}
            return next((timer.due for timer in case.timers if timer.edge in edges), None)
        running = (
            state.expires
            for watch, state in zip(self.chart.watches, case.deadlines, strict=True)
            if watch.deadline.breach == move.event and state.status == "running" and state.expires is not None
        )
        return min(running, default=None)

    def _duration(self, case: Case, move: Move) -> str | None:
        """The duration of a clock that began just now, for one that rings in the middle of a day."""
        edge = next(edge for edge in self.chart.edges if move.event in edge.events)
        began = next((timer.since for timer in case.timers if timer.edge == edge.id), None)
        return edge.after.text if edge.after is not None and began == case.now else None

    def _refused(self, case: Case, then: Refusal, values: Mapping[str, object]) -> bool:
        """Try what is refused, and see that it is."""
        event = then.event
        if event not in self.chart.process.events:
            return self._stays(case, then)
        rested = self._rested(case)
        if rested is None:
            return False
        case, wait = rested
        role = (*self.chart.process.events[event].by, None)[0]
        needs = () if self.empty_handed else self.chart.process.events[event].needs
        papers = tuple(need for need in needs if need not in case.documents)
        refused = send(self.chart, case, event, by=role, papers=papers, decided=values)
        if not isinstance(refused, Refused):
            return False
        self.steps.append({**wait, **_act(event, role, papers, values), "refused": refused.reason})
        deed = say("{deed}: it does not go through", deed=self._done(event, role, values))
        self.story.append(say("{day}: {deed}", day=case.now.date(), deed=deed))
        return True

    def _stays(self, case: Case, then: Refusal) -> bool:
        """Whether a clock that rings in vain does leave the case where it is."""
        move = Move("timer", then.event, 0)
        due = self._due(case, move)
        if due is None or due.time() != time.min:
            return False
        advanced = self._later(case, due)
        if advanced is None or advanced.steps or not advanced.failed:
            return False
        self.steps.append({"on_date": due.date()})
        deed = say("{deed}: nothing happens", deed=self._rung(move))
        self.story.append(say("{day}: {deed}", day=due.date(), deed=deed))
        return True

    def _tell(self, case: Case, steps: Sequence[Step], deed: Message) -> None:
        self.edges += _edges(steps)
        states = [state_name(self.chart, name) for name in active_names(self.chart, case)]
        moved = bool(steps) and any(step.microsteps for step in steps)
        line = say("{deed} → {states}", deed=deed, states=states) if moved else deed
        self.story.append(say("{day}: {deed}", day=case.now.date(), deed=line))

    def _done(self, event: str, role: str | None, values: Mapping[str, object]) -> Message:
        act = event_name(self.chart, event)
        if role is None:
            return self._with_values(say("{act}", act=act), values)
        return self._with_values(say("{role}: {act}", role=role_name(self.chart, role), act=act), values)

    def _with_values(self, deed: Message, values: Mapping[str, object]) -> Message:
        if not values:
            return deed
        told = [
            say("{name} = {value}", name=datum_name(self.chart, name), value=value_words(self.chart, name, value))
            for name, value in values.items()
        ]
        return say("{deed} ({values})", deed=deed, values=told)

    def _rung(self, move: Move) -> Message:
        if move.kind == "breach":
            late = next(watch.name for watch in self.chart.watches if watch.deadline.breach == move.event)
            return say("the deadline “{name}” runs out", name=deadline_name(self.chart, late))
        edge = next(edge for edge in self.chart.edges if move.event in edge.events)
        if edge.after is not None:
            return say("{length} have passed", length=edge.after.in_words())
        return say("the day has come for which the case waited")


def _settled(chart: Chart, moves: tuple[Move, ...], then: Refusal | None) -> list[dict[str, object]]:
    """What is known at the beginning and settled in each step, with what turned out to matter only later."""
    inside = decided_inside(chart)
    settled: list[dict[int, Coded]] = [{slot.index: UNSET for slot in chart.slots if slot.name not in inside}]
    decided_in: dict[int, int] = {}
    for move in moves:
        if move.kind == "known":
            for slot, value in move.settled:
                settled[decided_in.get(slot, 0)][slot] = value
        elif move.kind == "begin":
            settled[0].update(move.settled)
        else:
            settled.append(_decided(chart, move.event) | dict(move.settled))
            decided_in |= dict.fromkeys(settled[-1], len(settled) - 1)
    if then is not None:
        settled.append(_decided(chart, then.event) | dict(then.settled))
    rings = _ringing(chart, moves)
    return [_as_written(chart, values, rings) for values in settled]


def _ringing(chart: Chart, moves: tuple[Move, ...]) -> frozenset[str]:
    """The dates by which something happens on the way."""
    events = {move.event for move in moves if move.kind in {"timer", "breach"}}
    waited = {edge.at.datum for edge in chart.edges if edge.at is not None and events & set(edge.events)}
    watched = {slot.name for watch in chart.watches if watch.deadline.breach in events for slot in watch.dates}
    return frozenset(filter(None, waited | watched))


def _decided(chart: Chart, event: str | None) -> dict[int, Coded]:
    """The slots that an event decides, without values yet."""
    declared = chart.process.events.get(event or "")
    names = declared.decides if declared else ()
    return {slot.index: UNSET for slot in chart.slots if slot.name in names}


def _as_written(chart: Chart, values: Mapping[int, Coded], rings: frozenset[str]) -> dict[str, object]:
    """The values that matter, by name. Dates lie ahead, and those by which nothing happens lie further."""
    written: dict[str, object] = {}
    for slot in chart.slots:
        if slot.index in values:
            least = _LATER if rings and slot.name not in rings else _SOON
            value = decode(slot.type, values[slot.index])
            value = far_date(chart, slot, least) if value is None else value
            written |= {slot.name: value} if value is not None else {}
    return written


def far_date(chart: Chart, slot: Slot, least: int) -> date | None:
    """The earliest round day from which every clock set to this date rings more than `least` days after the beginning.

    None for a datum that no clock waits for.
    """
    for years in _YEARS:
        day = START.replace(year=START.year + years)
        due = list(_rung_by(chart, slot, day))
        if all(rings is not None and (rings - START).days > least for rings in due):
            return day if due else None
    return None


def _rung_by(chart: Chart, slot: Slot, day: date) -> Iterator[date | None]:
    """When the clocks and the telling deadlines that rest on a date go off, if it is `day`."""
    for edge in chart.edges:
        if edge.at is not None and edge.at.datum == slot.name:
            yield resolve(edge.at, {slot.name: day}, chart.calendar)
    for watch in chart.watches:
        if watch.deadline.breach and watch.dates == (slot,):
            _, expires = reckoned(watch, datetime.combine(START, time.min), (encode(slot.type, day),))
            yield None if expires is None else expires.date()


def _working_day_after(day: date, calendar: Calendar) -> date:
    day += timedelta(days=1)
    while not calendar.is_working_day(day):
        day += timedelta(days=1)
    return day


def _act(event: str, role: str | None, papers: tuple[str, ...], values: Mapping[str, object]) -> dict[str, object]:
    step: dict[str, object] = {"do": event, "by": role, "with": papers, "set": dict(values)}
    return {key: value for key, value in step.items() if value}


def _edges(steps: Sequence[Step]) -> list[int]:
    return [edge for step in steps for microstep in step.microsteps for edge in microstep.edges]


def _edges_of(move: Move) -> list[int]:
    return [edge for microstep in move.microsteps for edge in microstep.edges]
