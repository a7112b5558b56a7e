"""What an expression means: its bare words told apart, its choices numbered, its types checked.

Reading never stops at a problem: what is wrong is collected, and a part that is wrong has no type, so that one
mistake is told once.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from prosessi.expressions.hints import as_condition, compare_it, counterpart, the_choices
from prosessi.expressions.kinds import BOOLEAN, DATE, INTEGER, NUMBER, DataType, misfit, nearest_of, within_bounds
from prosessi.expressions.problem import ExpressionProblem
from prosessi.expressions.syntax import Expression
from prosessi.expressions.tree import Active, Binary, Constant, Name, Node, SetOf, Unary
from prosessi.expressions.writing import unparse
from prosessi.messages import Message, say


@dataclass(frozen=True, slots=True)
class Value:
    """A number, or what stands for one: a truth value, the index of a choice, the bits of a set, a day's ordinal."""

    number: float


@dataclass(frozen=True, slots=True)
class Datum:
    """A piece of case data, and where the text asks about it."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class InState:
    """Whether a state is active, and where the text asks about it."""

    state: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Apply:
    """A word of the language applied to its operands."""

    word: str
    operands: tuple[Meaning, ...]


Meaning = Value | Datum | InState | Apply
Typed = tuple[DataType | None, Meaning]

_NOTHING: Final = Value(0.0)
_ORDER: Final = frozenset({"<", "<=", ">", ">="})


class Reader:
    """Reads one expression over known data and states. `problems` holds what is wrong, in the order of the text."""

    def __init__(self, data: Mapping[str, DataType], states: Collection[str]) -> None:
        self.data = data
        self.states = states
        self.problems: list[ExpressionProblem] = []

    def read(self, expression: Expression, expected: DataType | None) -> Meaning:
        """The meaning of the whole, which has to be of the type `expected`, if any."""
        if expected is not None and expected.kind == "text":
            fix = say("let the one who acts decide it")
            return self._wrong(expression.tree, say("text cannot be reckoned"), fix)[1]
        found, meaning = self.of(expression.tree, expected)
        if found is not None and expected is not None:
            self._expect(expression.tree, found, expected)
        return meaning

    def of(self, node: Node, wanted: DataType | None = None) -> Typed:  # noqa: PLR0911  # one return a kind of part
        """The type and meaning of a part; `wanted` is the type of what it stands next to, for bare words."""
        match node:
            case Constant(kind="quoted") | Name():
                return self._word(node, wanted)
            case Constant():
                return _constant(node)
            case SetOf():
                return self._set(node, wanted)
            case Active():
                return self._active(node)
            case Unary():
                return self._unary(node)
            case Binary(word="and" | "or"):
                operands = (self._truth(node.left), self._truth(node.right))
                return BOOLEAN, Apply(node.word, operands)
            case Binary(word="in" | "not in"):
                return self._member(node)
            case Binary(word="+" | "-" | "*"):
                return self._sum(node)
        return self._comparison(node)

    def _word(self, node: Name | Constant, wanted: DataType | None) -> Typed:
        word = node.id if isinstance(node, Name) else str(node.value)
        known = self.data.get(word) if isinstance(node, Name) else None
        if wanted is not None and wanted.kind == "choice" and not wanted.of:
            return None, _NOTHING
        if wanted is not None and wanted.kind == "choice" and word in wanted.of:
            if known is not None and known.kind == "choice":
                message = say("'{word}' is both case data and a choice", word=word)
                return self._wrong(node, message, say("for the choice write {text}", text=f"'{word}'"))
            return wanted, Value(float(wanted.of.index(word)))
        if known is not None:
            return self._known(node, word, known)
        return self._unknown(node, word, wanted)

    def _known(self, node: Node, word: str, known: DataType) -> Typed:
        if known.kind == "text":
            message = say("'{word}' is text, and text is carried along but never asked about", word=word)
            return self._wrong(node, message, say("make it a choice, or ask something else"))
        return known, Datum(word, node.start, node.end)

    def _unknown(self, node: Name | Constant, word: str, wanted: DataType | None) -> Typed:
        if wanted is not None and wanted.kind == "choice":
            message = say("'{word}' is not one of the choices", word=word)
            return self._wrong(node, message, nearest_of(word, wanted.of) or say("the choices are {of}", of=wanted.of))
        if isinstance(node, Constant):
            if word.replace(".", "", 1).isdecimal():
                message = say("a number in quotes is text")
                return self._wrong(node, message, say("write {number} without quotes", number=word))
            message = say("text in quotes stands only for a choice, next to what it is compared with")
            return self._wrong(node, message, say("compare a choice with it: tulos == {text}", text=unparse(node)))
        names = sorted(self.data)
        fix = nearest_of(word, names) or say("declare it under case:, or use one of {names}", names=names)
        if not names:
            fix = say("declare it under case:")
        return self._wrong(node, say("no case data is called '{word}'", word=word), fix)

    def _set(self, node: SetOf, wanted: DataType | None) -> Typed:
        if wanted is None or wanted.kind != "set":
            fix = say("write for example 'tulos in {text}'", text=unparse(node))
            return self._wrong(node, say("a list of choices stands only next to a set or after 'in'"), fix)
        found = [self.of(item, wanted.element) for item in node.items]
        for item, (kind, _) in zip(node.items, found, strict=True):
            if kind is not None and kind != wanted.element:
                self._wrong(item, say("'{word}' is not one of the choices", word=unparse(item)), the_choices(wanted))
        bits = {1 << int(meaning.number) for _, meaning in found if isinstance(meaning, Value)}
        return wanted, Value(float(sum(bits)))

    def _active(self, node: Active) -> Typed:
        state = node.state
        if state.id not in self.states:
            fix = nearest_of(state.id, self.states) or say("write the id of a state of this process")
            return self._wrong(state, say("no state is called '{word}'", word=state.id), fix)
        return BOOLEAN, InState(state.id, state.start, state.end)

    def _unary(self, node: Unary) -> Typed:
        match node.word:
            case "not":
                return BOOLEAN, Apply("not", (self._truth(node.operand),))
            case "is set" | "is not set":
                return self._asked(node)
            case "-":
                found, meaning = self.of(node.operand)
                if found is None or found.numeric:
                    return _unbounded(found), Apply("minus", (meaning,))
                return self._not_a_number(node.operand, found)
        found, meaning = self.of(node.operand)
        if found is None or found.kind == "set":
            return BOOLEAN, _negated(node.word == "is not empty", Apply("empty", (meaning,)))
        message = say("only a set can be empty, and this is {kind}", kind=found)
        return self._wrong(node.operand, message, say("ask '{text} is not set'", text=unparse(node.operand)))

    def _asked(self, node: Unary) -> Typed:
        if not isinstance(node.operand, Name):
            message = say("only case data can be set")
            return self._wrong(node.operand, message, say("write the name of the data before 'is set'"))
        _, meaning = self.of(node.operand)
        return BOOLEAN, _negated(node.word == "is not set", Apply("set", (meaning,)))

    def _truth(self, node: Node) -> Meaning:
        found, meaning = self.of(node)
        if found is not None and found != BOOLEAN:
            self._wrong(node, say("this is {kind}, not true or false", kind=found), as_condition(node, found))
        return meaning

    def _member(self, node: Binary) -> Typed:
        if isinstance(node.right, SetOf):
            found, one = self.of(node.left)
            if found is None:
                return BOOLEAN, _NOTHING
            if found.kind != "choice":
                return self._wrong(node.left, say("this is {kind}, and a list holds choices", kind=found), compare_it())
            _, many = self.of(node.right, DataType("set", found.of))
            return BOOLEAN, _negated(node.word == "not in", Apply("in", (one, many)))
        holder, many = self.of(node.right)
        if holder is None:
            return BOOLEAN, _NOTHING
        if holder.kind != "set":
            fix = say("after 'in' stands a set or a list such as [a, b]; equality is '=='")
            return self._wrong(node.right, say("this is {kind}, not a set", kind=holder), fix)
        found, one = self.of(node.left, holder.element)
        if found is not None and found != holder.element:
            self._wrong(node.left, say("this is not one of the choices of the set"), the_choices(holder))
        return BOOLEAN, _negated(node.word == "not in", Apply("in", (one, many)))

    def _comparison(self, node: Binary) -> Typed:
        turned = self._leans(node.left) and not self._leans(node.right)
        first, second = (node.right, node.left) if turned else (node.left, node.right)
        first_type, one = self.of(first)
        if first_type is None and self._leans(second):
            return BOOLEAN, _NOTHING
        second_type, other = self.of(second, first_type)
        pair = (second_type, first_type) if turned else (first_type, second_type)
        if pair[0] is not None and pair[1] is not None:
            self._compared(node, pair[0], pair[1])
        return BOOLEAN, Apply(node.word, (other, one) if turned else (one, other))

    def _compared(self, node: Binary, left: DataType, right: DataType) -> None:
        if not _comparable(left, right):
            if left.kind == right.kind:
                message, fix = say("the two have different choices"), the_choices(left)
            else:
                message = say("{left} cannot be compared with {right}", left=left, right=right)
                fix = counterpart(left)
            self._wrong(node.right, message, fix)
        elif node.word in _ORDER and not left.ordered:
            message = say("'{sign}' compares numbers and dates, and this is {kind}", sign=node.word, kind=left)
            self._wrong(node.left, message, say("use '==', '!=' or 'in'"))

    def _sum(self, node: Binary) -> Typed:
        (left, one), (right, other) = self.of(node.left), self.of(node.right)
        meaning = Apply({"-": "less"}.get(node.word, node.word), (one, other))
        if left is None or right is None:
            return None, meaning
        for operand, found in ((node.left, left), (node.right, right)):
            if not found.ordered or (found == DATE and node.word == "*"):
                return self._not_a_number(operand, found)
        kinds = (left.kind, right.kind)
        if "date" not in kinds:
            return (INTEGER if kinds == ("integer", "integer") else NUMBER), meaning
        if kinds == ("date", "integer") or (kinds == ("integer", "date") and node.word == "+"):
            return DATE, meaning
        if kinds == ("date", "date") and node.word == "-":
            return INTEGER, meaning
        message = say("to a date one can add whole days, and two dates can be subtracted")
        return self._wrong(node, message, say("write for example '{text}'", text="paatos_pvm + 30"))

    def _expect(self, node: Node, found: DataType, expected: DataType) -> None:
        number = _number_of(node)
        if expected == BOOLEAN and found != BOOLEAN:
            self._wrong(node, say("this is {kind}, not true or false", kind=found), as_condition(node, found))
        elif not _fits(found, expected):
            message = say("this is {found}, and {expected} is expected", found=found, expected=expected)
            self._wrong(node, message, counterpart(expected))
        elif number is not None and misfit(expected, number) is not None:
            message = say("{number} is outside the bounds", number=unparse(node))
            self._wrong(node, message, within_bounds(expected))

    def _not_a_number(self, node: Node, found: DataType) -> Typed:
        return self._wrong(node, say("this is {kind}, and one cannot reckon with it", kind=found), say("use numbers"))

    def _leans(self, node: Node) -> bool:
        """Whether what a part means depends on what stands next to it: choices are known only by their data."""
        match node:
            case Name(id=word):
                return word not in self.data
            case Constant(kind="quoted") | SetOf():
                return True
        return False

    def _wrong(self, node: Node, message: Message, fix: Message) -> tuple[None, Meaning]:
        self.problems.append(ExpressionProblem(message, fix, node.start, node.end))
        return None, _NOTHING


def _constant(node: Constant) -> Typed:
    match node.value:
        case bool():
            return BOOLEAN, Value(float(node.value))
        case int():
            return INTEGER, Value(float(node.value))
        case float():
            return NUMBER, Value(node.value)
        case str():
            raise AssertionError(node)  # a quoted word is a choice, and choices are read by what they stand next to
    return DATE, Value(float(node.value.toordinal()))


def _negated(opposite: bool, meaning: Meaning) -> Meaning:  # noqa: FBT001  # which of two opposites was written
    return Apply("not", (meaning,)) if opposite else meaning


def _unbounded(found: DataType | None) -> DataType | None:
    return None if found is None else DataType(found.kind)


def _comparable(left: DataType, right: DataType) -> bool:
    if left.numeric:
        return right.numeric
    return left.kind == right.kind and left.of == right.of


def _fits(found: DataType, expected: DataType) -> bool:
    if expected.kind == "number":
        return found.numeric
    return found.kind == expected.kind and found.of == expected.of


def _number_of(node: Node) -> float | None:
    match node:
        case Constant(kind="integer" | "number", value=int() | float() as number):
            return number
        case Unary(word="-", operand=Constant(kind="integer" | "number", value=int() | float() as number)):
            return -number
    return None
