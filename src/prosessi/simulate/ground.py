"""The ground of a run: everything in a setup that does not depend on luck, laid out in flat lists once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from prosessi.chart.chart import Trigger
from prosessi.distributions import distribution
from prosessi.expressions.kinds import bounds
from prosessi.simulate.courses import Course, course_of, numbered
from prosessi.simulate.curves import curve
from prosessi.simulate.days import always, by_day, common, expected, length_of, lengthened, steady, summed
from prosessi.simulate.draws import Draws, stream
from prosessi.simulate.layout import (
    COMING_FROM,
    COMING_TO,
    CREW_SIZE,
    DAILY,
    LISTED,
    NOBODY,
    NONE,
    PROCESS_SIZE,
    SPACED,
    STEADY,
)
from prosessi.simulate.limits import Limits
from prosessi.simulate.programs import Programs
from prosessi.simulate.setup import ALL_DAY, DAY, Act, Arrivals, Crew, Length, Seconds, Setup, Span
from prosessi.simulate.shown import Shown
from prosessi.simulate.standings import Standings
from prosessi.simulate.tables import Tables

AHEAD = 1_200
"""So many days beyond the present are always in the tables, so that whoever is at work some day is so in these."""

FIRST_DAYS = 2_500


@dataclass(slots=True, eq=False)
class Ground:
    """The flat lists of a setup, under the names by which the loop knows them, and the tables that grow."""

    setup: Setup
    courses: tuple[Course, ...]
    tables: Tables
    draws: Draws
    days: int = 0
    tasks: list[int] = field(default_factory=list)
    odds: list[float] = field(default_factory=list)
    streams: list[int] = field(default_factory=list)
    processes: list[int] = field(default_factory=list)
    lists: list[int] = field(default_factory=list)
    crews: list[int] = field(default_factory=list)
    roles: list[int] = field(default_factory=list)
    rates: list[float] = field(default_factory=list)
    moments: list[int] = field(default_factory=list)
    defaults: list[float] = field(default_factory=list)
    bounds: list[float] = field(default_factory=list)
    kinds: list[int] = field(default_factory=list)
    before: list[int] = field(default_factory=list)
    spans: list[int] = field(default_factory=list)
    hours: list[tuple[int, ...]] = field(default_factory=list)
    """Which hours of the setup the tables hold; of several, those that all have."""
    left: list[Shown] = field(default_factory=list)
    """What was learnt, as compiled runs that are over have left it for those that come."""
    _kinds_of_day: dict[tuple[Span, ...], int] = field(default_factory=dict)

    @property
    def turn_bits(self) -> int:
        """In how many bits the tickers of a case are numbered."""
        return max((max(course.turns for course in self.courses) - 1).bit_length(), 0)

    @property
    def per_case(self) -> int:
        """For how many tickers a case has room."""
        return 1 << self.turn_bits

    @property
    def slots(self) -> int:
        """How much data a case has."""
        return max(len(course.chart.slots) for course in self.courses) or 1

    @property
    def watches(self) -> int:
        """How many deadlines a case has."""
        return max(len(course.chart.watches) for course in self.courses)

    @property
    def awaited(self) -> int:
        """How many events of its own a case can await that come `later`."""
        return max(sum(edge.trigger is Trigger.SENT for edge in course.clocks) for course in self.courses)

    @property
    def daily(self) -> list[tuple[int, Arrivals]]:
        """The processes whose cases come more often on some days than on others, by their numbers."""
        arrivals = ((course.number, course.setup.arrivals) for course in self.courses)
        return [(n, each) for n, each in arrivals if each and each.moments is None and steady(each) is None]

    @property
    def levels(self) -> int:
        """How many levels a queue has."""
        return 1 + max(len(process.first) for process in self.setup.processes)

    def put(self, numbers: Sequence[int]) -> tuple[int, int]:
        """Put whole numbers where lists are kept, and give where they stand."""
        begin = len(self.lists)
        self.lists += numbers
        return begin, len(self.lists)

    def lengthen(self, days: int) -> None:
        """Reckon up to so many days. What was reckoned before stays as it is."""
        start, more = self.setup.start + timedelta(days=self.days), days - self.days
        self.tables.limits.lengthen(days)
        self._lengthen_hours(start, more)
        self._lengthen_coming(start, more)
        self.days = days

    def hours_of(self, several: tuple[int, ...]) -> int:
        """The number in the tables of the hours that all of several have; NONE if that is always."""
        limited = tuple(sorted({one for one in several if not always(self.setup.hours[one])}))
        if not limited:
            return NONE
        if limited not in self.hours:
            self.hours.append(limited)
            self.before.append(0)
        return self.hours.index(limited)

    def openings(self, hours: int) -> Iterator[Seconds]:
        """Every moment at which hours in the tables begin, one after another, while more days may be reckoned."""
        day = 0
        while day < self.days:
            kind = self.kinds[hours * self.days + day]
            for second in self.spans[kind + 1 : kind + 1 + 2 * self.spans[kind] : 2]:
                yield day * DAY + second
            day += 1

    def _lengthen_hours(self, start: date, more: int) -> None:
        kinds, lengths = [], []
        for several in self.hours:
            those = [self.setup.hours[one] for one in several]
            week, calendars = common(those), {hours.calendar for hours in those}
            kinds.append(by_day([*map(self._kind_of_day, week)], self._kind_of_day(()), calendars, start, more))
            lengths.append(by_day([*map(length_of, week)], 0, calendars, start, more))
        self.kinds, self.before = lengthened(self.kinds, kinds), summed(self.before, lengths)

    def _lengthen_coming(self, start: date, more: int) -> None:
        """Put down how many cases are expected by each day, behind all that does not change with the days."""
        daily = self.daily
        first = len(self.rates) - len(daily) * (self.days + 1)
        come = summed(self.rates[first:], [expected(arrivals, start, more) for _, arrivals in daily])
        self.rates = self.rates[:first] + come
        for row, (number, _) in enumerate(daily):
            record = number * PROCESS_SIZE
            self.processes[record + COMING_FROM] = first + row * (self.days + more + 1)
            self.processes[record + COMING_TO] = first + (row + 1) * (self.days + more + 1)

    def _kind_of_day(self, spans: tuple[Span, ...]) -> int:
        if spans not in self._kinds_of_day:
            self._kinds_of_day[spans] = len(self.spans)
            self.spans += (len(spans), *(second for span in spans for second in span))
        return self._kinds_of_day[spans]


def ground_of(setup: Setup) -> Ground:
    """Lay out a setup."""
    programs = Programs()
    courses, tasks = [], 0
    for number, process in enumerate(setup.processes):
        course = course_of(number, process, tasks)
        courses.append(course)
        tasks += sum(len(choice.tasks) for choice in course.choices)
    days = min((setup.until or 0) // DAY + FIRST_DAYS, (date.max - setup.start).days - 1)
    limits = Limits(setup.start, days)
    numbered(tuple(courses), limits)
    tables = Tables(tuple(courses), max(course.causes for course in courses), programs, limits, Standings())
    ground = Ground(setup, tuple(courses), tables, Draws(programs))
    ground.rates += (0.0, *curve(distribution("exponential", mean=1.0)))
    _lay_staff(ground)
    for course in courses:
        _lay_tasks(ground, course)
    for course in courses:
        _lay_process(ground, course)
    ground.rates += [0.0] * len(ground.daily)
    ground.lengthen(days)
    return ground


def _lay_staff(ground: Ground) -> None:
    setup = ground.setup
    acts = [act for process in setup.processes for act in process.acts]
    meetings = {role for act in acts if len(act.roles) > 1 for role in act.roles}
    for number, crew in enumerate(setup.crews):
        own = (len(setup.roles) + number,) if crew.named else ()
        begin, end = ground.put((*own, *crew.roles))
        caseload = NONE if crew.caseload is None else crew.caseload
        hours = ground.hours_of((crew.hours,))
        alone = not crew.named and len(crew.roles) == 1 and not _only_open(setup, crew)
        only = crew.roles[0] if alone and ground.levels == 1 and not meetings & {*crew.roles} else NONE
        record = crew.sizes[0][1], 0, hours, only, caseload, 0, 0, begin, end, int(_only_open(setup, crew))
        ground.crews += (*record, *[0] * (CREW_SIZE - len(record)))
    for role in range(len(setup.roles)):
        crews = [number for number, crew in enumerate(setup.crews) if role in crew.roles]
        named = bool(crews) and all(setup.crews[crew].named for crew in crews)
        ground.roles += (*ground.put(crews), int(named))


def _only_open(setup: Setup, crew: Crew) -> bool:
    """Whether a crew takes nothing before it is at work, since others of its roles may be at work sooner."""
    hours = setup.hours[crew.hours]
    others = (setup.hours[other.hours] for other in setup.crews if {*other.roles} & {*crew.roles})
    return not always(hours) and any((other.week, other.calendar) != (hours.week, hours.calendar) for other in others)


def _lay_tasks(ground: Ground, course: Course) -> None:
    for choice in course.choices:
        for task in choice.tasks:
            act = course.setup.acts[task.act]
            names = course.chart.process.process, course.chart[task.state].name, act.event
            delay, work = ground.draws.length(act.delay), ground.draws.length(act.work)
            needs = ground.put(sorted(act.roles))
            decisions = ground.draws.decided(act.decisions, *names)
            cause = 1 + course.first_choice + task.act
            curve = ground.draws.only_curve(*work)
            own = _shared(ground, act), curve, _only_crew(ground, act)
            ground.tasks += (task.act, cause, *delay, *work, *needs, *decisions, 0, 0, 0, *own)
            if curve != NONE and own[2] != NONE and act.chance >= 1 and act.delay is None:
                ground.tables.simple_tasks.add(choice.first_task + choice.tasks.index(task))
            ground.odds += (0.0 if act.share is None else act.share, act.chance)
            shared = stream(*names[:2], "which")
            ground.streams += (shared, *(stream(*names, what) for what in ("whether", "delay", "work")))


def _only_crew(ground: Ground, act: Act) -> int:
    """The crew of an act for which one person of one crew is needed; NONE if there is more to it."""
    crews = [number for number, crew in enumerate(ground.setup.crews) if {*act.roles} & {*crew.roles}]
    if len(act.roles) != 1 or len(crews) != 1:
        return NONE
    [crew] = (ground.setup.crews[number] for number in crews)
    if crew.named or _only_open(ground.setup, crew):
        return NONE
    return crews[0]


def _shared(ground: Ground, act: Act) -> int:
    """The hours in which all people of a meeting are at work."""
    if len(act.roles) < 2:
        return NONE
    crews = ground.setup.crews
    first = (next((crew.hours for crew in crews if role in crew.roles), None) for role in act.roles)
    return ground.hours_of(tuple(hours for hours in first if hours is not None))


def _lay_process(ground: Ground, course: Course) -> None:
    chart = course.chart
    numbers = [slot.default if isinstance(slot.default, (int, float)) else float("nan") for slot in chart.slots]
    missing = [float("nan")] * (ground.slots - len(numbers))
    ground.defaults += (*map(float, numbers), *missing)
    for slot in chart.slots:
        ground.bounds += (-1e300, 1e300) if slot.type.kind == "text" else map(float, bounds(slot.type))
    ground.bounds += [0.0] * (2 * len(missing))
    programs = [ground.draws.programs.number(condition) for condition in course.setup.first]
    first = ground.put(programs)
    ground.processes += (
        *_coming(ground, course),
        0,
        len(course.breaches),
        course.first_choice,
        *ground.draws.decided(course.setup.case, chart.process.process, "begin"),
        *first,
        ground.put(course.watch_limits)[0],
        len(chart.watches),
        ground.put(course.breaches)[0],
        0,
        course.turns,
        ground.put([edge.id for edge in course.clocks])[0],
    )
    for state, onward in course.setup.carried_to:
        ground.tables.carried[course.number, state] = _lay_carrying(ground, course, onward)


def _coming(ground: Ground, course: Course) -> tuple[int, ...]:
    """How cases of a process come; days are filled in when they are reckoned."""
    arrivals = course.setup.arrivals
    if arrivals is None:
        return NOBODY, 0, 0, NONE, 0, 0, 0
    if arrivals.moments is not None:
        begin = len(ground.moments)
        ground.moments += sorted(arrivals.moments)
        return LISTED, begin, len(ground.moments), 0, 0, 0, 0
    if arrivals.every is not None:
        way, _ = ground.draws.length(Length(((None, arrivals.every),)))
        return SPACED, way, 0, 0, 0, 0, 0
    rate = steady(arrivals)
    if rate is not None:
        if rate == 0:
            return NOBODY, 0, 0, NONE, 0, 0, 0
        ground.rates.append(1.0 / rate)
        return STEADY, len(ground.rates) - 1, len(ground.rates), 0, 0, 0, 0
    begin = len(ground.spans)
    ground.spans += [second for span in arrivals.spans or ALL_DAY for second in span]
    return DAILY, 0, 0, 0, 0, begin, len(ground.spans)


def _lay_carrying(ground: Ground, course: Course, onward: int) -> int:
    """Where it stands what goes with a case: into which process, how much, and each piece from where to where."""
    slots = ground.courses[onward].chart.slots
    pairs = [
        (own.index, other.index)
        for own in course.chart.slots
        for other in slots
        if own.name == other.name and own.type == other.type
    ]
    return ground.put((onward, len(pairs), *(slot for pair in pairs for slot in pair)))[0]
