"""Questions about the trees of Python's own parser, and how they are copied under other names."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping

Block = list[ast.stmt]

_SIGNS = frozenset({"ctx", "op", "ops", "id", "value_", "lineno"})


class Unwritable(Exception):  # it is no fault: the function is called as it stands
    """Something is written in a way that the writing out does not know."""


def name(what: str) -> ast.Name:
    """A name that is read."""
    return ast.Name(what, ast.Load())


def assigned(target: str, value: ast.expr) -> ast.Assign:
    """An assignment to a name."""
    return ast.Assign([ast.Name(target, ast.Store())], value, lineno=1)


def number(value: object) -> ast.Constant:
    """A literal."""
    return ast.Constant(value)  # type: ignore[arg-type]


def is_true(node: ast.expr) -> bool:
    """Whether something is the literal `True`."""
    return isinstance(node, ast.Constant) and node.value is True


def copied(node: ast.AST, names: Mapping[str, ast.expr]) -> ast.AST:
    """A copy in which some names stand for something else. What is assigned to must stand for a name."""
    if isinstance(node, ast.Name):
        other = names.get(node.id)
        if isinstance(other, ast.Name):
            return ast.Name(other.id, node.ctx)
        return ast.Name(node.id, node.ctx) if other is None else copied(other, {})
    if isinstance(node, ast.Constant):
        return ast.Constant(node.value)
    fresh = type(node)()
    for field, value in ast.iter_fields(node):
        if isinstance(value, list):
            setattr(fresh, field, [copied(each, names) for each in value])
        else:
            setattr(fresh, field, copied(value, names) if isinstance(value, ast.AST) else value)
    return fresh


def copied_block(block: Iterable[ast.stmt], names: Mapping[str, ast.expr]) -> Block:
    """A copy of statements, as `copied` makes it."""
    return [each for each in (copied(one, names) for one in block) if isinstance(each, ast.stmt)]


def statements(block: Iterable[ast.stmt]) -> Iterator[ast.stmt]:
    """All statements, those inside others too."""
    for each in block:
        yield each
        if isinstance(each, (ast.If, ast.While, ast.For)):
            yield from statements(each.body)
            yield from statements(each.orelse)


def expressions(block: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """All that stands anywhere in statements, in no order, but for signs and the like."""
    ahead = list(block)
    while ahead:
        node = ahead.pop()
        yield node
        for field in node._fields:
            if field in _SIGNS:
                continue
            value = getattr(node, field, None)
            if isinstance(value, list):
                ahead += value
            elif isinstance(value, ast.AST):
                ahead.append(value)


def calls(block: Iterable[ast.stmt]) -> Iterator[ast.Call]:
    """All calls of functions by their names."""
    return (each for each in expressions(block) if isinstance(each, ast.Call) and isinstance(each.func, ast.Name))


def called(node: ast.AST) -> str:
    """The name of the function that is called; nothing if it is no such call."""
    return node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""


def stored(block: Iterable[ast.stmt]) -> set[str]:
    """The names that statements assign to."""
    return {each.id for each in expressions(block) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)}


def parameters(function: ast.FunctionDef) -> list[str]:
    """The names of what a function takes."""
    return [each.arg for each in function.args.args]


def size(block: Iterable[ast.stmt]) -> int:
    """How much there is of something."""
    return sum(1 for _ in expressions(block))


def leaves(block: Block) -> bool:
    """Whether nobody comes to what stands behind these statements."""
    if not block:
        return False
    last = block[-1]
    if isinstance(last, ast.If):
        return leaves(last.body) and leaves(last.orelse)
    return isinstance(last, (ast.Return, ast.Break, ast.Continue))


def of_own_loop(block: Iterable[ast.stmt], kind: type[ast.stmt]) -> bool:
    """Whether statements in a loop break or continue that very loop."""
    for each in block:
        if isinstance(each, kind):
            return True
        if isinstance(each, ast.If) and (of_own_loop(each.body, kind) or of_own_loop(each.orelse, kind)):
            return True
        if isinstance(each, (ast.While, ast.For)) and of_own_loop(each.orelse, kind):
            return True
    return False


def returns(block: Iterable[ast.stmt]) -> bool:
    """Whether something is returned anywhere in statements."""
    return any(isinstance(each, ast.Return) for each in statements(block))
