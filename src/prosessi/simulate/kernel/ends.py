"""What ends by itself: clocks and deadlines, when they run out and how they stand."""

from __future__ import annotations

from prosessi.simulate.kernel.ahead import foresee
from prosessi.simulate.kernel.lines import STATUS_LATE, STATUS_MET
from prosessi.simulate.kernel.words import *  # noqa: F403  # the sequences that the loop goes over
from prosessi.simulate.layout import *  # noqa: F403  # the names of fields are the words of this room
from prosessi.simulate.worktime import DAY

SOME_BITS = (1 << 24) - 1
SCATTER = 0x9E3779B1


def expiry(limit: int, started: int, base: int) -> int:
    """When a limit that started at a moment runs out; NONE if it never does, UNKNOWN if that was not asked before."""
    record = limit * LIMIT_SIZE
    kind = limits[record]
    if kind == EXACT:
        return started + limits[record + LIMIT_LENGTH]
    if kind == UNLIMITED:
        return NONE
    if kind == FIXED:
        return limits[record + LIMIT_LENGTH]
    if kind == BY_DAY:
        return known[limits[record + LIMIT_TABLE] + started // DAY]
    return by_dates(limit, started, base)


def by_dates(limit: int, started: int, base: int) -> int:
    """When a limit runs out that goes by dates of the case; UNKNOWN if these were not asked about before."""
    record = limit * LIMIT_SIZE
    found = limit
    unit = limits[record + LIMIT_UNIT]
    if unit > 0:
        slot = limits[record + LIMIT_SLOT]
        instead = slot >= 0 and data[base + slot] == data[base + slot]  # what is not set is no number
        found = answer(found, 0 if instead else 1 + started // unit)
    first = limits[record + LIMIT_TABLE]
    for i in range(first + 1, first + 1 + rests[first]):
        if found == UNKNOWN:
            break
        found = answer(found, date_in(base + rests[i]))
    return found


def date_in(place: int) -> int:
    """The number of a date among the data; nought if it is not set."""
    value = data[place]
    return int(value) if value == value else 0


def answer(question: int, number: int) -> int:
    """What was found for a number that belongs to a question; UNKNOWN if nothing was found yet."""
    key = question << NUMBER_BITS | number
    most = answers[0]
    place = scattered(question, number) & most
    while answers[1 + 2 * place] != key:
        if answers[1 + 2 * place] < 0:
            return UNKNOWN
        place = (place + 1) & most
    return answers[2 + 2 * place]


def scattered(question: int, number: int) -> int:
    """Where the answer to a question and a number is looked for first: numbers in a row are far from one another."""
    return ((question * 7919 + number) & SOME_BITS) * SCATTER >> 16


def is_up(due: int, time: int) -> bool:
    """Whether it has run out by a time; what ran out before the run began has a time below nought."""
    return due <= time and due != NONE


def asked_for(number: int, landing: int, time: int, base: int) -> bool:
    """Whether a landing needs the end of a limit that is not known yet; `at` says which."""
    i = landings[landing * LAND_SIZE + LAND_FROM]
    end = landings[landing * LAND_SIZE + LAND_TO]
    while i < end:
        deed = deeds[i]
        if deed == DROP or deed == STOP:
            i += 2
            continue
        limit = deeds[i + 2]
        started = time
        if deed == WATCH:
            record = (number * terms[WATCHES] + deeds[i + 1]) * WATCH_SIZE
            if standings[deeds[i + 3] + watches[record] * 5] == 0:
                started = watches[record + STARTED]
            i += 6
        else:
            i += 3
        if started >= 0 and expiry(limit, started, base) == UNKNOWN:
            at[ASKED] = limit
            at[ASKED_SINCE] = started
            return True
    return False


def observe(number: int, deed: int, holds: bool, time: int) -> None:
    """How a deadline stands after a step.

    Its table has for each way it can have stood whether the step starts it, and what comes of it if its condition
    does not hold or holds, in time or late. The first part of `standings` says how it stands once it has run out.
    What has been met is settled: its last day does not move any more, unless it starts anew.
    """
    record = (number * terms[WATCHES] + deeds[deed + 1]) * WATCH_SIZE
    if deeds[deed + 4] < 0 and standings[watches[record]] >= 0 and is_up(watches[record + EXPIRES], time):
        watches[record] = standings[watches[record]]
    row = deeds[deed + 3] + watches[record] * STANDING_SIZE
    status = standings[MOST_STANDINGS + watches[record]]
    if standings[row] == 0 and (status == STATUS_MET or status == STATUS_LATE):
        return
    if standings[row] == 1:
        watches[record + STARTED] = time
        watches[record + MET] = NONE
    due = NONE
    if watches[record + STARTED] >= 0:
        due = expiry(deeds[deed + 2], watches[record + STARTED], number * terms[SLOTS])
    moment = watches[record + MET] if watches[record + MET] >= 0 else time
    then = standings[row + 1 + (2 if holds else 0) + (1 if is_up(due, moment) else 0)]
    if then >= MET_NOW:
        then -= MET_NOW
        watches[record + MET] = time
    watches[record] = then
    watches[record + EXPIRES] = due
    if deeds[deed + 4] >= 0:
        ticker = (number << terms[TURN_BITS]) + deeds[deed + 4]
        ends = NONE
        if standings[then] >= 0 and due != NONE:
            ends = max(due, 0)
        if tickers[ticker * TICKER_SIZE + DUE] != ends:
            tickers[ticker * TICKER_SIZE + DUE] = ends
            if ends >= 0:
                foresee(ends << TICKER_BITS | ticker)


def run_out(number: int, process: int, time: int) -> None:
    """Before a case ends, let those deadlines have run out whose time is up and which raise no event to tell of it."""
    first = processes[process + BREACH_WATCHES]
    last = first + processes[process + BREACHES]
    for i in range(processes[process + WATCH_COUNT]):
        record = (number * terms[WATCHES] + i) * WATCH_SIZE
        then = standings[watches[record]]
        if then >= 0 and is_up(watches[record + EXPIRES], time):
            for j in range(first, last):
                if lists[j] == i:
                    then = NONE
            if then >= 0:
                watches[record] = then


def set_clock(ticker: int, limit: int, base: int, anew: bool, time: int) -> None:
    """Start a clock, or set one that runs to the date it rests on, if that has changed.

    One that is started while it runs goes off once more, behind all the times that it will: who starts later never
    ends sooner. Only what comes `later` can be so; any other clock stops when its state is left.
    """
    record = ticker * TICKER_SIZE
    day = NONE
    if limits[limit * LIMIT_SIZE] == BY_DATE:
        day = date_in(base + rests[limits[limit * LIMIT_SIZE + LIMIT_TABLE] + 1])
    if not anew and tickers[record + VISIT] == day:
        return
    tickers[record + VISIT] = day
    due = expiry(limit, time, base)
    if anew and tickers[record + DUE] >= 0:
        put_behind(record, due)
        return
    tickers[record + DUE] = due
    if due >= 0:
        foresee(due << TICKER_BITS | ticker)


def put_behind(record: int, due: int) -> None:
    """Let a clock that runs go off at one more time, the last of all."""
    place = at[SPARE]
    at[SPARE] = behind[place + BEHIND_NEXT]
    at[SPARES] -= 1
    behind[place] = due
    behind[place + BEHIND_NEXT] = NONE
    if tickers[record + NEXT] < 0:
        tickers[record + NEXT] = place
    else:
        behind[tickers[record + BEFORE] + BEHIND_NEXT] = place
    tickers[record + BEFORE] = place


def next_behind(record: int) -> int:
    """Take the first of the times behind a clock away, and give it."""
    place = tickers[record + NEXT]
    tickers[record + NEXT] = behind[place + BEHIND_NEXT]
    behind[place + BEHIND_NEXT] = at[SPARE]
    at[SPARE] = place
    at[SPARES] += 1
    return behind[place]


def run_on(ticker: int) -> None:
    """A clock has gone off: now it runs to the first of the times behind."""
    record = ticker * TICKER_SIZE
    tickers[record + DUE] = next_behind(record)
    foresee(tickers[record + DUE] << TICKER_BITS | ticker)


def stop(ticker: int) -> None:
    """Stop a clock, with all the times behind."""
    record = ticker * TICKER_SIZE
    tickers[record + DUE] = NONE
    while tickers[record + NEXT] >= 0:
        next_behind(record)
