"""The only evaluator: a stack machine over numbers, written in the part of Python that numba compiles.

Truth follows Kleene's strong three-valued logic with NaN for *unknown*: what is unset makes a comparison unknown,
but `false and unknown` is false and `true or unknown` is true.
"""

# ruff: noqa: PLR0124  # NaN is what differs from itself, and this is the quickest way to ask

from __future__ import annotations

from collections.abc import MutableSequence, Sequence

PUSH, LOAD, ACTIVE, NOT, MINUS, SET, EMPTY, AND, OR, EQ, NE, LT, LE, GT, GE, IN, ADD, LESS, TIMES = range(19)

UNKNOWN = float("nan")


def run(
    ops: Sequence[int],
    arguments: Sequence[float],
    data: Sequence[float],
    active: Sequence[int],
    stack: MutableSequence[float],
) -> float:
    """Run a program and give the top of the stack, as a number or NaN for unknown.

    `data` are the coded values by slot, `active` is 1 at the id of every active state and 0 elsewhere (a program
    that does not ask may get an empty one), `stack` is scratch space of at least the program's depth.
    """
    top = -1
    for i in range(len(ops)):
        op = ops[i]
        if op <= ACTIVE:
            top += 1
            stack[top] = _leaf(op, arguments[i], data, active)
        elif op <= EMPTY:
            stack[top] = _of_one(op, stack[top])
        else:
            top -= 1
            stack[top] = of_two(op, stack[top], stack[top + 1])
    return stack[0]


def run_part(  # noqa: PLR0913, PLR0917  (compiled loops get each of their tables by itself)
    first: int,
    last: int,
    ops: Sequence[int],
    arguments: Sequence[float],
    data: Sequence[float],
    base: int,
    stack: MutableSequence[float],
) -> float:
    """Run the program that stands at `first` up to `last` of a longer tape; slot 0 of the data is at `base`.

    For loops that keep many programs and many cases in one sequence each. It must not ask for active states.
    """
    top = -1
    for i in range(first, last):
        op = ops[i]
        if op <= ACTIVE:
            top += 1
            stack[top] = data[base + int(arguments[i])] if op == LOAD else arguments[i]
        elif op <= EMPTY:
            stack[top] = _of_one(op, stack[top])
        else:
            top -= 1
            stack[top] = of_two(op, stack[top], stack[top + 1])
    return stack[0]


def _leaf(op: int, argument: float, data: Sequence[float], active: Sequence[int]) -> float:
    if op == LOAD:
        return data[int(argument)]
    if op == ACTIVE:
        return float(active[int(argument)])
    return argument


def _of_one(op: int, a: float) -> float:
    if op == SET:
        return 0.0 if a != a else 1.0
    if a != a:
        return UNKNOWN
    if op == NOT:
        return 1.0 - a
    if op == MINUS:
        return -a
    return 1.0 if a == 0.0 else 0.0


def of_two(op: int, a: float, b: float) -> float:
    """What an operation with two operands gives."""
    if op == AND and (a == 0.0 or b == 0.0):
        return 0.0
    if op == OR and (a == 1.0 or b == 1.0):
        return 1.0
    if a != a or b != b:
        return UNKNOWN
    if op >= ADD:
        return _reckoned(op, a, b)
    return 1.0 if _holds(op, a, b) else 0.0


def _holds(op: int, a: float, b: float) -> bool:  # noqa: PLR0911  # one line an operation
    if op <= OR:
        return op == AND  # neither was false, or neither was true
    if op == EQ:
        return a == b
    if op == NE:
        return a != b
    if op == LT:
        return a < b
    if op == LE:
        return a <= b
    if op == GT:
        return a > b
    if op == GE:
        return a >= b
    return (int(b) >> int(a)) & 1 == 1


def _reckoned(op: int, a: float, b: float) -> float:
    if op == ADD:
        return a + b
    if op == LESS:
        return a - b
    return a * b
