"""What is still to come: what comes next of it, and what is added."""

from __future__ import annotations

from prosessi.simulate.heap import pop, push, replace
from prosessi.simulate.kernel.words import *  # noqa: F403  # the sequences that the loop goes over
from prosessi.simulate.layout import *  # noqa: F403  # the names of fields are the words of this room
from prosessi.simulate.worktime import DAY

TICKER_MASK = (1 << TICKER_BITS) - 1


def foresee(key: int) -> None:
    """Add what is to come; in the place of what has just come, if that still stands there."""
    if at[SPENT] == 1:
        at[SPENT] = 0
        replace(heap, at[HEAPED], key)
    else:
        at[HEAPED] = push(heap, at[HEAPED], key)


def full() -> bool:
    """Whether lines must be taken out or more room made before anything else is begun."""
    return at[LEFT] <= 0 or at[HEAPED] >= terms[HEAP_ROOM] or (terms[LOGGING] != 0 and at[LOGGED] >= terms[LOG_ROOM])


def what_next() -> int:
    """Find what comes next, an arrival or a ticker, and put down its time; or say why it cannot be done now."""
    if at[SPENT] == 1:
        at[SPENT] = 0
        at[HEAPED] = pop(heap, at[HEAPED])
    if full():
        return FLUSH
    if at[DRY] == 1 and at[COUNTED_OPEN] == 0:
        return DONE
    at[LEFT] -= 1
    time = at[NEXT_ARRIVAL]
    at[TICKER] = NONE
    if at[HEAPED] > 0:
        key = heap[0]
        if time < 0 or key >> TICKER_BITS <= time:
            time = key >> TICKER_BITS
            at[TICKER] = key & TICKER_MASK
    at[NEXT_TIME] = time
    if 0 <= time < at[HORIZON]:
        return NONE
    return beyond(time)


def beyond(time: int) -> int:
    """What is to be done before anything happens at a time beyond the horizon, or if nothing is to come at all.

    The horizon is whatever is nearest of what the loop has to stop for.
    """
    change = at[CHANGE]
    if 0 <= change < terms[END] and (change <= time or (time < 0 and at[OPEN] > 0)):
        return TAKE
    if time < 0 or time >= terms[END]:
        return DONE
    if time >= terms[DAYS] * DAY - terms[MARGIN]:
        return EXTEND
    return NONE
