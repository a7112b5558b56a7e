"""Searches through a graph that remember how they came to each node."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from prosessi.chart.explore import Move

Tracks = Mapping[int, tuple[int, Move] | None]
"""For each node found the one before it and the move between them; None where the search began."""


def way_to(tracks: Tracks, node: int) -> tuple[Move, ...]:
    """The moves by which a search came to a node."""
    moves: list[Move] = []
    while (before := tracks[node]) is not None:
        node, move = before
        moves.append(move)
    return tuple(reversed(moves))


def ways_to(tracks: Tracks, node: int, into: Callable[[int], Iterable[tuple[int, Move]]]) -> Iterator[tuple[Move, ...]]:
    """The way by which a search came to a node, then those that come to a place on it from elsewhere.

    `into` gives every move to a node with where it comes from; those that the search did not find are left out.
    """
    yield way_to(tracks, node)
    rest: tuple[Move, ...] = ()
    while (before := tracks[node]) is not None:
        others = (each for each in into(node) if each != before and each[0] in tracks)
        yield from ((*way_to(tracks, source), move, *rest) for source, move in others)
        node, rest = before[0], (before[1], *rest)


def without_clocks(way: Iterable[Move]) -> bool:
    """Whether no clock has a say in whether a case can go a way."""
    return all(move.kind in {"begin", "act", "known"} for move in way)
