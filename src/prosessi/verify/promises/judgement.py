"""Promises judged on the graph: its nodes are multiplied by the observer of the promise and searched.

A promise that nothing may happen is broken where its observer says so, and the shortest way there is the case.

A promise that something comes is broken where a case ends without it, or where it can no longer come, whatever anybody
does. A case that may go round as long as people like, with the answer open to them all the while, breaks nothing: what
stays possible is not put off for ever. If no way that stays open is shunned for ever, then 'it always comes' and 'it
can always still come' are the same, so nothing is let off by this that a designer would call a hole.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from typing import Literal

from prosessi.calendars.durations import Duration
from prosessi.chart.chart import Chart, Kind, Marks, StateId, Watch
from prosessi.chart.explore import Graph, Move
from prosessi.chart.memory import remembered
from prosessi.chart.promises import ANSWER, BROKEN, CUE, ONCE, Instant, Pledge, Sight, instants, pledges
from prosessi.chart.semantics import Microstep
from prosessi.chart.uses import uses_of
from prosessi.chart.whereabouts import has_ended
from prosessi.findings import Example
from prosessi.model.promise import Always
from prosessi.verify.behaviour import graph_of
from prosessi.verify.example import example_along
from prosessi.verify.promises.slices import slice_of

MOST_TRIED = 20
"""So many ways that break a promise are tried before it is given up to live one through with real days."""

Verdict = Literal["holds", "broken", "empty", "unknown"]
Why = Literal["", "ends", "stuck", "large", "inexact", "undated", "time", "never", "condition"]
Place = tuple[int, int]
"""A node of the graph, and the state of the observer there."""

Heard = tuple[tuple[int, ...], int]
"""The letters that an observer is told, and which of them it does not heed, because its condition does not hold."""

BEGINNING: Place = (0, 0)

_DAYS = {"days": (1, 1), "weeks": (7, 7), "months": (28, 31), "years": (365, 366)}
"""The fewest and the most days of each unit of the calendar."""

_LETTER = 7
_ROLL = 7


@dataclass(frozen=True, slots=True)
class Judgement:
    """What became of a promise.

    `why` says how it is broken (a case `ends` or is `stuck` without what has to come), why it says nothing (its cause
    `never` happens, or never on its `condition`), or what keeps it open.
    """

    pledge: Pledge
    verdict: Verdict
    why: Why = ""
    example: Example | None = None


def judge_all(chart: Chart, whole: Callable[[], Graph]) -> tuple[Judgement, ...]:
    """The promises of a process, each judged, in its order; `whole` gives the graph of the process."""
    return tuple(_judged(chart, pledge, whole) for pledge in pledges(chart))


def _judged(chart: Chart, pledge: Pledge, whole: Callable[[], Graph]) -> Judgement:
    """A promise judged in the graph of the process, unless it wants to see more or there is too much to see."""
    judgement = judge(whole(), pledge)
    parallels = in_every_order(chart, pledge)
    if judgement.verdict == "broken" or not (parallels or judgement.why in {"large", "inexact"}):
        return judgement
    in_part = _holds_in_part(chart, pledge) if judgement.verdict != "empty" else None
    if in_part is not None:
        return in_part
    return judge(graph_of(chart, parallels), pledge) if parallels else judgement


def in_every_order(chart: Chart, pledge: Pledge) -> frozenset[StateId]:
    """The parallel states whose branches a promise wants to see in every order.

    The graph of a process keeps what happens in the branches a promise watches in every order, but not every place
    where the case rests meanwhile. That matters to what is said of a case at rest, and so to every condition.
    """
    if pledge.condition is None and not pledge.cue.resting:
        return frozenset()
    owners = {use.owner for use in uses_of(chart).get(("watched", f"promise {pledge.name}"), ())}
    above = {state for owner in owners for state in chart[owner].ancestors}
    return frozenset(state for state in above if chart[state].kind is Kind.PARALLEL)


def _holds_in_part(chart: Chart, pledge: Pledge) -> Judgement | None:
    """A promise that holds in the process cut down to what it is about, and so holds in the whole one.

    That something always comes cannot be seen there, because the cut process can do more than the whole one.
    """
    part = None if pledge.pattern.owing else slice_of(chart, pledge)
    if part is None:
        return None
    [cut] = pledges(part)
    judged = judge(graph_of(part, in_every_order(part, cut)), cut)
    return Judgement(pledge, "holds") if judged.verdict == "holds" else None


def judge(graph: Graph, pledge: Pledge) -> Judgement:
    """Whether a promise holds in every case."""
    search = _Search(graph, pledge)
    tried = False
    for why, moves in islice(search.breaches(), MOST_TRIED):
        tried = True
        example = example_along(graph, moves)
        if example is not None:
            return Judgement(pledge, "broken", why, example)
    verdict, reason = _unbroken(graph, search, undated=tried)
    return Judgement(pledge, verdict, reason)


def _unbroken(graph: Graph, search: _Search, *, undated: bool) -> tuple[Verdict, Why]:
    """What can be said of a promise that no case was seen to break."""
    pledge = search.pledge
    if undated or not graph.complete or not graph.exact:
        return "unknown", "undated" if undated else "inexact" if graph.complete else "large"
    if not search.happens():
        return "empty", "never"
    if pledge.condition is not None and pledge.pattern.narrowed and not search.applies_where_it_happens():
        return "empty", "condition"
    if isinstance(pledge.written, Always) and pledge.written.within and not _in_time(graph, pledge):
        return "unknown", "time"
    return "holds", ""


@dataclass
class _Search:
    """The product of a graph and an observer, searched from the beginning; a move that is no step costs nothing."""

    graph: Graph
    pledge: Pledge
    found: dict[Place, tuple[Place, Move] | None] = field(default_factory=dict)
    steps: dict[Place, int] = field(default_factory=dict)
    onward: dict[Place, list[Place]] = field(default_factory=dict)

    def breaches(self) -> Iterator[tuple[Why, tuple[Move, ...]]]:
        """The ways that break the promise, the shortest first."""
        yield from (("", moves) for moves in self._forbidden())
        if self.pledge.pattern.owing:
            yield from self._owed()

    def happens(self) -> bool:
        """Whether what the promise presumes happens in some case: of several states at once, each by itself."""
        cue = self.pledge.cue
        if not self.pledge.pattern.presumes:
            return True
        if cue.least == 1:
            return any(letter & CUE for moves in self._heard for letters, _ in moves for letter in letters)
        return cue.resting <= frozenset[StateId]().union(*(node.snapshot.active for node in self.graph.nodes))

    def applies_where_it_happens(self) -> bool:
        """Whether the condition of the promise holds somewhere where what it presumes happens."""
        return any(letter & ~unheard & CUE for moves in self._heard for letters, unheard in moves for letter in letters)

    def _forbidden(self) -> Iterator[tuple[Move, ...]]:
        """Search everything that can happen before the promise is broken, and give the ways on which it is."""
        waiting = deque([BEGINNING])
        self.found[BEGINNING], self.steps[BEGINNING] = None, 0
        done: set[Place] = set()
        while waiting:
            place = waiting.popleft()
            if place in done:
                continue
            done.add(place)
            node, before = place
            for move, observed in zip(self.graph.moves[node], self._observed[node], strict=True):
                state = observed[before]
                if state == BROKEN:
                    yield (*self._way(place), move)
                elif self._reached((move.target, state), place, move):
                    (waiting.appendleft if move.kind == "known" else waiting.append)((move.target, state))

    def _reached(self, place: Place, before: Place, move: Move) -> bool:
        """Note a way to a place, and say whether it is the shortest so far."""
        self.onward.setdefault(place, []).append(before)
        steps = self.steps[before] + (move.kind != "known")
        if steps >= self.steps.get(place, steps + 1):
            return False
        self.found[place], self.steps[place] = (before, move), steps
        return True

    def _owed(self) -> Iterator[tuple[Why, tuple[Move, ...]]]:
        """Where a case ends owing, and where what it owes can no longer come."""
        saved = self._saved()
        lost = sorted(
            (place for place in self.found if place not in saved and self._concerned(place[0])),
            key=lambda place: self.steps[place],
        )
        ended = [place for place in lost if self._ended(place)]
        yield from (("ends", self._way(place)) for place in ended)
        if self.graph.complete:
            yield from (("stuck", self._way(place)) for place in lost if not self._ended(place))

    def _saved(self) -> set[Place]:
        """The places that owe nothing, or from which a case can come to such a place."""
        saved = {place for place in self.found if self._settled(place)}
        waiting = list(saved)
        while waiting:
            for before in self.onward.get(waiting.pop(), ()):
                if before not in saved:
                    saved.add(before)
                    waiting.append(before)
        return saved

    def _concerned(self, node: int) -> bool:
        """Whether a case that goes no further is one of those that the promise speaks of."""
        return self.pledge.pattern.limited != 0 or self._applies(node)

    def _settled(self, place: Place) -> bool:
        if place[1] not in self.pledge.pattern.owing:
            return True
        return self._ended(place) and not self._concerned(place[0])

    def _ended(self, place: Place) -> bool:
        return has_ended(self.graph.chart, self.graph.nodes[place[0]].snapshot.active)

    def _applies(self, node: int) -> bool:
        """Whether the condition of the promise holds at a node; one that cannot be answered does not."""
        condition = self.pledge.condition
        where = self.graph.nodes[node]
        return condition is None or condition.evaluate(where.data, where.snapshot.active) == 1.0

    @cached_property
    def _heard(self) -> list[list[Heard]]:
        """What the observer hears of each move of each node."""
        happenings, numbers = happenings_of(self.graph.chart, self.graph)
        letters = {instant: self._letter(instant) for instant in set().union(*happenings)}
        told = [tuple(filter(None, map(letters.__getitem__, instants))) for instants in happenings]
        rests = [self._at_rest(node) for node in range(len(self.graph.nodes))]
        return [
            [(told[number] + rests[move.target][0], rests[move.target][1]) for number, move in zip(*ways, strict=True)]
            for ways in zip(numbers, self.graph.moves, strict=True)
        ]

    def _at_rest(self, node: int) -> Heard:
        """What it hears of where a case rests, and what it does not heed there."""
        active = self.graph.nodes[node].snapshot.active
        letter = CUE * self.pledge.cue.rests(active) | ANSWER * self.pledge.answer.rests(active)
        return (letter,) if letter else (), 0 if self._applies(node) else self.pledge.pattern.limited

    def _letter(self, instant: Instant) -> int:
        return CUE * self.pledge.cue.meets(instant) | ANSWER * self.pledge.answer.meets(instant)

    @cached_property
    def _observed(self) -> list[list[tuple[int, ...]]]:
        """For each move of each node, where it leads the observer from each of its states."""
        after = {heard: self._after(*heard) for heard in set().union(*self._heard)}
        return [[after[heard] for heard in moves] for moves in self._heard]

    def _after(self, letters: tuple[int, ...], unheard: int) -> tuple[int, ...]:
        """From each state of the observer the one after it is told this; BROKEN once the promise is broken."""
        rows = self.pledge.pattern.rows
        after = list(range(len(rows)))
        for letter in letters:
            after = [BROKEN if state == BROKEN else rows[state][letter & ~unheard] for state in after]
        return tuple(after)

    def _way(self, place: Place) -> tuple[Move, ...]:
        moves: list[Move] = []
        while (before := self.found[place]) is not None:
            place, move = before
            moves.append(move)
        return tuple(reversed(moves))


@remembered
def happenings_of(chart: Chart, graph: Graph) -> tuple[list[tuple[Instant, ...]], list[list[int]]]:
    """Everything that moves let happen, each once, in order; and for each move of each node the number of its own."""
    numbers: dict[tuple[str | None, tuple[Microstep, ...]], int] = {}
    of_moves = [
        [numbers.setdefault((_act(move), move.microsteps), len(numbers)) for move in moves] for moves in graph.moves
    ]
    return [tuple(instants(chart, microsteps, act)) for act, microsteps in numbers], of_moves


def _act(move: Move) -> str | None:
    """The event that somebody sends in a move, and by which documents are made."""
    return move.event if move.kind == "act" else None


def _in_time(graph: Graph, pledge: Pledge) -> bool:
    """Whether a deadline of the process keeps the time of a promise that an answer comes.

    It must begin with everything that asks for the answer, be met by nothing but the answer, and be no longer. If it
    begins only once, then what asks for the answer must come only once. Whether people keep their deadlines, no chart
    can promise.
    """
    within = pledge.written.within if isinstance(pledge.written, Always) else None
    return within is not None and any(
        _covers(watch.starts, pledge.cue)
        and not pledge.cue.documents
        and _covers_marks(pledge.answer, watch.met_by)
        and watch.deadline.within is not None
        and not _conditional(watch)
        and _no_longer(watch.deadline.within, within)
        and (watch.deadline.again is True or _once(graph, pledge))
        for watch in graph.chart.watches
    )


def _covers(marks: Marks, sight: Sight) -> bool:
    return sight.enter <= marks.enter and sight.exit <= marks.exit and sight.events <= marks.events


def _covers_marks(sight: Sight, marks: Marks) -> bool:
    return marks.enter <= sight.enter and marks.exit <= sight.exit and marks.events <= sight.events


def _conditional(watch: Watch) -> bool:
    """Whether a deadline does not run in every case, or not from its beginning."""
    deadline = watch.deadline
    return watch.condition is not None or deadline.from_ is not None or bool(deadline.versions)


def _once(graph: Graph, pledge: Pledge) -> bool:
    """Whether what asks for an answer comes at most once in a case."""
    return not any(_Search(graph, replace(pledge, pattern=ONCE)).breaches())


def _no_longer(one: Duration, other: Duration) -> bool:
    """Whether a duration is never longer than another."""
    if (one.unit, one.counting_first, one.after_letter, one.rolls) == (
        other.unit,
        other.counting_first,
        other.after_letter,
        other.rolls,
    ):
        return one.n <= other.n
    if one.unit not in _DAYS or other.unit not in _DAYS:
        return False
    longest = one.n * _DAYS[one.unit][1] + _LETTER * one.after_letter + _ROLL * (one.rolls is not False)
    return longest <= other.n * _DAYS[other.unit][0]
