"""Large charts as arrays: every configuration there is, packed into a word, with what can be said of each.

A chart with one parallel state and nothing that ties its branches together but conditions on where the others are is
swept by tables (`parts`, `kernel`): ten million configurations in some seconds if numba is there, which comes with the
extra `fast`; without it the same comes out, later. Any other chart goes through the graph of `explore`, with its bound.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from math import prod
from typing import Any, Final

from prosessi.chart import kernel
from prosessi.chart.chart import Active, Chart
from prosessi.chart.explore import Graph, cells_of_chart, explore
from prosessi.chart.parts import NotInParts, Parts, Shift
from prosessi.chart.semantics import Snapshot
from prosessi.chart.ways import Node, Ways
from prosessi.chart.whereabouts import has_ended, innermost

MOST: Final = 50_000_000
"""So many configurations are swept; of a larger chart nothing is said to be absent."""

SHOWN: Final = 10
"""So many kinds of stuck configurations are named."""

WORTH_COMPILING: Final = 30_000
"""From so many configurations on it pays to load numba."""

_ROOM: Final = 1 << 14


@dataclass(frozen=True, slots=True, eq=False)
class Sweep:
    """What is so in all configurations of a chart. Not `complete`: there are more than were looked at.

    `hopeless` counts the configurations from which no case can end, `stuck` those from which nothing leads on at all,
    with the names of some of them. `fired` are the edges that are ever taken. `active` gives the states of a
    configuration; from its number on, `targets` from `offsets` to the next are where it leads.
    """

    configurations: int
    transitions: int
    hopeless: int
    stuck: int
    stuck_in: tuple[tuple[str, ...], ...]
    fired: frozenset[int]
    complete: bool
    in_parts: bool
    offsets: Sequence[int]
    targets: Sequence[int]
    can_end: Sequence[int]
    active: Callable[[int], Active]


def sweep(chart: Chart, *, most: int = MOST) -> Sweep:
    """Look at every configuration of a chart."""
    try:
        return _Product(chart, most).swept()
    except NotInParts:
        return _of_graph(explore(chart, full=True))


class _Engine:
    """The functions of the kernel and room for numbers: as they stand, or compiled."""

    def __init__(self, expected: int) -> None:
        fast = expected >= WORTH_COMPILING and find_spec("numba") is not None
        module = import_module("prosessi.chart.compiled") if fast else None
        self.functions: Any = vars(kernel) if module is None else module.FUNCTIONS
        self.numbers: Callable[[int, int], Any] = _listed if module is None else module.numbers

    def given(self, values: Sequence[int]) -> Any:
        """Fixed numbers."""
        room = self.numbers(max(len(values), 1), 0)
        room[: len(values)] = values
        return room

    def longer(self, old: Any, count: int) -> Any:
        """The same numbers with room for more."""
        room = self.numbers(count, 0)
        room[: len(old)] = old
        return room


class _Run:
    """One sweep under way: the configurations found, and their moves."""

    def __init__(self, engine: _Engine, first: int, moves: int, most: int) -> None:
        self.engine = engine
        self.words = engine.numbers(_ROOM, 0)
        self.offsets = engine.numbers(_ROOM + 1, 0)
        self.targets = engine.numbers(4 * _ROOM, 0)
        self.table = engine.numbers(4 * _ROOM, kernel.FREE)
        self.used = engine.numbers(moves + 1, 0)
        self.at = engine.numbers(4, 0)
        self.words[0], self.at[1], self.at[3] = first, 1, most
        engine.functions["rehash"](self.words, 1, self.table)

    def go(self, fixed: Sequence[Any]) -> None:
        """Until all is seen, or too many."""
        status = kernel.MORE_WORDS
        while status != kernel.DONE:
            status = self.engine.functions["advance"](
                self.words, self.table, self.offsets, self.targets, self.used, self.at, *fixed
            )
            if status == kernel.MORE_WORDS:
                self._more_words()
            elif status == kernel.MORE_EDGES:
                self.targets = self.engine.longer(self.targets, 4 * len(self.targets))

    def _more_words(self) -> None:
        self.words = self.engine.longer(self.words, 4 * len(self.words))
        self.offsets = self.engine.longer(self.offsets, len(self.words) + 1)
        self.table = self.engine.numbers(4 * len(self.words), kernel.FREE)
        self.engine.functions["rehash"](self.words, int(self.at[1]), self.table)


class _Product:
    """A chart swept by the tables of its parts."""

    def __init__(self, chart: Chart, most: int) -> None:
        self.chart = chart
        self.most = most
        self.ways = Ways(chart, cells_of_chart(chart))
        self.parts = Parts(chart, self.ways)
        self.outside: dict[Active, int] = {}
        self.leads: list[list[tuple[Active, frozenset[int]]]] = []

    def swept(self) -> Sweep:
        first = self._look_outside()
        shifts = list(self.parts.shifts())
        self.widths = [max(1, (len(places) - 1).bit_length()) for places in self.parts.places]
        self.bits = [sum(self.widths[:part]) for part in range(len(self.widths))]
        if sum(self.widths) > 61:
            raise NotInParts("a configuration does not fit into a word")
        return self._verdict(*self._run(shifts, self._word(first)))

    def _look_outside(self) -> Active:
        """Everything before and after the parallel state, by the step itself; when it is entered its parts are learnt.

        Gives where the case begins.
        """
        begun = [way.end.snapshot.active for way in self.ways.on(self.ways.before()) if isinstance(way.end, Node)]
        waiting = deque(begun)
        while waiting:
            active = waiting.popleft()
            if self.parts.around <= active:
                if not self.parts.known:
                    self.parts.learn(active)
                    waiting.extend(learnt.lands for learnt in self.parts.learnt if learnt.lands is not None)
                self.parts.split(active)
            elif active not in self.outside:
                self.outside[active] = len(self.leads)
                self.leads.append(self._onward(active))
                waiting.extend(target for target, _ in self.leads[-1])
        if not self.parts.known:
            raise NotInParts("the parallel state is never entered")
        return begun[0]

    def _onward(self, active: Active) -> list[tuple[Active, frozenset[int]]]:
        node = Node(Snapshot(active), self.ways.before().data, ())
        return [
            (way.end.snapshot.active, frozenset(edge for m in way.microsteps for edge in m.edges))
            for way in self.ways.on(node)
            if isinstance(way.end, Node)
        ]

    def _word(self, active: Active) -> int:
        if active in self.outside:
            return kernel.OUTSIDE + self.outside[active]
        return sum(
            self.parts.places[part].index(place) << self.bits[part]
            for part, place in enumerate(self.parts.split(active))
        )

    def _run(self, shifts: list[Shift], first: int) -> tuple[_Run, list[frozenset[int]]]:
        names = list(dict.fromkeys(shift.edges for shift in shifts))
        tables = self._tables(shifts, {edges: number for number, edges in enumerate(names)})
        begins, outside = [0], list[int]()
        for leads in self.leads:
            outside += [self._word(target) for target, _ in leads]
            begins.append(len(outside))
        engine = _Engine(min(prod(len(places) for places in self.parts.places), self.most))
        run = _Run(engine, first, sum(len(shift.only) for shift in shifts), self.most)
        run.go([engine.given(table) for table in (self.bits, self.widths, *tables, begins, outside)])
        return run, names

    def _tables(self, shifts: list[Shift], named: dict[frozenset[int], int]) -> tuple[list[int], list[int], list[int]]:
        """The moves as numbers, part by part and place by place, with where those of each place begin."""
        parts = len(self.bits)
        masks: dict[tuple[int, ...], int] = {}
        full = tuple((1 << len(places)) - 1 for places in self.parts.places)
        rows: dict[int, list[int]] = {}
        for shift in shifts:
            part = parts if shift.part is None else shift.part
            row = rows.setdefault(part << 6 | shift.place, [])
            for only in shift.only:
                own = full if shift.part is None else (*full[:part], only[part], *full[part + 1 :])
                asks = kernel.FREE if only == own else masks.setdefault(only, len(masks))
                never = kernel.FREE if shift.unless is None else masks.setdefault(shift.unless, len(masks))
                row += [*self._change(shift), named[shift.edges], asks, never]
        first, moves = [], list[int]()
        for row_number in range((parts + 1) << 6 | 1):
            first.append(len(moves) // 5)
            moves += rows.get(row_number, [])
        return [*first, len(moves) // 5], moves, [mask for each in masks for mask in each]

    def _change(self, shift: Shift) -> tuple[int, int]:
        if shift.lands is not None:
            return self._word(shift.lands), 1
        if shift.part is None or shift.there is None:
            return 0, 0
        return (shift.there - shift.place) << self.bits[shift.part], 0

    def _verdict(self, run: _Run, names: list[frozenset[int]]) -> Sweep:
        count, every = int(run.at[0]), int(run.at[1])
        functions, numbers = run.engine.functions, run.engine.numbers
        good, shown = numbers(every, 0), numbers(SHOWN, 0)
        ends = run.engine.given([int(has_ended(self.chart, active)) for active in self.outside])
        seen = numbers(len(ends), 0)
        stuck = int(functions["judge"](run.words, count, run.offsets, ends, seen, good, shown))
        transitions = int(run.at[2])
        room = numbers(every + 1, 0), numbers(max(transitions, 1), 0), numbers(every, 0)
        hopeful = (
            int(functions["reach_back"](count, run.offsets, run.targets, good, *room)) if count == every else every
        )
        fired = frozenset[int]().union(*(edges for number, edges in enumerate(names) if run.used[number]))
        for number, leads in enumerate(self.leads):
            fired = fired.union(*(edges for _, edges in leads if seen[number]))
        named = (innermost(self.chart, self._active(run, int(node))) for node in shown[: min(stuck, SHOWN)])
        return Sweep(
            configurations=every,
            transitions=transitions,
            hopeless=every - hopeful,
            stuck=stuck,
            stuck_in=tuple(sorted(set(named))),
            fired=fired,
            complete=count == every,
            in_parts=True,
            offsets=run.offsets[: count + 1],
            targets=run.targets[:transitions],
            can_end=good,
            active=lambda number: self._active(run, number),
        )

    def _active(self, run: _Run, number: int) -> Active:
        word = int(run.words[number])
        if word >= kernel.OUTSIDE:
            return list(self.outside)[word - kernel.OUTSIDE]
        places = (
            self.parts.places[part][word >> bit & (1 << width) - 1]
            for part, (bit, width) in enumerate(zip(self.bits, self.widths, strict=True))
        )
        return self.parts.around.union(*places)


def _listed(count: int, fill: int) -> list[int]:
    return [fill] * count


def _of_graph(graph: Graph) -> Sweep:
    """The same of a graph that is there already; what is before the beginning is no configuration."""
    chart = graph.chart
    offsets, targets = [0], list[int]()
    for moves in graph.moves[1:]:
        targets += [move.target - 1 for move in moves]
        offsets.append(len(targets))
    actives = [node.snapshot.active for node in graph.nodes[1:]]
    count = len(actives)
    good = [int(has_ended(chart, active)) for active in actives]
    stuck = [node for node in range(count) if offsets[node] == offsets[node + 1] and not good[node]]
    scratch = [0] * (count + 1), [0] * max(len(targets), 1), [0] * count
    hopeful = kernel.reach_back(count, offsets, targets, good, *scratch) if graph.complete else count
    moves_made = [move for moves in graph.moves for move in moves]
    return Sweep(
        configurations=count,
        transitions=len(targets),
        hopeless=count - hopeful,
        stuck=len(stuck) if graph.complete else 0,
        stuck_in=tuple(sorted({innermost(chart, actives[node]) for node in stuck[:SHOWN]})) if graph.complete else (),
        fired=frozenset(edge for move in moves_made for step in move.microsteps for edge in step.edges),
        complete=graph.complete,
        in_parts=False,
        offsets=offsets,
        targets=targets,
        can_end=good,
        active=actives.__getitem__,
    )
