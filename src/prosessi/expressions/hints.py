"""What to write instead, where an expression takes one kind of data for another."""

from __future__ import annotations

from prosessi.expressions.kinds import DataType
from prosessi.expressions.tree import Node
from prosessi.expressions.writing import unparse
from prosessi.messages import Message, say


def the_choices(found: DataType) -> Message:
    """The choices of a type, for who wrote none of them."""
    return say("the choices are {of}", of=found.of)


def compare_it() -> Message:
    """The signs for what is no choice."""
    return say("compare with '==', '<' or '>'")


def as_condition(node: Node, found: DataType) -> Message:
    """How to make a condition of what is none."""
    text = unparse(node)
    match found.kind:
        case "set":
            return say("write '{text}'", text=f"{text} is not empty")
        case "choice" if found.of:
            return say("compare it with a choice, such as '{text}'", text=f"{text} == {found.of[0]}")
        case "date":
            return say("compare it with a date, such as '{text}'", text=f"{text} >= 2026-01-01")
    return say("compare it with a number, such as '{text}'", text=f"{text} > 0")


def counterpart(wanted: DataType) -> Message:
    """What to write where something of the type `wanted` belongs."""
    match wanted.kind:
        case "boolean":
            return say("write true or false")
        case "choice" | "set":
            return the_choices(wanted)
        case "date":
            return say("write a date, such as 2026-01-31")
    return say("write a number")
