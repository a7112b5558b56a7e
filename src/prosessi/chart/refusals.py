"""Why an event cannot happen: each reason with its facts, and a sentence for the author.

The reasons are looked for in the order of `prosessi.model.walks.REASONS`; the first that applies is the one given.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from prosessi.chart.chart import Chart, Entitlement
from prosessi.chart.situation import Case, Refused
from prosessi.chart.whereabouts import answering, innermost
from prosessi.chart.worlds import Data, OutOfRange, StepFailed, Unanswerable
from prosessi.errors import NotSettling
from prosessi.expressions.kinds import nearest_of
from prosessi.expressions.program import Program, decode
from prosessi.messages import Message, say, say_many
from prosessi.model.process import Event
from prosessi.model.walks import Reason


@dataclass(frozen=True, slots=True)
class Act:
    """What somebody tries: an event, by whom, and with which papers. `by` is None for nobody in particular."""

    event: str
    by: str | None
    papers: frozenset[str]


def refusal(chart: Chart, case: Case, act: Act) -> Refused | None:
    """The first reason against an act that can be known without trying the step itself."""
    for check in _CHECKS:
        found = check(chart, case, act)
        if found is not None:
            return found
    return None


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
                "«{text}» cannot be worked out, since this is not known: {names}", text=program.text, names=unset
            )
            return _refused("condition", event, message, conditions=({"condition": program.text},), unset=unset)
        case OutOfRange(program=program, slot=slot, misfit=misfit):
            message = say("«{text}» gives '{name}' a wrong value: {why}", text=program.text, name=slot.name, why=misfit)
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


def excluding(chart: Chart, case: Case, event: str, role: str) -> Entitlement | None:
    """The qualification rule in force that keeps `role` from an event here; only staff can be kept from acting."""
    if _role_kind(chart, role) != "staff":
        return None
    sources = {edge.source for edge in answering(chart, case.snapshot.active, event)}
    return next(
        (
            entitlement
            for entitlement in chart.entitlements
            if role not in entitlement.rule.responsible
            and (not entitlement.rule.events or event in entitlement.rule.events)
            and sources & entitlement.states
            and _in_force(entitlement, case)
        ),
        None,
    )


def _closed(chart: Chart, case: Case, act: Act) -> Refused | None:
    if case.ended is None:
        return None
    states = innermost(chart, case.snapshot.active)
    message = say("the case ended in {state} on {since}", state=_quoted(states), since=case.ended.date())
    return _refused("closed", act.event, message, since=case.ended, active=states)


def _not_active(chart: Chart, case: Case, act: Act) -> Refused | None:
    if answering(chart, case.snapshot.active, act.event):
        return None
    states = innermost(chart, case.snapshot.active)
    where = tuple(dict.fromkeys(chart[edge.source].name for edge in chart.edges if act.event in edge.events))
    if where:
        message = say_many(
            "the case is in {active}; '{event}' is possible in {where}",
            "the case is in {active}; '{event}' is possible in any of these: {where}",
            len(where),
            active=_quoted(states),
            event=act.event,
            where=_quoted(where),
        )
    else:
        message = say("'{event}' leads nowhere in this process", event=act.event)
    return _refused("not_active", act.event, message, active=states, possible_in=where)


def _wrong_role(chart: Chart, case: Case, act: Act) -> Refused | None:  # noqa: ARG001  # the same for every case
    roles = _event(chart, act).by
    if not roles or act.by in roles:
        return None
    if act.by is None:
        message = say("it was not said who does this; these can: {roles}", roles=_quoted(roles))
    else:
        message = say_many(
            "'{by}' cannot do this, only {roles} can",
            "'{by}' cannot do this, only these can: {roles}",
            len(roles),
            by=act.by,
            roles=_quoted(roles),
        )
    return _refused("wrong_role", act.event, message, by=act.by, roles=roles)


def _not_allowed_by_rule(chart: Chart, case: Case, act: Act) -> Refused | None:
    entitlement = excluding(chart, case, act.event, act.by) if act.by is not None and chart.entitlements else None
    if entitlement is None:
        return None
    responsible = entitlement.rule.responsible
    message = say_many(
        "'{by}' cannot do this here, only {roles} can: {rule}",
        "'{by}' cannot do this here, only these can: {roles}. {rule}",
        len(responsible),
        by=act.by,
        roles=_quoted(responsible),
        rule=entitlement.rule.label or entitlement.name,
    )
    facts = {"rule": entitlement.name, "by": act.by, "responsible": responsible}
    return _refused("not_allowed_by_rule", act.event, message, **facts)


def _missing_document(chart: Chart, case: Case, act: Act) -> Refused | None:
    needs = _event(chart, act).needs
    missing = tuple(need for need in needs if need not in case.documents | act.papers) if needs else ()
    if not missing:
        return None
    return _refused(
        "missing_document", act.event, say("a document is missing: {papers}", papers=_quoted(missing)), missing=missing
    )


_CHECKS: tuple[Callable[[Chart, Case, Act], Refused | None], ...] = (
    _closed,
    _not_active,
    _wrong_role,
    _not_allowed_by_rule,
    _missing_document,
)


def _refused(reason: Reason, event: str, message: Message, **facts: object) -> Refused:
    return Refused(reason, event, message, MappingProxyType(facts))


def _event(chart: Chart, act: Act) -> Event:
    return chart.process.events[act.event]


def _role_kind(chart: Chart, role: str) -> str | None:
    known = chart.process.roles.get(role) or chart.library.role(role)
    return None if known is None else known.kind


def _in_force(entitlement: Entitlement, case: Case) -> bool:
    condition = entitlement.condition
    return condition is None or condition.evaluate(case.data, case.snapshot.active) == 1.0


def _unmet(conditions: list[tuple[str, dict[str, object]]]) -> Message:
    if len(conditions) > 1:
        told = [say("«{condition}» ({values})", condition=text, values=_listed(values)) for text, values in conditions]
        return say("none of the conditions holds: {conditions}", conditions=told)
    [(text, values)] = conditions
    if not values:
        return say("the condition «{condition}» does not hold", condition=text)
    return say("the condition «{condition}» does not hold: {values}", condition=text, values=_listed(values))


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
