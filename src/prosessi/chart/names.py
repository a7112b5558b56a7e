"""What the elements of a process are called when people are told of them.

What comes out is a fact for a message: it is put into a language only when it is shown. Whatever has no label is
called by its id in plain words.
"""

from __future__ import annotations

from collections.abc import Iterable

from prosessi.chart.chart import Chart
from prosessi.chart.memory import remembered
from prosessi.expressions.words import Labels
from prosessi.messages import say
from prosessi.model.text import LocalText

Name = LocalText | str
"""A label, or the id of what has none."""


def process_name(chart: Chart) -> Name:
    """What the process is called."""
    return _called(chart.process.title, chart.process.process)


def state_name(chart: Chart, state: str) -> Name:
    """What a state is called."""
    return _label(chart.named(state).written if state in chart.ids else None, state)


def event_name(chart: Chart, event: str) -> Name:
    """What an act is called."""
    return _label(chart.process.events.get(event), event)


def role_name(chart: Chart, role: str) -> Name:
    """What a role is called, by the process itself or by the shared vocabulary."""
    return _label(chart.process.roles.get(role) or chart.library.role(role), role)


def document_name(chart: Chart, document: str) -> Name:
    """What a document is called, by the process itself or by the shared vocabulary."""
    return _label(chart.process.documents.get(document) or chart.library.document(document), document)


def deadline_name(chart: Chart, deadline: str) -> Name:
    """What a deadline is called."""
    return _label(chart.process.deadlines.get(deadline), deadline)


def rule_name(chart: Chart, rule: str) -> Name:
    """What a qualification rule says in words."""
    return _label(chart.process.rules.get(rule), rule)


def datum_name(chart: Chart, datum: str) -> Name:
    """What a piece of case data is called."""
    return _label(chart.process.case.get(datum), datum)


def choice_name(chart: Chart, datum: str, choice: str) -> Name:
    """What one alternative of a choice or a set is called."""
    declared = chart.process.case.get(datum)
    return (declared.labels.get(choice) if declared else None) or choice.replace("_", " ")


def law_name(chart: Chart, law: str) -> str:
    """How a law is cited: `SHL 36 §`; by its id where the register does not know it."""
    known = chart.library.law(law)
    return f"{known.abbreviation or known.act} {known.section}".strip() if known else law


def value_words(chart: Chart, datum: str, value: object) -> object:
    """A value of case data as people say it."""
    match value:
        case None:
            return say("not known")
        case True:
            return say("yes")
        case False:
            return say("no")
        case frozenset() | set() | list() | tuple():
            return in_order(chart, datum, value) or say("none")
        case str():
            return choice_name(chart, datum, value)
    return value


def in_order(chart: Chart, datum: str, chosen: Iterable[object]) -> list[Name]:
    """The members of a set by name, in the order in which the process lists them."""
    members = {str(item) for item in chosen}
    declared = chart.process.case.get(datum)
    known = [item for item in (declared.of if declared else ()) if item in members]
    return [choice_name(chart, datum, item) for item in (*known, *sorted(members.difference(known)))]


@remembered
def labels(chart: Chart) -> Labels:
    """The names by which conditions speak of case data, their choices and the states."""
    case = chart.process.case
    return Labels(
        data={name: datum_name(chart, name) for name in case},
        choices={name: {item: choice_name(chart, name, item) for item in datum.of} for name, datum in case.items()},
        states={name: state_name(chart, name) for name in chart.ids},
    )


def _label(element: object, name: str) -> Name:
    """The label of an element; what the process does not have at all is called by the very word written."""
    return name if element is None else _called(getattr(element, "label", None), name)


def _called(label: LocalText | None, name: str) -> Name:
    words = name.replace("_", " ").replace("-", " ")
    return label if label is not None and str(label).strip() else words[:1].upper() + words[1:]
