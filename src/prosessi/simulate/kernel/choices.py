"""What a case is offered where it is, and which of several acts is begun."""

from __future__ import annotations

from prosessi.expressions.machine import run_part
from prosessi.simulate.drawing import uniform
from prosessi.simulate.kernel.ahead import foresee
from prosessi.simulate.kernel.lines import SAID_AWAITED, say_line
from prosessi.simulate.kernel.luck import drawn, way_for
from prosessi.simulate.kernel.people import await_people
from prosessi.simulate.kernel.words import *  # noqa: F403  # the sequences that the loop goes over
from prosessi.simulate.layout import *  # noqa: F403  # the names of fields are the words of this room


def passes(line: int, base: int) -> bool:
    """Whether an act could be done now: one of its conditions holds, if it has any, and nothing that bars it."""
    guards = offers[line + 1]
    bars = offers[line + 2]
    possible = guards == 0
    for i in range(guards):
        program = offers[line + 3 + i]
        if run_part(programs[program], programs[program + 1], codes, arguments, data, base, stack) == 1.0:
            possible = True
            break
    if possible:
        for i in range(bars):
            program = offers[line + 3 + guards + i]
            if run_part(programs[program], programs[program + 1], codes, arguments, data, base, stack) == 1.0:
                return False
    return possible


def one_of(first: int, count: int, base: int, key: int, visit: int) -> int:
    """One of several acts by their shares, of those that would go through; NONE if none would."""
    total = 0.0
    j = first
    for _ in range(count):
        if passes(j, base):
            total += odds[2 * offers[j]]
        j += 3 + offers[j + 1] + offers[j + 2]
    if total <= 0.0:
        return NONE
    left = total * uniform(key, streams[offers[first] * STREAM_SIZE + CHOICE], visit)
    task = NONE
    j = first
    for _ in range(count):
        if odds[2 * offers[j]] > 0.0 and passes(j, base):
            task = offers[j]
            left -= odds[2 * task]
            if left < 0.0:
                break
        j += 3 + offers[j + 1] + offers[j + 2]
    return task


def level_of(first: int, last: int, base: int) -> int:
    """How pressing a case is: the place of the first condition that holds, or else the last level."""
    for i in range(first, last):
        program = lists[i]
        if run_part(programs[program], programs[program + 1], codes, arguments, data, base, stack) == 1.0:
            return i - first
    return terms[LEVELS] - 1


def chosen_of(line: int, ticker: int, base: int) -> int:
    """The task that comes of a choice now; NONE if none of them is possible."""
    count = offers[line + 2]
    if count == 1:
        possible = passes(line + 3, base)
        return offers[line + 3] if possible else NONE
    return one_of(line + 3, count, base, keys[ticker >> terms[TURN_BITS]], tickers[ticker * TICKER_SIZE + VISIT])


def await_act(ticker: int, task: int, time: int) -> None:
    """From now on an act is awaited, unless chance will have it that it does not come: its delay, then its people."""
    record = ticker * TICKER_SIZE
    number = ticker >> terms[TURN_BITS]
    entry = task * TASK_SIZE
    visit = tickers[record + VISIT]
    tickers[record + VISIT] = visit + 1
    chance = odds[2 * task + 1]
    if chance < 1.0 and uniform(keys[number], streams[task * STREAM_SIZE + CHANCE], visit) >= chance:
        tickers[record + STATE] = NEVER
        return
    if terms[LOGGING] != 0:
        say_line(time, cases[number * CASE_SIZE], SAID_AWAITED, tasks[entry], -1.0)
    delay = 0
    if tasks[entry + DELAY_TO] > tasks[entry + DELAY_FROM]:
        way = way_for(tasks[entry + DELAY_FROM], tasks[entry + DELAY_TO], number * terms[SLOTS])
        stream = streams[task * STREAM_SIZE + DELAYING]
        delay = int(drawn(way, keys[number], stream, visit + 1) + 0.5)
    elif tasks[entry + NEED_TO] > tasks[entry + NEED_FROM]:
        await_people(ticker, time)
        return
    tickers[record + STATE] = DELAYED
    tickers[record + DUE] = time + delay
    foresee(time + delay << TICKER_BITS | ticker)


def offer(number: int, place: int, time: int) -> None:
    """Offer a case what can be done where it is: each choice of acts that nothing has come of yet.

    A choice is a ticker, where the next choice stands, how many acts there are, and for each its task, how many
    conditions it has, how many bars, and these.
    """
    base = number * terms[SLOTS]
    line = places[place * PLACE_SIZE + PLACE_FROM]
    end = places[place * PLACE_SIZE + PLACE_TO]
    while line < end:
        ticker = (number << terms[TURN_BITS]) + offers[line]
        if tickers[ticker * TICKER_SIZE + STATE] == IDLE:
            task = chosen_of(line, ticker, base)
            if task >= 0:
                tickers[ticker * TICKER_SIZE + TASK] = task
                await_act(ticker, task, time)
        line = offers[line + 1]
