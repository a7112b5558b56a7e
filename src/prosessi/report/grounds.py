"""What the numbers rest on: each of a scenario as it was written, with its law, its source or its assumption."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from prosessi.chart.chart import Chart
from prosessi.chart.names import datum_name, event_name, law_name, process_name, state_name
from prosessi.messages import Message, say
from prosessi.model.basis import Grounded, bare
from prosessi.model.placed import Placed
from prosessi.model.scenario import Act, ProcessNumbers, Scenario
from prosessi.report.charted import chapter, lead
from prosessi.report.markup import Markup, joined, tag
from prosessi.report.tables import Cell, Table
from prosessi.report.writing import said
from prosessi.simulate.results.results import Results
from prosessi.simulate.results.words import staff_name
from prosessi.simulate.subjects import hours_name

_BASES = frozenset(Grounded.model_fields)


@dataclass(frozen=True, slots=True)
class Ground:
    """Some numbers of a scenario: what they are about, how they were written, and what they rest on."""

    about: object
    written: str
    bases: tuple[Grounded, ...]


def grounds_chapter(results: Results, scenario: Scenario) -> Markup:
    """All numbers of a scenario, with what each rests on."""
    charts = {each.chart.process.process: each.chart for each in results.setup.processes}
    any_chart = next(iter(charts.values()))
    tables = [
        _table(
            f"grounds-{place}",
            said(say("Numbers of “{process}”", process=process_name(charts[name]))),
            _of_process(charts[name], numbers, scenario),
            charts[name],
        )
        for place, (name, numbers) in enumerate(scenario.processes.items(), 1)
    ]
    tables.append(_table("grounds-staff", said(say("Staff and hours")), _of_staff(results, scenario), any_chart))
    told = say(
        "Here is every number that went into the simulation, as it is written in the scenario. A result is worth as"
        " much as its assumptions: look through those first that you know from your own work."
    )
    return chapter("grounds", say("Assumptions and sources"), lead(told), *tables)


def _of_process(chart: Chart, numbers: ProcessNumbers, scenario: Scenario) -> Iterator[Ground]:
    around = _own(numbers) or _own(scenario)
    if numbers.arrivals is not None:
        yield _ground(say("How many cases come"), numbers.arrivals, around)
    for name, amount in numbers.case.items():
        about = say("At the beginning: {datum}", datum=datum_name(chart, name))
        yield _ground(about, amount, around)
    for name, act in numbers.acts.items():
        yield _ground(event_name(chart, name), act, around)
        yield from _elsewhere(chart, name, act, around)
    if numbers.first:
        yield Ground(say("Who goes first"), told(numbers.first), around)


def _elsewhere(chart: Chart, name: str, act: Act, around: tuple[Grounded, ...]) -> Iterator[Ground]:
    """The other numbers that an act has in some states."""
    for state, doing in act.in_.items():
        about = say("{act}, in the state “{state}”", act=event_name(chart, name), state=state_name(chart, state))
        yield _ground(about, doing, _own(act) or around)


def _of_staff(results: Results, scenario: Scenario) -> Iterator[Ground]:
    around = _own(scenario)
    for name, crew in scenario.staff.items():
        yield _ground(staff_name(results, name), crew, around)
    for name, hours in scenario.hours.items():
        yield _ground(say("Hours “{name}”", name=hours_name(name, hours)), hours, around)


def _ground(about: object, element: Placed, around: tuple[Grounded, ...]) -> Ground:
    return Ground(about, told(element, leave=frozenset({"in_", "label"})), tuple(_inside(element)) or around)


def _own(element: Grounded) -> tuple[Grounded, ...]:
    return (element,) if element.grounded else ()


def _inside(element: object) -> Iterator[Grounded]:
    """The elements in and under one that say what they rest on; other numbers for other states stand for themselves."""
    if isinstance(element, Grounded) and element.grounded:
        yield element
    for name, value in _fields(element):
        if name != "in_":
            for part in (
                value.values() if isinstance(value, Mapping) else value if isinstance(value, tuple) else [value]
            ):
                yield from _inside(part)


def _fields(element: object) -> Iterator[tuple[str, object]]:
    if isinstance(element, Placed):
        fields = type(element).model_fields
        yield from ((name, getattr(element, name)) for name in fields if name in element.model_fields_set)


def told(value: object, *, leave: frozenset[str] = frozenset()) -> str:
    """A part of a scenario on one line, as its author wrote it, without what it rests on.

    >>> told({"rate": "46 per week", "weekdays": {"sat": 0.2}, "open": True})
    'rate: 46 per week, weekdays: {sat: 0.2}, open: true'
    """
    match value:
        case Placed():
            aliases = {name: field.alias or name for name, field in type(value).model_fields.items()}
            fields = {
                aliases[name]: each[0] if isinstance(each, tuple) and value.wrote_alone(aliases[name]) else each
                for name, each in _fields(value)
                if name not in _BASES | leave
            }
            return _told_inside(fields["fixed"]) if list(fields) == ["fixed"] else told(fields)
        case Mapping():
            return ", ".join(f"{key}: {_told_inside(each)}" for key, each in value.items())
        case tuple() | list():
            return ", ".join(map(_told_inside, value))
        case bool():
            return "true" if value else "false"
    return str(value)


def _told_inside(value: object) -> str:
    written = told(value)
    many = isinstance(value, Mapping) or (isinstance(value, Placed) and ":" in written)
    if isinstance(value, tuple | list):
        return f"[{written}]"
    return f"{{{written}}}" if many else written


def _table(key: str, caption: str, grounds: Iterable[Ground], chart: Chart) -> Markup:
    rows: list[Sequence[Cell]] = [
        (said(ground.about), tag("code", ground.written), _bases(ground.bases, chart)) for ground in grounds
    ]
    heads = (say("What"), say("As written in the scenario"), say("What it rests on"))
    return Table(key, caption, heads, rows, prose=frozenset({1, 2})).drawn()


def _bases(bases: Iterable[Grounded], chart: Chart) -> Markup | Message:
    """What numbers rest on, a line each: laws by name, sources with what they say, assumptions."""
    found: dict[str, Markup] = {}
    for basis in bases:
        for law in basis.law:
            found[law] = tag("span", say("Law: {law}", law=law_name(chart, law)))
        for name in basis.source:
            fact = chart.library.fact(name)
            source = (
                say("Source {name}: {text}", name=name, text=fact.text) if fact else say("Source {name}", name=name)
            )
            found[name] = tag("span", source)
        if basis.assumption:
            word = tag("strong", say("Assumption:"))
            found[basis.assumption] = tag("span", word, " ", bare(basis.assumption), class_="assumed")
    return joined(found.values(), tag("br")) if found else say("Nothing is said of it.")
