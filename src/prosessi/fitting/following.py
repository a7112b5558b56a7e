"""Where a case of the log has been: the ways of the process along which it can have come.

What happened is followed through the process step by step, with all that is not known left open. Data that the log
does not tell come to light where the case goes on as it can go only with some of their values; so shares of decisions
are learnt from a log that has none. What the log leaves out, a clock or an act, is put in where nothing else explains
what came next; what cannot be explained is passed over and counted.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from prosessi.chart.chart import Active, Chart, StateId
from prosessi.chart.explore import cells_of_chart
from prosessi.chart.semantics import Snapshot
from prosessi.chart.ways import Node, Unknown, Way, Ways
from prosessi.chart.whereabouts import has_ended
from prosessi.expressions.kinds import Coded
from prosessi.fitting.logs.happening import Life
from prosessi.fitting.tasks import History, Seen, Task

WIDEST: Final = 16
WIDEST_OF_ALL: Final = 64
"""So many ways a case can have come are kept for one place at which it can be, and for all together."""

DEEPEST: Final = 3
"""So many steps that the log leaves out are put in, one after the other."""

UNSEEN: Final[Mapping[str, int]] = {"timer": 1, "breach": 1, "act": 4}
PASSED_OVER: Final = 6
"""How unlikely it is that the log leaves a step out, and that something in it did not happen to the case at all."""

BEGINNING: Final = -1
Decided = tuple[int, int, Coded]
"""A value: at which place of the log it was decided, or at the `BEGINNING`, of which slot, and what it is."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the case: at which place of the log, when if that is known, and what it left and entered.

    `sources` are the states whose transitions were taken first, `before` where the case stood.
    """

    number: int
    at: datetime | None
    event: str | None
    task: Task | None
    sources: tuple[StateId, ...]
    before: Active
    after: Active
    exited: frozenset[StateId]
    entered: frozenset[StateId]


@dataclass(frozen=True, slots=True)
class Course:
    """The course of a case: its steps, the data that came to light, and how much of the log it does not explain.

    Where the case can have come along several ways, each of the values is as likely as the share of ways that have it.
    """

    steps: tuple[Step, ...]
    settled: Mapping[Decided, float]
    passed_over: int
    put_in: int


@dataclass(frozen=True, slots=True, eq=False)
class _Link:
    """The last part of a way along which a case can have come."""

    before: _Link | None
    number: int
    seen: Seen | None
    way: Way | None
    node: Node


@dataclass(frozen=True, slots=True, eq=False)
class _Guess:
    """A way along which the case can have come so far, how unlikely it is, and what data it settles."""

    node: Node
    cost: int
    last: _Link | None
    settled: frozenset[Decided]
    decided: tuple[int, ...]
    """For each slot the place in the log of the last act that decides it."""

    def going(self, number: int, way: Way, end: Node, decides: Collection[int], seen: Seen | None) -> _Guess:
        """The guess that the case went on by this way."""
        decided = tuple(number if slot in decides else place for slot, place in enumerate(self.decided))
        settled = self.settled | {(decided[slot], slot, value) for slot, value in way.settled}
        unlikely = 0 if seen is not None else UNSEEN.get(way.kind, 0)
        return _Guess(end, self.cost + unlikely, _Link(self.last, number, seen, way, end), settled, decided)


@dataclass(slots=True)
class Follower:
    """Follows cases through one chart; what it learns of its ways it keeps."""

    chart: Chart
    ways: Ways = field(init=False)
    _known: dict[Node, Sequence[Way] | int] = field(default_factory=dict)
    _clocks: dict[str, str] = field(default_factory=dict)
    _data: dict[int, Coded] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.ways = Ways(self.chart, cells_of_chart(self.chart))
        for edge in self.chart.edges:
            if edge.after is not None or edge.at is not None:
                self._clocks |= dict.fromkeys(edge.events, self.chart[edge.source].name)

    def follow(self, history: History) -> Course:
        """The likeliest course of a case."""
        self._data = dict(history.data)
        before = self._before(history)
        start = _Guess(before, 0, None, frozenset(), (BEGINNING,) * len(self.chart.slots))
        guesses = [*self._gone([start], BEGINNING)]
        passed_over = 0
        for seen in history.seen:
            self._data |= seen.data
            explained = self._explained(guesses, seen)
            passed_over += not explained
            guesses = explained or [replace(guess, cost=guess.cost + PASSED_OVER) for guess in guesses]
        if history.ended:
            guesses = [guess for guess in guesses if self._ended(guess.node.snapshot.active, history.final)] or guesses
        return self._course(guesses, history, passed_over)

    def _before(self, history: History) -> Node:
        """The case before its beginning, with the data that the log says it had."""
        before = self.ways.before()
        outside = {slot.index for slot in self.chart.slots} - {slot for of in self.ways.decides.values() for slot in of}
        data = list(before.data)
        for slot in outside.intersection(history.data):
            data[slot] = self.ways.cells[slot].representative(history.data[slot])
        return before._replace(data=tuple(data))

    def _ended(self, active: Active, final: str | None) -> bool:
        if final is not None and final in self.chart.ids:
            return self.chart.named(final).id in active
        return has_ended(self.chart, active)

    def _explained(self, guesses: Sequence[_Guess], seen: Seen) -> list[_Guess]:
        """The guesses with which what was seen can happen, after as few unseen steps as possible."""
        frontier = [*guesses]
        for _ in range(DEEPEST + 1):
            frontier = self._told_apart(frontier, seen.number)
            found = _likeliest(self._gone(frontier, seen.number, seen))
            if found:
                return found
            frontier = _likeliest(self._gone(frontier, seen.number))
        return []

    def _gone(self, guesses: Iterable[_Guess], number: int, seen: Seen | None = None) -> Iterator[_Guess]:
        """The guesses after one more step: by what was seen, or by anything that the log leaves out."""
        for guess in guesses:
            for way in self._on(guess.node):
                if isinstance(way.end, Node) and self._agrees(way) and (seen is None or self._is(way, seen)):
                    decides = self.ways.decides[way.event or ""] if way.kind == "act" else ()
                    yield guess.going(number, way, way.end, decides, seen)

    def _told_apart(self, guesses: Iterable[_Guess], number: int) -> list[_Guess]:
        """The guesses, each once for every value of data that matter now and are still open."""
        waiting, apart = [*guesses], []
        while waiting:
            guess = waiting.pop()
            slot = self._slot_open(guess.node)
            if slot is None:
                apart.append(guess)
                continue
            waiting += [
                guess.going(number, way, way.end, (), None)
                for way in self.ways.told_apart(guess.node, slot)
                if isinstance(way.end, Node) and self._agrees(way)
            ]
        return _likeliest(apart)

    def _slot_open(self, node: Node) -> int | None:
        known = self._ways_or_slot(node)
        return known if isinstance(known, int) else None

    def _on(self, node: Node) -> Sequence[Way]:
        known = self._ways_or_slot(node)
        return () if isinstance(known, int) else known

    def _ways_or_slot(self, node: Node) -> Sequence[Way] | int:
        """The ways on from a node; or the slot that has to be told apart first."""
        if node not in self._known:
            try:
                self._known[node] = self.ways.on(node)
            except Unknown as unknown:
                self._known[node] = unknown.slot
        return self._known[node]

    def _agrees(self, way: Way) -> bool:
        """Whether what is settled on a way is what the log says, where it says something."""
        return all(
            slot not in self._data or self.ways.cells[slot].representative(self._data[slot]) == value
            for slot, value in way.settled
        )

    def _is(self, way: Way, seen: Seen) -> bool:
        match seen.life:
            case Life.DONE:
                return way.kind == "act" and way.event == seen.name
            case Life.TIMER:
                return way.kind == "timer" and self._clocks.get(way.event or "") == seen.name
        return way.kind == "breach" and way.event == self.chart.process.deadlines[seen.name].breach

    def _course(self, guesses: Sequence[_Guess], history: History, passed_over: int) -> Course:
        if not guesses:
            return Course((), {}, len(history.seen), 0)
        least = min(guess.cost for guess in guesses)
        likeliest = [guess for guess in guesses if guess.cost == least]
        settled: dict[Decided, float] = defaultdict(float)
        for value in (value for guess in likeliest for value in guess.settled):
            settled[value] += 1 / len(likeliest)
        links = _links(likeliest[0].last)
        put_in = sum(link.seen is None and link.way is not None and link.way.kind in UNSEEN for link in links)
        return Course(tuple(self._steps(links, history)), settled, passed_over, put_in)

    def _steps(self, links: Sequence[_Link], history: History) -> Iterator[Step]:
        before: Active = frozenset()
        for link in links:
            if link.way is None or not link.way.microsteps:
                continue
            first = link.way.microsteps[0]
            seen = link.seen
            yield Step(
                number=link.number,
                at=history.begun if link.way.kind == "begin" else seen.at if seen is not None else None,
                event=link.way.event,
                task=seen.task if seen is not None else None,
                sources=tuple(self.chart.edges[edge].source for edge in first.edges),
                before=before,
                after=link.node.snapshot.active,
                exited=frozenset(state for step in link.way.microsteps for state in step.exited),
                entered=frozenset(state for step in link.way.microsteps for state in step.entered),
            )
            before = link.node.snapshot.active


def _likeliest(guesses: Iterable[_Guess]) -> list[_Guess]:
    """The likeliest guess for each node and all data, and of these the likeliest few for each place in the process."""
    best: dict[tuple[Node, frozenset[Decided]], _Guess] = {}
    for guess in guesses:
        key = guess.node, guess.settled
        if key not in best or guess.cost < best[key].cost:
            best[key] = guess
    kept: list[_Guess] = []
    places: Counter[Snapshot] = Counter()
    for guess in sorted(best.values(), key=lambda guess: guess.cost):
        places[guess.node.snapshot] += 1
        if places[guess.node.snapshot] <= WIDEST:
            kept.append(guess)
    return kept[:WIDEST_OF_ALL]


def _links(last: _Link | None) -> list[_Link]:
    links = []
    while last is not None:
        links.append(last)
        last = last.before
    return links[::-1]
