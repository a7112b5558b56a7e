"""Why an event cannot happen: each reason with its facts, and a sentence for the author.

The reasons are looked for in the order of `prosessi.model.walks.REASONS`; the first that applies is the one given.
"""

from __future__ import annotations

from datetime import date, datetime
from types import MappingProxyType
from typing import NamedTuple

from prosessi.chart.chart import Active, Chart, Edge, Entitlement
from prosessi.chart.memory import remembered
from prosessi.chart.names import rule_name
from prosessi.chart.situation import Case, Refused
from prosessi.chart.whereabouts import answering, innermost
from prosessi.chart.worlds import Data, OutOfRange, StepFailed, Unanswerable
from prosessi.errors import NotSettling
from prosessi.expressions.kinds import nearest_of
from prosessi.expressions.program import Program, decode
from prosessi.messages import Message, say, say_many
from prosessi.model.walks import Reason


class Terms(NamedTuple):
    """On what terms somebody can do an act where a case stands: all that depends on the place and not on the case.

    `refused` says why it cannot be done there by them at all. If it can, `rules` keep them from it while their
    conditions hold, and it `needs` papers.
    """

    refused: Refused | None
    rules: tuple[Entitlement, ...]
    needs: frozenset[str]


def refusal(chart: Chart, case: Case, event: str, by: str | None, papers: frozenset[str]) -> Refused | None:
    """The first reason against an event that can be known without trying the step itself.

    `by` is the role of who does it, None for nobody in particular; `papers` are handed in with it.
    """
    active = case.snapshot.active
    if case.ended is not None:
        return _closed(chart, event, active, case.ended)
    terms = terms_of(chart, active, event, by)
    if terms.refused is not None:
        return terms.refused
    if terms.rules and (rule := in_force(terms.rules, case)) is not None:
        return _not_allowed_by_rule(chart, event, by, rule)
    if terms.needs and (missing := terms.needs - case.documents - papers):
        return _missing_document(chart, event, missing)
    return None


@remembered
def terms_of(chart: Chart, active: Active, event: str, by: str | None) -> Terms:
    """The terms of an event in these active states, for a role or for nobody in particular."""
    edges = answering(chart, active, event)
    refused = _wrong_role(chart, event, by) if edges else _not_active(chart, event, active)
    return Terms(refused, _excluding(chart, edges, event, by), frozenset(chart.process.events[event].needs))


def in_force(rules: tuple[Entitlement, ...], case: Case) -> Entitlement | None:
    """The first of the rules whose condition holds; one that is unknown does not."""
    data, active = case.data, case.snapshot.active
    return next((r for r in rules if r.condition is None or r.condition.evaluate(data, active) == 1.0), None)


def condition_unmet(chart: Chart, case: Case, event: str, data: Data) -> Refused:
    """The refusal of an event whose conditions, all of them, say no with `data`."""
    edges = answering(chart, case.snapshot.active, event)
    guards = tuple(dict.fromkeys(edge.guard for edge in edges if edge.guard is not None))
    conditions = tuple({"condition": guard.text, "values": _values(chart, guard, data)} for guard in guards)
    message = _unmet([(guard.text, _values(chart, guard, data)) for guard in guards])
    return _refused("condition", event, message, conditions=conditions)


def step_failed(event: str, failure: StepFailed | NotSettling) -> Refused:
    """The refusal of an event whose step could not be worked out."""
    match failure:
        case NotSettling(cycle=cycle):
            message = say("the case would go round without end: {cycle}", cycle=cycle)
            return _refused("condition", event, message, cycle=cycle)
        case Unanswerable(program=program, unset=unset):
            message = say(
                "“{text}” cannot be worked out, since this is not known: {names}", text=program.text, names=unset
            )
            return _refused("condition", event, message, conditions=({"condition": program.text},), unset=unset)
        case OutOfRange(program=program, slot=slot, misfit=misfit):
            message = say("“{text}” gives '{name}' a wrong value: {why}", text=program.text, name=slot.name, why=misfit)
            return _refused("condition", event, message, conditions=({"condition": program.text},), datum=slot.name)
    raise AssertionError(failure)


def unknown_event(chart: Chart, event: str) -> Refused:
    """The refusal of an event that the process does not have."""
    near = nearest_of(event, chart.process.events)
    if near is None:
        message = say("the process has no event '{event}'", event=event)
    else:
        message = say("the process has no event '{event}'; {near}", event=event, near=near)
    return _refused("unknown_event", event, message, nearest=near)


def role_kind(chart: Chart, role: str) -> str | None:
    """Whether a role is a client, a partner, staff or a system; None for one that nobody declares."""
    known = chart.process.roles.get(role) or chart.library.role(role)
    return None if known is None else known.kind


def _excluding(chart: Chart, edges: tuple[Edge, ...], event: str, by: str | None) -> tuple[Entitlement, ...]:
    """The qualification rules that can keep `by` from moving along `edges`; only staff can be kept from acting."""
    if by is None or role_kind(chart, by) != "staff":
        return ()
    sources = {edge.source for edge in edges}
    return tuple(
        entitlement
        for entitlement in chart.entitlements
        if by not in entitlement.rule.responsible
        and (not entitlement.rule.events or event in entitlement.rule.events)
        and sources & entitlement.states
    )


def _closed(chart: Chart, event: str, active: Active, since: datetime) -> Refused:
    states = innermost(chart, active)
    message = say("the case ended in {state} on {since}", state=_quoted(states), since=since.date())
    return _refused("closed", event, message, since=since, active=states)


def _not_active(chart: Chart, event: str, active: Active) -> Refused:
    states = innermost(chart, active)
    where = tuple(dict.fromkeys(chart[edge.source].name for edge in chart.edges if event in edge.events))
    if where:
        message = say_many(
            "the case is in {active}; '{event}' is possible in {where}",
            "the case is in {active}; '{event}' is possible in any of these: {where}",
            len(where),
            active=_quoted(states),
            event=event,
            where=_quoted(where),
        )
    else:
        message = say("'{event}' leads nowhere in this process", event=event)
    return _refused("not_active", event, message, active=states, possible_in=where)


def _wrong_role(chart: Chart, event: str, by: str | None) -> Refused | None:
    roles = chart.process.events[event].by
    if not roles or by in roles:
        return None
    if by is None:
        message = say("it was not said who does this; these can: {roles}", roles=_quoted(roles))
    else:
        message = say_many(
            "'{by}' cannot do this, only {roles} can",
            "'{by}' cannot do this, only these can: {roles}",
            len(roles),
            by=by,
            roles=_quoted(roles),
        )
    return _refused("wrong_role", event, message, by=by, roles=roles)


def _not_allowed_by_rule(chart: Chart, event: str, by: str | None, entitlement: Entitlement) -> Refused:
    responsible = entitlement.rule.responsible
    message = say_many(
        "'{by}' cannot do this here, only {roles} can: {rule}",
        "'{by}' cannot do this here, only these can: {roles}. {rule}",
        len(responsible),
        by=by,
        roles=_quoted(responsible),
        rule=rule_name(chart, entitlement.name),
    )
    facts = {"rule": entitlement.name, "by": by, "responsible": responsible}
    return _refused("not_allowed_by_rule", event, message, **facts)


def _missing_document(chart: Chart, event: str, papers: frozenset[str]) -> Refused:
    missing = tuple(need for need in chart.process.events[event].needs if need in papers)
    message = say("a document is missing: {papers}", papers=_quoted(missing))
    return _refused("missing_document", event, message, missing=missing)


def _refused(reason: Reason, event: str, message: Message, **facts: object) -> Refused:
    return Refused(reason, event, message, MappingProxyType(facts))


def _unmet(conditions: list[tuple[str, dict[str, object]]]) -> Message:
    if len(conditions) > 1:
        told = [say("“{condition}” ({values})", condition=text, values=_listed(values)) for text, values in conditions]
        return say("none of the conditions holds: {conditions}", conditions=told)
    [(text, values)] = conditions
    if not values:
        return say("the condition “{condition}” does not hold", condition=text)
    return say("the condition “{condition}” does not hold: {values}", condition=text, values=_listed(values))


def _listed(values: dict[str, object]) -> list[Message]:
    return [say("{name} = {value}", name=name, value=value) for name, value in values.items()]


def _values(chart: Chart, guard: Program, data: Data) -> dict[str, object]:
    """What a condition met, as the author would write it."""
    slots = (slot for slot in chart.slots if slot.name in guard.reads)
    return {slot.name: _as_written(decode(slot.type, data[slot.index])) for slot in slots}


def _as_written(value: object) -> object:
    match value:
        case None:
            return say("not known")
        case bool():
            return str(value).lower()
        case tuple():
            return f"[{', '.join(map(str, value))}]"
        case date():
            return value.isoformat()
    return str(value)


def _quoted(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"'{name}'" for name in names)
