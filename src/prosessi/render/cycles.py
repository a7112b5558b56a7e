"""Which way a graph flows: the lines that close a cycle, and how far it is from each box to the end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

After = Mapping[str, Sequence[tuple[int, str]]]
"""What follows each box: the line's number, and the box it leads to."""


def closing(after: After, order: Sequence[str]) -> set[int]:
    """The lines that lead back to a box still open when the boxes are visited depth first, in `order`."""
    found: set[int] = set()
    done: set[str] = set()
    for begin in order:
        if begin in done:
            continue
        waiting: dict[str, Iterator[tuple[int, str]]] = {begin: iter(after.get(begin, ()))}
        while waiting:
            box = next(reversed(waiting))
            line, target = next(waiting[box], (None, ""))
            if line is None:
                done.add(box)
                del waiting[box]
            elif target in waiting:
                found.add(line)
            elif target not in done:
                waiting[target] = iter(after.get(target, ()))
    return found


def longest_ahead(after: After, without: set[int]) -> dict[str, int]:
    """How many boxes the longest way from each box has, leaving out the lines `without`."""
    ahead: dict[str, int] = {}
    order = _finished_first(after, without)
    for box in order:
        onward = [target for line, target in after.get(box, ()) if line not in without]
        ahead[box] = max((1 + ahead.get(target, 0) for target in onward), default=0)
    return ahead


def _finished_first(after: After, without: set[int]) -> list[str]:
    order: dict[str, None] = {}
    for begin in after:
        waiting = {begin: iter(after[begin])} if begin not in order else {}
        while waiting:
            box = next(reversed(waiting))
            line, target = next(waiting[box], (None, ""))
            if line is None:
                order[box] = None
                del waiting[box]
            elif line not in without and target not in order and target not in waiting:
                waiting[target] = iter(after.get(target, ()))
    return list(order)
