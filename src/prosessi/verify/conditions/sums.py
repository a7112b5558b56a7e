"""Whether the values that were tried stand for all, where conditions reckon with data or compare them.

Data that are always settled at once can be taken together: what becomes of a case depends only on which of the
conditions about them hold. If those tried bring about every mix of answers that there can be, they stand for all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from math import prod

from prosessi.chart.ahead import actions_of, conditions_of
from prosessi.chart.cells import Cells, loads
from prosessi.chart.chart import Assign, Chart
from prosessi.chart.explore import cells_of_chart
from prosessi.chart.memory import remembered
from prosessi.expressions import machine
from prosessi.expressions.kinds import Coded
from prosessi.expressions.program import UNSET, Program
from prosessi.verify.conditions import solver
from prosessi.verify.conditions.boxes import Demand, Trial

MOST_CONDITIONS = 6
"""So many conditions about the same data are taken together: their answers have 64 mixes."""

MOST_TRIED = 20_000
"""So many mixes of values are tried."""


@remembered
def values_for_all(chart: Chart) -> Mapping[int, frozenset[float]]:
    """Values that with those tried anyhow stand for all, by slot; none for data where this cannot be told."""
    cells, conditions = cells_of_chart(chart), tuple(dict.fromkeys(conditions_of(chart)))
    loose = {slot for slot, each in enumerate(cells) if not each.proof} - _reckoned(chart)
    if not loose or not solver.available():
        return {}
    found: dict[int, frozenset[float]] = {}
    for group in _groups(loose, conditions):
        found |= _brought_about(chart, group, cells, conditions)
    return found


def _reckoned(chart: Chart) -> set[int]:
    """The data that actions set, or that are set to something else by them."""
    assigned = [action for action in actions_of(chart) if isinstance(action, Assign)]
    return {each.slot for each in assigned}.union(*(loads(each.value) for each in assigned))


def _groups(loose: set[int], conditions: Sequence[Program]) -> Iterator[frozenset[int]]:
    """The data about which the same conditions ask, for those that are not tried in full."""
    left = set(loose)
    while left:
        group, grown = frozenset({left.pop()}), frozenset[int]()
        while group != grown:
            grown = group
            group = group.union(*(loads(each) for each in conditions if not grown.isdisjoint(loads(each))))
        left -= group
        yield group


def _brought_about(
    chart: Chart, group: frozenset[int], cells: Sequence[Cells], conditions: Sequence[Program]
) -> Mapping[int, frozenset[float]]:
    asked = [each for each in conditions if not group.isdisjoint(loads(each))]
    if len(asked) > MOST_CONDITIONS or any(machine.ACTIVE in each.ops for each in asked):
        return {}
    if group & _reckoned(chart) or not _at_once(chart, group):
        return {}
    values = {slot: frozenset(cells[slot].values) for slot in group}
    missing = list(product((False, True), repeat=len(asked)))
    while missing:
        if prod(map(len, values.values())) > MOST_TRIED:
            return {}
        seen = set(_answers(chart, values, asked))
        missing = [answers for answers in missing if answers not in seen]
        trial = _tried(chart, asked, missing.pop()) if missing else None
        if trial is not None and trial.witness is not None:
            values = {slot: known | {float(trial.witness.values[slot])} for slot, known in values.items()}
        elif trial is not None and not trial.proof:
            return {}
    return values


def _at_once(chart: Chart, group: frozenset[int]) -> bool:
    """Whether every act that settles some of the data settles all of them, and none is known by itself."""
    names = {chart.slots[slot].name for slot in group}
    if any(chart.slots[slot].default is not None for slot in group):
        return False
    return all(names <= set(event.decides) for event in chart.process.events.values() if names & set(event.decides))


def _answers(
    chart: Chart, values: Mapping[int, frozenset[float]], asked: Sequence[Program]
) -> Iterator[tuple[bool, ...]]:
    data: list[Coded] = [UNSET] * len(chart.slots)
    for mix in product(*values.values()):
        for slot, value in zip(values, mix, strict=True):
            data[slot] = value
        yield tuple(each.evaluate(data, ()) == 1.0 for each in asked)


def _tried(chart: Chart, asked: Sequence[Program], answers: Sequence[bool]) -> Trial:
    return solver.solve([Demand(*each) for each in zip(asked, answers, strict=True)], chart.slots)
