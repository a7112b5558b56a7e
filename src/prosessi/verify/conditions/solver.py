"""Conditions decided by z3, an extra: those that compare case data with one another or reckon with them.

A program of the stack machine is run here on formulas instead of numbers, and truth keeps its three values: each is
a pair of formulas, one for 'it holds' and one for 'it does not', and what is neither is unknown. A case that z3 gives
counts only if the real machine agrees with it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from importlib.util import find_spec
from typing import Any

from prosessi.chart.cells import cells_of, loads
from prosessi.expressions import machine
from prosessi.expressions.kinds import Coded, bounds
from prosessi.expressions.program import UNSET, Program
from prosessi.verify.conditions.boxes import NOTHING, Demand, Given, Place, Trial, Witness

EFFORT = 1_000_000
"""So much work, as z3 counts it, is put into one question: some tenths of a second, and the same on every machine."""

LIMIT = 2_000
"""So many milliseconds are waited in any event."""

MOST_WISHES = 4
"""So many of the likeliest values of a datum are tried before any value will do."""


def available() -> bool:
    """Whether z3 is installed."""
    return find_spec("z3") is not None


def solve(demands: Sequence[Demand], slots: Sequence[Place], given: Given = NOTHING) -> Trial:
    """Look for a case that meets all demands. What takes too long, or z3 does not know, is no proof."""
    import z3  # noqa: PLC0415  # an extra, and slow to start

    asked = sorted(frozenset[int]().union(*(loads(demand.program) for demand in demands)))
    problem = _Problem(z3, {slot: slots[slot] for slot in asked}, given)
    solver = z3.Solver()
    solver.set("rlimit", EFFORT)
    solver.set("timeout", LIMIT)
    for demand in demands:
        problem.require(demand)
    solver.add(*problem.facts)
    match solver.check():
        case z3.unsat:
            return Trial(None, proof=True)
        case z3.sat:
            witness = problem.likeliest(solver, demands, slots)
            return Trial(witness if _agreed(witness, demands, slots) else None, proof=False)
    return Trial(None, proof=False)


def _agreed(witness: Witness, demands: Sequence[Demand], slots: Sequence[Place]) -> bool:
    """Whether the real machine answers as z3 said. It reckons with floats, and z3 with fractions."""
    data: list[Coded] = [witness.values.get(slot.index, UNSET) for slot in slots]
    return all(demand.met(data, witness.states) for demand in demands)


@dataclass(frozen=True, slots=True)
class _Truth:
    """When something is true, and when it is false."""

    true: Any
    false: Any


@dataclass(frozen=True, slots=True)
class _Amount:
    """A number, a day or the index of a choice, and when it is known."""

    known: Any
    term: Any


@dataclass(frozen=True, slots=True)
class _Bits:
    """A set, by whether each choice is in it, and when it is known."""

    known: Any
    bits: tuple[Any, ...]


_Term = _Truth | _Amount | _Bits | float
"""What stands on the stack; a plain number is a constant, and what it means depends on what it meets."""


@dataclass(slots=True)
class _Problem:
    """Demands as formulas over the data `places`, by slot."""

    z3: Any
    places: Mapping[int, Place]
    given: Given
    facts: list[Any] = field(default_factory=list)
    data: dict[int, _Truth | _Amount | _Bits] = field(default_factory=dict)
    states: dict[int, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for slot, place in self.places.items():
            self.data[slot] = self._variable(place)
        for slot, value in self.given.fixed.items():
            if slot in self.data:
                self.facts.append(self.has(slot, value))

    def require(self, demand: Demand) -> None:
        truth = self.truth(self.run(demand.program))
        self.facts.append(truth.true if demand.holds else self.z3.Not(truth.true))

    def run(self, program: Program) -> _Term:
        stack: list[_Term] = []
        for op, argument in zip(program.ops, program.arguments, strict=True):
            if op == machine.PUSH:
                stack.append(argument)
            elif op == machine.LOAD:
                stack.append(self.data[int(argument)])
            elif op == machine.ACTIVE:
                stack.append(self._state(int(argument)))
            elif op <= machine.EMPTY:
                stack.append(self._one(op, stack.pop()))
            else:
                right, left = stack.pop(), stack.pop()
                stack.append(self._two(op, left, right))
        return stack[0]

    def has(self, slot: int, value: Coded) -> Any:
        """That a datum has a value, or is unset."""
        datum = self.data[slot]
        if value != value:  # noqa: PLR0124
            return self.z3.Not(self.known(datum))
        equal = self._equal(datum, float(value))
        return self.z3.And(self.known(datum), equal)

    def likeliest(self, solver: Any, demands: Sequence[Demand], slots: Sequence[Place]) -> Witness:
        """A case as a person would choose it: defaults, constants that conditions name, and what is known."""
        cells = cells_of([demand.program for demand in demands], slots)
        for slot, place in self.places.items():
            near = sorted(cells[slot].values, key=lambda value: (value not in cells[place.index].cuts, abs(value)))
            first = [] if place.default is None or isinstance(place.default, str) else [place.default]
            wishes = [self.has(slot, value) for value in (*first, *near)[:MOST_WISHES]]
            for wish in (*wishes, self.known(self.data[slot])):
                solver.push()
                solver.add(wish)
                if solver.check() == self.z3.sat:
                    break
                solver.pop()
        solver.check()
        model = solver.model()
        values = {slot: self._value(model, self.data[slot]) for slot in self.places}
        active = {state for state, term in self.states.items() if self.z3.is_true(model.eval(term, True))}  # noqa: FBT003
        return Witness(values, values, frozenset(active))

    def known(self, term: _Term) -> Any:
        match term:
            case _Truth():
                return self.z3.Or(term.true, term.false)
            case _Amount() | _Bits():
                return term.known
        return self.z3.BoolVal(True)  # noqa: FBT003

    def truth(self, term: _Term) -> _Truth:
        match term:
            case _Truth():
                return term
            case float():
                return _Truth(self.z3.BoolVal(term == 1.0), self.z3.BoolVal(term == 0.0))
        raise AssertionError(term)  # reading an expression lets nothing else be a truth

    def _variable(self, place: Place) -> _Truth | _Amount | _Bits:
        z3, name, kind = self.z3, f"d{place.index}", place.type
        known = z3.Bool(f"{name}?") if place.index in self.given.unset else z3.BoolVal(True)  # noqa: FBT003
        match kind.kind:
            case "boolean":
                yes = z3.Bool(name)
                return _Truth(z3.And(known, yes), z3.And(known, z3.Not(yes)))
            case "set":
                return _Bits(known, tuple(z3.Bool(f"{name}.{choice}") for choice in range(len(kind.of))))
        term = z3.Real(name) if kind.kind == "number" else z3.Int(name)
        least, most = bounds(kind)
        self.facts += [term >= self._number(least), term <= self._number(most)]
        return _Amount(known, term)

    def _state(self, state: int) -> _Truth:
        if state in self.given.active:
            return self.truth(float(self.given.active[state]))
        term = self.states.setdefault(state, self.z3.Bool(f"s{state}"))
        return _Truth(term, self.z3.Not(term))

    def _number(self, value: float) -> Any:
        exact = Fraction(value)
        return self.z3.IntVal(int(exact)) if exact.denominator == 1 else self.z3.RealVal(str(exact))

    def _one(self, op: int, operand: _Term) -> _Term:
        z3 = self.z3
        if op == machine.NOT:
            truth = self.truth(operand)
            return _Truth(truth.false, truth.true)
        if op == machine.SET:
            known = self.known(operand)
            return _Truth(known, z3.Not(known))
        if op == machine.MINUS:
            amount = self._amount(operand)
            return _Amount(amount.known, -amount.term)
        if isinstance(operand, _Bits):
            return self._certain(operand.known, z3.Not(z3.Or(*operand.bits)))
        return self.truth(float(operand == 0.0))

    def _two(self, op: int, left: _Term, right: _Term) -> _Term:
        z3 = self.z3
        if op == machine.AND:
            one, other = self.truth(left), self.truth(right)
            return _Truth(z3.And(one.true, other.true), z3.Or(one.false, other.false))
        if op == machine.OR:
            one, other = self.truth(left), self.truth(right)
            return _Truth(z3.Or(one.true, other.true), z3.And(one.false, other.false))
        known = z3.And(self.known(left), self.known(right))
        if op in _RECKONING:
            return _Amount(known, _RECKONING[op](self._amount(left).term, self._amount(right).term))
        if op == machine.IN:
            return self._certain(known, self._contains(left, right))
        if op in _ORDER:
            return self._certain(known, _ORDER[op](self._amount(left).term, self._amount(right).term))
        equal = self._equal(left, right)
        return self._certain(known, equal if op == machine.EQ else z3.Not(equal))

    def _certain(self, known: Any, formula: Any) -> _Truth:
        return _Truth(self.z3.And(known, formula), self.z3.And(known, self.z3.Not(formula)))

    def _amount(self, term: _Term) -> _Amount:
        match term:
            case _Amount():
                return term
            case float():
                return _Amount(self.known(term), self._number(term))
        raise AssertionError(term)  # nor reckoned with

    def _equal(self, left: _Term, right: _Term) -> Any:
        """Equality of what is known. A constant takes the form of what it meets."""
        if isinstance(left, _Truth) or isinstance(right, _Truth):
            return self.truth(left).true == self.truth(right).true
        match left, right:
            case _Bits(bits=bits), other:
                return self.z3.And(*(a == b for a, b in zip(bits, self._bits(other, len(bits)), strict=True)))
            case other, _Bits(bits=bits):
                return self.z3.And(*(a == b for a, b in zip(bits, self._bits(other, len(bits)), strict=True)))
        return self._amount(left).term == self._amount(right).term

    def _bits(self, term: _Term, choices: int) -> tuple[Any, ...]:
        match term:
            case _Bits():
                return term.bits
            case float():
                return tuple(self.z3.BoolVal(int(term) >> bit & 1 == 1) for bit in range(choices))
        raise AssertionError(term)  # only a set can be compared with a set

    def _contains(self, item: _Term, whole: _Term) -> Any:
        """`choice in set`, where either can be a constant."""
        inside = self._bits(whole, int(whole).bit_length() if isinstance(whole, float) else 0)
        index = self._amount(item).term
        return self.z3.Or(*(self.z3.And(index == choice, one) for choice, one in enumerate(inside)))

    def _value(self, model: Any, datum: _Term) -> Coded:
        """What a model gives a datum, as a case keeps it."""
        z3 = self.z3
        if not z3.is_true(model.eval(self.known(datum), True)):  # noqa: FBT003
            return UNSET
        match datum:
            case _Truth():
                return float(z3.is_true(model.eval(datum.true, True)))  # noqa: FBT003
            case _Bits():
                inside = (z3.is_true(model.eval(bit, True)) for bit in datum.bits)  # noqa: FBT003
                return float(sum(1 << place for place, one in enumerate(inside) if one))
            case _Amount():
                return _as_float(model.eval(datum.term, True))  # noqa: FBT003
        raise AssertionError(datum)


_ORDER: dict[int, Callable[[Any, Any], Any]] = {
    machine.LT: lambda a, b: a < b,
    machine.LE: lambda a, b: a <= b,
    machine.GT: lambda a, b: a > b,
    machine.GE: lambda a, b: a >= b,
}

_RECKONING: dict[int, Callable[[Any, Any], Any]] = {
    machine.ADD: lambda a, b: a + b,
    machine.LESS: lambda a, b: a - b,
    machine.TIMES: lambda a, b: a * b,
}


def _as_float(number: Any) -> float:
    """The number of a model; one that is no fraction, such as a root, to some digits."""
    if hasattr(number, "as_fraction"):
        return float(number.as_fraction())
    if hasattr(number, "as_long"):
        return float(number.as_long())
    return float(number.approx(20).as_fraction())
