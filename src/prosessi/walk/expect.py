"""What a walk expects after a step, compared with what is.

Only what is written is looked at. Lists of deadlines and of documents name those that must be among them; an empty
one says that there are none.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from prosessi.chart.case import active_names, data_of, outcome
from prosessi.chart.chart import Chart
from prosessi.chart.deadlines import DeadlineState
from prosessi.chart.names import Name, datum_name, deadline_name, document_name, state_name, value_words
from prosessi.chart.situation import Case
from prosessi.messages import Message, say, say_many
from prosessi.model.walks import Expectation
from prosessi.rules import nearest
from prosessi.span import Span
from prosessi.walk.log import Act, Entry
from prosessi.walk.words import OUTCOMES, last

IN_TIME = ("met",)
TOO_LATE = ("breached", "met_late")


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as it should be: the place of the expectation, both sides, and why it went so."""

    at: Span
    expected: Message
    happened: Message
    why: tuple[Message, ...] = ()


def differences(chart: Chart, entry: Entry, wanted: Expectation) -> Iterator[Difference]:
    """Compare where the case stands after `entry` with what was expected."""
    for look in (_state, _active, _deadlines, _met, _breached, _final, _data, _documents):
        yield from look(chart, entry, wanted)


def standing(chart: Chart, case: Case) -> list[Message]:
    """Where a case is, by the names of its states; inner ones stand in brackets after the outermost."""
    inner: dict[str, list[Name]] = {}
    for name in active_names(chart, case):
        above = chart.named(name).ancestors
        outermost = chart[above[-2]].name if len(above) > 1 else name
        inner.setdefault(outermost, []).extend([state_name(chart, name)] if outermost != name else [])
    return [_placed(state_name(chart, outer), names) for outer, names in inner.items()]


def moves(chart: Chart, entry: Entry) -> Iterator[Message]:
    """Which transitions an entry took, as the author wrote them."""
    for step in entry.steps:
        for microstep in step.microsteps:
            for edge in (chart.edges[index] for index in microstep.edges):
                if edge.written is not None and edge.targets:
                    yield say(
                        "the transition on line {line} led from “{source}” to “{targets}”",
                        line=edge.written.place.line,
                        source=state_name(chart, chart[edge.source].name),
                        targets=[state_name(chart, chart[target].name) for target in edge.targets],
                    )


def _state(chart: Chart, entry: Entry, wanted: Expectation) -> Iterator[Difference]:
    if wanted.state is None:
        return
    at = wanted.place_of("state")
    expected = say("the case is in “{state}”", state=state_name(chart, wanted.state))
    if wanted.state not in chart.ids:
        yield _unknown(at, expected, say("no state is called '{name}'", name=wanted.state), wanted.state, chart.ids)
    elif chart.ids[wanted.state] not in entry.after.snapshot.active:
        yield Difference(at, expected, _where(chart, entry), _why_here(chart, entry))


def _active(chart: Chart, entry: Entry, wanted: Expectation) -> Iterator[Difference]:
    if wanted.active is None:
        return
    at = wanted.place_of("active")
    expected = say("the case is in {states}", states=_quoted(state_name(chart, name) for name in wanted.active))
    unknown = [name for name in wanted.active if name not in chart.ids]
    if unknown:
        yield _unknown(at, expected, say("no state is called '{name}'", name=unknown[0]), unknown[0], chart.ids)
    elif set(wanted.active) != set(active_names(chart, entry.after)):
        why = (*_apart(chart, entry, wanted.active), *_why_here(chart, entry))
        yield Difference(at, expected, _where(chart, entry), why)


def _apart(chart: Chart, entry: Entry, wanted: tuple[str, ...]) -> Iterator[Message]:
    """Which of several states are missing, and which are too many."""
    active = active_names(chart, entry.after)
    missing = [state_name(chart, name) for name in wanted if name not in active]
    extra = [state_name(chart, name) for name in active if name not in wanted]
    if missing:
        yield say("it is not in {states}", states=_quoted(missing))
    if extra:
        yield say("it is also in {states}", states=_quoted(extra))


def _deadlines(chart: Chart, entry: Entry, wanted: Expectation) -> Iterator[Difference]:
    if wanted.deadlines is None:
        return
    running = [deadline for deadline in entry.after.deadlines if deadline.status == "running"]
    if not wanted.deadlines and running:
        names = [deadline_name(chart, deadline.name) for deadline in running]
        yield Difference(
            wanted.place_of("deadlines"), say("no deadline is running"), say("running: {names}", names=names)
        )
    for name, day in wanted.deadlines.items():
        yield from _due(chart, entry, (name, day), wanted.place_of("deadlines", name))


def _due(chart: Chart, entry: Entry, wanted: tuple[str, date], at: Span) -> Iterator[Difference]:
    name, day = wanted
    expected = say("the deadline “{name}” is running, its last day {day}", name=deadline_name(chart, name), day=day)
    deadline = _deadline(entry, name)
    if deadline is None:
        yield _no_such_deadline(chart, at, expected, name)
    elif deadline.status != "running":
        yield Difference(at, expected, deadline_words(chart, deadline))
    elif _as_day(deadline.due) != day:
        why = tuple(deadline.count.explain()) if deadline.count else ()
        yield Difference(at, expected, say("its last day is {day}", day=deadline.due), why)


def _met(chart: Chart, entry: Entry, wanted: Expectation) -> Iterator[Difference]:
    if wanted.met is None:
        return
    at = wanted.place_of("met")
    if not wanted.met:
        yield from _none(chart, entry, IN_TIME, (at, say("no deadline has been met")))
    for name in wanted.met:
        expected = say("the deadline “{name}” was met in time", name=deadline_name(chart, name))
        yield from _has_status(chart, entry, (name, IN_TIME), (at, expected))


def _breached(chart: Chart, entry: Entry, wanted: Expectation) -> Iterator[Difference]:
    if wanted.breached is None:
        return
    at = wanted.place_of("breached")
    if not wanted.breached:
        yield from _none(chart, entry, TOO_LATE, (at, say("no deadline has been breached")))
    for name in wanted.breached:
        expected = say("the deadline “{name}” has been breached", name=deadline_name(chart, name))
        yield from _has_status(chart, entry, (name, TOO_LATE), (at, expected))


def _none(
    chart: Chart, entry: Entry, statuses: Collection[str], expected: tuple[Span, Message]
) -> Iterator[Difference]:
    for deadline in entry.after.deadlines:
        if deadline.status in statuses:
            why = tuple(deadline.count.explain()) if deadline.count else ()
            yield Difference(*expected, deadline_words(chart, deadline), why)


def _has_status(
    chart: Chart, entry: Entry, wanted: tuple[str, Collection[str]], expected: tuple[Span, Message]
) -> Iterator[Difference]:
    name, statuses = wanted
    deadline = _deadline(entry, name)
    if deadline is None:
        yield _no_such_deadline(chart, *expected, name)
    elif deadline.status not in statuses:
        why = tuple(deadline.count.explain()) if deadline.count else ()
        yield Difference(*expected, deadline_words(chart, deadline), why)


def _final(chart: Chart, entry: Entry, wanted: Expectation) -> Iterator[Difference]:
    ended = outcome(chart, entry.after)
    if wanted.final is None or wanted.final == ended:
        return
    expected = say("the case has ended: {outcome}", outcome=OUTCOMES[wanted.final])
    happened = say("the case has ended: {outcome}", outcome=OUTCOMES[ended]) if ended else _still_open(chart, entry)
    yield Difference(wanted.place_of("final"), expected, happened, _why_here(chart, entry))


def _still_open(chart: Chart, entry: Entry) -> Message:
    return say("the case goes on, in {states}", states=standing(chart, entry.after))


def _data(chart: Chart, entry: Entry, wanted: Expectation) -> Iterator[Difference]:
    known = data_of(chart, entry.after)
    for name, value in (wanted.case or {}).items():
        at = wanted.place_of("case", name)
        expected = say("{datum} is {value}", datum=datum_name(chart, name), value=value_words(chart, name, value))
        if name not in known:
            yield _unknown(at, expected, say("the case has no data called '{name}'", name=name), name, known)
        elif not _same(known[name], value):
            found = value_words(chart, name, known[name])
            yield Difference(at, expected, say("{datum} is {value}", datum=datum_name(chart, name), value=found))


def _documents(chart: Chart, entry: Entry, wanted: Expectation) -> Iterator[Difference]:
    missing = [name for name in wanted.documents or () if name not in entry.after.documents]
    if missing:
        names = [document_name(chart, name) for name in missing]
        held = [document_name(chart, name) for name in sorted(entry.after.documents)]
        yield Difference(
            wanted.place_of("documents"),
            say("the case has the document {names}", names=_quoted(names)),
            say("its documents are {names}", names=_quoted(held)) if held else say("it has no documents"),
        )


def deadline_words(chart: Chart, deadline: DeadlineState) -> Message:
    """How a deadline stands, in a sentence."""
    name = deadline_name(chart, deadline.name)
    ends = {"last": last(deadline.due), "day": deadline.due}
    match deadline.status:
        case "running":
            return say("the deadline “{name}” is running, its {last} {day}", name=name, **ends)
        case "met":
            return say("the deadline “{name}” was met in time, on {day}", name=name, day=_as_day(deadline.met))
        case "met_late":
            late = say_many("{n} day late", "{n} days late", deadline.days_late)
            return say(
                "the deadline “{name}” was met on {day}, {late}", name=name, day=_as_day(deadline.met), late=late
            )
        case "breached":
            return say("the deadline “{name}” has been breached: its {last} was {day}", name=name, **ends)
        case "lapsed":
            return say("the deadline “{name}” no longer concerns the case", name=name)
    return say("the deadline “{name}” has not started", name=name)


def _placed(outer: Name, inner: list[Name]) -> Message:
    return say("“{outer}” ({inner})", outer=outer, inner=inner) if inner else say("“{name}”", name=outer)


def _where(chart: Chart, entry: Entry) -> Message:
    return say("the case is in {states}", states=standing(chart, entry.after))


def _why_here(chart: Chart, entry: Entry) -> tuple[Message, ...]:
    taken = tuple(moves(chart, entry))
    if not taken and isinstance(entry.deed, Act):
        return (say("the act moved the case nowhere"),)
    return taken


def _quoted(names: Collection[object] | Iterator[object]) -> list[Message]:
    return [say("“{name}”", name=name) for name in names]


def _deadline(entry: Entry, name: str) -> DeadlineState | None:
    return next((deadline for deadline in entry.after.deadlines if deadline.name == name), None)


def _no_such_deadline(chart: Chart, at: Span, expected: Message, name: str) -> Difference:
    names = [watch.name for watch in chart.watches]
    return _unknown(at, expected, say("no deadline is called '{name}'", name=name), name, names)


def _unknown(at: Span, expected: Message, happened: Message, name: str, names: Collection[str]) -> Difference:
    near = nearest(name, names)
    return Difference(at, expected, happened, (say("did you mean '{name}'?", name=near),) if near else ())


def _as_day(when: date | None) -> date | None:
    return when.date() if isinstance(when, datetime) else when


def _same(known: object, wanted: object) -> bool:
    if isinstance(known, (set, frozenset, tuple, list)):
        return isinstance(wanted, (list, tuple, set, frozenset)) and set(known) == set(wanted)
    if isinstance(known, date):
        return known.isoformat() == str(wanted)
    return (type(known) is type(wanted) and known == wanted) or (_both_numbers(known, wanted) and known == wanted)


def _both_numbers(one: object, other: object) -> bool:
    return all(isinstance(value, (int, float)) and not isinstance(value, bool) for value in (one, other))
