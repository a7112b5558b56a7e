"""The values of case data: at the beginning, and as acts decide them; from the log, or from where cases went on to."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Literal

from prosessi.chart.ahead import conditions_of
from prosessi.chart.cells import Cells, loads
from prosessi.chart.chart import Chart, Slot
from prosessi.expressions.kinds import Coded
from prosessi.fitting.following import BEGINNING, Course
from prosessi.fitting.tasks import History

STEPS: Final = 20
MOST_VALUES: Final = 12
ALMOST: Final = 0.999
LEAST_CERTAIN: Final = 0.2
"""If the value is certain in fewer cases than this part, how they went on tells nothing of it."""

Asked = tuple[str | None, int]
"""An event, or None for the beginning of a case, and the slot whose value it settles."""

How = Literal["log", "course", "guess"]


@dataclass(frozen=True, slots=True)
class Values:
    """How often which value came, or how many days later than its decision a date is; and how that is known."""

    how: How
    n: int
    parts: Mapping[Coded, float]


@dataclass(slots=True)
class Decisions:
    """All that was decided in the cases of a log."""

    chart: Chart
    cells: Sequence[Cells]
    told: dict[Asked, Counter[Coded]] = field(default_factory=lambda: defaultdict(Counter))
    found: dict[Asked, dict[Coded, float]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(float)))
    certain: Counter[Asked] = field(default_factory=Counter)

    def hear(self, history: History, course: Course) -> None:
        """Add what was decided in one case."""
        for asked, value in self._told(history):
            self.told[asked][value] += 1
        events = {step.number: step.event for step in course.steps if step.number != BEGINNING}
        for (number, slot, value), weight in course.settled.items():
            if number == BEGINNING or number in events:
                self.certain[events.get(number), slot] += weight > ALMOST
                for spread, part in self._spread(slot, value):
                    self.found[events.get(number), slot][spread] += weight * part

    def values(self, event: str | None, slot: Slot) -> Values | None:
        """The values that an event, or the beginning, gives a slot; None if nothing is known of them."""
        told = self.told.get((event, slot.index))
        if told:
            return Values("log", sum(told.values()), told)
        found = self.found.get((event, slot.index))
        total = sum(found.values()) if found else 0.0
        if (
            not found
            or self.certain[event, slot.index] < LEAST_CERTAIN * total
            or slot.type.kind in {"integer", "number", "date", "text"}
        ):
            return None
        return Values("course", round(total), found)

    def settled_by(self) -> Iterator[Asked]:
        """What a scenario has to say: all that acts decide, and what cases begin with as far as somebody asks for it.

        Data with a default are left to it if the log does not tell them.
        """
        asked = {slot for program in conditions_of(self.chart) for slot in loads(program)}
        decided = {name for event in self.chart.process.events.values() for name in event.decides}
        for slot in self.chart.slots:
            known = self.values(None, slot)
            needed = slot.index in asked if known is None else {*known.parts} != {slot.default}
            if slot.name not in decided and needed and (known is not None or slot.default is None):
                yield None, slot.index
        for name, event in self.chart.process.events.items():
            yield from ((name, slot.index) for slot in self.chart.slots if slot.name in event.decides)

    def _told(self, history: History) -> Iterator[tuple[Asked, Coded]]:
        decided = {name for event in self.chart.process.events.values() for name in event.decides}
        for slot in self.chart.slots:
            if slot.name not in decided and slot.index in history.data:
                yield (None, slot.index), self._plain(slot, history.data[slot.index], history.begun)
        for seen in history.seen:
            decides = self.chart.process.events[seen.name].decides if seen.task is not None else ()
            for slot in self.chart.slots:
                if slot.name in decides and slot.index in seen.data:
                    yield (seen.name, slot.index), self._plain(slot, seen.data[slot.index], seen.at)

    def _plain(self, slot: Slot, value: Coded, at: datetime) -> Coded:
        """The value; of a date, by how many days it lies ahead."""
        if slot.type.kind == "date" and not isinstance(value, str):
            return value - at.date().toordinal()
        return value

    def _spread(self, slot: int, value: Coded) -> Iterator[tuple[Coded, float]]:
        """A value that stands for several choices as each of them, in equal parts."""
        kind = self.chart.slots[slot].type
        if kind.kind != "choice" or isinstance(value, str):
            yield value, 1.0
            return
        alike = [one for one in range(len(kind.of)) if self.cells[slot].representative(float(one)) == value]
        for one in alike:
            yield float(one), 1 / len(alike)


def guessed(slot: Slot) -> Values:
    """All choices alike, for what nothing is known about; of numbers the least, of dates the day itself."""
    kind = slot.type
    match kind.kind:
        case "boolean":
            parts: dict[Coded, float] = {1.0: 0.5, 0.0: 0.5}
        case "choice":
            parts = {float(one): 1 / len(kind.of) for one in range(len(kind.of))}
        case "set":
            parts = {float((1 << len(kind.of)) - 1): 0.5, 0.0: 0.5}
        case "text":
            parts = {"-": 1.0}
        case "date":
            parts = {0.0: 1.0}
        case _:
            parts = {kind.min if kind.min is not None else 0.0: 1.0}
    return Values("guess", 0, parts)


def written(slot: Slot, values: Values) -> dict[str, object]:
    """The values in the words of a scenario."""
    kind = slot.type
    numbers = {value: part for value, part in values.parts.items() if not isinstance(value, str)}
    match kind.kind:
        case "text":
            return {"fixed": "-"}  # what people wrote does not leave the log
        case "boolean":
            return {"shares": _shares({"true" if value else "false": part for value, part in numbers.items()})}
        case "choice":
            return {"shares": _shares({kind.of[int(value)]: part for value, part in numbers.items()})}
        case "set":
            return {"chances": dict(_chances(kind.of, numbers))}
        case "date":
            return _days(numbers)
    return _numbers(numbers)


def _shares(parts: Mapping[str, float]) -> dict[str, float]:
    """Shares to three decimals that sum to one, the greatest taking what rounding leaves."""
    total = sum(parts.values())
    shares = {name: round(part / total, 3) for name, part in sorted(parts.items(), key=lambda item: -item[1])}
    greatest = next(iter(shares))
    shares[greatest] = round(1 - sum(share for name, share in shares.items() if name != greatest), 3)
    return {name: share for name, share in shares.items() if share > 0}


def _chances(of: Sequence[str], parts: Mapping[float, float]) -> Iterator[tuple[str, float]]:
    total = sum(parts.values())
    for place, choice in enumerate(of):
        yield choice, round(sum(part for value, part in parts.items() if int(value) >> place & 1) / total, 3)


def _numbers(parts: Mapping[float, float]) -> dict[str, object]:
    """A few values with their shares, or evenly chosen quantiles of many."""
    if len(parts) == 1:
        return {"fixed": _short(next(iter(parts)))}
    if len(parts) <= MOST_VALUES:
        values = sorted(parts)
        total = sum(parts.values())
        weights = [max(round(parts[value] / total, 3), 0.001) for value in values]
        return {"empirical": {"values": [_short(value) for value in values], "weights": weights}}
    return {"empirical": {"values": _quantiles(parts)}}


def _days(parts: Mapping[float, float]) -> dict[str, object]:
    """How many days before or after; a scenario says one or the other, and so the rarer side becomes the day itself."""
    after = sum(part for value, part in parts.items() if value > 0)
    before = sum(part for value, part in parts.items() if value < 0)
    key, sign = ("ahead", 1) if after >= before else ("ago", -1)
    counted: dict[float, float] = defaultdict(float)
    for value, part in parts.items():
        counted[max(sign * value, 0.0)] += part
    if len(counted) == 1:
        return {key: f"{_short(next(iter(counted)))} days"}
    values = sorted(counted) if len(counted) <= MOST_VALUES else sorted({float(v) for v in _quantiles(counted)})
    amounts = {"values": [f"{_short(value)} days" for value in values]}
    if len(counted) > MOST_VALUES:
        return {key: {"empirical": amounts}}
    total = sum(counted.values())
    return {key: {"empirical": amounts | {"weights": [max(round(counted[v] / total, 3), 0.001) for v in values]}}}


def _quantiles(parts: Mapping[float, float]) -> list[float]:
    values, total = sorted(parts), sum(parts.values())
    reached, place, chosen = parts[values[0]], 0, []
    for step in range(STEPS):
        while place < len(values) - 1 and reached < (step + 0.5) / STEPS * total:
            place += 1
            reached += parts[values[place]]
        chosen.append(_short(values[place]))
    return chosen


def _short(number: float) -> float:
    return int(number) if float(number).is_integer() else float(f"{number:.4g}")
