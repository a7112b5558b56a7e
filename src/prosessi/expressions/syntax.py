"""The language of conditions and values. It is total: every text is an `Expression` or an `ExpressionProblem`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from prosessi.expressions.parser import Parser
from prosessi.expressions.problem import ExpressionProblem
from prosessi.expressions.tokens import RESERVED
from prosessi.expressions.tree import Constant, Node, SetOf, Unary
from prosessi.expressions.writing import unparse
from prosessi.messages import say

__all__ = ["RESERVED", "Expression", "ExpressionProblem", "literal", "parse"]


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression as it was written, and what it says."""

    text: str
    tree: Node

    def __str__(self) -> str:
        return self.text


def parse(text: str) -> Expression:
    """Read an expression. What is not one raises an `ExpressionProblem` that says what to write."""
    return Expression(text, Parser(text).whole())


def literal(value: object) -> Expression:
    """The expression that says a plain value: a truth value, a number, a date, or a list of choices."""
    tree = _literal_tree(value)
    return Expression(unparse(tree), tree)


def _literal_tree(value: object) -> Node:
    match value:
        case bool():
            return Constant("boolean", value, 0, 0)
        case int() | float() if abs(value) < 10**15:
            number = Constant("integer" if isinstance(value, int) else "number", abs(value), 0, 0)
            return Unary("-", number, 0, 0) if value < 0 else number
        case date():
            return Constant("date", value, 0, 0)
        case list() | tuple() if all(isinstance(item, str) for item in value):
            return SetOf(tuple(Parser(item).item() for item in value), 0, 0)
    text = str(value)
    message = say("'{text}' cannot be the value of case data", text=text)
    fix = say("write true, false, a number, a date, a choice or a list of choices")
    raise ExpressionProblem(message, fix, 0, len(text))
