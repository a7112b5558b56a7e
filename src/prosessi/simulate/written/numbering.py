"""What is known is not asked again, what was reckoned is not reckoned again, and what cannot happen is left away.

The statements of a function are gone through in their order, and each value that comes up gets a number (see `values`).
Where ways meet only what all of them know is known, and a loop begins with what none of its rounds can change.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from prosessi.simulate.written.kinds import wholes
from prosessi.simulate.written.knowing import met
from prosessi.simulate.written.reckoning import Facts, Reckoning, denied, sequence_of
from prosessi.simulate.written.trees import (
    Block,
    Unwritable,
    assigned,
    called,
    calls,
    expressions,
    name,
    number,
    of_own_loop,
    size,
    stored,
)
from prosessi.simulate.written.values import ANY, REAL, WHOLE, Value
from prosessi.simulate.written.ways import SHORT, Loops, Ways, goes_once, left

NOTHING: Final[Mapping[str, int | None]] = MappingProxyType({})
FEW: Final = 260
"""A short loop with no more in it is written round by round."""


def numbered(
    function: ast.FunctionDef, facts: Facts, *, naming: bool = True, split: Mapping[str, int | None] = NOTHING
) -> ast.FunctionDef:
    """A function in which nothing is asked that is known; `split` as in `Ways`."""
    return _Numbering(Reckoning(facts, naming, wholes(function, facts)), split).function(function)


class _Numbering:
    """A function gone through."""

    def __init__(self, now: Reckoning, split: Mapping[str, int | None]) -> None:
        """Nothing has been gone through yet."""
        self.now = now
        self.ways = Ways(self, split)
        self.loops: Loops = []
        self.grown = 0

    def function(self, given: ast.FunctionDef) -> ast.FunctionDef:
        """A function in which nothing is asked that is known."""
        for argument in given.args.args:
            self.now.here.assign(argument.arg, self.now.values.new(self.now.kind_of(argument.arg)))
        body = self.now.put_names(self.block(given.body) or [ast.Pass()])
        return ast.FunctionDef(given.name, given.args, body, [], lineno=1)

    def block(self, block: Block) -> Block:
        """Statements one after another, as far as anybody comes."""
        done: Block = []
        for place, each in enumerate(block):
            if self.now.known is None:
                break
            whole = self.ways.with_rest(each, block[place + 1 :]) if self.ways.split else None
            if whole is not None:
                return done + whole
            done += self.statement(each)
        return done

    def statement(self, node: ast.stmt) -> Block:  # noqa: PLR0911  # one line a kind of node
        """A statement as it is here."""
        self.grown += 1
        match node:
            case ast.If():
                return self._if(node)
            case ast.While():
                return self._while(node)
            case ast.For():
                return self._for(node)
            case ast.Assign() | ast.AugAssign():
                return self._change_something(node)
            case ast.Expr():
                return [ast.Expr(self.now.value(node.value)[1])]
            case ast.Return() | ast.Break() | ast.Continue():
                return self._leave(node)
            case ast.Pass():
                return []
        raise Unwritable(type(node).__name__)

    def _change_something(self, node: ast.Assign | ast.AugAssign) -> Block:
        """A name gets a value, or several do, or a place in a sequence."""
        match node:
            case ast.Assign(targets=[ast.Name(target)]):
                return self.assign(target, node.value)
            case ast.Assign(targets=[ast.Subscript() as target]):
                return self._put(target, node.value)
            case ast.Assign(targets=[ast.Tuple(elts=parts)]):
                return self._unpack(node, [part.id for part in parts if isinstance(part, ast.Name)])
            case ast.AugAssign(target=ast.Name(target)):
                return self.assign(target, ast.BinOp(name(target), node.op, node.value))
            case ast.AugAssign(target=ast.Subscript() as target):
                return self._change(node, target)
        raise Unwritable(type(node).__name__)

    def _leave(self, node: ast.Return | ast.Break | ast.Continue) -> Block:
        """Nobody comes to what stands behind this."""
        if isinstance(node, ast.Return) and node.value is not None:
            node = ast.Return(self.now.value(node.value)[1])
        elif isinstance(node, ast.Break):
            left(self.loops[-1]).append(self.now.here)
        self.now.known = None
        return [node]

    def assign(self, target: str, value: ast.expr) -> Block:
        found, text = self.now.value(value)
        if self.now.here.names.get(target) == found:
            return []
        self.now.here.assign(target, found)
        return [assigned(target, text)]

    def _unpack(self, node: ast.Assign, targets: list[str]) -> Block:
        whole, text = self.now.value(node.value)
        kinds = (REAL, WHOLE) if called(node.value) == "frexp" else (ANY,) * len(targets)
        for place, (target, kind) in enumerate(zip(targets, kinds, strict=True)):
            self.now.here.assign(target, self.now.values.of(("part", whole, place), kind))
        parts: list[ast.expr] = [ast.Name(each, ast.Store()) for each in targets]
        return [ast.Assign([ast.Tuple(parts, ast.Store())], text, lineno=1)]

    def _put(self, target: ast.Subscript, value: ast.expr) -> Block:
        sequence, begun = sequence_of(target), len(self.now.texts)
        found, text = self.now.value(value)
        index, index_text = self.now.value(target.slice)
        if self.now.here.memory.get((sequence, index)) == found:
            self.now.withdraw(begun, self.now.here)
            return []
        self.now.here.put(self.now.values, sequence, index, found)
        return [ast.Assign([ast.Subscript(name(sequence), index_text, ast.Store())], text, lineno=1)]

    def _change(self, node: ast.AugAssign, target: ast.Subscript) -> Block:
        """A place in a sequence is changed; if it is known what stands there, it is not read."""
        sequence, begun = sequence_of(target), len(self.now.texts)
        place = self.now.value(target.slice)[0]
        self.now.withdraw(begun, self.now.here)
        held = self.now.here.memory.get((sequence, place))
        if held is not None and (self.now.literal(held) is not None or self.now.here.holder(held)):
            before = ast.Subscript(name(sequence), target.slice, ast.Load())
            return self._put(target, ast.BinOp(before, node.op, node.value))
        index, index_text = self.now.value(target.slice)
        value, text = self.now.value(node.value)
        kind = self.now.facts.kind(sequence)
        if kind == WHOLE and isinstance(node.op, (ast.Add, ast.Sub)) and self.now.literal(value) == 0:
            self.now.withdraw(begun, self.now.here)
            return []
        self.now.here.put(self.now.values, sequence, index, self.now.values.new(kind))
        return [ast.AugAssign(ast.Subscript(name(sequence), index_text, ast.Store()), node.op, text)]

    def _if(self, node: ast.If) -> Block:
        begun = len(self.now.texts)
        answer, text, yes, no = self.now.test(node.test)
        if answer is not None:
            self.now.known = yes if answer else no
            return self.block(node.body if answer else node.orelse)
        self.now.known = yes
        body = [each for each in self.block(node.body) if not isinstance(each, ast.Pass)]
        after_yes, self.now.known = self.now.known, no
        orelse = self.block(node.orelse)
        ways = [way for way in (after_yes, self.now.known) if way is not None]
        self.now.known = met(self.now.values, ways)
        if not body and not orelse:
            if self.now.known is not None:
                self.now.withdraw(begun, self.now.known)
            return []
        if not body:
            return [ast.If(denied(text), orelse, [])]
        return [ast.If(text, body, orelse)]

    def _while(self, node: ast.While) -> Block:
        once = goes_once(node)
        if not once:
            self._forget_changed([node])
        self.loops.append([])
        answer, text, yes, no = self.now.test(node.test)
        if answer is False:
            self.loops.pop()
            self.now.known = no
            return self.block(node.orelse)
        self.now.known = yes
        body = self.block(node.body)
        broken = left(self.loops.pop())
        if answer is True:
            self.now.known = None
        else:
            self.now.known = no
        orelse = self.block(node.orelse) if self.now.known is not None else []
        ways = [*broken, *([self.now.known] if self.now.known is not None else [])]
        self.now.known = met(self.now.values, ways)
        if once and isinstance(body[-1], ast.Break) and not of_own_loop(body[:-1], ast.Break):
            return body[:-1]
        return [ast.While(text, body, orelse)]

    def _for(self, node: ast.For) -> Block:
        """A loop over numbers one after another."""
        target = node.target.id if isinstance(node.target, ast.Name) else ""
        bounds = node.iter.args if isinstance(node.iter, ast.Call) else []
        if written := self._rounds(node, target, bounds):
            return self.block(written)
        begun = len(self.now.texts)
        found = [self.now.value(each) for each in bounds]
        if self._no_rounds([value for value, _ in found]):
            self.now.withdraw(begun, self.now.here)
            return self.block(node.orelse)
        numbers = ast.Call(name("range"), [text for _, text in found], [])
        self._forget_changed([node])
        self.now.here.assign(target, self.now.values.new(WHOLE))
        before = self.now.here.copy()
        self.loops.append([])
        body = self.block(node.body)
        broken = left(self.loops.pop())
        self.now.known = before
        before.assign(target, self.now.values.new(WHOLE))
        orelse = self.block(node.orelse)
        ways = [*broken, *([self.now.known] if self.now.known is not None else [])]
        self.now.known = met(self.now.values, ways)
        return [ast.For(ast.Name(target, ast.Store()), numbers, body or [ast.Pass()], orelse, lineno=1)]

    def _rounds(self, node: ast.For, target: str, bounds: list[ast.expr]) -> Block:
        """The rounds of a short loop one after another; nothing if it is not short, or left in the middle."""
        if len(bounds) > 2 or of_own_loop(node.body, ast.Break) or of_own_loop(node.body, ast.Continue):
            return []
        begun = len(self.now.texts)
        first = bounds[0] if len(bounds) == 2 else number(0)
        first_value, first_text = self.now.value(first)
        many = self.now.values.operation(ast.Sub, self.now.value(bounds[-1])[0], first_value)
        rounds = self.now.literal(many)
        start = self.now.literal(first_value)
        self.now.withdraw(begun, self.now.here)
        if rounds is None or not 0 < rounds <= SHORT or rounds * size(node.body) > FEW:
            return []
        spread: Block = []
        if start is None:
            spread.append(assigned(target, first_text))
        for each in range(rounds):
            if start is not None:
                spread.append(assigned(target, number(start + each)))
            elif each:
                spread.append(assigned(target, ast.BinOp(name(target), ast.Add(), number(1))))
            spread += node.body
        return [*spread, *node.orelse]

    def _no_rounds(self, bounds: list[Value]) -> bool:
        first = self.now.literal(bounds[0]) if len(bounds) > 1 else 0
        last = self.now.literal(bounds[min(1, len(bounds) - 1)])
        if len(bounds) < 3 and first is not None and last is not None:
            return bool(first >= last)
        return len(bounds) > 1 and bounds[0] == bounds[1]

    def _forget_changed(self, block: Block) -> None:
        """Forget what a round of a loop may change, before the first."""
        for each in stored(block):
            if each in self.now.here.names:
                self.now.here.assign(each, self.now.values.new(self.now.kind_of(each)))
        changed = {
            each.value.id
            for each in expressions(block)
            if isinstance(each, ast.Subscript) and isinstance(each.ctx, ast.Store) and isinstance(each.value, ast.Name)
        }
        for call in calls(block):
            changed |= self.now.changed_by(call)
        self.now.here.forget(changed)
