"""Calls that stand inside expressions come to stand by themselves, before what needs them and in the same order."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass, field

from prosessi.simulate.written.trees import Block, Unwritable, assigned, called, expressions, name


def hoisted(block: Block, wanted: Callable[[str], bool], fresh: Callable[[str], str]) -> Block:
    """Statements in which every call of a wanted function is a statement, or all that is assigned or returned."""
    spread: Block = []
    for statement in block:
        pulled = _Pulled(wanted, fresh)
        pulled.statement(statement)
        spread += pulled.before
    return spread


@dataclass(slots=True)
class _Pulled:
    """What must be done before the rest of a statement."""

    wanted: Callable[[str], bool]
    fresh: Callable[[str], str]
    before: Block = field(default_factory=list)

    def statement(self, node: ast.stmt) -> None:
        """Add a statement, after what it needs."""
        match node:
            case ast.If():
                node.test = self.value(node.test)
                node.body = hoisted(node.body, self.wanted, self.fresh)
                node.orelse = hoisted(node.orelse, self.wanted, self.fresh)
            case ast.While() | ast.For():
                self._loop(node)
            case ast.Assign(targets=[ast.Subscript() as target]) if self._calls(node):
                node.value = self._kept(self.value(node.value))
                target.slice = self.value(target.slice)
            case ast.Assign():
                node.value = self._alone(node.value)
            case ast.AugAssign() if self._calls(node):
                self._changed(node)
                return
            case ast.Expr() | ast.Return() if node.value is not None:
                node.value = self._alone(node.value)
        self.before.append(node)

    def _loop(self, node: ast.While | ast.For) -> None:
        """A loop; what its head asks in a call is asked at the beginning of each round."""
        node.body = hoisted(node.body, self.wanted, self.fresh)
        if isinstance(node, ast.For):
            node.iter = self.value(node.iter)
        elif self._calls(node.test):
            asked = hoisted([ast.If(node.test, [ast.Pass()], [ast.Break()])], self.wanted, self.fresh)
            node.test, node.body = ast.Constant(True), [*asked, *node.body]  # noqa: FBT003

    def _changed(self, node: ast.AugAssign) -> None:
        """What a name or a place holds is changed by what a call gives."""
        target = node.target
        if isinstance(target, ast.Subscript):
            target.slice = self._kept(self.value(target.slice))
            before = self._kept(ast.Subscript(target.value, target.slice, ast.Load()))
        else:
            before = ast.Name(target.id, ast.Load()) if isinstance(target, ast.Name) else _unknown(target)
        self.before.append(ast.Assign([target], ast.BinOp(before, node.op, self.value(node.value)), lineno=1))

    def value(self, node: ast.expr) -> ast.expr:  # noqa: PLR0911  # one line a kind of node
        """An expression without wanted calls, which are made before."""
        if not self._calls(node):
            return node
        match node:
            case ast.BoolOp():
                return self._one_after_another(node)
            case ast.IfExp():
                return self._either(node)
            case ast.Call() if self.wanted(called(node)):
                return self._kept(self._alone(node))
            case ast.Call() | ast.BinOp() | ast.UnaryOp() | ast.Subscript() | ast.Tuple():
                return self._parts(node)
            case ast.Compare(comparators=[_]):
                return self._parts(node)
        return _unknown(node)

    def _alone(self, node: ast.expr) -> ast.expr:
        """A call with its arguments ready, or any other expression without calls."""
        return self._parts(node) if self.wanted(called(node)) else self.value(node)

    def _parts(self, node: ast.expr) -> ast.expr:
        """An expression whose parts are reckoned one after another: what comes before a call is kept."""
        parts = [(field, each) for field, value in ast.iter_fields(node) for each in _listed(value)]
        later = [any(self._calls(other) for _, other in parts[place + 1 :]) for place in range(len(parts))]
        made = [
            self._kept(self.value(each)) if keep else self.value(each)
            for (_, each), keep in zip(parts, later, strict=True)
        ]
        for field_name, value in ast.iter_fields(node):
            own = [new for new, (of, _) in zip(made, parts, strict=True) if of == field_name]
            if isinstance(value, list) and own:
                setattr(node, field_name, own if isinstance(own[0], ast.expr) else value)
            elif own:
                setattr(node, field_name, own[0])
        return node

    def _one_after_another(self, node: ast.BoolOp) -> ast.expr:
        """`and` and `or`: the later parts are only asked where it still matters."""
        answer = self.fresh("answer")
        first, *rest = node.values
        self.before.append(assigned(answer, self.value(first)))
        if rest:
            after = ast.BoolOp(node.op, rest) if len(rest) > 1 else rest[0]
            more = hoisted([assigned(answer, after)], self.wanted, self.fresh)
            matters = name(answer) if isinstance(node.op, ast.And) else ast.UnaryOp(ast.Not(), name(answer))
            self.before.append(ast.If(matters, more, []))
        return name(answer)

    def _either(self, node: ast.IfExp) -> ast.expr:
        answer = self.fresh("answer")
        yes, no = (hoisted([assigned(answer, each)], self.wanted, self.fresh) for each in (node.body, node.orelse))
        self.before.append(ast.If(self.value(node.test), yes, no))
        return name(answer)

    def _kept(self, node: ast.expr) -> ast.expr:
        """The name of something that is reckoned now; what never changes needs none."""
        if isinstance(node, (ast.Constant, ast.Name)):
            return node
        kept = self.fresh("answer")
        self.before.append(assigned(kept, node))
        return name(kept)

    def _calls(self, node: ast.AST) -> bool:
        return any(self.wanted(called(each)) for each in expressions([node]))


def _listed(value: object) -> list[ast.expr]:
    several = value if isinstance(value, list) else [value]
    return [each for each in several if isinstance(each, ast.expr)]


def _unknown(node: ast.AST) -> ast.expr:
    raise Unwritable(type(node).__name__)
