"""What was learnt, as a scenario: every number with the log and the count that it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from textwrap import wrap
from typing import Any, Final

from prosessi.chart.chart import Chart, Slot
from prosessi.chart.names import process_name
from prosessi.distributions.figure import Figure
from prosessi.fitting.amounts import told_time, written_curve
from prosessi.fitting.choices import Choice
from prosessi.fitting.crews import Crew
from prosessi.fitting.curves import Fit
from prosessi.fitting.deciding import Values, guessed, written
from prosessi.fitting.fit import Doing, Learnt
from prosessi.fitting.hours import Week
from prosessi.messages import LANGUAGES, Message, say, say_many
from prosessi.source.composing import WIDTH, as_yaml

USUAL_HOURS: Final = "mon-fri"
ALWAYS: Final = "always"


def as_scenario(found: Learnt, notes: Iterable[Message]) -> str:
    """The text of the scenario; what one should know of it stands on top."""
    process = found.chart.process.process
    hours = dict(_hours(found))
    made: dict[str, Any] = {
        "prosessi": 1,
        "scenario": f"{process}-{FROM_LOG}",
        "title": {language: _title(found).in_language(language) for language in LANGUAGES},
        "period": {"from": found.coming.first, "to": found.coming.last},
        "warm_up": "8 weeks",
    }
    if found.chart.process.calendar:
        made["calendar"] = found.chart.process.calendar
    made["processes"] = {process: _process(found)}
    if found.crews:
        made["staff"] = {name: _crew(found, crew) for name, crew in found.crews.items()}
    if hours:
        made["hours"] = hours
    return "".join(map(_comment, (_title(found), *notes))) + as_yaml(made)


def _comment(words: Message) -> str:
    return "".join(f"# {line}\n" for line in wrap(str(words), WIDTH))


FROM_LOG: Final = "lokista"


def _title(found: Learnt) -> Message:
    return say("{process}, from the log {log}", process=process_name(found.chart), log=found.log.name)


def _process(found: Learnt) -> dict[str, Any]:
    """The numbers of the process."""
    made: dict[str, Any] = {"arrivals": _arrivals(found)}
    if case := _data(found, None):
        made["case"] = case
    made["acts"] = {doing.event: _act(found, doing) for doing in found.doings}
    return made


def _arrivals(found: Learnt) -> dict[str, Any]:
    come = found.coming
    made: dict[str, Any] = {"rate": f"{_short(come.per_week)} per week"}
    if come.weekdays:
        made["weekdays"] = dict(come.weekdays)
    if come.months:
        made["months"] = dict(come.months)
    if come.hours is not None:
        made["hours"] = str(come.hours)
    if come.none_on_holidays:
        made["holidays"] = "none"
    return made | _basis(found, say_many("{n} case", "{n} cases", come.n))


def _data(found: Learnt, event: str | None) -> dict[str, Any]:
    """The data that an event decides, or those with which a case begins."""
    slots = [found.chart.slots[slot] for of, slot in found.decisions.settled_by() if of == event]
    return {slot.name: _datum(found, slot, found.decisions.values(event, slot)) for slot in slots}


def _datum(found: Learnt, slot: Slot, values: Values | None) -> dict[str, Any]:
    known = values or guessed(slot)
    return written(slot, known) | how_known(found, known)


def how_known(found: Learnt, values: Values) -> dict[str, str]:
    """What the values of a datum rest on."""
    match values.how:
        case "log":
            return _basis(found, say_many("{n} value", "{n} values", values.n))
        case "course":
            count = say_many("{n} case", "{n} cases", values.n)
            return _assumed(say("not in the log {log}; seen from how {count} went on", log=found.log.name, count=count))
    return _assumed(say("a guess: the log {log} does not tell this", log=found.log.name))


def _act(found: Learnt, doing: Doing) -> dict[str, Any]:
    """The numbers of an act: who, how long, how often, what is decided."""
    made: dict[str, Any] = {}
    if doing.by is not None and found.chart.process.events[doing.event].by != (doing.by,):
        made["by"] = doing.by
    work = doing.work.get(doing.by or "")
    if work is not None:
        made["work"] = written_curve(work.distribution)
    if doing.after is not None or work is None:
        made["after"] = "0 seconds" if doing.after is None else written_curve(doing.after.distribution)
    made |= _choices(found.chart, doing.choices)
    if decides := _data(found, doing.event):
        made["decides"] = decides
    return made | _assumed(_of_act(found, doing, work))


def _of_act(found: Learnt, doing: Doing, work: Fit | None) -> Message:
    """On how much the numbers of an act rest."""
    parts: list[Message] = []
    if work is not None:
        parts.append(say("work: {curve}", curve=told_fit(work)))
    elif any(doing.by in crew.roles for crew in found.crews.values()):
        parts.append(say("the time that it takes is not in the log"))
    if doing.after is not None:
        parts.append(say("until it comes: {curve}", curve=told_fit(doing.after)))
    words = say_many("done {n} time", "done {n} times", sum(doing.roles.values()))
    for part in parts:
        words = say("{words}; {part}", words=words, part=part)
    return say("log {log}: {count}", log=found.log.name, count=words)


def told_fit(fit: Fit) -> Message:
    """A fit for people, with how far off it is."""
    told = fit.distribution.in_words(told_time)
    distance = Figure(f"{fit.distance:.3f}")
    if fit.cut_short:
        return say(
            "{told}, n = {n} of which {cut_short} were cut short, distance {distance}",
            told=told,
            n=fit.n,
            cut_short=fit.cut_short,
            distance=distance,
        )
    return say("{told}, n = {n}, distance {distance}", told=told, n=fit.n, distance=distance)


def _choices(chart: Chart, chosen: Mapping[int, Choice]) -> dict[str, Any]:
    """How often it is this act: once for all states if it is alike in all of them, else for each."""
    written_so = {state: _choice(choice) for state, choice in chosen.items()}
    if len({tuple(one.items()) for one in written_so.values()}) <= 1:
        return next(iter(written_so.values()), {})
    return {"in": {chart[state].name: one for state, one in written_so.items() if one}}


def _choice(choice: Choice) -> dict[str, float]:
    return {} if choice.kind == "always" else {choice.kind: round(choice.part, 3)}


def _crew(found: Learnt, crew: Crew) -> dict[str, Any]:
    made: dict[str, Any] = {"people": crew.people}
    if crew.roles != (crew.name,):
        made["roles"] = list(crew.roles)
    name = hours_name(found, crew.week)
    if name is not None:
        made["hours"] = name
    counted = {
        "people": say("people in an ordinary week"),
        "together": say("as many tasks were under way at the same time at most"),
    }
    basis = say(
        "log {log}: {tasks}; {counted}; at work {busy}% of the time",
        log=found.log.name,
        tasks=say_many("{n} task", "{n} tasks", crew.tasks),
        counted=counted[crew.counted],
        busy=round(100 * crew.busy),
    )
    return made | _assumed(basis)


def hours_name(found: Learnt, week: Week) -> str | None:
    """What hours are called in the scenario: after the first crew that has them. None for the usual ones."""
    if week.usual:
        return None
    if week.always:
        return ALWAYS
    return next(name for name, crew in found.crews.items() if _alike(crew.week, week)) + "_hours"


def _hours(found: Learnt) -> Iterator[tuple[str, dict[str, Any]]]:
    for crew in found.crews.values():
        name = hours_name(found, crew.week)
        if name is not None and name != ALWAYS:
            open_ = {} if crew.week.calendar is not None else {"holidays": "open"}
            moments = say_many("{n} moment", "{n} moments", crew.week.seen)
            yield name, dict(crew.week.written()) | open_ | _basis(found, moments)


def _alike(one: Week, other: Week) -> bool:
    return one.openings == other.openings and (one.calendar is None) == (other.calendar is None)


def _basis(found: Learnt, count: Message) -> dict[str, str]:
    return _assumed(say("log {log}: {count}", log=found.log.name, count=count))


def _assumed(words: Message) -> dict[str, str]:
    return {"assumption": str(words)}


def _short(number: float) -> str:
    return f"{number:.3g}" if number < 1000 else str(round(number))
