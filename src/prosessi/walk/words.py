"""What the elements of a process are called when people are told of a case.

What comes out is a fact for a message: it is put into a language only when it is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from prosessi.chart.chart import Chart
from prosessi.messages import Message, say
from prosessi.model.text import LocalText

Name = LocalText | str
"""A label, or the id of what has none."""

REASONS: Mapping[str, Message] = {
    "unknown_event": say("the process has no such event"),
    "closed": say("the case has ended"),
    "not_active": say("the case is not where this can be done"),
    "wrong_role": say("this role does not do it"),
    "not_allowed_by_rule": say("a qualification rule forbids it"),
    "missing_document": say("a document is missing"),
    "condition": say("the conditions are not met"),
}

OUTCOMES: Mapping[str, Message] = {
    "success": say("the aim was reached"),
    "closed": say("the case was closed"),
    "handover": say("goes on in another process"),
}


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


def datum_name(chart: Chart, datum: str) -> Name:
    """What a piece of case data is called."""
    return _label(chart.process.case.get(datum), datum)


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


def choice_name(chart: Chart, datum: str, choice: str) -> Name:
    """What one alternative of a choice or a set is called."""
    declared = chart.process.case.get(datum)
    return (declared.labels.get(choice) if declared else None) or choice.replace("_", " ")


def in_order(chart: Chart, datum: str, chosen: Iterable[object]) -> list[Name]:
    """The members of a set by name, in the order in which the process lists them."""
    members = {str(item) for item in chosen}
    declared = chart.process.case.get(datum)
    known = [item for item in (declared.of if declared else ()) if item in members]
    return [choice_name(chart, datum, item) for item in (*known, *sorted(members.difference(known)))]


def _label(element: object, name: str) -> Name:
    """A label, or the id in plain words; what the process does not have at all is called by the very word written."""
    if element is None:
        return name
    label: LocalText | None = getattr(element, "label", None)
    words = name.replace("_", " ")
    return label or words[:1].upper() + words[1:]
