"""Cases that come: when, and what they begin with."""

from __future__ import annotations

from prosessi.simulate.drawing import quantile, shaken
from prosessi.simulate.kernel.luck import drawn, settle
from prosessi.simulate.kernel.words import *  # noqa: F403  # the sequences that the loop goes over
from prosessi.simulate.layout import *  # noqa: F403  # the names of fields are the words of this room
from prosessi.simulate.worktime import DAY


def second_of(part: float, first: int, last: int) -> int:
    """The second of the day at which a part of its spans has gone by."""
    total = 0
    for i in range(first, last, 2):
        total += spans[i + 1] - spans[i]
    rest = int(part * total)
    for i in range(first, last, 2):
        if rest < spans[i + 1] - spans[i]:
            return spans[i] + rest
        rest -= spans[i + 1] - spans[i]
    return spans[last - 1] - 1


def come(process: int) -> None:
    """Work out when the next case of a process comes, and which process is the next to get one."""
    record = process * PROCESS_SIZE
    kind = processes[record + COMING_KIND]
    made = processes[record + COMING_MADE]
    processes[record + COMING_MADE] = made + 1
    begin = processes[record + COMING_FROM]
    if kind == LISTED:
        time = moments[begin + made] if begin + made < processes[record + COMING_TO] else NONE
        processes[record + COMING_TIME] = time
    elif kind == STEADY:
        gap = quantile(rates, 1, shaken(process_keys[2 * process], process_keys[2 * process + 1], made))
        foreseen[process] += gap * rates[begin]
        processes[record + COMING_TIME] = int(foreseen[process])
    elif kind == SPACED:
        foreseen[process] += drawn(begin, process_keys[2 * process], process_keys[2 * process + 1], made)
        processes[record + COMING_TIME] = int(foreseen[process])
    elif kind == DAILY:
        foreseen[process] += quantile(rates, 1, shaken(process_keys[2 * process], process_keys[2 * process + 1], made))
        look_on(process)
    choose_next()


def look_on(process: int) -> None:
    """Find the day and the second by which so many cases are expected as are to come; or go on to where the tables end.

    From there it is looked on when they have more days.
    """
    record = process * PROCESS_SIZE
    begin = processes[record + COMING_FROM]
    wanted = foreseen[process]
    day = processes[record + COMING_TIME] // DAY
    days = terms[DAYS]
    while day < days and rates[begin + day + 1] <= wanted:
        day += 1
    if day >= days:
        processes[record + COMING_TIME] = days * DAY
    else:
        part = (wanted - rates[begin + day]) / (rates[begin + day + 1] - rates[begin + day])
        processes[record + COMING_TIME] = day * DAY + second_of(
            part, processes[record + SPANS_FROM], processes[record + SPANS_TO]
        )


def choose_next() -> None:
    """Find which process is the next to get a case, and when."""
    at[NEXT_ARRIVAL] = NONE
    for i in range(terms[PROCESSES]):
        time = processes[i * PROCESS_SIZE + COMING_TIME]
        if (
            processes[i * PROCESS_SIZE + COMING_KIND] != NOBODY
            and time >= 0
            and (at[NEXT_ARRIVAL] < 0 or time < at[NEXT_ARRIVAL])
        ):
            at[NEXT_ARRIVAL] = time
            at[ARRIVING] = i


def make_ready(number: int, process: int) -> None:
    """Make a place ready for a case. Whoever had it before left nothing waiting there."""
    own = process * PROCESS_SIZE
    record = (number << terms[TURN_BITS]) * TICKER_SIZE
    for _ in range(processes[own + TURNS]):
        tickers[record + STATE] = IDLE
        tickers[record + DUE] = NONE
        tickers[record + NEXT] = NONE
        tickers[record + VISIT] = 0
        record += TICKER_SIZE
    record = number * terms[WATCHES] * WATCH_SIZE
    for _ in range(processes[own + WATCH_COUNT]):
        watches[record] = 0
        watches[record + STARTED] = NONE
        watches[record + EXPIRES] = NONE
        watches[record + MET] = NONE
        record += WATCH_SIZE
    if terms[KEEPERS] == 1:
        for role in range(terms[ROLES]):
            owners[number * terms[ROLES] + role] = NONE
    slots = terms[SLOTS]
    for slot in range(slots):
        data[number * slots + slot] = defaults[process * slots + slot]


def open_case(number: int, process: int, counts: int, time: int) -> None:
    """Begin a case in a place: its data are drawn, and its first step is due."""
    make_ready(number, process)
    own = process * PROCESS_SIZE
    case = number * CASE_SIZE
    cases[case] = at[MADE]
    cases[case + PROCESS] = process
    cases[case + BEGUN] = time
    cases[case + PLACE] = processes[own + BEGIN_PLACE]
    cases[case + WAITED] = 0
    cases[case + WORKED] = 0
    cases[case + COUNTS] = counts
    cases[case + LEVEL] = terms[LEVELS] - 1
    at[MADE] += 1
    at[COUNTED] += counts
    at[COUNTED_OPEN] += counts
    at[OPEN] += 1
    at[EVENTS] += 1
    processes[own + OPEN_CASES] += 1
    at[NOW] = time
    at[CASE] = number
    at[TICKER] = NONE
    at[CAUSE] = 0
    at[CREW] = NONE
    at[BASE] = number * terms[SLOTS]
    at[LEAF] = NONE
    at[STEPPING] = 1
    if processes[own + CASE_TO] > processes[own + CASE_FROM]:
        settle(processes[own + CASE_FROM], processes[own + CASE_TO], at[BASE], number, 0)
