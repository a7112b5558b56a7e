"""Numbers drawn by their ways: how long something takes, and what is settled of a case."""

from __future__ import annotations

from prosessi.expressions.machine import run_part
from prosessi.simulate.drawing import GOLDEN, WORD, chosen, quantile, shaken, uniform, unsigned
from prosessi.simulate.kernel.lines import SAID_VALUE, say_line
from prosessi.simulate.kernel.words import *  # noqa: F403  # the sequences that the loop goes over
from prosessi.simulate.layout import *  # noqa: F403  # the names of fields are the words of this room
from prosessi.simulate.worktime import DAY


def way_for(first: int, last: int, base: int) -> int:
    """The first way of drawing whose condition holds; the last one stands for the rest."""
    last -= 1
    way = first
    while way < last:
        program = ways[way * WAY_SIZE]
        if program < 0:
            break
        if run_part(programs[program], programs[program + 1], codes, arguments, data, base, stack) == 1.0:
            break
        way += 1
    return way


def drawn(way: int, key: int, stream: int, visit: int) -> float:
    """Draw a number by a way."""
    record = way * WAY_SIZE
    kind = ways[record + WAY_KIND]
    begin = ways[record + WAY_FROM]
    if kind == CURVE:
        return quantile(values, begin, shaken(key, stream, visit))
    if kind == CONSTANT:
        return values[begin]
    if kind == STEPS:
        return chosen(values, begin, ways[record + WAY_COUNT], uniform(key, stream, visit))
    return other_drawn(way, key, stream, visit)


def other_drawn(way: int, key: int, stream: int, visit: int) -> float:
    """Draw a piece of data that is neither a length nor a share."""
    record = way * WAY_SIZE
    kind = ways[record + WAY_KIND]
    begin = ways[record + WAY_FROM]
    count = ways[record + WAY_COUNT]
    if kind == MEMBERS:
        total = 0.0
        bit = 1.0
        for i in range(count):
            if uniform((key + unsigned(i + 1) * GOLDEN) & WORD, stream, visit) < values[begin + i]:
                total += bit
            bit += bit
        return total
    if count == 0:
        number = values[begin + 2]
    elif count < 0:
        number = quantile(values, begin + 2, shaken(key, stream, visit))
    else:
        number = chosen(values, begin + 2, count, uniform(key, stream, visit))
    number = max(number, values[begin])
    number = min(number, values[begin + 1])
    if kind == NUMBER_OF:
        return number
    return float(int(number + 0.5)) if number >= 0.0 else -float(int(0.5 - number))


def work_of(ticker: int) -> int:
    """How long the work of a ticker takes, in seconds of working time."""
    record = ticker * TICKER_SIZE
    number = ticker >> terms[TURN_BITS]
    task = tickers[record + TASK]
    curve = tasks[task * TASK_SIZE + WORK_CURVE]
    stream = streams[task * STREAM_SIZE + WORKING_FOR]
    if curve >= 0:
        return int(quantile(values, curve, shaken(keys[number], stream, tickers[record + VISIT])) + 0.5)
    way = way_for(tasks[task * TASK_SIZE + WORK_FROM], tasks[task * TASK_SIZE + WORK_TO], number * terms[SLOTS])
    return int(drawn(way, keys[number], stream, tickers[record + VISIT]) + 0.5)


def settle(first: int, last: int, base: int, number: int, visit: int) -> None:
    """Draw the data that are settled in an act, or at the beginning, into the row at `base`."""
    for i in range(first, last):
        record = i * DECIDE_SIZE
        way = decisions[record + DECIDE_WAY]
        count = decisions[record + DECIDE_WAYS]
        if count > 1:
            way = way_for(way, way + count, base)
        value = drawn(way, keys[number], decision_streams[i], visit)
        if ways[way * WAY_SIZE + WAY_KIND] == DAYS_FROM_NOW:
            value += terms[ORDINAL] + at[NOW] // DAY
        data[base + decisions[record]] = value
        if terms[LOGGING] != 0:
            say_line(at[NOW], cases[number * CASE_SIZE], SAID_VALUE, decisions[record], value)
