"""Searches through a graph that remember how they came to each node."""

from __future__ import annotations

from collections.abc import Mapping

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
