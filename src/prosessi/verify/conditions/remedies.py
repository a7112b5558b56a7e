"""The smallest thing to write so that conditions fit together."""

from __future__ import annotations

from collections.abc import Mapping

from prosessi.chart.cells import asked_whether_set
from prosessi.chart.chart import Chart, Edge, Trigger
from prosessi.chart.names import datum_name
from prosessi.expressions.kinds import Coded, decode
from prosessi.expressions.syntax import Expression, parse
from prosessi.expressions.tree import Binary, Name
from prosessi.messages import Message, say
from prosessi.verify.conditions.cases import Shown, in_words
from prosessi.verify.conditions.questions import Question


def for_gap(chart: Chart, question: Question, found: Shown) -> Message:
    """A transition for the case that has none; if there are more such cases, one for all that remains."""
    trigger = _trigger(question)
    clock = question.trigger in {Trigger.AFTER, Trigger.AT}
    fallback = f"{{{trigger}, to: …}}" if clock else f"{{{trigger}, else: true, to: …}}"
    if found.unknown and not _asks_whether_known(question, found):
        names = [datum_name(chart, chart.slots[slot].name) for slot in found.unknown]
        return say("have this settled before, or give it a value with 'default': {names}", names=names)
    if not found.alone:
        return say("add a transition for all that remains: {transition}", transition=fallback)
    wanted = f"{{{trigger}, if: {_condition(chart, found.matters)}, to: …}}"
    return say("add {transition}, or for all that remains {fallback}", transition=wanted, fallback=fallback)


def for_overlap(chart: Chart, first: Edge, later: Edge, found: Shown) -> Message:
    """How to make one of two conditions narrower."""
    slots = [chart.slots[slot] for slot in found.matters]
    if found.alone and len(slots) == 1 and slots[0].type.ordered:
        return say("leave {case} out of one of them: write '<' or '>' without '='", case=in_words(chart, found.matters))
    if first.guard is None or later.guard is None:
        return say("make one of the conditions narrower")
    narrow = f"{_bracketed(later.guard.text)} and {_denied(first.guard.text)}"
    return say("write 'if: {condition}' here, or 'else: true' if this is for all that remains", condition=narrow)


def _asks_whether_known(question: Question, found: Shown) -> bool:
    asked = frozenset[int]().union(*(asked_whether_set(edge.guard) for edge in question.edges if edge.guard))
    return asked >= set(found.unknown)


def _trigger(question: Question) -> str:
    edge = question.own[0]
    match question.trigger:
        case Trigger.EVENT:
            return f"event: {question.event}"
        case Trigger.DONE:
            return "done: true"
        case Trigger.ALWAYS:
            return "always: true"
    return f"after: {edge.after.text}" if edge.after is not None else f"at: {edge.at.text if edge.at else ''}"


def _condition(chart: Chart, matters: Mapping[int, Coded]) -> str:
    return " and ".join(_equality(chart, slot, value) for slot, value in matters.items())


def _equality(chart: Chart, index: int, value: Coded) -> str:
    slot = chart.slots[index]
    plain = decode(slot.type, value)
    match plain:
        case None:
            return f"{slot.name} is not set"
        case bool():
            return slot.name if plain else f"not {slot.name}"
        case tuple():
            return f"{slot.name} == [{', '.join(plain)}]"
        case str() if any(plain == other.name for other in chart.slots):
            return f"{slot.name} == '{plain}'"
    return f"{slot.name} == {plain}"


def _denied(text: str) -> str:
    return f"not {text}" if isinstance(parse(text).tree, Name) else f"not ({text})"


def _bracketed(text: str) -> str:
    match parse(text):
        case Expression(tree=Binary(word="or")):
            return f"({text})"
    return text
