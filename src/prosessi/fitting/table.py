"""How well every number fits, as a table, and what one should know before one believes it."""

from __future__ import annotations

from collections.abc import Iterator

from prosessi.chart.names import datum_name, event_name, role_name
from prosessi.distributions import families
from prosessi.distributions.figure import Figure
from prosessi.fitting.amounts import told_time
from prosessi.fitting.curves import Fit, verdict
from prosessi.fitting.fit import Doing, Learnt
from prosessi.fitting.result import Fitted, Row
from prosessi.fitting.writing import as_scenario
from prosessi.messages import Message, say, say_many

MOST_NAMED = 8


def fitted(found: Learnt) -> Fitted:
    """The scenario with its table and notes."""
    notes = tuple(_notes(found))
    return Fitted(
        log=found.log.name,
        cases=len(found.told.histories),
        scenario=as_scenario(found, notes),
        rows=tuple(_rows(found)),
        notes=notes,
    )


def _rows(found: Learnt) -> Iterator[Row]:
    come = found.coming
    rate = say("{n} a week", n=Figure(f"{come.per_week:.3g}"))
    yield Row(
        say("arrivals"),
        come.n,
        rate,
        come.distance,
        verdict(come.days, come.distance),
        say("counts of days against chance"),
    )
    for doing in found.doings:
        yield from _of(found, doing)
    for crew in found.crews.values():
        people = say_many("{n} person", "{n} people", crew.people)
        weekly = say("{n} h a week", n=Figure(f"{crew.week.weekly:.4g}"))
        busy = say("at work {n}% of the time", n=round(100 * crew.busy))
        yield Row(say("staff: {name}", name=crew.name), crew.tasks, say("{parts}", parts=[people, weekly, busy]))


def _of(found: Learnt, doing: Doing) -> Iterator[Row]:
    name = event_name(found.chart, doing.event)
    for role, fit in doing.work.items():
        yield _row(say("work: {name} ({role})", name=name, role=role_name(found.chart, role)), fit)
    if doing.after is not None:
        yield _row(say("delay: {name}", name=name), doing.after)


def _row(what: Message, fit: Fit) -> Row:
    estimator = families()[fit.distribution.family].estimator
    return Row(what, fit.n, fit.distribution.in_words(told_time), fit.distance, fit.verdict, estimator)


def _notes(found: Learnt) -> Iterator[Message]:
    yield from _of_lines(found)
    yield from _of_courses(found)
    done = {None, *(doing.event for doing in found.doings)}
    slots = found.chart.slots
    guesses = {
        slots[slot].name: datum_name(found.chart, slots[slot].name)
        for event, slot in found.decisions.settled_by()
        if event in done and found.decisions.values(event, slots[slot]) is None
    }
    if guesses:
        yield say(
            "the log does not tell {names}: what the scenario says of it is a guess",
            names=[*map(_quoted, guesses.values())],
        )
    never = [name for name in found.chart.process.events if name not in done]
    if never:
        names = [_quoted(event_name(found.chart, name)) for name in never[:MOST_NAMED]]
        yield say("never done in the log, and so not in the scenario: {names}", names=names)
    if not found.crews:
        yield say(
            "the log does not tell when acts begin, so work and waiting cannot be told apart; the scenario has no staff"
        )
    elif any(crew.counted == "together" for crew in found.crews.values()):
        yield say("the log names no people: how many there are is seen from what was under way at the same time")


def _quoted(name: object) -> Message:
    return say("“{name}”", name=name)


def _of_lines(found: Learnt) -> Iterator[Message]:
    """What of the log could not be used."""
    log, unknown = found.log, found.told.unknown
    if log.runs > 1:
        yield say("the log has {n} simulated runs, of which the first is looked at", n=log.runs)
    if log.left_out:
        lines = say_many("{n} line was left out", "{n} lines were left out", log.left_out)
        yield say("{lines}; the first: {why}", lines=lines, why=log.first_left_out)
    if any(unknown.values()):
        names = sorted(unknown, key=lambda name: -unknown[name])[:MOST_NAMED]
        yield say(
            "unknown activities are passed over: {names}; put them to an event with --name 'activity=event'",
            names=[f"'{name}'" for name in names],
        )


def _of_courses(found: Learnt) -> Iterator[Message]:
    """What of the cases does not go as the process says."""
    if found.passed_over:
        yield say_many(
            "{n} act of the log does not happen so in the process and was passed over",
            "{n} acts of the log do not happen so in the process and were passed over",
            found.passed_over,
        )
    if not found.told.beginnings:
        yield say("the log does not tell when cases came: each is taken to begin with its first activity")
    if found.put_in:
        yield say_many(
            "{n} step that the log leaves out was put in", "{n} steps that the log leaves out were put in", found.put_in
        )
