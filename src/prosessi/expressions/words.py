"""A condition as people read it: the labels of its data instead of their ids, and words instead of signs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from prosessi.expressions.syntax import Expression
from prosessi.expressions.tree import Active, Binary, Constant, Name, Node, SetOf, Unary
from prosessi.expressions.writing import binding, unparse
from prosessi.messages import Message, say

_SIGNS: Final = {"==": "=", "!=": "≠", "<": "<", "<=": "≤", ">": ">", ">=": "≥", "+": "+", "-": "−", "*": "×"}


@dataclass(frozen=True, slots=True)
class Labels:
    """What people call things, by id: case data, the choices of each, states. A label is text in some languages.

    A thing without a label is called by its id.
    """

    data: Mapping[str, object] = field(default_factory=dict)
    choices: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    states: Mapping[str, object] = field(default_factory=dict)


def describe(expression: Expression, labels: Labels) -> Message:
    """A condition in words, as a message to be shown in any language."""
    return _Words(labels).truth(expression.tree)


class _Words:
    def __init__(self, labels: Labels) -> None:
        self.labels = labels

    def truth(self, node: Node) -> Message:  # noqa: PLR0911  # one sentence a kind of part
        """A part that is true or false."""
        match node:
            case Name(id=name):
                return say("{datum} = yes", datum=self.datum(name))
            case Unary(word="not", operand=Name(id=name)):
                return say("{datum} = no", datum=self.datum(name))
            case Unary(word="not", operand=operand):
                return say("not ({condition})", condition=self.truth(operand))
            case Active(state=state):
                return say("the case is in the state {state}", state=self.labels.states.get(state.id, state.id))
            case Binary(word="and", left=left, right=right):
                return say("{left} and {right}", left=self.inner(left, node), right=self.inner(right, node))
            case Binary(word="or", left=left, right=right):
                return say("{left} or {right}", left=self.inner(left, node), right=self.inner(right, node))
            case Constant(value=value):
                return say("always") if value else say("never")
            case Unary() | Binary():
                return self.question(node)
        return say("{text}", text=unparse(node))

    def inner(self, part: Node, whole: Node) -> Message:
        """A part of a longer condition, in brackets if it binds more loosely."""
        if binding(part) < binding(whole):
            return say("({condition})", condition=self.truth(part))
        return self.truth(part)

    def question(self, node: Unary | Binary) -> Message:  # noqa: PLR0911  # one sentence a question
        match node:
            case Unary(word="is empty", operand=operand):
                return say("{datum} is empty", datum=self.value(operand, None))
            case Unary(word="is not empty", operand=operand):
                return say("{datum} is not empty", datum=self.value(operand, None))
            case Unary(word="is set", operand=operand):
                return say("{datum} is known", datum=self.value(operand, None))
            case Unary(operand=operand):
                return say("{datum} is not known", datum=self.value(operand, None))
        left, right = self.value(node.left, node.right), self.value(node.right, node.left)
        if node.word == "in" and isinstance(node.right, SetOf):
            return say("{datum} is one of {choices}", datum=left, choices=right)
        if node.word == "not in" and isinstance(node.right, SetOf):
            return say("{datum} is none of {choices}", datum=left, choices=right)
        if node.word == "in":
            return say("{datum} contains {choice}", datum=right, choice=left)
        if node.word == "not in":
            return say("{datum} does not contain {choice}", datum=right, choice=left)
        return say("{left} {sign} {right}", left=left, sign=_SIGNS[node.word], right=right)

    def value(self, node: Node, beside: Node | None) -> object:
        """A part that is a value; `beside` is what it stands next to, for the labels of choices."""
        match node:
            case Name(id=word) | Constant(kind="quoted", value=str(word)):
                return self.word(word, beside)
            case Constant(kind="boolean", value=value):
                return say("yes") if value else say("no")
            case Constant(kind="date", value=day):
                return day
            case SetOf(items=items):
                return [self.value(item, beside) for item in items] if items else say("nothing")
            case Binary(word=sign, left=left, right=right) if sign in {"+", "-", "*"}:
                sides = {"left": self.value(left, None), "right": self.value(right, None)}
                return say("{left} {sign} {right}", sign=_SIGNS[sign], **sides)
        return unparse(node)

    def word(self, word: str, beside: Node | None) -> object:
        choices = self.labels.choices.get(beside.id, {}) if isinstance(beside, Name) else {}
        return choices.get(word) or self.datum(word)

    def datum(self, name: str) -> object:
        return self.labels.data.get(name, name)
