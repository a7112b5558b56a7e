"""A scenario as its rules look at it: the processes that it gives numbers to, and every number in its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from prosessi.chart.chart import Chart
from prosessi.chart.compile import compile_process
from prosessi.check.data import types_of
from prosessi.check.outline import Outline
from prosessi.expressions.kinds import DataType
from prosessi.model.amounts import DatumSpread, Drawn
from prosessi.model.basis import Grounded
from prosessi.model.library import Library
from prosessi.model.placed import NOWHERE, Placed
from prosessi.model.scenario import Act, Doing, ProcessNumbers, Scenario
from prosessi.model.staffing import Crew
from prosessi.simulate.doing import Offer, offers_of
from prosessi.simulate.prepare import prepare, roles_of
from prosessi.simulate.setup import Setup, roles_in
from prosessi.span import Span


@dataclass(frozen=True)
class Numbers:
    """The numbers of a process that is there and sound."""

    name: str
    written: ProcessNumbers
    process: Outline

    @property
    def acts(self) -> Iterator[tuple[str, Act]]:
        """The acts of events that there are."""
        return ((event, act) for event, act in self.written.acts.items() if event in self.process.process.events)

    @property
    def doings(self) -> Iterator[tuple[str, Doing, Span]]:
        """How each act is done, everywhere and from single states, with its place."""
        for event, act in self.acts:
            yield event, act, self.written.place_of_key("acts", event)
            for state, doing in act.in_.items():
                yield event, doing, act.place_of_key("in", state)

    @cached_property
    def types(self) -> Mapping[str, DataType]:
        """The types of the case data."""
        return types_of(self.process.process.case)


@dataclass(frozen=True, slots=True)
class Number:
    """An amount, or one of the ways of one, in its place. `datum` is the case data that it is for, if not a time."""

    drawn: Drawn
    at: Span
    owner: Numbers
    datum: str | None

    @property
    def kind(self) -> DataType | None:
        """The type of what is drawn; None for a time, and for case data that there are not."""
        return self.owner.types.get(self.datum) if self.datum else None

    def place(self, key: str, item: str | None = None) -> Span:
        """Where a key of it stands; the whole if it is written without keys."""
        return self.drawn.place_of_key(key, item) if self.drawn.wrote(key) else self.at


@dataclass(frozen=True)
class ScenarioOutline:
    """A scenario, and those of its processes that were found: None for one with errors of its own."""

    scenario: Scenario
    file: Path
    library: Library
    found: Mapping[str, Outline | None]

    @cached_property
    def known(self) -> tuple[Numbers, ...]:
        """The numbers of the processes that are there and sound."""
        return tuple(
            Numbers(name, numbers, outline)
            for name, numbers in self.scenario.processes.items()
            if (outline := self.found.get(name)) is not None
        )

    @property
    def complete(self) -> bool:
        """Whether every process is there and sound."""
        return len(self.known) == len(self.scenario.processes)

    @cached_property
    def roles(self) -> frozenset[str]:
        """The roles that somebody is there for."""
        return frozenset(roles_of(self.scenario))

    def crews(self, role: str) -> Mapping[str, Crew]:
        """The crews that act in a role, or in one of those that can stand for it."""
        names = roles_in(role)
        crews = self.scenario.staff.items()
        return {name: crew for name, crew in crews if not set(names).isdisjoint(crew.roles or (name,))}

    @cached_property
    def offers(self) -> Mapping[str, tuple[Offer, ...]]:
        """What the states of each known process offer, of what has numbers."""
        return {each.name: offers_of(self.charts[each.name], dict(each.acts), self.roles) for each in self.known}

    @cached_property
    def amounts(self) -> tuple[Number, ...]:
        """Every amount of the known processes."""
        return tuple(number for numbers in self.known for number in _amounts(numbers))

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        """Every amount of the known processes, ways taken apart."""
        return tuple(number for amount in self.amounts for number in _ways(amount))

    @cached_property
    def grounded(self) -> tuple[Grounded, ...]:
        """Every element that can say what it rests on, outer before inner."""
        return tuple(_grounded(self.scenario))

    @cached_property
    def charts(self) -> Mapping[str, Chart]:
        """The known processes, compiled."""
        return {each.name: compile_process(each.process.process, each.process.library) for each in self.known}

    @cached_property
    def setup(self) -> Setup:
        """The scenario ready to run; it must have no errors."""
        return prepare(self.scenario, self.charts, self.library, self.file.parent)


def _amounts(numbers: Numbers) -> Iterator[Number]:
    arrivals = numbers.written.arrivals
    if arrivals is not None and arrivals.every is not None:
        yield Number(arrivals.every, _or(arrivals.every, arrivals.place_of("every")), numbers, None)
    for name, amount in numbers.written.case.items():
        yield Number(amount, numbers.written.place_of_key("case", name), numbers, name)
    for _, doing, _ in numbers.doings:
        for key, time in (("work", doing.work), ("after", doing.after)):
            if time is not None:
                yield Number(time, _or(time, doing.place_of(key)), numbers, None)
        for name, amount in doing.decides.items():
            yield Number(amount, doing.place_of_key("decides", name), numbers, name)


def _ways(number: Number) -> Iterator[Number]:
    """The amount itself, or if it has ways, these; and the times inside what is a date."""
    amount = number.drawn
    for way in getattr(amount, "ways", None) or (amount,):
        one = replace(number, drawn=way, at=_or(way, number.at))
        yield one
        if isinstance(way, DatumSpread):
            for key, day in (("ago", way.ago), ("ahead", way.ahead)):
                if day is not None:
                    yield replace(one, drawn=day, at=_or(day, one.place(key)), datum=None)


def _or(part: Placed, at: Span) -> Span:
    return at if part.place is NOWHERE else part.place


def _grounded(part: object) -> Iterator[Grounded]:
    if isinstance(part, Grounded):
        yield part
    for inner in inside(part):
        yield from _grounded(inner)


def inside(part: object) -> tuple[object, ...]:
    """What was written directly inside a part of a file, in the order of the format."""
    if isinstance(part, Placed):
        return tuple(getattr(part, name) for name in type(part).model_fields if name in part.model_fields_set)
    return tuple(part.values()) if isinstance(part, dict) else part if isinstance(part, tuple) else ()
