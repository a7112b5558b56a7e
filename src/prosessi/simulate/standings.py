"""How deadlines stand, as tables: made by having the chart's own deadlines judge every kind of step.

What becomes of a deadline depends on a few facts about it, on what a step does to it, on whether its condition holds
and on whether its time is up. All of these are tried with days made up for the purpose, so there is no second meaning
of deadlines to keep in step.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import product
from typing import Final, NamedTuple

from prosessi.calendars.moments import Moment
from prosessi.chart.chart import Watch
from prosessi.chart.deadlines import DeadlineState, Marked, breach, observed
from prosessi.expressions.program import Program, compile_condition
from prosessi.expressions.syntax import literal
from prosessi.simulate.layout import MET_NOW, MOST_STANDINGS, NONE, STANDING_SIZE
from prosessi.simulate.run import STATUSES

_LONG_AGO: Final = Moment(date(1900, 1, 1))
_FAR_AWAY: Final = Moment(date(9000, 1, 1))
_BEFORE: Final = datetime(2000, 1, 3, 9)  # noqa: DTZ001  (civil time)
_NOW: Final = _BEFORE + timedelta(days=1)
_NEVER_HOLDS: Final[Program] = compile_condition(literal(value=False), {})


class Standing(NamedTuple):
    """What of a deadline decides what becomes of it."""

    status: str = "not_started"
    started: bool = False
    met: bool = False
    applies: bool = False
    applied: bool = False
    breached: bool = False


@dataclass(slots=True)
class Standings:
    """The ways deadlines can stand, and tables of what steps make of them, as numbers.

    `flat` begins with what each way becomes once its time is up, then the status of each; tables follow, one for each
    kind of step, in which a way has a line: whether the step starts it anew, then what it becomes, the condition
    false or true, in time or late. What is met in the step has MET_NOW added.
    """

    flat: list[int] = field(default_factory=lambda: [NONE] * (2 * MOST_STANDINGS))
    _known: list[Standing] = field(default_factory=list)
    _tables: dict[tuple[bool, Marked], int] = field(default_factory=dict)
    _watches: dict[tuple[bool, Marked], Watch] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Let every deadline begin as the first way to stand, even if no step ever touches it."""
        self._number(Standing())

    def table(self, watch: Watch, marks: Marked) -> int:
        """Where the table of a deadline stands for steps that do `marks` to it."""
        kind = (watch.deadline.again is True, marks)
        if kind not in self._tables:
            self._tables[kind] = len(self.flat)
            self._watches[kind] = watch
            self.flat += [NONE] * (MOST_STANDINGS * STANDING_SIZE)
            self._fill()
        return self._tables[kind]

    def _fill(self) -> None:
        """Work out every line, until no way to stand is new; each new one adds a line to every table."""
        done = -1
        while done < len(self._known):
            done = len(self._known)
            for (kind, begin), number in product(tuple(self._tables.items()), range(done)):
                line = begin + number * STANDING_SIZE
                if self.flat[line] == NONE:
                    self.flat[line : line + STANDING_SIZE] = self._line(self._watches[kind], kind[1], number)

    def _line(self, watch: Watch, marks: Marked, number: int) -> list[int]:
        starts, line = 0, []
        for holds, late in product((False, True), (False, True)):
            after = _judged(watch, self._known[number], marks, holds=holds, late=late)
            starts = int(after.started == _NOW)
            met = MET_NOW if after.met == _NOW else 0
            line.append(self._number(_standing(after)) + met)
        return [starts, *line]

    def _number(self, standing: Standing) -> int:
        if standing not in self._known:
            number = len(self._known)
            self._known.append(standing)
            self.flat[MOST_STANDINGS + number] = STATUSES.index(standing.status)
            if standing.status == "running":
                late = breach((_made_up(standing),), 0, _NOW)[0]
                self.flat[number] = self._number(_standing(late))
        return self._known.index(standing)


def _judged(watch: Watch, standing: Standing, marks: Marked, *, holds: bool, late: bool) -> DeadlineState:
    end = {"within": None, "from_": None, "versions": (), "at": _LONG_AGO if late else _FAR_AWAY}
    made_up = replace(
        watch,
        deadline=watch.deadline.model_copy(update=end),
        condition=None if holds else _NEVER_HOLDS,
        dates=(),
    )
    return observed(made_up, _made_up(standing), marks, (), frozenset(), now=_NOW)


def _made_up(standing: Standing) -> DeadlineState:
    return DeadlineState(
        "",
        standing.status,  # type: ignore[arg-type]  # it comes from a deadline's own status
        started=_BEFORE if standing.started else None,
        met=_BEFORE if standing.met else None,
        applies=standing.applies,
        applied=standing.applied,
        breached=_BEFORE if standing.breached else None,
    )


def _standing(state: DeadlineState) -> Standing:
    return Standing(
        state.status,
        state.started is not None,
        state.met is not None,
        state.applies,
        state.applied,
        state.breached is not None,
    )
