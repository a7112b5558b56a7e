"""Calls written out where they stand: the body of the function, under names of its own, in place of the call."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from prosessi.simulate.written.hoisting import hoisted
from prosessi.simulate.written.trees import (
    Block,
    Unwritable,
    assigned,
    called,
    calls,
    copied_block,
    is_true,
    leaves,
    name,
    of_own_loop,
    parameters,
    returns,
    size,
    stored,
)

SMALL = 1000
"""What is no larger is written out wherever it is called; what is called from one place only, whatever its size."""

FEW = 24
"""So little is rather written twice than asked about."""

Functions = Mapping[str, ast.FunctionDef]


def unfolded(functions: Functions, main: str) -> ast.FunctionDef:
    """A function in which the calls of others are written out, but of those that are large and called often."""
    function = functions[main]
    unfolding = _Unfolding(functions, frozenset(_small(functions, main)))
    for each in {*functions, *parameters(function), *stored(function.body)}:
        unfolding.fresh(each)
    body = copied_block(function.body, {})
    return ast.FunctionDef(main, function.args, unfolding.block(body), [], lineno=1)


def reachable(functions: Functions, main: str) -> dict[str, Counter[str]]:
    """Every function that may come to be called, with whom it calls, how often."""
    found: dict[str, Counter[str]] = {}
    ahead = [main]
    while ahead:
        here = ahead.pop()
        if here not in found:
            found[here] = Counter(called(call) for call in calls(functions[here].body) if called(call) in functions)
            ahead += found[here]
    return found


def _small(functions: Functions, main: str) -> set[str]:
    """The functions that are written out: none that comes to call itself."""
    found = reachable(functions, main)
    endless = {each for each in found if any(each in reachable(functions, other) for other in found[each])}
    sites = sum(found.values(), Counter[str]())
    full: dict[str, int] = {}

    def measured(each: str) -> int:
        if each not in full:
            inner = {other: measured(other) for other in found[each] if other not in endless}
            inside = {other: many for other, many in inner.items() if many <= SMALL or sites[other] == 1}
            full[each] = size(functions[each].body) + sum(found[each][other] * inside[other] for other in inside)
        return full[each]

    return {each for each in found if each not in {main, *endless} and (measured(each) <= SMALL or sites[each] == 1)}


@dataclass(slots=True)
class _Unfolding:
    functions: Functions
    wanted: frozenset[str]
    taken: Counter[str] = field(default_factory=Counter)

    def fresh(self, base: str) -> str:
        """A name that nothing has yet."""
        self.taken[base] += 1
        if self.taken[base] == 1:
            return base
        return self.fresh(f"{base.rstrip('0123456789').rstrip('_')}_{self.taken[base]}")

    def block(self, block: Block) -> Block:
        """Statements with the calls in them written out."""
        return self._spread(hoisted(block, self._apart, self.fresh))

    def _apart(self, called: str) -> bool:
        """Whether a call must stand by itself: it is written out, or `at` is brought up to date around it."""
        return called in self.wanted or (called in self.functions and "at" in parameters(self.functions[called]))

    def _spread(self, block: Block) -> Block:
        spread: Block = []
        for each in block:
            match each:
                case ast.If() | ast.While() | ast.For():
                    each.body, each.orelse = self._spread(each.body), self._spread(each.orelse)
                    spread.append(each)
                case ast.Assign(targets=[ast.Name(target)], value=ast.Call() as call) if called(call) in self.wanted:
                    spread += self._in_place(call, target)
                case ast.Expr(ast.Call() as call) if called(call) in self.wanted:
                    spread += self._in_place(call, "")
                case ast.Return(ast.Call() as call) if called(call) in self.wanted:
                    answer = self.fresh("answer")
                    spread += [*self._in_place(call, answer), ast.Return(name(answer))]
                case _:
                    spread.append(each)
        return spread

    def _in_place(self, call: ast.Call, target: str) -> Block:
        """The body of what is called, which gives its answer to a name."""
        function = self.functions[called(call)]
        own = stored(function.body)
        names: dict[str, ast.expr] = {}
        begin: Block = []
        for parameter, given in zip(parameters(function), call.args, strict=True):
            if isinstance(given, (ast.Name, ast.Constant)) and parameter not in own:
                names[parameter] = given
            else:
                names[parameter] = name(self.fresh(parameter))
                begin.append(assigned(names[parameter].id, given))  # type: ignore[attr-defined]
        for local in sorted(own - set(parameters(function))):
            names[local] = name(self.fresh(local))
        body = copied_block(function.body, names)
        return [*begin, *self.block(without_returns(body, target))]


def without_returns(block: Block, target: str) -> Block:
    """The body of a function with its answer assigned to a name, if it has one, instead of returned."""
    try:
        return _Leaving(target).to_the_end(block)
    except _BothWays:
        once = _Leaving(target).out_of_loop([*copied_block(block, {}), ast.Break()])
        return [ast.While(ast.Constant(True), once, [])]  # noqa: FBT003


class _BothWays(Exception):  # not a fault
    """There is much behind a question, one answer to which returns here or there."""


@dataclass(frozen=True, slots=True)
class _Leaving:
    target: str

    def to_the_end(self, block: Block) -> Block:
        """Statements that come last, without returns: what stands behind one that may return goes into its branches."""
        for place, each in enumerate(block):
            before, rest = block[:place], block[place + 1 :]
            if isinstance(each, ast.Return):
                return [*before, *self._answer(each)]
            if not returns([each]):
                continue
            if isinstance(each, ast.If):
                return [*before, self._either(each, rest)]
            if isinstance(each, (ast.While, ast.For)):
                _refuse_breaks(each)
                each.orelse = self.to_the_end([*each.orelse, *rest])
                each.body = self.out_of_loop(each.body)
                return [*before, each]
        return block

    def _either(self, each: ast.If, rest: Block) -> ast.stmt:
        yes, no = (returns(branch) and leaves(branch) for branch in (each.body, each.orelse))
        if not (yes or no) and size(rest) > FEW:
            raise _BothWays
        behind = copied_block(rest, {}) if not (yes or no) else rest
        body = self.to_the_end(each.body if yes else [*each.body, *rest])
        orelse = self.to_the_end(each.orelse if no else [*each.orelse, *behind])
        return ast.If(each.test, body or [ast.Pass()], orelse)

    def out_of_loop(self, block: Block) -> Block:
        """The body of a loop, which is left where the function returned."""
        done: Block = []
        for place, each in enumerate(block):
            rest = block[place + 1 :]
            if isinstance(each, ast.Return):
                return [*done, *self._answer(each), ast.Break()]
            if isinstance(each, ast.If) and returns([each]):
                each.body, each.orelse = self.out_of_loop(each.body), self.out_of_loop(each.orelse)
            elif isinstance(each, (ast.While, ast.For)) and returns([each]):
                _refuse_breaks(each)
                behind = self.out_of_loop([*each.orelse, *rest])
                each.orelse = behind if leaves(behind) else [*behind, ast.Continue()]
                each.body = self.out_of_loop(each.body)
                return [*done, each, ast.Break()]
            done.append(each)
        return done

    def _answer(self, each: ast.Return) -> Block:
        if each.value is None:
            return []
        if self.target:
            return [assigned(self.target, each.value)]
        return [ast.Expr(each.value)] if called(each.value) else []


def _refuse_breaks(each: ast.While | ast.For) -> None:
    if of_own_loop(each.body, ast.Break):
        raise Unwritable(type(each).__name__)


def endless(each: ast.stmt) -> bool:
    """Whether a loop goes round until something in it leaves it."""
    return isinstance(each, ast.While) and is_true(each.test)
