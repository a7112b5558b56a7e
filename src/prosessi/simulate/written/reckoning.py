"""What an expression comes to, and how to come by it with the least trouble.

A value that some name has is taken from that name; one that was reckoned before gets a name where it was; one that the
facts settle is put down as a literal.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

from prosessi.simulate.written.knowing import Known, met
from prosessi.simulate.written.trees import Block, Unwritable, called, expressions, name, number
from prosessi.simulate.written.values import ANY, MOST, REAL, WHOLE, Value, Values

PURE: Final = frozenset({"int", "float", "min", "max", "abs", "frexp", "len", "range"})
"""What is called and changes nothing."""

_ANSWERS: Final = frozenset({"Lt", "LtE", "Gt", "GtE", "Eq", "NotEq", "Not"})


class Facts(Protocol):
    """What is known before anything happens: of the sequences, and of the functions that are called."""

    def changed(self, function: str) -> frozenset[str] | None:
        """The sequences that a function changes; None if that is not known."""

    def gives_whole(self, function: str) -> bool:
        """Whether a function gives whole numbers."""

    def kind(self, sequence: str) -> str:
        """What stands in a sequence, whole numbers or reals."""

    def at(self, sequence: str, place: int) -> Any:
        """What stands at a place for ever; None if it may change."""

    def column(self, sequence: str, length: int, field: int) -> tuple[Any, ...] | None:
        """What stands for ever in a field of each record; None if it may change."""


@dataclass(slots=True)
class Reckoning:
    """The values of a function, and what is known of them at the place that was come to."""

    facts: Facts
    naming: bool
    """Whether what is reckoned twice gets a name."""
    wholes: frozenset[str]
    values: Values = field(default_factory=Values)
    known: Known | None = field(default_factory=Known)
    """What is known here; None where nobody comes."""
    texts: list[ast.expr] = field(default_factory=list)
    """Everything that was reckoned, as it stands in the text, in its order."""
    reckoned: list[Value] = field(default_factory=list)
    named: dict[int, str] = field(default_factory=dict)

    @property
    def here(self) -> Known:
        """What is known here, where somebody comes."""
        if self.known is None:
            raise Unwritable
        return self.known

    def kind_of(self, each: str) -> str:
        """What kind of value a name has all the time."""
        return WHOLE if each in self.wholes else ANY

    def changed_by(self, call: ast.Call) -> frozenset[str]:
        """The sequences that a call changes."""
        if called(call) in PURE:
            return frozenset()
        changed = self.facts.changed(called(call))
        given = frozenset(each.id for each in call.args if isinstance(each, ast.Name))
        return given if changed is None else changed

    def literal(self, value: Value) -> Any:
        """The number that a value must be; None if it can be several."""
        values = self.values
        if values.is_literal(value):
            return values.forms[value][3]
        here = self.here
        if value in here.equal:
            return here.equal[value]
        if value in values.columns:
            key, column = values.columns[value]
            left = here.records.get(key)
            possible = column if left is None else [column[each] for each in left if each < len(column)]
            one = possible[0] if possible else None
            if one is not None and all(type(each) is type(one) and each == one for each in possible):
                return one
        return None

    def text_of(self, value: Value) -> ast.expr | None:
        """How to come by a value here; None if that is not seen."""
        values, here = self.values, self.here
        if values.is_literal(value):
            return number(values.forms[value][3])
        if (holder := here.holder(value)) is not None:
            return name(holder)
        form = values.forms[value]
        if form[0] in {"plus", "times"}:
            whole = self.text_of(form[1])
            sign = ast.Add() if form[0] == "plus" else ast.Mult()
            return None if whole is None else ast.BinOp(whole, sign, number(form[2]))
        for (sequence, index), held in here.memory.items():
            if held == value and (text := self.text_of(index)) is not None:
                return ast.Subscript(name(sequence), text, ast.Load())
        for each, held in here.names.items():
            if values.forms[held][:2] == ("times", value):
                return ast.BinOp(name(each), ast.FloorDiv(), number(values.forms[held][2]))
        return None

    def withdraw(self, begun: int, known: Known) -> None:
        """What was reckoned from here on does not stand in the text after all."""
        for place in range(begun, len(self.texts)):
            value = self.reckoned[place]
            if known.reckoned.get(value) == place:
                del known.reckoned[value]

    def value(self, node: ast.expr) -> tuple[Value, ast.expr]:
        """The value of an expression, and how to come by it."""
        begun = len(self.texts)
        value, text = self._reckon(node)
        literal = self.literal(value)
        if literal is not None:
            self.withdraw(begun, self.here)
            return self.values.literal(literal), number(literal)
        if isinstance(text, (ast.Constant, ast.Name)) and not isinstance(node, ast.Name):
            return value, text
        holder = self.here.holder(value)
        if holder is not None:
            self.withdraw(begun, self.here)
            return value, name(holder)
        if value in self.here.reckoned:
            place = self.here.reckoned[value]
            if place >= begun:
                return value, text
            self.withdraw(begun, self.here)
            named = self.named.setdefault(place, f"{_word(self.texts[place])}{place}")
            return value, name(named)
        if self.naming and _lasting(text):
            self.here.reckoned[value] = len(self.texts)
            self.texts.append(text)
            self.reckoned.append(value)
        return value, text

    def _reckon(self, node: ast.expr) -> tuple[Value, ast.expr]:  # noqa: C901, PLR0911  # one line a kind of node
        """The value of an expression, and how to come by it if nobody has it."""
        match node:
            case ast.Constant():
                return self.values.literal(node.value), number(node.value)
            case ast.Name():
                if node.id not in self.here.names:
                    self.here.assign(node.id, self.values.new(self.kind_of(node.id)))
                return self.here.names[node.id], name(node.id)
            case ast.BinOp():
                return self._binary(node)
            case ast.UnaryOp():
                value, text = self.value(node.operand)
                return self.values.operation(type(node.op), value), ast.UnaryOp(node.op, text)
            case ast.Compare(comparators=[other]):
                left, left_text = self.value(node.left)
                right, right_text = self.value(other)
                made = self.values.operation(type(node.ops[0]), left, right)
                return made, ast.Compare(left_text, node.ops, [right_text])
            case ast.Subscript():
                return self._read(node)
            case ast.Call():
                return self._call(node)
            case ast.BoolOp() | ast.Compare():
                return self._truth(node)
            case ast.IfExp():
                return self._choice(node)
            case ast.Tuple():
                return self.values.new(), ast.Tuple([self.value(each)[1] for each in node.elts], ast.Load())
        raise Unwritable(type(node).__name__)

    def _binary(self, node: ast.BinOp) -> tuple[Value, ast.expr]:
        begun = len(self.texts)
        left, left_text = self.value(node.left)
        right, right_text = self.value(node.right)
        made = self.values.operation(type(node.op), left, right)
        whole, more = self.values.sum_of(made)
        if more and whole != left and (holder := self.here.holder(whole)):
            self.withdraw(begun, self.here)
            left_text, right_text = name(holder), number(abs(more))
            return made, ast.BinOp(left_text, ast.Add() if more > 0 else ast.Sub(), right_text)
        if made == left:
            return made, left_text
        if made == right:
            return made, right_text
        if isinstance(right_text, ast.Constant) and self.values.kinds[left] == WHOLE:
            left_text = _without_float(left_text, right_text)
        return made, ast.BinOp(_without_float(left_text, right_text), node.op, right_text)

    def _read(self, node: ast.Subscript) -> tuple[Value, ast.expr]:
        sequence = sequence_of(node)
        index, text = self.value(node.slice)
        made = self.here.memory.get((sequence, index))
        if made is None:
            made = self._settled(sequence, index)
            if made is None:
                made = self.values.new(self.facts.kind(sequence))
            self.here.memory[sequence, index] = made
        return made, ast.Subscript(name(sequence), text, ast.Load())

    def _settled(self, sequence: str, index: Value) -> Value | None:
        """What stands in a sequence for ever, be it different for each record."""
        values, facts = self.values, self.facts
        if values.is_literal(index):
            there = facts.at(sequence, values.forms[index][3])
            return None if there is None else values.literal(there)
        found = None
        if index in values.columns:
            key, places = values.columns[index]
            several = [facts.at(sequence, each) for each in places]
            found = None if any(each is None for each in several) else (key, tuple(several))
        else:
            key, length, which = values.place(index)
            column = facts.column(sequence, length, which) if length > 1 and 0 <= which < length else None
            found = None if column is None else (key, column)
        if found is None:
            return None
        made = values.of(("settled", sequence, index), facts.kind(sequence))
        if len(found[1]) <= MOST:
            values.columns[made] = found
        elif all(each == found[1][0] for each in found[1]):
            return values.literal(found[1][0])
        return made

    def _call(self, node: ast.Call) -> tuple[Value, ast.expr]:
        given = [self.value(each) for each in node.args]
        what = called(node)
        text = ast.Call(node.func, [each for _, each in given], [])
        kinds = [self.values.kinds[each] for each, _ in given]
        if (what, kinds) in (("int", [WHOLE]), ("float", [REAL])):
            return given[0]
        if what in PURE:
            kind = {"int": WHOLE, "float": REAL, "len": WHOLE}.get(what, kinds[0] if len(set(kinds)) == 1 else ANY)
            return self.values.of(("call", what, *(each for each, _ in given)), ANY if what == "frexp" else kind), text
        self.here.forget(self.changed_by(node))
        return self.values.new(WHOLE if self.facts.gives_whole(what) else ANY), text

    def _truth(self, node: ast.BoolOp | ast.Compare) -> tuple[Value, ast.expr]:
        answer, text, yes, no = self.test(node)
        if answer is not None:
            self.known = yes if answer else no
            return self.values.literal(answer), number(answer)
        self.known = met(self.values, [yes, no])
        return self.values.new(), text

    def _choice(self, node: ast.IfExp) -> tuple[Value, ast.expr]:
        answer, text, yes, no = self.test(node.test)
        if answer is not None:
            self.known = yes if answer else no
            return self.value(node.body if answer else node.orelse)
        self.known = yes
        body, body_text = self.value(node.body)
        after, self.known = self.here, no
        orelse, orelse_text = self.value(node.orelse)
        self.known = met(self.values, [after, self.here])
        kinds = {self.values.kinds[body], self.values.kinds[orelse]}
        return self.values.new(kinds.pop() if len(kinds) == 1 else ANY), ast.IfExp(text, body_text, orelse_text)

    def test(self, node: ast.expr) -> tuple[bool | None, ast.expr, Known, Known]:
        """The answer to a question if it is known, how to ask, and what is known after yes and after no."""
        begun = len(self.texts)
        answer, text, yes, no = self._asked(node)
        if answer is not None:
            for each in (yes, no):
                self.withdraw(begun, each)
        return answer, text, yes, no

    def _asked(self, node: ast.expr) -> tuple[bool | None, ast.expr, Known, Known]:
        if isinstance(node, ast.BoolOp):
            return self._several(node)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            answer, text, yes, no = self.test(node.operand)
            return None if answer is None else not answer, denied(text), no, yes
        if isinstance(node, ast.Compare) and len(node.comparators) == 2 and _simple(node.comparators[0]):
            middle = node.comparators[0]
            parts: list[ast.expr] = [
                ast.Compare(node.left, node.ops[:1], [middle]),
                ast.Compare(middle, node.ops[1:], node.comparators[1:]),
            ]
            return self._several(ast.BoolOp(ast.And(), parts))
        if isinstance(node, ast.Compare) and len(node.comparators) > 1:
            return self._chain(node)
        value, text = self.value(node)
        literal = self.literal(value)
        if literal is not None:
            return bool(literal), text, self.here, self.here.copy()
        yes, no = self.here, self.here.copy()
        self._learn(value, yes, no)
        return None, text, yes, no

    def _chain(self, node: ast.Compare) -> tuple[bool | None, ast.expr, Known, Known]:
        """A value between two others, which is reckoned once."""
        parts = [self.value(each) for each in (node.left, *node.comparators)]
        answers = [
            self.literal(self.values.operation(type(each), one[0], other[0]))
            for each, one, other in zip(node.ops, parts, parts[1:], strict=False)
        ]
        if False in answers:
            return False, number(False), self.here, self.here  # noqa: FBT003
        if all(answers):
            return True, number(True), self.here, self.here  # noqa: FBT003
        texts = [text for _, text in parts]
        return None, ast.Compare(texts[0], node.ops, texts[1:]), self.here, self.here.copy()

    def _several(self, node: ast.BoolOp) -> tuple[bool | None, ast.expr, Known, Known]:
        """Questions joined by `and` or `or`, of which the later are only asked if it still matters."""
        decisive = isinstance(node.op, ast.Or)
        texts: list[ast.expr] = []
        ended: list[Known] = []
        for each in node.values:
            answer, text, yes, no = self.test(each)
            stop, go_on = (yes, no) if decisive else (no, yes)
            if answer is not None and answer == decisive:
                stopped = met(self.values, [*ended, stop]) or stop
                return decisive, number(decisive), stopped, stopped
            self.known = go_on
            if answer is None:
                texts.append(text)
                ended.append(stop)
        if not texts:
            return not decisive, number(not decisive), self.here, self.here
        stopped = met(self.values, ended) or self.here
        text = texts[0] if len(texts) == 1 else ast.BoolOp(node.op, texts)
        yes, no = (stopped, self.here) if decisive else (self.here, stopped)
        return None, text, yes, no

    def _learn(self, value: Value, yes: Known, no: Known) -> None:
        """Put down what follows from an answer."""
        values = self.values
        if values.forms[value][0] not in _ANSWERS:
            return
        for here, said in ((yes, True), (no, False)):
            truth = here.equal[value] = said
            form = values.forms[value]
            if form[0] == "Not":
                here.equal[form[1]] = not truth
                form, truth = values.forms[form[1]], not truth
            if form[0] == "Eq" and truth and values.is_literal(form[2]) and values.kinds[form[1]] == WHOLE:
                here.equal[form[1]] = values.forms[form[2]][3]
            if value in values.columns:
                key, column = values.columns[value]
                left = here.records.get(key, frozenset(range(len(column))))
                here.records[key] = frozenset(
                    each for each in left if each >= len(column) or bool(column[each]) == said
                )

    def put_names(self, block: Block) -> Block:
        """Statements in which what is asked for again has its name."""
        asked = {each.id for each in expressions(block) if isinstance(each, ast.Name)}
        names = _Named({id(self.texts[place]): named for place, named in self.named.items() if named in asked})
        return [names.visit(each) for each in block]


class _Named(ast.NodeTransformer):
    """Gives names to what is asked for again."""

    def __init__(self, names: Mapping[int, str]) -> None:
        self.names = names

    def visit(self, node: ast.AST) -> Any:
        named = self.names.get(id(node))
        self.generic_visit(node)
        if named is None or not isinstance(node, ast.expr):
            return node
        return ast.NamedExpr(ast.Name(named, ast.Store()), node)


def sequence_of(node: ast.Subscript) -> str:
    """The name of the sequence that something is read from or written into."""
    if not isinstance(node.value, ast.Name):
        raise Unwritable(type(node).__name__)
    return node.value.id


def _simple(node: ast.expr) -> bool:
    return isinstance(node, (ast.Name, ast.Constant))


def denied(text: ast.expr) -> ast.expr:
    """The opposite of a question."""
    if isinstance(text, ast.UnaryOp) and isinstance(text.op, ast.Not):
        return text.operand
    if isinstance(text, ast.Compare) and len(text.ops) == 1 and isinstance(text.ops[0], (ast.Eq, ast.NotEq)):
        other = ast.NotEq() if isinstance(text.ops[0], ast.Eq) else ast.Eq()
        return ast.Compare(text.left, [other], text.comparators)
    return ast.UnaryOp(ast.Not(), text)


def _without_float(text: ast.expr, other: ast.expr) -> ast.expr:
    """A whole number that is added to a real needs not be made real before."""
    real = isinstance(other, ast.Constant) and isinstance(other.value, float)
    return text.args[0] if real and isinstance(text, ast.Call) and called(text) == "float" else text


def _word(text: ast.expr) -> str:
    """What a value is called, by what it is."""
    if isinstance(text, ast.Subscript) and isinstance(text.value, ast.Name):
        return f"{text.value.id}_"
    return "part_"


def _lasting(text: ast.expr) -> bool:
    """Whether something is worth a name when it is asked for again."""
    return isinstance(text, (ast.BinOp, ast.Subscript, ast.Compare)) or called(text) in PURE
