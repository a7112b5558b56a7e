"""Why an act cannot happen, told to people by labels; the facts are those of the refusal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from prosessi.chart.chart import Chart
from prosessi.chart.names import (
    Name,
    choice_name,
    datum_name,
    document_name,
    labels,
    role_name,
    state_name,
    value_words,
)
from prosessi.chart.situation import Refused
from prosessi.expressions.syntax import parse
from prosessi.expressions.words import describe
from prosessi.messages import AnyOf, Message, say

Facts = Mapping[str, Any]


def told(chart: Chart, refused: Refused) -> Message:
    """The reason in words for people; where the chart's own sentence says it best, that one."""
    teller = TELLERS.get(refused.reason)
    return (teller(chart, refused.facts) if teller else None) or refused.message


def _closed(_chart: Chart, facts: Facts) -> Message:
    return say("the case ended on {day}", day=facts["since"].date())


def _not_active(chart: Chart, facts: Facts) -> Message | None:
    if not facts["possible_in"]:
        return None
    states = AnyOf(tuple(_quoted(state_name(chart, name) for name in facts["possible_in"])))
    return say("it is done in {states}", states=states)


def _wrong_role(chart: Chart, facts: Facts) -> Message:
    roles = AnyOf(tuple(_quoted(role_name(chart, name) for name in facts["roles"])))
    if facts["by"] is None:
        return say("it was not said who does this; it can be {roles}", roles=roles)
    return say("“{by}” does not do this, but {roles}", by=role_name(chart, facts["by"]), roles=roles)


def _not_allowed_by_rule(chart: Chart, facts: Facts) -> Message:
    rule = chart.process.rules[facts["rule"]]
    roles = AnyOf(tuple(_quoted(role_name(chart, name) for name in facts["responsible"])))
    if rule.label is None:
        return say("a qualification rule reserves this for {roles}", roles=roles)
    return say("{rule}; it can be done by {roles}", rule=rule.label, roles=roles)


def _missing_document(chart: Chart, facts: Facts) -> Message:
    return say("missing: {papers}", papers=_quoted(document_name(chart, name) for name in facts["missing"]))


def _condition(chart: Chart, facts: Facts) -> Message | None:
    if facts.get("unset"):
        return say("this has to be known first: {data}", data=[datum_name(chart, name) for name in facts["unset"]])
    conditions = [condition for condition in facts.get("conditions", ()) if "values" in condition]
    unmet = [_unmet(chart, condition["condition"], condition["values"]) for condition in conditions]
    if len(unmet) > 1:
        return say("none of these holds: {conditions}", conditions=unmet)
    return unmet[0] if unmet else None


def _unmet(chart: Chart, condition: str, values: Mapping[str, object]) -> Message:
    words = describe(parse(condition), labels(chart))
    met = [
        say("{datum}: {value}", datum=datum_name(chart, name), value=_read(chart, name, values[name]))
        for name in values
    ]
    return say("“{condition}” does not hold ({values})", condition=words, values=met) if met else words


def _read(chart: Chart, name: str, written: object) -> object:
    """A value in words, from the way in which a refusal writes it."""
    match written:
        case "true" | "false":
            return value_words(chart, name, written == "true")
        case str() if written.startswith("["):
            return value_words(chart, name, [item.strip() for item in written[1:-1].split(",") if item.strip()])
        case str() if chart.process.case[name].of:
            return choice_name(chart, name, written)
    return written


def _quoted(names: Iterable[Name]) -> list[Message]:
    return [say("“{name}”", name=name) for name in names]


TELLERS: Mapping[str, Callable[[Chart, Facts], Message | None]] = {
    "closed": _closed,
    "not_active": _not_active,
    "wrong_role": _wrong_role,
    "not_allowed_by_rule": _not_allowed_by_rule,
    "missing_document": _missing_document,
    "condition": _condition,
}
