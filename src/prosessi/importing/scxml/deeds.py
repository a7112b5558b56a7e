"""Deeds, which are what executable content becomes, and how they are put together."""

from __future__ import annotations

from typing import Any

Deed = dict[str, Any]

_UNITS = (("hours", 3_600_000), ("minutes", 60_000), ("seconds", 1_000), ("milliseconds", 1))


def together(deeds: list[Deed]) -> Deed:
    """Several deeds as one."""
    if len(deeds) <= 1:
        return deeds[0] if deeds else {}
    first, *rest = deeds
    return {"then": deeds} if "if" in first or "then" in first else first | {"then": rest}


def actions(deeds: list[Deed]) -> Deed:
    """Deeds as what stands under `entry`, `exit` or `begin`, or in a transition: first only data and raised events."""
    if not deeds:
        return {}
    first, *rest = deeds
    plain = {} if "if" in first else {key: first[key] for key in ("set", "raise") if key in first}
    left = {key: value for key, value in first.items() if key not in plain}
    then = [*([left] if left else []), *rest]
    return plain | ({"then": then} if then else {})


def in_units(milliseconds: int) -> str:
    """A time in the largest unit in which it is a whole number."""
    unit, size = next((unit, size) for unit, size in _UNITS if milliseconds % size == 0)
    n = milliseconds // size
    return f"{n} {unit.removesuffix('s') if n == 1 else unit}"


def add(deeds: list[Deed], way: str, name: str, value: object = None) -> None:
    """Add to the last deed if that keeps the order of what matters, else begin another."""
    last = deeds[-1] if deeds else {}
    again = way in {"set", "later"} and name in last.get(way, {})
    if not deeds or "if" in last or "then" in last or again or (way == "later" and "cancel" in last):
        deeds.append({})
    if way in {"set", "later"}:
        deeds[-1].setdefault(way, {})[name] = value
    else:
        deeds[-1].setdefault(way, []).append(name)
