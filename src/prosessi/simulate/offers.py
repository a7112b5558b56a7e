"""What can be done where a case is: the choices that come up there, each with its conditions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from prosessi.chart.chart import Active
from prosessi.chart.refusals import terms_of
from prosessi.chart.scopes import scopes_of
from prosessi.chart.whereabouts import answering
from prosessi.expressions.program import compile_condition
from prosessi.expressions.syntax import literal
from prosessi.simulate.courses import Choice, Course, Task, slots_in
from prosessi.simulate.programs import Programs

ALWAYS = compile_condition(literal(value=True), {})

Offer = tuple[int, tuple[int, ...]]
"""A choice: its ticker; and how many tasks it has, then each with its conditions."""


@dataclass(slots=True)
class Offers:
    """The offers of all places. What a unit of the chart offers is worked out once, wherever the others are."""

    programs: Programs
    _known: dict[tuple[int, int, Active], tuple[Offer, ...]] = field(default_factory=dict)

    def at(self, course: Course, active: Active, begin: int) -> list[int]:
        """The choices that come up, as numbers that will stand from `begin` on.

        Of each its ticker, where the next choice stands, how many tasks, and each of those with its conditions.
        """
        found: list[Offer] = []
        for unit, part in scopes_of(course.chart).parts(active):
            found += self._of_part(course, unit, part)
        flat: list[int] = []
        for turn, lines in sorted(found):
            flat += (turn, begin + len(flat) + 2 + len(lines), *lines)
        return flat

    def bars(self, course: Course, act: int, active: Active) -> tuple[int, ...]:
        """The conditions under which a rule says that somebody else must do an act."""
        terms = terms_of(course.chart, active, course.setup.acts[act].event, course.setup.acts[act].by)
        return tuple(self.programs.number(rule.condition or ALWAYS, active) for rule in terms.rules)

    def _of_part(self, course: Course, unit: int, active: Active) -> tuple[Offer, ...]:
        key = course.number, unit, active
        if key not in self._known:
            own = (choice for choice in course.choices if scopes_of(course.chart).regions.of[choice.state] == unit)
            self._known[key] = tuple(self._offers(course, own, active))
        return self._known[key]

    def _offers(self, course: Course, choices: Iterator[Choice], active: Active) -> Iterator[Offer]:
        for choice in choices:
            numbers = valid(course, choice, active)
            if numbers:
                lines = [len(numbers)]
                for number in numbers:
                    task = choice.tasks[number - choice.first_task]
                    guards, bars = self._guards(course, task, active), self.bars(course, task.act, active)
                    lines += (number, len(guards), len(bars), *guards, *bars)
                yield choice.turn, tuple(lines)

    def _guards(self, course: Course, task: Task, active: Active) -> tuple[int, ...]:
        """The conditions of which one must hold for an act to go through; none if that is not known beforehand."""
        act = course.setup.acts[task.act]
        edges = answering(course.chart, active, act.event)
        settled = {decision.slot for decision in act.decisions}
        guards = [edge.guard for edge in edges if edge.guard is not None]
        if len(guards) < len(edges) or any(
            slot in settled for guard in guards for slot in slots_in(course.chart, guard)
        ):
            return ()
        return tuple(self.programs.number(guard, active) for guard in guards)


def valid(course: Course, choice: Choice, active: Active) -> tuple[int, ...]:
    """The tasks of a choice that can be done: an inner state that answers too goes before an outer."""
    if choice.state not in active:
        return ()
    return tuple(
        choice.first_task + i
        for i, task in enumerate(choice.tasks)
        if answering(course.chart, active, course.setup.acts[task.act].event)[0].source == choice.state
    )
