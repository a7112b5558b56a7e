"""Working hours, in the part of Python that numba compiles: when the next opening is, and when work is done.

Of each day from the start the tables hold which kind of day it is and how much working time went before it, so that
hours are arithmetic and never events.
"""

from __future__ import annotations

from collections.abc import Sequence

DAY = 24 * 60 * 60


def time_before(
    hours: int, time: int, days: int, kinds: Sequence[int], before: Sequence[int], spans: Sequence[int]
) -> int:
    """How much working time there is up to `time`, in seconds."""
    day = time // DAY
    if day >= days:
        return before[hours * (days + 1) + days]
    second = time - day * DAY
    total = before[hours * (days + 1) + day]
    at = kinds[hours * days + day]
    for i in range(at + 1, at + 1 + 2 * spans[at], 2):
        if second <= spans[i]:
            break
        total += (min(spans[i + 1], second)) - spans[i]
    return total


def opening(hours: int, time: int, days: int, kinds: Sequence[int], spans: Sequence[int]) -> int:
    """The first moment from `time` on at which there is work; the end of the tables if there is none."""
    day = time // DAY
    second = time - day * DAY
    while day < days:
        at = kinds[hours * days + day]
        for i in range(at + 1, at + 1 + 2 * spans[at], 2):
            if second < spans[i + 1]:
                return day * DAY + (max(spans[i], second))
        day += 1
        second = 0
    return days * DAY


def finish(
    hours: int, time: int, work: int, days: int, kinds: Sequence[int], before: Sequence[int], spans: Sequence[int]
) -> int:
    """When `work` seconds begun at `time`, an open moment, are done; the end of the tables if that is later."""
    if work <= 0:
        return time
    total = time_before(hours, time, days, kinds, before, spans) + work
    day = time // DAY
    first = hours * (days + 1)
    while day < days and before[first + day + 1] < total:
        day += 1
    if day >= days:
        return days * DAY
    rest = total - before[first + day]
    at = kinds[hours * days + day]
    for i in range(at + 1, at + 1 + 2 * spans[at], 2):
        length = spans[i + 1] - spans[i]
        if rest <= length:
            return day * DAY + spans[i] + rest
        rest -= length
    return days * DAY


def left_over(
    hours: int, time: int, work: int, days: int, kinds: Sequence[int], before: Sequence[int], spans: Sequence[int]
) -> int:
    """How much of `work` seconds begun at `time` is left where the tables end; none if it is done before."""
    whole = before[hours * (days + 1) + days]
    return max(work - (whole - time_before(hours, time, days, kinds, before, spans)), 0)
