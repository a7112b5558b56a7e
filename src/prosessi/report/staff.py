"""The chapter about the people: how much of their time is in use, and how the queues and caseloads go over time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from prosessi.messages import Message, say
from prosessi.report.bars import Bar, Bars
from prosessi.report.charted import chapter, charted, lead, part
from prosessi.report.columns import Column, Columns
from prosessi.report.markup import Markup, tag
from prosessi.report.periods import Moments, Stretch, by_stretch
from prosessi.report.sketch import Caption
from prosessi.report.tables import Cell, Table
from prosessi.report.writing import interval, number, percent, said
from prosessi.simulate.days import working_spans
from prosessi.simulate.results.estimate import Estimate
from prosessi.simulate.results.numbers import NOTHING, useful_digits
from prosessi.simulate.results.results import Results
from prosessi.simulate.results.words import staff_name
from prosessi.simulate.setup import DAY, Crew, Seconds

ABREAST = 4
"""So many lines of numbers stand side by side in a table; the others get a table of their own."""


@dataclass(frozen=True, slots=True)
class Course:
    """How one thing went over time: whose it is, and the mean of each stretch."""

    name: str
    values: Sequence[tuple[Stretch, float]]


@dataclass(frozen=True, slots=True)
class Topic:
    """What is followed over time: its heading, what it means, what the columns are high by, and its table."""

    key: str
    heading: Message
    told: Message
    up: Message
    table: Message
    share: bool = False

    def written(self, course: Course) -> list[str]:
        """The values of a course, all with as many digits."""
        values = [value for _, value in course.values]
        return [percent(value) if self.share else number(value, useful_digits(max(values))) for value in values]


QUEUES = Topic(
    "queues",
    say("Queues over time"),
    say("How many tasks wait for each role at noon: the average over the days of each stretch of time."),
    say("tasks in the queue"),
    say("Queues by role"),
)
BUSY = Topic(
    "busy",
    say("How many are busy at noon"),
    say(
        "Which part of the people who are at work at noon have a task in hand. It shows how busy times and quiet times"
        " follow one another. It is not the share of the whole working time, which is in the table “Crews” and is lower"
        " if noon is the busiest time of the day."
    ),
    say("share of the people at work at noon"),
    say("Busy at noon by crew"),
    share=True,
)
CASELOADS = Topic(
    "caseloads",
    say("Caseloads over time"),
    say("How many open cases the people of a crew have together."),
    say("open cases"),
    say("Caseloads by crew"),
)


def staff_chapter(results: Results) -> Markup:
    """Everything about the people of a scenario."""
    return chapter(
        "staff",
        say("Staff"),
        _use(results),
        _courses(QUEUES, list(_queues(results))),
        _courses(BUSY, list(_busy(results))),
        _courses(CASELOADS, list(_caseloads(results))),
    )


def _use(results: Results) -> Markup | None:
    known = {crew: results.estimate("crew.utilisation", of=crew.name) for crew in results.setup.crews}
    used = {crew: found for crew, found in known.items() if found is not None}
    if not used:
        return None
    bars = [
        Bar(said(staff_name(results, crew.name)), found.value, percent(found.value), found.low, found.high)
        for crew, found in used.items()
    ]
    caption = Caption(
        "use",
        say("How much of the working time is in use"),
        say("A bar for each crew, with its confidence interval as a beam. The numbers are in the table “Crews”."),
    )
    most = max(1.0, *(max(found.value, found.high or 0.0) for found in used.values()))
    chart = Bars(caption, bars, across=say("share of working time"), share=True, most=most)
    return part("use-part", say("Is there enough time"), charted(chart, _crews(results, used)))


def _crews(results: Results, used: Mapping[Crew, Estimate]) -> Table:
    named = any(crew.named for crew in used)
    rows: list[Sequence[Cell]] = [
        (
            said(staff_name(results, crew.name)),
            number(results.mean("crew.people", of=crew.name)),
            percent(found.value),
            interval(found, share=True),
            *(_load(results, crew) if named else ()),
        )
        for crew, found in used.items()
    ]
    heads = (
        say("Crew"),
        say("People"),
        say("Working time in use"),
        say("95% confidence interval"),
        *((say("Open cases"), say("Open cases at most"), say("Room for cases")) if named else ()),
    )
    return Table("use-table", say("Crews"), heads, rows)


def _load(results: Results, crew: Crew) -> tuple[str, str, str]:
    """How many cases the people of a crew have open, on the average and at most, and how many they may have."""
    if not crew.named:
        return NOTHING, NOTHING, NOTHING
    room = NOTHING if crew.caseload is None else number(crew.caseload * results.mean("crew.people", of=crew.name))
    return (
        number(results.mean("crew.caseload", of=crew.name)),
        number(results.mean("crew.caseload_most", of=crew.name), 0),
        room,
    )


def _queues(results: Results) -> Iterator[Course]:
    for role in results.setup.roles:
        yield from _course(results, role, results.queue_over_time(role))


def _caseloads(results: Results) -> Iterator[Course]:
    for crew in results.setup.crews:
        if crew.named:
            yield from _course(results, crew.name, results.caseload_over_time(crew.name))


def _busy(results: Results) -> Iterator[Course]:
    """The part of each crew that has a task in hand, at the noons at which it is at work."""
    for place, crew in enumerate(results.setup.crews):
        columns = [(digest.samples.time, digest.samples.busy[place]) for digest in results.digests]
        found: dict[int, list[int]] = {}
        for times, column in columns:
            for moment, busy in zip(times, column, strict=True):
                found.setdefault(moment, []).append(busy)
        present = _present(results, crew, max(found, default=0))
        shares = [(moment, fmean(found[moment]) / people) for moment in sorted(found) if (people := present(moment))]
        yield from _course(results, crew.name, shares)


def _present(results: Results, crew: Crew, last: Seconds) -> Callable[[Seconds], int]:
    """Says how many people of a crew are at work at a moment up to the `last`."""
    spans = list(working_spans(results.setup.hours[crew.hours], results.setup.start, last // DAY + 1))

    def present(moment: Seconds) -> int:
        at_work = any(begin <= moment % DAY < end for begin, end in spans[moment // DAY])
        return next(size for since, size in reversed(crew.sizes) if since <= moment) if at_work else 0

    return present


def _course(results: Results, of: str, moments: Moments) -> Iterator[Course]:
    values = list(moments)
    if values:
        yield Course(said(staff_name(results, of)), by_stretch(values, results.setup.start))


def _courses(topic: Topic, courses: Sequence[Course]) -> Markup | None:
    """A small chart for each course, and tables with several of them side by side."""
    if not courses:
        return None
    charts = (
        tag("div", tag("h4", course.name), _columns(topic, f"{topic.key}-{place}", course).drawn())
        for place, course in enumerate(courses)
    )
    tables = (
        _table(topic, courses[first : first + ABREAST], first).drawn() for first in range(0, len(courses), ABREAST)
    )
    return part(f"{topic.key}-part", topic.heading, lead(topic.told), tag("div", *charts, class_="panels"), *tables)


def _columns(topic: Topic, key: str, course: Course) -> Columns:
    most = max(value for _, value in course.values)
    about = say("A column for each stretch of time. The numbers are in the table “{table}”.", table=topic.table)
    return Columns(
        Caption(key, say("{name}: {what}", name=course.name, what=topic.up), about),
        [
            Column(said(stretch.brief), value, written)
            for (stretch, value), written in zip(course.values, topic.written(course), strict=True)
        ],
        up=topic.up,
        across=_years(course),
        share=topic.share,
        most=max(1.0, most) if topic.share else most,
    )


def _years(course: Course) -> str:
    """The year, or the first and the last one."""
    first, last = course.values[0][0].place[0], course.values[-1][0].place[0]
    return str(first) if first == last else f"{first}–{last}"


def _table(topic: Topic, courses: Sequence[Course], first: int) -> Table:
    stretches = sorted({stretch.place: stretch for course in courses for stretch, _ in course.values}.items())
    columns = [
        {stretch.place: written for (stretch, _), written in zip(course.values, topic.written(course), strict=True)}
        for course in courses
    ]
    rows = [(said(stretch.name), *(column.get(place, NOTHING) for column in columns)) for place, stretch in stretches]
    many = say("{table}, from {name} on", table=topic.table, name=courses[0].name)
    caption = many if first else topic.table
    return Table(f"{topic.key}-{first}-table", caption, (say("Time"), *(course.name for course in courses)), rows)
