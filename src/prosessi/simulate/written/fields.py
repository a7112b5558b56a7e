"""Numbers that stand in a sequence at places known beforehand become variables.

They are read when the function begins, and written when it ends; a function that is called in between finds what it
reads, and what it writes is read again.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from prosessi.simulate.written.trees import Block, assigned, called, calls, expressions, name, parameters

Fields = frozenset[int]


@dataclass(frozen=True, slots=True)
class Touched:
    """Which places of a sequence a function reads and writes, itself or by those whom it calls."""

    read: Fields
    written: Fields


def touched(functions: Mapping[str, ast.FunctionDef], main: str, sequence: str) -> Touched | None:
    """What a function touches of a sequence; None if that is not known beforehand."""
    read, written = set[int](), set[int]()
    ahead, seen = [main], set[str]()
    while ahead:
        here = ahead.pop()
        if here in seen:
            continue
        seen.add(here)
        body = functions[here].body
        for place in _places(body, sequence):
            if not isinstance(place.slice, ast.Constant) or not isinstance(place.slice.value, int):
                return None
            (written if isinstance(place.ctx, ast.Store) else read).add(place.slice.value)
            if isinstance(place.ctx, ast.Store):
                read.add(place.slice.value)
        ahead += [called(call) for call in calls(body) if called(call) in functions]
    return Touched(frozenset(read), frozenset(written))


def with_fields(
    function: ast.FunctionDef, sequence: str, of_others: Callable[[str], Touched | None], word: Callable[[int], str]
) -> ast.FunctionDef:
    """A function in which the fields of a sequence are variables; `word` says what they are called."""
    own = touched({function.name: function}, function.name, sequence)
    if own is None:
        return function
    names = {place: f"{sequence}_{word(place)}" for place in own.read | own.written}
    turned = _Turned(sequence, names, own.written, of_others)
    body = turned.block(function.body)
    begin = [assigned(names[place], _place(sequence, place, ast.Load())) for place in sorted(names)]
    end = [] if isinstance(body[-1], ast.Return) else turned.kept(own.written)
    return ast.FunctionDef(function.name, function.args, [*begin, *body, *end], [], lineno=1)


def _places(body: Block, sequence: str) -> list[ast.Subscript]:
    return [
        each
        for each in expressions(body)
        if isinstance(each, ast.Subscript) and isinstance(each.value, ast.Name) and each.value.id == sequence
    ]


def _place(sequence: str, place: int, context: ast.expr_context) -> ast.Subscript:
    return ast.Subscript(name(sequence), ast.Constant(place), context)


@dataclass(slots=True)
class _Turned(ast.NodeTransformer):
    sequence: str
    names: Mapping[int, str]
    written: Fields
    of_others: Callable[[str], Touched | None]

    def block(self, block: Block) -> Block:
        """Statements over variables."""
        turned: Block = []
        for each in block:
            if isinstance(each, (ast.If, ast.While, ast.For)):
                each.body, each.orelse = self.block(each.body), self.block(each.orelse)
                head = "iter" if isinstance(each, ast.For) else "test"
                setattr(each, head, self.visit(getattr(each, head)))
                turned.append(each)
                continue
            before, after = self._around(each)
            turned += [*before, self.visit(each), *after]
        return turned

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        """A field is a variable."""
        self.generic_visit(node)
        if isinstance(node.value, ast.Name) and node.value.id == self.sequence and isinstance(node.slice, ast.Constant):
            return ast.Name(self.names[int(str(node.slice.value))], node.ctx)
        return node

    def kept(self, places: Fields) -> Block:
        """Write variables back."""
        return [
            ast.Assign([_place(self.sequence, place, ast.Store())], name(self.names[place]), lineno=1)
            for place in sorted(places)
        ]

    def _around(self, each: ast.stmt) -> tuple[Block, Block]:
        """What comes before a statement that calls or returns, and after it."""
        if isinstance(each, ast.Return):
            return self.kept(self.written), []
        read, written = set[int](), set[int]()
        for call in calls([each]):
            if not any(isinstance(given, ast.Name) and given.id == self.sequence for given in call.args):
                continue
            other = self.of_others(called(call))
            read |= self.names.keys() if other is None else other.read
            written |= self.names.keys() if other is None else other.written
        again: Block = [
            assigned(self.names[place], _place(self.sequence, place, ast.Load()))
            for place in sorted(self.names.keys() & written)
        ]
        return self.kept(frozenset(self.written & read)), again


def writes(functions: Mapping[str, ast.FunctionDef]) -> dict[str, frozenset[str]]:
    """For each function the sequences that it changes, itself or by those whom it calls."""
    own = {each: _changed(function) for each, function in functions.items()}
    callees = {
        each: {called(call) for call in calls(function.body)} & functions.keys() for each, function in functions.items()
    }
    while True:
        more = {each: own[each].union(*(own[other] for other in callees[each])) for each in own}
        if more == own:
            return {each: frozenset(changed & set(parameters(functions[each]))) for each, changed in own.items()}
        own = more


def _changed(function: ast.FunctionDef) -> set[str]:
    stores = {
        each.value.id
        for each in expressions(function.body)
        if isinstance(each, ast.Subscript) and isinstance(each.ctx, ast.Store) and isinstance(each.value, ast.Name)
    }
    given = {
        given.id
        for call in calls(function.body)
        if called(call) in {"heappush", "heappop"}
        for given in call.args[:1]
        if isinstance(given, ast.Name)
    }
    return stores | given
