"""Which names of a function only ever stand for whole numbers."""

from __future__ import annotations

import ast
from typing import Protocol

from prosessi.simulate.written.trees import called, statements
from prosessi.simulate.written.values import WHOLE


class Facts(Protocol):
    """What is known of sequences and functions."""

    def kind(self, sequence: str) -> str:
        """What stands in a sequence."""

    def gives_whole(self, function: str) -> bool:
        """Whether a function gives whole numbers."""


def wholes(function: ast.FunctionDef, facts: Facts) -> frozenset[str]:
    """The names that nothing but whole numbers are assigned to; of what is given, those that say so."""
    assigned: dict[str, list[ast.expr | None]] = {}
    for each in statements(function.body):
        match each:
            case ast.Assign(targets=[ast.Name(target)], value=value):
                assigned.setdefault(target, []).append(value)
            case ast.Assign(targets=[ast.Tuple(elts=parts)], value=value):
                for place, part in enumerate(parts):
                    whole = called(value) == "frexp" and place == 1
                    assigned.setdefault(part.id, []).append(ast.Constant(0) if whole else None)  # type: ignore[attr-defined]
            case ast.AugAssign(target=ast.Name(target), op=op, value=value):
                assigned.setdefault(target, []).append(ast.BinOp(ast.Name(target), op, value))
            case ast.For(target=ast.Name(target)):
                assigned.setdefault(target, []).append(ast.Constant(0))
    for given in function.args.args:
        said = given.annotation.id if isinstance(given.annotation, ast.Name) else ""
        assigned.setdefault(given.arg, []).append(ast.Constant(0) if said in {"int", "bool"} else None)
    left = set(assigned)
    while True:
        fewer = {
            each for each in left if all(value is not None and _whole(value, left, facts) for value in assigned[each])
        }
        if fewer == left:
            return frozenset(left)
        left = fewer


def _whole(node: ast.expr, names: set[str], facts: Facts) -> bool:  # noqa: C901, PLR0911  # one line a kind of node
    """Whether an expression is a whole number if these names are."""
    match node:
        case ast.Constant():
            return isinstance(node.value, int)
        case ast.Name():
            return node.id in names
        case ast.BinOp():
            return (
                not isinstance(node.op, ast.Div)
                and _whole(node.left, names, facts)
                and _whole(node.right, names, facts)
            )
        case ast.UnaryOp():
            return isinstance(node.op, ast.Not) or _whole(node.operand, names, facts)
        case ast.Compare():
            return True
        case ast.BoolOp():
            return all(_whole(each, names, facts) for each in node.values)
        case ast.IfExp():
            return _whole(node.body, names, facts) and _whole(node.orelse, names, facts)
        case ast.Subscript(value=ast.Name(sequence)):
            return facts.kind(sequence) == WHOLE
        case ast.NamedExpr():
            return _whole(node.value, names, facts)
        case ast.Call():
            what = called(node)
            several = what in {"min", "max", "abs"} and all(_whole(each, names, facts) for each in node.args)
            return several or what in {"int", "len"} or facts.gives_whole(what)
    return False
