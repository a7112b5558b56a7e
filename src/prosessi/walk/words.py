"""The words for what happens to a case: reasons, outcomes and values.

What comes out is a fact for a message: it is put into a language only when it is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from prosessi.chart.chart import Chart
from prosessi.chart.names import Name, choice_name
from prosessi.messages import Message, say

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


def last(due: date | None) -> Message:
    """What a deadline ends with: a day, or for hours a moment."""
    return say("last moment") if isinstance(due, datetime) else say("last day")


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
