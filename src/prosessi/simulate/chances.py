"""How long things take and what values data get, from how the author says it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from prosessi.chart.chart import Chart
from prosessi.expressions.kinds import Coded, DataType, bounds, encode
from prosessi.expressions.program import Program, compile_condition
from prosessi.expressions.syntax import Expression
from prosessi.model.amounts import DatumAmount, DatumSpread, TimeAmount, TimeSpread
from prosessi.simulate.backwards import backwards
from prosessi.simulate.setup import DAY, Amount, DayFromNow, Decision, Drawn, Length, Members, Shares

TRUTH: Final = {"true": True, "false": False}


def length_of(chart: Chart, amount: TimeAmount) -> Length:
    """How long something takes."""
    ways: tuple[TimeSpread, ...] = amount.ways or (amount,)
    return Length(
        tuple((_condition(chart, getattr(way, "if_", None)), way.distribution(never_negative=True)) for way in ways)
    )


def decisions_of(chart: Chart, amounts: Mapping[str, DatumAmount]) -> tuple[Decision, ...]:
    """How case data come about, in the order written."""
    slots = {slot.name: slot for slot in chart.slots}
    return tuple(
        Decision(
            slots[name].index,
            tuple(
                (_condition(chart, getattr(way, "if_", None)), drawn(slots[name].type, way))
                for way in (amount.ways or (amount,))
            ),
        )
        for name, amount in amounts.items()
    )


def drawn(kind: DataType, way: DatumSpread) -> Drawn:  # noqa: PLR0911  # one return a form
    """What a value of a type is drawn from."""
    [form] = way.forms
    match form:
        case "fixed":
            return Shares((encode(kind, way.fixed),), (1.0,))
        case "chance":
            chance = float(way.chance or 0)
            return Shares((1.0, 0.0), (chance, 1 - chance))
        case "shares":
            total = sum(way.shares.values())
            values = tuple(encode(kind, plain(kind, name)) for name in way.shares)
            return Shares(values, tuple(share / total for share in way.shares.values()))
        case "chances":
            return Members(tuple(float(way.chances.get(choice, 0)) for choice in kind.of))
        case "ago" if way.ago:
            return DayFromNow(backwards(way.ago.distribution(never_negative=True, unit=DAY)))
        case "ahead" if way.ahead:
            return DayFromNow(way.ahead.distribution(never_negative=True, unit=DAY))
    least, most = bounds(kind)
    return Amount(way.distribution(), kind.kind == "integer", least, most)


def plain(kind: DataType, name: str) -> Coded | bool:
    """The value for which the key of a share stands."""
    if kind.kind == "boolean":
        return TRUTH.get(name, name)
    if kind.numeric:
        try:
            return int(name) if kind.kind == "integer" else float(name)
        except ValueError:
            return name
    return name


def _condition(chart: Chart, expression: Expression | None) -> Program | None:
    if expression is None:
        return None
    return compile_condition(expression, {slot.name: slot for slot in chart.slots}, chart.ids)
