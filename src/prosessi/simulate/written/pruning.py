"""What nobody reads is left away.

A function is gone through backwards, with the names that somebody reads later. What comes at the end of a round of a
loop is read at its beginning, so the rounds are gone through until nothing more turns out to be read.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from prosessi.simulate.written.reckoning import PURE
from prosessi.simulate.written.trees import Block, called, calls, expressions

Names = frozenset[str]
NOTHING: Names = frozenset()


def pruned(function: ast.FunctionDef) -> ast.FunctionDef:
    """A function without assignments that nobody reads."""
    body, _ = _Pruning().block(function.body, NOTHING)
    return ast.FunctionDef(function.name, function.args, body or [ast.Pass()], [], lineno=1)


@dataclass(slots=True)
class _Pruning:
    """The loops around, each with what is read after it and at its beginning."""

    loops: list[tuple[Names, Names]] = field(default_factory=list)
    found: dict[ast.AST, Names] = field(default_factory=dict)
    """What is read in something, by what it is: a loop is gone through several times."""

    def block(self, block: Block, later: Names) -> tuple[Block, Names]:
        """Statements without those that come to nothing, and what is read from their beginning on."""
        kept: Block = []
        for each in reversed(block):
            left, later = self.statement(each, later)
            kept += reversed(left)
        kept.reverse()
        return kept, later

    def statement(self, node: ast.stmt, later: Names) -> tuple[Block, Names]:  # noqa: C901, PLR0911  # one line a kind of node
        """A statement, if it comes to something, and what is read from there on."""
        match node:
            case ast.If():
                return self._if(node, later)
            case ast.While() | ast.For():
                return self._loop(node, later)
            case ast.Break():
                return [node], self.loops[-1][0]
            case ast.Continue():
                return [node], self.loops[-1][1]
            case ast.Return():
                return [node], self._read(node)
            case ast.Assign(targets=[ast.Name(target)]) if target not in later:
                return self._for_its_effect(node.value, later)
            case ast.Assign(targets=[ast.Name(target)]):
                return [node], (later - {target}) | self._read(node.value)
            case ast.Assign(targets=[ast.Tuple(elts=parts)]) if not any(
                isinstance(each, ast.Name) and each.id in later for each in parts
            ):
                return self._for_its_effect(node.value, later)
            case ast.Expr():
                return self._for_its_effect(node.value, later)
            case ast.Pass():
                return [], later
        return [node], later | self._read(node)

    def _for_its_effect(self, value: ast.expr, later: Names) -> tuple[Block, Names]:
        """What is reckoned for nothing, but that it may change something or give a name."""
        given = {each.target.id for each in expressions([value]) if isinstance(each, ast.NamedExpr)}
        if not given & later and all(called(call) in PURE for call in calls([ast.Expr(value)])):
            return [], later
        return [ast.Expr(value)], later | self._read(value)

    def _if(self, node: ast.If, later: Names) -> tuple[Block, Names]:
        body, in_body = self.block(node.body, later)
        orelse, in_orelse = self.block(node.orelse, later)
        if not body and not orelse:
            return self._for_its_effect(node.test, later)
        read = in_body | in_orelse | self._read(node.test)
        if not body:
            return [ast.If(ast.UnaryOp(ast.Not(), node.test), orelse, [])], read
        return [ast.If(node.test, body, orelse)], read

    def _loop(self, node: ast.While | ast.For, later: Names) -> tuple[Block, Names]:
        orelse, after = self.block(node.orelse, later)
        head = node.iter if isinstance(node, ast.For) else node.test
        own = {node.target.id} if isinstance(node, ast.For) and isinstance(node.target, ast.Name) else set()
        again = after | self._read(head)
        while True:
            self.loops.append((later, again))
            body, begun = self.block(node.body, again)
            self.loops.pop()
            more = again | (begun - own)
            if more == again:
                break
            again = more
        if isinstance(node, ast.For):
            return [ast.For(node.target, node.iter, body or [ast.Pass()], orelse, lineno=1)], again
        return [ast.While(node.test, body or [ast.Pass()], orelse)], again

    def _read(self, node: ast.AST) -> Names:
        """The names that are read in something."""
        if node not in self.found:
            self.found[node] = frozenset(
                each.id for each in expressions([node]) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Load)
            )
        return self.found[node]
