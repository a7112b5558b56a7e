"""What walks are to show: states, transitions, borders of conditions, days of deadlines, refused acts, roles.

A goal is a plain key. `Goals` knows which there are, which a beat meets, and from where each can be met.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import islice, product
from typing import Final, Literal

from prosessi.calendars.holiday import holidays_of
from prosessi.chart.cells import Cells, cells_of, loads
from prosessi.chart.chart import Chart, Edge, Kind, Trigger
from prosessi.chart.deadlines import DeadlineState
from prosessi.chart.refusals import terms_of
from prosessi.chart.situation import Case
from prosessi.chart.whereabouts import answering
from prosessi.chart.worlds import Data, slots_of
from prosessi.expressions.program import Program, encode
from prosessi.verify.walks.choices import Choices
from prosessi.verify.walks.nearness import entered
from prosessi.verify.walks.tale import TOO_LATE, Act, Beat, Deed, Pause

Cover = Literal["states", "transitions", "boundaries", "deadlines", "refusals", "all"]
COVERS: Final[tuple[Cover, ...]] = ("states", "transitions", "boundaries", "deadlines", "refusals", "all")

Goal = tuple[object, ...]
"""`("state", name)`, `("transition", edge)`, `("value", place, slot, value)`, `("day", watch, which)`,
`("refused", event, reason, detail)` or `("role", event, role)`."""

DAYS: Final = ("before", "last", "after", "holiday")
"""The days at a deadline: met the day before the last, met on the last, not met by the day after, over a holiday."""

_HISTORIES = {Kind.SHALLOW_HISTORY, Kind.DEEP_HISTORY}
_MOST_VALUES = 16


@dataclass(slots=True, eq=False)
class Goals:
    """The goals of a chart."""

    choices: Choices
    cells: dict[object, tuple[Cells, ...]] = field(default_factory=dict)
    values: dict[object, tuple[Goal, ...]] = field(default_factory=dict)
    focus: dict[Goal, tuple[int, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        chart = self.choices.chart
        for place, program, edges in _conditions(chart):
            cells = self.cells[place] = cells_of([program], chart.slots)
            found = [
                ("value", place, slot, value)
                for slot in sorted(loads(program))
                for value in cells[slot].values[:_MOST_VALUES]
            ]
            self.values[place] = tuple(found)
            self.focus |= dict.fromkeys(found, edges)

    def of(self, cover: Cover) -> tuple[Goal, ...]:
        """The goals of a cover, in the order of the process."""
        found: list[Goal] = []
        for each, goals in (
            ("states", self._states),
            ("transitions", self._transitions),
            ("boundaries", self._values),
            ("deadlines", self._days),
            ("refusals", self._refusals),
        ):
            if cover in {each, "all"}:
                found += goals()
        return tuple(dict.fromkeys(found))

    def roles(self) -> Iterator[Goal]:
        """Each act done by each role that may."""
        chart = self.choices.chart
        for event in self.choices.acts:
            for role in chart.process.events[event].by:
                yield self._aimed(("role", event, role), _edges_on(chart, event))

    def met(self, beat: Beat) -> Iterator[Goal]:
        """The goals that a beat meets."""
        chart = self.choices.chart
        for step in beat.steps:
            for move in step.microsteps:
                yield from (("state", chart[state].name) for state in move.entered)
                yield from (("transition", edge) for edge in move.edges)
                yield from self._entered_values(move.entered, beat.after.data)
        if isinstance(beat.deed, Act):
            yield from self._met_by_act(beat, beat.deed)
        if beat.deed is not None and beat.before.deadlines is not beat.after.deadlines:
            yield from self._met_days(beat)
        for number, state in enumerate(beat.after.deadlines):
            if state.started is not None and ("deadline", number) in self.values:
                yield from self._valued(("deadline", number), beat.after.data)

    def probes(self, case: Case, left: Collection[Goal]) -> Iterator[Deed]:
        """Acts that will be refused, as far as a goal that is left wants it."""
        if case.ended is not None:
            return
        for goal in left:
            if goal[0] == "refused":
                event, reason, detail = (str(part) for part in goal[1:])
                here = bool(answering(self.choices.chart, case.snapshot.active, event))
                if here != (reason == "not_active"):
                    yield from self._probe(case, event, reason, detail)

    def _probe(self, case: Case, event: str, reason: str, detail: str) -> Iterator[Deed]:
        papers, own = self.choices.papers(case, event), self.choices.chart.process.events[event].by
        match reason:
            case "wrong_role":
                yield Act(event, detail, papers)
            case "not_allowed_by_rule":
                yield from (Act(event, role, papers) for role in own)
            case "missing_document":
                yield from self._without(case, event, detail)
            case "condition":
                yield from (Act(event, role, papers) for role in islice(self.choices.able(case, event), 1))
            case _:
                yield Act(event, own[0] if own else None, papers)

    def _without(self, case: Case, event: str, paper: str) -> Iterator[Deed]:
        if paper in case.documents:
            return
        papers = tuple(name for name in self.choices.papers(case, event) if name != paper)
        settled = self.choices.combinations(self.choices.decides[event], case.now.date())
        for role, decided in islice(product(self.choices.able(case, event), islice(settled, 1)), 1):
            yield Act(event, role, papers, decided)

    def _aimed(self, goal: Goal, edges: tuple[int, ...]) -> Goal:
        self.focus[goal] = edges
        return goal

    def _states(self) -> Iterator[Goal]:
        chart = self.choices.chart
        for vertex in chart.vertices:
            if vertex.written is not None and vertex.kind not in _HISTORIES:
                into = tuple(edge.id for edge in chart.edges if _may_enter(chart, edge, vertex.id))
                yield self._aimed(("state", vertex.name), into)

    def _transitions(self) -> Iterator[Goal]:
        for edge in self.choices.chart.edges:
            if edge.written is not None or edge.trigger is Trigger.EVENT:
                yield self._aimed(("transition", edge.id), (edge.id,))

    def _values(self) -> Iterator[Goal]:
        return (goal for goals in self.values.values() for goal in goals)

    def _days(self) -> Iterator[Goal]:
        for index in range(len(self.choices.chart.watches)):
            for which in DAYS:
                yield self._aimed(("day", index, which), tuple(range(len(self.choices.chart.edges))))

    def _refusals(self) -> Iterator[Goal]:
        chart = self.choices.chart
        anywhere = tuple(edge.id for edge in chart.edges)
        for event in chart.process.events:
            edges = _edges_on(chart, event)
            stranger = _stranger(chart, event)
            if edges and stranger is not None:
                yield self._aimed(("refused", event, "wrong_role", stranger), edges)
        for event in self.choices.acts:
            declared, edges = chart.process.events[event], _edges_on(chart, event)
            yield self._aimed(("refused", event, "not_active", ""), anywhere)
            for rule in chart.entitlements:
                if any(
                    rule in terms_of(chart, frozenset({chart.edges[edge].source}), event, role).rules
                    for role in declared.by
                    for edge in edges
                ):
                    yield self._aimed(("refused", event, "not_allowed_by_rule", rule.name), edges)
            for paper in declared.needs:
                yield self._aimed(("refused", event, "missing_document", paper), edges)
            if all(chart.edges[edge].guard is not None for edge in edges):
                yield self._aimed(("refused", event, "condition", ""), edges)

    def _met_by_act(self, beat: Beat, act: Act) -> Iterator[Goal]:
        chart = self.choices.chart
        if beat.refused is not None:
            detail: object = ""
            match beat.refused.reason:
                case "wrong_role":
                    detail = act.by
                case "not_allowed_by_rule":
                    detail = beat.refused.facts["rule"]
                case "missing_document":
                    for paper in beat.refused.facts["missing"]:  # type: ignore[attr-defined]  # a tuple of names
                        yield ("refused", act.event, "missing_document", paper)
                    return
            yield ("refused", act.event, beat.refused.reason, detail)
            if beat.refused.reason != "condition":
                return
        elif act.by is not None:
            yield ("role", act.event, act.by)
        data = _decided(chart, beat.before.data, act)
        for edge in answering(chart, beat.before.snapshot.active, act.event):
            yield from self._valued(("edge", edge.id), data)

    def _entered_values(self, entered: tuple[int, ...], data: Data) -> Iterator[Goal]:
        """What conditions asked that are not of acts: of branches, and of what goes on by itself."""
        chart = self.choices.chart
        for state in entered:
            if chart[state].kind is Kind.PARALLEL:
                for branch in chart[state].children:
                    yield from self._valued(("branch", branch), data)
            for edge in chart[state].edges:
                if edge.trigger is not Trigger.EVENT:
                    yield from self._valued(("edge", edge.id), data)

    def _valued(self, place: object, data: Data) -> Iterator[Goal]:
        for goal in self.values.get(place, ()):
            slot, value = int(str(goal[2])), goal[3]
            if self.cells[place][slot].representative(data[slot]) == value:
                yield goal

    def _met_days(self, beat: Beat) -> Iterator[Goal]:
        for index, (old, new) in enumerate(zip(beat.before.deadlines, beat.after.deadlines, strict=True)):
            if new is old or (old.status, new.status) == ("running", "running"):
                continue
            if new.status == "met" and new.met is not None and old.met is None:
                yield from (("day", index, which) for which in _met_on(new, new.met))
            if new.status in TOO_LATE and old.status not in TOO_LATE and new.due is not None:
                if beat.after.now - (new.expires or beat.after.now) < timedelta(days=1):
                    yield ("day", index, "after")
                if over_a_holiday(new):
                    yield ("day", index, "holiday")


def over_a_holiday(state: DeadlineState) -> bool:
    """Whether a public holiday that is no weekend lies inside a deadline."""
    if state.started is None or state.due is None:
        return False
    begin, end = _day(state.started), _day(state.due)
    return any(begin < day <= end and day.weekday() < 5 for year in {begin.year, end.year} for day in holidays_of(year))


def _met_on(state: DeadlineState, met: datetime) -> Iterator[str]:
    due = state.due
    if isinstance(due, datetime):
        left = due - met
        yield from (["last"] if left < timedelta(minutes=2) else ["before"] if left <= timedelta(hours=2) else [])
    elif due is not None:
        left = due - met.date()
        yield from (["last"] if not left.days else ["before"] if left.days == 1 else [])
    if over_a_holiday(state):
        yield "holiday"


def _conditions(chart: Chart) -> Iterator[tuple[object, Program, tuple[int, ...]]]:
    for edge in chart.edges:
        if edge.guard is not None:
            yield ("edge", edge.id), edge.guard, (edge.id,)
    for vertex in chart.vertices:
        if vertex.starts_if is not None and vertex.parent is not None:
            parent = vertex.parent
            into = tuple(edge.id for edge in chart.edges if _may_enter(chart, edge, parent))
            yield ("branch", vertex.id), vertex.starts_if, into

    for number, watch in enumerate(chart.watches):
        if watch.condition is not None:
            acts = {name for name, event in chart.process.events.items() if watch.condition.reads & {*event.decides}}
            asked = tuple(edge.id for edge in chart.edges if acts & {*edge.events})
            yield ("deadline", number), watch.condition, asked


def _may_enter(chart: Chart, edge: Edge, state: int) -> bool:
    return any(state in entered(chart, target) for target in edge.targets)


def _stranger(chart: Chart, event: str) -> str | None:
    """A role of the process that may not do an act."""
    roles = dict.fromkeys(
        (*chart.process.roles, *(role for other in chart.process.events.values() for role in other.by))
    )
    own = chart.process.events[event].by
    return next((role for role in roles if role not in own), None) if own else None


def _edges_on(chart: Chart, event: str) -> tuple[int, ...]:
    return tuple(edge.id for edge in chart.edges if event in edge.events)


def _decided(chart: Chart, data: Data, act: Act) -> Data:
    if not act.decided:
        return data
    slots, written = slots_of(chart), list(data)
    for name, value in act.decided:
        written[slots[name].index] = encode(slots[name].type, value)
    return tuple(written)


def _day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def due_pauses(state: DeadlineState) -> Iterator[tuple[str, Pause]]:
    """When to do what meets a deadline so that it is the day before the last, or the last moment in time."""
    due = state.due
    if isinstance(due, datetime):
        yield "before", Pause(due - timedelta(hours=1))
        yield "last", Pause(due - timedelta(minutes=1))
    elif due is not None:
        for which, days in (("before", 1), ("last", 0)):
            yield which, Pause(datetime.combine(due - timedelta(days=days), datetime.min.time()))
