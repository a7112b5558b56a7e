"""What is simulated, ready to run: charts with numbers beside them, and nothing left to look up.

Time is whole seconds from `Setup.start`, the first moment of a day. Roles, crews, hours and processes are their
indices in the setup, and data their slots in the chart. Everything is frozen and can be sent to another machine.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from prosessi.calendars.calendar import Calendar
from prosessi.chart.chart import Chart, StateId
from prosessi.distributions import Distribution
from prosessi.expressions.kinds import Coded
from prosessi.expressions.program import Program
from prosessi.model.text import LocalText

Seconds = int
Span = tuple[Seconds, Seconds]
"""From one second of a day to another, that one excluded."""

DAY: Seconds = 24 * 60 * 60
ALL_DAY: tuple[Span, ...] = ((0, DAY),)


EITHER = "|"
"""Between the names of roles any of which can do something: together they are one more role, of all their crews."""


@dataclass(frozen=True, slots=True)
class Shares:
    """Values with the share of cases that have each; the shares sum to one."""

    values: tuple[Coded, ...]
    shares: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Amount:
    """A number, rounded if it must be whole. One outside `least` and `most` is moved to the nearer of them."""

    distribution: Distribution
    whole: bool
    least: float
    most: float


@dataclass(frozen=True, slots=True)
class DayFromNow:
    """A date so many whole days after the moment of drawing; before it if the number is negative."""

    distribution: Distribution


@dataclass(frozen=True, slots=True)
class Members:
    """A set: each choice, by its place, is in it with a chance of its own."""

    chances: tuple[float, ...]


Drawn = Shares | Amount | DayFromNow | Members


@dataclass(frozen=True, slots=True)
class Decision:
    """How one piece of case data comes about: by the first of these whose condition holds; None always holds."""

    slot: int
    ways: tuple[tuple[Program | None, Drawn], ...]


@dataclass(frozen=True, slots=True)
class Length:
    """How long something takes, in seconds: by the first distribution whose condition holds; None always holds."""

    ways: tuple[tuple[Program | None, Distribution], ...]


@dataclass(frozen=True, slots=True)
class Act:
    """How an event of the process comes about.

    First `delay` passes, in time of the calendar; then it waits for one person of each of `roles`, who together do
    `work`, in their working hours. `by` is who does it in the eyes of the process.

    Of the acts with a `share` that can be done from the same state just one is begun, with that probability among
    those possible. An act without one stands by itself: each time its state is entered it is coming with probability
    `chance`, whatever else goes on.
    """

    event: str
    by: str | None
    delay: Length | None
    roles: tuple[int, ...]
    work: Length | None
    share: float | None
    chance: float
    decisions: tuple[Decision, ...]
    in_states: tuple[StateId, ...] | None = None
    """Only from these states; None for all. An event may have several acts, each for its own states."""


@dataclass(frozen=True, slots=True)
class Arrivals:
    """When cases of a process begin.

    Either at `moments`, or with a gap of `every` drawn after each, in seconds, the first after one gap; or at random:
    in a week `week` of them on average on its days, Monday first, times `months`, January first, at any time of the
    `spans` of the day; `days_off` says by which calendar nobody comes on a holiday.
    """

    moments: tuple[Seconds, ...] | None = None
    every: Distribution | None = None
    week: tuple[float, ...] = (0.0,) * 7
    months: tuple[float, ...] = (1.0,) * 12
    spans: tuple[Span, ...] = ALL_DAY
    days_off: Calendar | None = None


@dataclass(frozen=True, slots=True, eq=False)
class ProcessSetup:
    """A process with its numbers.

    `first` are conditions: a case for which the first holds goes before all others where people are waited for, then
    those for which the second holds, and so on. `carried_to` says for a final state which process of the setup the
    case goes on in; data of the same name and type go with it. Nobody arrives from outside where `arrivals` is None.
    """

    chart: Chart
    arrivals: Arrivals | None
    case: tuple[Decision, ...]
    acts: tuple[Act, ...]
    first: tuple[Program, ...] = ()
    carried_to: tuple[tuple[StateId, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Hours:
    """When people are at work: spans of each weekday, Monday first; none on holidays if there is a calendar."""

    name: str
    week: tuple[tuple[Span, ...], ...]
    calendar: Calendar | None = None


@dataclass(frozen=True, slots=True)
class Crew:
    """People who are alike: the same roles and hours.

    `sizes` says how many there are from which moment on, the first from 0. In a crew that is `named` there is one
    person, who keeps a case until it ends once it is theirs, and takes no more than `caseload` cases at a time.
    """

    name: str
    roles: tuple[int, ...]
    hours: int
    sizes: tuple[tuple[Seconds, int], ...]
    named: bool = False
    caseload: int | None = None
    label: LocalText | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Setup:
    """Everything that a run needs but its seed.

    The cases that begin from `counted_from` up to `until`, that moment excluded, are counted, or the first `cases` of
    them; then no more begin if `run_dry`, and otherwise they go on coming until all that count have ended. At `end`
    the run stops whatever is unfinished.
    """

    name: str
    start: date
    counted_from: Seconds
    until: Seconds | None
    cases: int | None
    run_dry: bool
    end: Seconds
    processes: tuple[ProcessSetup, ...]
    roles: tuple[str, ...]
    crews: tuple[Crew, ...]
    hours: tuple[Hours, ...]
    replications: int = 20


def role_of(names: Iterable[str]) -> str:
    """The role of those who have any of some roles."""
    return EITHER.join(sorted(set(names)))


def done_by(setup: Setup, act: Act, crew: int | None) -> str | None:
    """In which role a crew does an act: where any of several will do, the first that it has."""
    able = next((roles for number in act.roles if len(roles := roles_in(setup.roles[number])) > 1), ())
    own = {setup.roles[number] for number in setup.crews[crew].roles} if crew is not None else set()
    return act.by if act.by in own else next((role for role in able if role in own), act.by)


def roles_in(role: str) -> tuple[str, ...]:
    """The roles any of which somebody has who serves a role: most often just that one."""
    return tuple(role.split(EITHER))
