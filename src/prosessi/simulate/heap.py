"""What comes next: keys in order, the least first. A key is a time and the number of a ticker in one number.

Uncompiled it is the heap of the standard library; `compiled` puts one of its own in its place, over an array.
"""

from __future__ import annotations

from collections.abc import MutableSequence
from heapq import heappop, heappush, heapreplace


def push(heap: list[int], length: int, key: int) -> int:
    """Add a key to the `length` there are, and give how many there are then."""
    heappush(heap, key)
    return length + 1


def pop(heap: list[int], length: int) -> int:
    """Take the least key away, and give how many are left."""
    heappop(heap)
    return length - 1


def replace(heap: list[int], length: int, key: int) -> None:  # noqa: ARG001  (the array needs it)
    """Take the least key away and add another, at one go."""
    heapreplace(heap, key)


def push_array(heap: MutableSequence[int], length: int, key: int) -> int:
    """`push` over an array with room."""
    i = length
    while i > 0:
        above = (i - 1) >> 1
        if heap[above] <= key:
            break
        heap[i] = heap[above]
        i = above
    heap[i] = key
    return length + 1


def pop_array(heap: MutableSequence[int], length: int) -> int:
    """`pop` over an array: the last key takes the place of the first."""
    replace_array(heap, length - 1, heap[length - 1])
    return length - 1


def replace_array(heap: MutableSequence[int], length: int, key: int) -> None:
    """`replace` over an array: the hole sinks to the bottom without a comparison to the new key, which then rises.

    Which of two is the lesser is reckoned and not asked, since a processor could only guess the answer.
    """
    hole, below = 0, 2
    while below < length:
        below -= int(heap[below - 1] < heap[below])
        heap[hole] = heap[below]
        hole = below
        below = 2 * hole + 2
    if below == length and length > 0:
        heap[hole] = heap[below - 1]
        hole = below - 1
    while hole > 0:
        above = (hole - 1) >> 1
        if heap[above] <= key:
            break
        heap[hole] = heap[above]
        hole = above
    heap[hole] = key
