"""What is reckoned, numbered: the same number is always the same value, whatever it is called.

A value that depends on nothing but which record of a table is looked at has a column: what it is for each record.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

Value = int
Form = tuple[Any, ...]
Column = tuple[Value, tuple[Any, ...]]
"""Whose number the record has, and what the value is for each."""

REAL, WHOLE, ANY = "real", "whole", "any"
MOST = 64
"""For so many records a column is kept."""

_DONE: Final[Mapping[type, Callable[..., Any]]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod, ast.LShift: operator.lshift, ast.RShift: operator.rshift, ast.BitAnd: operator.and_,
    ast.BitOr: operator.or_, ast.BitXor: operator.xor, ast.Div: operator.truediv, ast.Lt: operator.lt,
    ast.LtE: operator.le, ast.Gt: operator.gt, ast.GtE: operator.ge, ast.Eq: operator.eq, ast.NotEq: operator.ne,
    ast.Not: operator.not_, ast.USub: operator.neg, ast.UAdd: operator.pos, ast.Invert: operator.invert,
}  # fmt: skip
_OPPOSITE: Final = {ast.GtE: ast.Lt, ast.Gt: ast.LtE, ast.NotEq: ast.Eq}
_SAME: Final = {ast.Eq: 1, ast.LtE: 1, ast.GtE: 1, ast.NotEq: 0, ast.Lt: 0, ast.Gt: 0}


@dataclass(slots=True)
class Values:
    """All values of a function."""

    forms: list[Form] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    columns: dict[Value, Column] = field(default_factory=dict)
    least: dict[Value, int] = field(default_factory=dict)
    """What some values are at least."""
    _numbers: dict[Form, Value] = field(default_factory=dict)

    def of(self, form: Form, kind: str = ANY) -> Value:
        """The number of a value."""
        found = self._numbers.get(form)
        if found is None:
            found = self._numbers[form] = len(self.forms)
            self.forms.append(form)
            self.kinds.append(kind)
        return found

    def new(self, kind: str = ANY) -> Value:
        """A value of which nothing is known."""
        return self.of(("new", len(self.forms)), kind)

    def literal(self, value: Any) -> Value:
        """The value of a literal."""
        kind = REAL if isinstance(value, float) else WHOLE if isinstance(value, int) else ANY
        return self.of(("literal", type(value), repr(value), value), kind)

    def is_literal(self, value: Value) -> bool:
        """Whether a value is a literal."""
        return bool(self.forms[value][0] == "literal")

    def sum_of(self, value: Value) -> tuple[Value, int]:
        """A value as another and a number that is added to it."""
        form = self.forms[value]
        return (form[1], form[2]) if form[0] == "plus" else (value, 0)

    def times(self, value: Value) -> tuple[Value, int]:
        """A value as a number of times another."""
        form = self.forms[value]
        return (form[1], form[2]) if form[0] == "times" else (value, 1)

    def place(self, index: Value) -> tuple[Value, int, int]:
        """An index as the number of a record, how long a record is, and which field of it."""
        whole, field_number = self.sum_of(index)
        return (*self.times(whole), field_number)

    def apart(self, one: Value, other: Value) -> bool:
        """Whether two indices are surely not the same."""
        if self.is_literal(one) and self.is_literal(other):
            return one != other
        if self.is_literal(one) or self.is_literal(other):
            fixed, free = (one, other) if self.is_literal(one) else (other, one)
            _, length, field_number = self.place(free)
            return length > 1 and int(self.forms[fixed][3]) % length != field_number % length
        (a, m, c), (b, n, d) = self.place(one), self.place(other)
        if (a, m) == (b, n):
            return c != d
        return m == n > 1 and (c - d) % m != 0

    def operation(self, operator_: type, *operands: Value) -> Value:
        """What an operation gives."""
        made = self._simply(operator_, *operands)
        if made is None:
            made = self.of((operator_.__name__, *operands), self._kind(operator_, operands))
        self._note_column(made, _DONE[operator_], operands)
        return made

    def _simply(self, kind: type, *operands: Value) -> Value | None:  # noqa: PLR0911  # one line a rule
        """What comes of literals, of nought and one, and of sums of sums."""
        if all(self.is_literal(each) for each in operands):
            try:
                return self.literal(_DONE[kind](*(self.forms[each][3] for each in operands)))
            except (ArithmeticError, TypeError, ValueError):
                return None
        if len(operands) == 1 or any(self.kinds[each] != WHOLE for each in operands):
            return None
        left, right = operands
        if kind is ast.Lt and self.is_literal(right) and self._no_less(left, self.forms[right][3]):
            return self.literal(value=False)
        if left == right and kind in _SAME:
            return self.literal(bool(_SAME[kind]))
        if kind in _OPPOSITE:
            return self.operation(ast.Not, self.operation(_OPPOSITE[kind], left, right))
        return self._whole(kind, left, right)

    def _whole(self, kind: type, left: Value, right: Value) -> Value | None:
        """Arithmetic of whole numbers, one of which may be a literal."""
        if self.is_literal(left) and kind in {ast.Add, ast.Mult}:
            left, right = right, left
        if not self.is_literal(right):
            if kind is ast.Sub and self._lowest_bits(left, right):
                rest = self.of(("rest", left, right), WHOLE)
                self.least[rest] = 0
                return rest
            same = kind is ast.Sub and self.sum_of(left)[0] == self.sum_of(right)[0]
            return self.literal(self.sum_of(left)[1] - self.sum_of(right)[1]) if same else None
        number = self.forms[right][3]
        if kind in {ast.Add, ast.Sub}:
            whole, more = self.sum_of(left)
            more += number if kind is ast.Add else -number
            return self.of(("plus", whole, more), WHOLE) if more else whole
        if kind is ast.Mult or (kind is ast.LShift and number >= 0):
            whole, many = self.times(left)
            many *= number if kind is ast.Mult else 1 << number
            return self.of(("times", whole, many), WHOLE) if many not in {0, 1} else whole if many else self.literal(0)
        return left if kind is ast.RShift and number == 0 else None

    def _no_less(self, value: Value, number: int) -> bool:
        """Whether a value is known to be no less than a number."""
        return value in self.least and self.least[value] >= number

    def _lowest_bits(self, whole: Value, shifted: Value) -> bool:
        """Whether one value is another without its lowest bits."""
        shift, many = self.times(shifted)
        form = self.forms[shift]
        return form[:2] == ("RShift", whole) and self.is_literal(form[2]) and many == 1 << self.forms[form[2]][3]

    def _kind(self, operator_: type, operands: tuple[Value, ...]) -> str:
        if operator_ in {ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.Eq, ast.NotEq, ast.Not}:
            return WHOLE
        kinds = {self.kinds[each] for each in operands}
        if operator_ is ast.Div or REAL in kinds:
            return REAL
        return WHOLE if kinds == {WHOLE} else ANY

    def _note_column(self, made: Value, do: Callable[..., Any], operands: tuple[Value, ...]) -> None:
        """Put down what a value is for each record, if its operands all depend on the same."""
        if made in self.columns or self.is_literal(made):
            return
        keys = {self.columns[each][0] for each in operands if each in self.columns}
        if len(keys) != 1 or not all(each in self.columns or self.is_literal(each) for each in operands):
            return
        many = max(len(self.columns[each][1]) for each in operands if each in self.columns)
        parts = [self.columns[each][1] if each in self.columns else (self.forms[each][3],) * many for each in operands]
        if any(len(part) != many for part in parts):
            return
        try:
            self.columns[made] = keys.pop(), tuple(do(*given) for given in zip(*parts, strict=True))
        except (ArithmeticError, TypeError, ValueError):
            return
