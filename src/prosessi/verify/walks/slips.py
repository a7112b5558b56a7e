"""Small slips in a condition: a constant one off, a border in or out, 'and' for 'or', the whole turned round."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final, Literal

from prosessi.expressions.syntax import Expression
from prosessi.expressions.tree import Binary, BinaryWord, Constant, Node, Unary
from prosessi.expressions.writing import unparse

SlipKind = Literal["constant", "border", "and or", "negated"]

_SWAPPED: Final[dict[str, tuple[SlipKind, BinaryWord]]] = {
    "<": ("border", "<="),
    "<=": ("border", "<"),
    ">": ("border", ">="),
    ">=": ("border", ">"),
    "and": ("and or", "or"),
    "or": ("and or", "and"),
}


@dataclass(frozen=True, slots=True)
class Slip:
    """A condition with one slip in it, and the part that changed, before and after."""

    kind: SlipKind
    old: str
    new: str
    condition: Expression


def slips(condition: Expression) -> Iterator[Slip]:
    """Every condition that differs from this one by one slip."""
    for kind, old, new, tree in _variants(condition.tree):
        yield Slip(kind, old, new, Expression(unparse(tree), tree))
    tree = condition.tree
    turned = tree.operand if isinstance(tree, Unary) and tree.word == "not" else Unary("not", tree, 0, 0)
    yield Slip("negated", condition.text, unparse(turned), Expression(unparse(turned), turned))


def _variants(tree: Node) -> Iterator[tuple[SlipKind, str, str, Node]]:
    match tree:
        case Constant():
            for changed in _near(tree):
                yield "constant", unparse(tree), unparse(changed), changed
        case Unary():
            for kind, old, new, inner in _variants(tree.operand):
                yield kind, old, new, replace(tree, operand=inner)
        case Binary():
            if tree.word in _SWAPPED:
                kind, word = _SWAPPED[tree.word]
                changed_whole = replace(tree, word=word)
                yield kind, unparse(tree), unparse(changed_whole), changed_whole
            for kind, old, new, inner in _variants(tree.left):
                yield kind, old, new, replace(tree, left=inner)
            for kind, old, new, inner in _variants(tree.right):
                yield kind, old, new, replace(tree, right=inner)


def _near(constant: Constant) -> Iterator[Constant]:
    value = constant.value
    if constant.kind in {"integer", "number"} and isinstance(value, int | float):
        yield from (replace(constant, value=value + step) for step in (1, -1) if value + step >= 0)
    elif isinstance(value, date):
        yield from (replace(constant, value=value + timedelta(days=step)) for step in (1, -1))
