"""Where ways part so much that what comes behind them is better written for each way by itself.

What a question assigns may settle the next one; a loop of which every round is known goes round by round; and a record
on which all that follows depends is asked for once.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

from prosessi.simulate.written.knowing import Known, met
from prosessi.simulate.written.reckoning import Reckoning, denied, sequence_of
from prosessi.simulate.written.trees import (
    Block,
    assigned,
    expressions,
    is_true,
    leaves,
    name,
    number,
    of_own_loop,
    size,
    statements,
    stored,
)
from prosessi.simulate.written.values import Value

SHORT: Final = 8
"""So many rounds of a loop are written one by one."""

WAYS: Final = 16
"""So many ways are told apart."""

LARGE: Final = 4000
MOST_GROWN: Final = 6_000
"""So many statements are gone through; after that nothing is written twice any more."""


@dataclass(frozen=True, slots=True)
class Round:
    """A round of a loop that is written by itself: what comes when it is over, and when the loop is left."""

    again: Block
    rest: Block


Loops = list[list[Known] | Round]
Groups = list[tuple[Any, list[int]]]
"""What stands in the records, and in which."""


class Writing(Protocol):
    """Who writes a function."""

    now: Reckoning
    loops: Loops
    grown: int

    def block(self, block: Block) -> Block:
        """Statements one after another."""

    def statement(self, node: ast.stmt) -> Block:
        """A statement as it is here."""

    def assign(self, target: str, value: ast.expr) -> Block:
        """A name gets a value."""


@dataclass(slots=True)
class Ways:
    """How the ways through a function part."""

    write: Writing
    split: Mapping[str, int | None] = field(default_factory=dict)
    """Sequences of which each record goes a way of its own from where a field of it is looked up, or any."""

    def with_rest(self, node: ast.stmt, rest: Block) -> Block | None:
        """A statement on which it depends what follows, with all that follows; None if nothing does."""
        match node:
            case ast.If():
                return self._question(node, rest)
            case ast.Assign(targets=[ast.Name(target)], value=ast.Subscript() as looked_up):
                return self._each_by_itself(target, looked_up, rest) if sequence_of(looked_up) in self.split else None
            case ast.While():
                return self._once_through(node, rest) if is_true(node.test) else self._round_by_round(node, rest)
            case ast.For():
                return self._number_by_number(node, rest)
            case ast.Break() | ast.Continue():
                return self._out_of_round(node)
        return None

    def _question(self, node: ast.If, rest: Block) -> Block | None:
        """A question that leaves a round, or settles the next question, which then is asked on each way by itself."""
        if rest and self._leaves_round(node):
            return self.write.statement(ast.If(node.test, [*node.body, *rest], [*node.orelse, *rest]))
        settled = self._settled_by(node, rest)
        if not settled:
            return None
        asked, after = rest[:settled], rest[settled:]
        return self.write.block([ast.If(node.test, [*node.body, *asked], [*node.orelse, *asked]), *after])

    def _once_through(self, node: ast.While, rest: Block) -> Block | None:
        """What is gone through once and left here or there; where it is left, the next question is asked."""
        settled = self._settled_by(node, rest) if goes_once(node) and not _left_behind(node.body) else 0
        if not settled:
            return None
        self.write.loops.append(Round([], rest[:settled]))
        done = self.write.block(node.body)
        self.write.loops.pop()
        return done if self.write.now.known is None else done + self.write.block(rest[settled:])

    def _settled_by(self, node: ast.stmt, rest: Block) -> int:
        """How far it goes up to the question behind a statement that what it assigns settles; 0 if it does not."""
        place, later = next(((i, each) for i, each in enumerate(rest) if not isinstance(each, ast.Assign)), (0, None))
        if not isinstance(later, ast.If) or not self._may_grow():
            return 0
        asked = {each.id for each in expressions([later.test]) if isinstance(each, ast.Name)}
        now, names = self.write.now, self.write.now.here.names
        known = any(now.literal(names[each]) is not None for each in asked & names.keys())
        for each in reversed([*statements([node]), *rest[:place]]):
            match each:
                case ast.Assign(targets=[ast.Name(target)], value=ast.Name() | ast.UnaryOp() as value) if (
                    target in asked
                ):
                    asked |= {part.id for part in expressions([value]) if isinstance(part, ast.Name)}
        if not asked & stored([node]):
            return 0
        settled, _ = _ways([node], asked, (1, 0) if known else (0, 1))
        return place + 1 if settled > 1 else 0

    def _may_grow(self) -> bool:
        """Whether there is room to write something once more."""
        return self.write.grown < MOST_GROWN

    def _each_by_itself(self, target: str, looked_up: ast.Subscript, rest: Block) -> Block | None:
        """What is looked up for a record decides what follows: for each record that is written by itself."""
        found = self._records_of(looked_up)
        if found is None or not self._may_grow():
            return None
        key, text, groups = found
        asked = f"{target}_of"
        while asked in self.write.now.here.names:
            asked += "_"
        done = self.write.assign(asked, text)
        self.write.now.here.assign(asked, key)
        return [*done, *self._chain_of(asked, key, target, groups, rest)]

    def _records_of(self, looked_up: ast.Subscript) -> tuple[Value, ast.expr, Groups] | None:
        """On which record it depends what is looked up, and what it is for which records."""
        now, wanted = self.write.now, self.split[sequence_of(looked_up)]
        before = now.here.copy()
        value, _ = now.value(looked_up)
        field_number = now.values.place(now.value(looked_up.slice)[0])[2]
        column = now.values.columns.get(value)
        text = None if column is None else now.text_of(column[0])
        literal = now.literal(value)
        now.known = before
        if literal is not None or column is None or text is None or wanted not in {None, field_number}:
            return None
        key, numbers = column
        left = sorted(each for each in now.here.records.get(key, range(len(numbers))) if each < len(numbers))
        groups: dict[Any, list[int]] = {}
        for each in left:
            groups.setdefault(numbers[each], []).append(each)
        in_order = sorted(groups.items(), key=lambda group: (len(group[1]), group[1]))
        return (key, text, in_order) if 1 < len(groups) <= WAYS else None

    def _chain_of(self, asked: str, key: Value, target: str, groups: Groups, rest: Block) -> Block:
        """The ways of all groups of records, one question after another."""
        (number_, records), *others = groups
        no = self.write.now.here.copy()
        self.write.now.here.records[key] = frozenset(records)
        if len(records) == 1:
            self.write.now.here.equal[key] = records[0]
        body = self.write.block([assigned(target, number(number_)), *rest])
        after_yes = self.write.now.known
        if not others:
            return body
        self.write.now.known = no
        orelse = self._chain_of(asked, key, target, others, rest)
        self.write.now.known = met(
            self.write.now.values, [way for way in (after_yes, self.write.now.known) if way is not None]
        )
        tests: list[ast.expr] = [ast.Compare(name(asked), [ast.Eq()], [number(each)]) for each in records]
        test = tests[0] if len(tests) == 1 else ast.BoolOp(ast.Or(), tests)
        return [ast.If(test, body or [ast.Pass()], orelse)]

    def _round_by_round(self, node: ast.While, rest: Block) -> Block | None:
        """A loop of which it is known that it goes round once more, or that it does not."""
        before = self.write.now.here.copy()
        answer = self.write.now.test(node.test)[0]
        self.write.now.known = before
        if answer is None or size(node.body) > LARGE or _left_behind(node.body) or not self._may_grow():
            return None
        if not answer:
            return self.write.block([*node.orelse, *rest])
        return self._in_round(node.body, [node, *rest], rest)

    def _number_by_number(self, node: ast.For, rest: Block) -> Block | None:
        """A loop over a few numbers all of which are known."""
        bounds = node.iter.args if isinstance(node.iter, ast.Call) else []
        before = self.write.now.here.copy()
        found = [self.write.now.literal(self.write.now.value(each)[0]) for each in bounds]
        self.write.now.known = before
        if not found or None in found or size(node.body) > LARGE or _left_behind(node.body):
            return None
        numbers = range(*map(int, found))
        if len(numbers) > SHORT or not self._may_grow():
            return None
        if not numbers:
            return self.write.block([*node.orelse, *rest])
        begin = [assigned(node.target.id, number(numbers[0]))] if isinstance(node.target, ast.Name) else []
        after: list[ast.expr] = [number(numbers[0] + numbers.step), number(numbers.stop), number(numbers.step)]
        again = ast.For(node.target, ast.Call(name("range"), after, []), node.body, node.orelse, lineno=1)
        return self._in_round([*begin, *node.body], [again, *rest], rest)

    def _in_round(self, body: Block, again: Block, rest: Block) -> Block:
        """One round of a loop by itself, then what comes after it; where it is left, what comes after the loop."""
        body = without_continue(body)
        if not of_own_loop(body, ast.Break) and not of_own_loop(body, ast.Continue):
            return self.write.block([*body, *again])
        self.write.loops.append(Round(again, rest))
        done = self.write.block([*body, ast.Continue()])
        self.write.loops.pop()
        return done

    def _leaves_round(self, node: ast.If) -> bool:
        """Whether one answer leaves a round that is written by itself, or ends it."""
        in_round = bool(self.write.loops) and isinstance(self.write.loops[-1], Round)
        return in_round and (of_own_loop([node], ast.Break) or of_own_loop([node], ast.Continue))

    def _out_of_round(self, node: ast.stmt) -> Block | None:
        """The end of a round that is written by itself: what comes next stands here."""
        this = self.write.loops[-1]
        if not isinstance(this, Round):
            return None
        self.write.loops.pop()
        done = self.write.block(this.rest if isinstance(node, ast.Break) else this.again)
        self.write.loops.append(this)
        return done


def _ways(block: Block, asked: set[str], before: tuple[int, int]) -> tuple[int, int]:
    """On how many ways through statements a name gets a literal, and on how many something else."""
    settled, open_ = before
    for each in block:
        match each:
            case ast.Assign(targets=[ast.Name(target)], value=value) if target in asked:
                if isinstance(value, ast.Constant):
                    settled, open_ = 1, 0
                elif not isinstance(value, (ast.Name, ast.UnaryOp)):
                    settled, open_ = 0, 1
            case ast.If():
                found = (1, 0) if _finds(each.test, asked) else (settled, open_)
                ways = [_ways(each.body, asked, found), _ways(each.orelse, asked, (settled, open_))]
                settled, open_ = (sum(way[place] for way in ways) for place in (0, 1))
            case ast.While() | ast.For() if asked & stored([each]):
                ways = [_ways(branch, asked, (settled, open_)) for branch in (each.body, each.orelse)]
                settled, open_ = (sum(way[place] for way in ways) for place in (0, 1))
    return (0, 0) if leaves(block) and not isinstance(block[-1], ast.Break) else (settled, open_)


def _finds(test: ast.expr, asked: set[str]) -> bool:
    """Whether yes to a question says which literal a name stands for."""
    match test:
        case ast.Compare(left=ast.Name(found), ops=[ast.Eq()], comparators=[ast.Constant()]):
            return found in asked
    return False


def left(this: list[Known] | Round) -> list[Known]:
    """What is known where a loop was left."""
    return this if isinstance(this, list) else []


def _left_behind(block: Block) -> bool:
    """Whether the loop of some statements is left from behind an inner one."""
    return any(
        isinstance(each, (ast.While, ast.For))
        and (of_own_loop(each.orelse, ast.Break) or of_own_loop(each.orelse, ast.Continue))
        for each in statements(block)
    )


def goes_once(node: ast.While) -> bool:
    """Whether a loop never comes to its beginning again."""
    return is_true(node.test) and leaves(node.body) and not of_own_loop(node.body, ast.Continue)


def without_continue(block: Block) -> Block:
    """The body of a loop in which what is passed over by `continue` stands under the opposite question."""
    for place, each in enumerate(block):
        if (
            isinstance(each, ast.If)
            and not each.orelse
            and len(each.body) == 1
            and isinstance(each.body[0], ast.Continue)
        ):
            return [
                *block[:place],
                ast.If(denied(each.test), without_continue(block[place + 1 :]) or [ast.Pass()], []),
            ]
    return block
