"""What walks are there for, in words."""

from __future__ import annotations

from collections.abc import Sequence

from prosessi.chart.chart import Chart, Trigger
from prosessi.chart.names import (
    datum_name,
    deadline_name,
    document_name,
    event_name,
    role_name,
    rule_name,
    state_name,
    value_words,
)
from prosessi.expressions.program import decode
from prosessi.messages import Message, say
from prosessi.verify.walks.goals import Goal
from prosessi.verify.walks.tale import Beat

_DAYS = {
    "before": say("deadline: {name}, the day before the last"),
    "last": say("deadline: {name}, the last day"),
    "after": say("deadline: {name}, a day too late"),
    "holiday": say("deadline: {name}, over a public holiday"),
}


def told(chart: Chart, goal: Goal) -> Message:
    """A goal in a few words."""
    match goal:
        case ("state", str(name)):
            return say("state: {name}", name=state_name(chart, name))
        case ("transition", int(number)):
            return _transition(chart, number)
        case ("value", (str(), int()), int(slot), float(value)):
            name = chart.slots[slot].name
            shown = value_words(chart, name, decode(chart.slots[slot].type, value))
            return say("border: {datum} = {value}", datum=datum_name(chart, name), value=shown)
        case ("day", int(number), str(which)):
            name_of = deadline_name(chart, chart.watches[number].name)
            return Message(_DAYS[which].text, None, {"name": name_of})
        case ("role", str(event), str(role)):
            return say("{role}: {act}", role=role_name(chart, role), act=event_name(chart, event))
        case ("refused", str(event), str(reason), detail):
            return _refused(chart, event, reason, str(detail))
    raise AssertionError(goal)


def title(chart: Chart, goals: Sequence[Goal]) -> Message:
    """What a walk is called by the goals that it is there for."""
    first = told(chart, goals[0])
    if len(goals) == 1:
        return first
    return say("{first}, and {n} more", first=first, n=len(goals) - 1)


def ending(chart: Chart, beats: Sequence[Beat], noticed: int) -> Message:
    """What a walk is called by how many mistakes it notices and where it ends."""
    active = chart_states(chart, beats[-1])
    return say("{n} possible mistakes, up to: {states}", n=noticed, states=active)


def chart_states(chart: Chart, beat: Beat) -> list[object]:
    """The names of the states in which a beat leaves a case."""
    from prosessi.verify.walks.tale import where  # noqa: PLC0415

    return [state_name(chart, name) for name in where(chart, beat.after.snapshot.active)]


def _transition(chart: Chart, number: int) -> Message:
    edge = chart.edges[number]
    source = state_name(chart, chart[edge.source].name)
    act: object = say("at once")
    match edge.trigger:
        case Trigger.EVENT:
            act = [event_name(chart, name) for name in edge.events]
        case Trigger.AFTER:
            act = edge.after
        case Trigger.AT:
            act = str(edge.at)
        case Trigger.DONE:
            act = say("when done")
    if not edge.targets or edge.written is None:
        return say("transition: {source}: {act}", source=source, act=act)
    targets = [state_name(chart, chart[target].name) for target in edge.targets]
    return say("transition: {source}: {act} → {targets}", source=source, act=act, targets=targets)


def _refused(chart: Chart, event: str, reason: str, detail: str) -> Message:
    act = event_name(chart, event)
    match reason:
        case "wrong_role":
            return say("refused: {act} by {role}", act=act, role=role_name(chart, detail))
        case "missing_document":
            return say("refused: {act} without {document}", act=act, document=document_name(chart, detail))
        case "not_allowed_by_rule":
            return say("refused: {act}, by the rule {rule}", act=act, rule=rule_name(chart, detail))
        case "not_active":
            return say("refused: {act} where it has no place", act=act)
    return say("refused: {act} while its conditions do not hold", act=act)
