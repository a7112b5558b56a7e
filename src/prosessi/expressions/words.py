"""A condition as people read it: the labels of its data instead of their ids, and words instead of signs.

What is said stands after 'if' and inside a sentence. Brackets stay where the reading would change without them, and
where 'and' and 'or' meet.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from prosessi.expressions.syntax import Expression
from prosessi.expressions.tree import Active, Binary, Constant, Name, Node, SetOf, Unary
from prosessi.expressions.writing import binding, unparse
from prosessi.messages import Message, say

_SIGNS: Final = {"==": "=", "!=": "≠", "<": "<", "<=": "≤", ">": ">", ">=": "≥", "+": "+", "-": "−", "*": "×"}
_JOINING: Final = frozenset({"and", "or"})
_RECKONING: Final = frozenset({"+", "-", "*"})


@dataclass(frozen=True, slots=True)
class Labels:
    """What people call things, by id: case data, the choices of each, states. A label is text in some languages.

    A thing without a label is called by its id. The label of a yes-or-no datum is what is true when it is yes.
    """

    data: Mapping[str, object] = field(default_factory=dict)
    choices: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    states: Mapping[str, object] = field(default_factory=dict)


def describe(expression: Expression, labels: Labels) -> Message:
    """A condition in words, as a message to be shown in any language."""
    return _Words(labels).truth(expression.tree)


def describe_setting(datum: str, value: Expression, labels: Labels) -> Message:
    """In words, that a piece of case data is given a value."""
    words = _Words(labels)
    right = words.value(value.tree, Name(datum, 0, 0))
    return say("{left} {sign} {right}", left=words.datum(datum), sign="=", right=right)


class _Words:
    def __init__(self, labels: Labels) -> None:
        self.labels = labels

    def truth(self, node: Node) -> Message:  # noqa: PLR0911  # one sentence a kind of part
        """A part that is true or false."""
        match node:
            case Name(id=name):
                return say("{datum}", datum=self.datum(name))
            case Unary(word="not", operand=operand):
                return self.denial(operand)
            case Active(state=state):
                return say("the case is in the state '{state}'", state=self.state(state))
            case Constant(value=value):
                return say("always") if value else say("never")
            case Binary(word=word, left=left, right=right) if word in _JOINING:
                sides = {"left": self.inner(left, word), "right": self.inner(right, word)}
                return say("{left} and {right}", **sides) if word == "and" else say("{left} or {right}", **sides)
            case Unary():
                return self.question(node)
            case Binary():
                return self.comparison(node)
        return say("{text}", text=unparse(node))

    def denial(self, denied: Node) -> Message:
        """That a part is not true. What is said stays clear when more follows after 'and'."""
        match denied:
            case Name(id=name):
                return say("{datum} = no", datum=self.datum(name))
            case Active(state=state):
                return say("the case is not in the state '{state}'", state=self.state(state))
        return say("not ({condition})", condition=self.truth(denied))

    def inner(self, part: Node, joining: str) -> Message:
        """A part of a longer condition, in brackets if it joins its own parts by the other word."""
        mixed = isinstance(part, Binary) and part.word in _JOINING and part.word != joining
        return say("({condition})", condition=self.truth(part)) if mixed else self.truth(part)

    def question(self, node: Unary) -> Message:
        datum = self.value(node.operand, None)
        match node.word:
            case "is empty":
                return say("{datum}: none", datum=datum)
            case "is not empty":
                return say("{datum}: at least one", datum=datum)
            case "is set":
                return say("{datum}: known", datum=datum)
        return say("{datum}: not known", datum=datum)

    def comparison(self, node: Binary) -> Message:
        left, right = self.value(node.left, node.right), self.value(node.right, node.left)
        listed = isinstance(node.right, SetOf)
        match node.word:
            case "in" if listed:
                return say("{datum} is one of {choices}", datum=left, choices=right)
            case "not in" if listed:
                return say("{datum} is none of {choices}", datum=left, choices=right)
            case "in":
                return say("{datum}: {choice} is included", datum=right, choice=left)
            case "not in":
                return say("{datum}: {choice} is not included", datum=right, choice=left)
        return say("{left} {sign} {right}", left=left, sign=_SIGNS[node.word], right=right)

    def value(self, node: Node, beside: Node | None) -> object:
        """A part that is a value; `beside` is what it stands next to, for the labels of choices."""
        match node:
            case Name(id=word) | Constant(kind="quoted", value=str(word)):
                return self.word(word, beside)
            case Constant():
                return _constant(node)
            case SetOf(items=items):
                return [self.value(item, beside) for item in items] if items else say("none")
            case Unary(word="-", operand=operand):
                return say("−{number}", number=self.reckoned(operand, binding(node)))
            case Binary(word=sign, left=left, right=right) if sign in _RECKONING:
                sides = {"left": self.reckoned(left, binding(node)), "right": self.reckoned(right, binding(node) + 1)}
                return say("{left} {sign} {right}", sign=_SIGNS[sign], **sides)
        return self.truth(node)

    def reckoned(self, part: Node, least: int) -> object:
        """A part of a sum, in brackets if it binds more loosely than `least`."""
        value = self.value(part, None)
        return say("({condition})", condition=value) if binding(part) < least else value

    def word(self, word: str, beside: Node | None) -> object:
        choices = self.labels.choices.get(beside.id, {}) if isinstance(beside, Name) else {}
        return choices.get(word) or self.datum(word)

    def datum(self, name: str) -> object:
        return self.labels.data.get(name, name)

    def state(self, state: Name) -> object:
        return self.labels.states.get(state.id, state.id)


def _constant(constant: Constant) -> object:
    match constant.value:
        case bool(value):
            return say("yes") if value else say("no")
        case date() as day:
            return say("{day}.{month}.{year}", day=day.day, month=day.month, year=day.year)
        case float():
            whole, _, fraction = unparse(constant).partition(".")
            return say("{whole}.{fraction}", whole=whole, fraction=fraction)
    return unparse(constant)
