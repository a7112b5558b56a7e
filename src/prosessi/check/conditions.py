"""PR4xx: what conditions let through.

A condition is tried with every value that can make a difference: the constants it mentions and their neighbours,
the bounds, every choice. Only conditions that compare data with constants are judged, because for them this is a
proof and not a guess.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise, product
from math import ceil, floor, prod

from prosessi.check.data import types_of
from prosessi.check.outline import Outline
from prosessi.check.uses import expressions_of
from prosessi.expressions.kinds import DataType, bounds
from prosessi.expressions.program import Program, compile_condition
from prosessi.expressions.syntax import Expression
from prosessi.expressions.tree import Active, Binary, Constant, Name, Node, SetOf, Unary
from prosessi.findings import Severity
from prosessi.messages import say
from prosessi.rules import Found, rule

MOST_TRIALS = 20_000
MOST_SUBSETS = 256


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a piece of case data stands in a trial."""

    index: int
    type: DataType


@rule("PR401", Severity.WARNING, over="conditions")
def impossible_condition(outline: Outline) -> Iterator[Found]:
    """A condition can never be true, whatever the case data.

    What it guards never happens. Most often `and` stands where `or` was meant, or a number is out of bounds.

    Bad::

        prosessi: 1
        process: laina
        initial: saapunut
        case: {summa: {type: integer}}
        events: {ratkaise: {decides: summa}}
        states:
          saapunut:
            transitions:
              - {event: ratkaise, if: summa > 500 and summa < 300, to: hylatty}  # PR401
              - {event: ratkaise, else: true, to: valmis}
          valmis: {final: success}
          hylatty: {final: closed}

    Good::

        prosessi: 1
        process: laina
        initial: saapunut
        case: {summa: {type: integer}}
        events: {ratkaise: {decides: summa}}
        states:
          saapunut:
            transitions:
              - {event: ratkaise, if: summa > 300 and summa < 500, to: hylatty}
              - {event: ratkaise, else: true, to: valmis}
          valmis: {final: success}
          hylatty: {final: closed}
    """
    data = types_of(outline.process.case)
    slots = {name: Slot(index, type_) for index, (name, type_) in enumerate(data.items())}
    for expression, at, target in expressions_of(outline.process):
        if target is None and _decidable(expression.tree, data):
            program = compile_condition(expression, slots)
            if program.reads and _never(program, expression, slots):
                yield Found(
                    at,
                    say("this condition is never true"),
                    say("mend it, or remove what it stands on"),
                )


def _decidable(node: Node, data: Mapping[str, DataType]) -> bool:
    """Whether the values that are tried decide the condition: amounts meet only constants, no states are asked."""
    match node:
        case Active():
            return False
        case Unary():
            return _decidable(node.operand, data)
        case Binary(word="+" | "-" | "*"):
            return False
        case Binary(word="and" | "or" | "in" | "not in"):
            return _decidable(node.left, data) and _decidable(node.right, data)
        case Binary():
            amounts = [side for side in (node.left, node.right) if isinstance(side, Name) and _amount(side, data)]
            return len(amounts) < 2
    return True


def _amount(name: Name, data: Mapping[str, DataType]) -> bool:
    return name.id in data and data[name.id].ordered


def _never(program: Program, expression: Expression, slots: Mapping[str, Slot]) -> bool:
    asked = [slot for name, slot in slots.items() if name in program.reads]
    marks = sorted(set(_constants(expression.tree)))
    trials = [_trials(slot.type, marks) for slot in asked]
    if not all(trials) or prod(map(len, trials)) > MOST_TRIALS:
        return False
    data = [float("nan")] * len(slots)
    for values in product(*trials):
        for slot, value in zip(asked, values, strict=True):
            data[slot.index] = value
        if program.evaluate(data) == 1.0:
            return False
    return True


def _trials(kind: DataType, marks: list[float]) -> list[float]:
    """The values of one piece of data that can make a difference; none if there are too many to try."""
    least, most = bounds(kind)
    match kind.kind:
        case "boolean":
            return [0.0, 1.0]
        case "choice":
            return [float(index) for index in range(len(kind.of))]
        case "set":
            return [float(bits) for bits in range(int(most) + 1)] if most < MOST_SUBSETS else []
    near = _between(marks) if kind.kind == "number" else _beside(marks)
    return sorted(float(value) for value in {*near, least, most} if least <= value <= most)


def _beside(marks: list[float]) -> set[float]:
    """The whole numbers at the marks and next to them."""
    wholes = {whole for mark in marks for whole in (floor(mark), ceil(mark))}
    return {float(whole + shift) for whole in wholes for shift in (-1, 0, 1)}


def _between(marks: list[float]) -> set[float]:
    """The marks themselves, and a number between each two and beyond the last."""
    gaps = {(one + other) / 2 for one, other in pairwise(marks)}
    return {*marks, *gaps, *(mark + shift for mark in (marks[:1] + marks[-1:]) for shift in (-1, 1))}


def _constants(node: Node) -> Iterator[float]:
    match node:
        case Constant(value=bool() | str()):
            return
        case Constant(value=date() as day):
            yield float(day.toordinal())
        case Constant(value=int() | float() as number):
            yield float(number)
            yield -float(number)
        case Unary():
            yield from _constants(node.operand)
        case Binary():
            yield from _constants(node.left)
            yield from _constants(node.right)
        case SetOf() | Name() | Active():
            return
