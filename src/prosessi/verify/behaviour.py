"""What a process does, apart from how it is told: whoever changes only words need not have everything explored again.

A behaviour is the whole process as written but for its texts and its places in the file. Whatever else is written
counts, whether a graph rests on it or not: so nothing that matters can be forgotten.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from prosessi.chart.chart import Chart, StateId
from prosessi.chart.explore import Graph, explore
from prosessi.expressions.syntax import Expression
from prosessi.model.placed import Placed
from prosessi.model.text import LocalText
from prosessi.verify.conditions.sums import values_for_all

MOST_KEPT = 8
"""So many graphs are kept from one text to the next: of a process, and of the parts in which promises are judged."""


@dataclass(frozen=True, slots=True)
class Behaviour:
    """What a chart does. Registers are the same as long as their files are not read again."""

    written: object
    registers: int
    chart: Chart = field(compare=False)


def graph_of(chart: Chart, every_order: frozenset[StateId] = frozenset()) -> Graph:
    """The graph of a chart: that of one that behaves the same, if one was explored lately, with this chart put in."""
    graph = _explored(Behaviour(without_words(chart.process), id(chart.library), chart), every_order)
    return replace(graph, chart=chart)


def without_words(value: object) -> object:
    """A part of a process without its texts and its places, as something that can be compared."""
    match value:
        case LocalText():
            return LocalText
        case Placed():
            return type(value), tuple([(name, without_words(part)) for name, part in vars(value).items()])
        case Mapping():
            return tuple([(name, without_words(part)) for name, part in value.items()])
        case tuple() | list():
            return tuple([without_words(part) for part in value])
        case Expression():
            return value.text
    return type(value), value


@lru_cache(maxsize=MOST_KEPT)
def _explored(behaviour: Behaviour, every_order: frozenset[StateId]) -> Graph:
    return explore(behaviour.chart, every_order=every_order, also=values_for_all(behaviour.chart))
