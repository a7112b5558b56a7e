"""The loop of a simulation, written in the part of Python that numba compiles.

It knows rows, records and numbers, and no state, no region and no law: what a step does was learnt from the chart. All
arguments are sequences of numbers, whose fields `layout` names; plain lists do as well as arrays and give the same
bytes. Whatever is not known yet stops the loop before anything is done about it; the caller finds it out, and the loop
goes on where it was.
"""

from __future__ import annotations

from collections.abc import MutableSequence, Sequence

from prosessi.expressions.machine import UNKNOWN as UNKNOWN_VALUE
from prosessi.expressions.machine import of_two, run_part
from prosessi.simulate.drawing import GOLDEN, WORD, chosen, mixed, quantile, uniform, unsigned
from prosessi.simulate.heap import pop, push
from prosessi.simulate.layout import *  # noqa: F403  # the names of fields are the words of this file
from prosessi.simulate.run import STATUSES, What
from prosessi.simulate.worktime import DAY, finish, opening, time_before

Ints = Sequence[int]
Floats = Sequence[float]
Table = MutableSequence[int]
Reals = MutableSequence[float]

SAID_BEGUN = What.BEGUN.value
SAID_VALUE = What.VALUE.value
SAID_AWAITED = What.AWAITED.value
SAID_QUEUED = What.QUEUED.value
SAID_STARTED = What.STARTED.value
SAID_DONE = What.DONE.value
SAID_REFUSED = What.REFUSED.value
SAID_DROPPED = What.DROPPED.value
SAID_TIMER = What.TIMER.value
SAID_BREACH = What.BREACH.value
SAID_ENDED = What.ENDED.value

TICKER_MASK = (1 << TICKER_BITS) - 1
MOST_ROUNDS = 1_000_000
STATUS_BREACHED = STATUSES.index("breached")
STATUS_LATE = STATUSES.index("met_late")


def say_line(
    at: Table, log: Table, log_values: Reals, time: int, case: int, what: int, which: int, value: float
) -> None:
    """Write a line of the log."""
    line = at[LOGGED]
    at[LOGGED] = line + 1
    log_values[line] = value
    line *= LOG_SIZE
    log[line] = time
    log[line + 1] = case
    log[line + 2] = what
    log[line + 3] = which


def way_for(
    first: int, last: int, base: int, ways: Ints, programs: Ints, codes: Ints, arguments: Floats, data: Reals,
    stack: Reals,
) -> int:  # fmt: skip
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


def drawn(way: int, key: int, stream: int, visit: int, ways: Ints, values: Floats) -> float:
    """Draw a number by a way."""
    record = way * WAY_SIZE
    kind = ways[record + WAY_KIND]
    begin = ways[record + WAY_FROM]
    if kind == CURVE:
        return quantile(values, begin, uniform(key, stream, visit))
    if kind == CONSTANT:
        return values[begin]
    if kind == STEPS:
        return chosen(values, begin, ways[record + WAY_COUNT], uniform(key, stream, visit))
    return other_drawn(way, key, stream, visit, ways, values)


def other_drawn(way: int, key: int, stream: int, visit: int, ways: Ints, values: Floats) -> float:
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
        number = quantile(values, begin + 2, uniform(key, stream, visit))
    else:
        number = chosen(values, begin + 2, count, uniform(key, stream, visit))
    if number < values[begin]:
        number = values[begin]
    if number > values[begin + 1]:
        number = values[begin + 1]
    if kind == NUMBER_OF:
        return number
    return float(int(number + 0.5)) if number >= 0.0 else -float(int(0.5 - number))


def expiry(limit: int, started: int, base: int, terms: Ints, limits: Ints, known: Ints, data: Reals) -> int:
    """When a limit that started at a moment runs out; NONE if it never does, UNKNOWN if that was not asked before."""
    record = limit * LIMIT_SIZE
    kind = limits[record]
    if kind == EXACT:
        return started + limits[record + LIMIT_LENGTH]
    if kind == UNLIMITED:
        return NONE
    if kind == FIXED:
        return limits[record + LIMIT_LENGTH]
    return known[limits[record + LIMIT_TABLE] + day_asked(limit, started, base, terms, limits, data)]


def day_asked(limit: int, started: int, base: int, terms: Ints, limits: Ints, data: Reals) -> int:
    """Which place in the table of a limit counts: the first is for a date that is not set, then a day each."""
    record = limit * LIMIT_SIZE
    kind = limits[record]
    day = started // DAY
    if kind != BY_DAY:
        value = data[base + limits[record + LIMIT_SLOT]]
        if value == value:  # noqa: PLR0124  # what is not set is no number
            day = int(value) - terms[ORDINAL]
        elif kind == BY_DATE:
            return 0
    day += 1 + terms[DAY_ZERO]
    if day < 1:
        return 1
    most = terms[DAY_ZERO] + terms[DAYS]
    return day if day < most else most


def enqueue(ticker: int, queue: int, tickers: Table, queues: Table, waiting: Table, levels: int, level: int) -> None:
    """Put a ticker into a level of a queue, behind all who have waited as long: nearly always at the end."""
    place = (queue * levels + level) * 2
    record = ticker * TICKER_SIZE
    earlier = queues[place + TAIL]
    after = NONE
    while earlier >= 0 and tickers[earlier * TICKER_SIZE + SINCE] > tickers[record + SINCE]:
        after = earlier
        earlier = tickers[earlier * TICKER_SIZE + BEFORE]
    tickers[record + DUE] = QUEUED_AT - place
    tickers[record + NEXT] = after
    tickers[record + BEFORE] = earlier
    if earlier < 0:
        queues[place] = ticker
    else:
        tickers[earlier * TICKER_SIZE + NEXT] = ticker
    if after < 0:
        queues[place + TAIL] = ticker
    else:
        tickers[after * TICKER_SIZE + BEFORE] = ticker
    waiting[queue] += 1


def take_out(ticker: int, tickers: Table, queues: Table, waiting: Table, levels: int) -> None:
    """Take a ticker out of its queue, wherever it stands."""
    record = ticker * TICKER_SIZE
    place = QUEUED_AT - tickers[record + DUE]
    after = tickers[record + NEXT]
    earlier = tickers[record + BEFORE]
    if earlier < 0:
        queues[place] = after
    else:
        tickers[earlier * TICKER_SIZE + NEXT] = after
    if after < 0:
        queues[place + TAIL] = earlier
    else:
        tickers[after * TICKER_SIZE + BEFORE] = earlier
    waiting[place // (2 * levels)] -= 1


def work_of(
    ticker: int, terms: Ints, tickers: Ints, keys: Ints, data: Reals, tasks: Ints, streams: Ints, ways: Ints,
    values: Floats, programs: Ints, codes: Ints, arguments: Floats, stack: Reals,
) -> int:  # fmt: skip
    """How long the work of a ticker takes, in seconds of working time."""
    record = ticker * TICKER_SIZE
    number = ticker >> terms[TURN_BITS]
    task = tickers[record + TASK]
    curve = tasks[task * TASK_SIZE + WORK_CURVE]
    stream = streams[task * STREAM_SIZE + WORKING_FOR]
    if curve >= 0:
        return int(quantile(values, curve, uniform(keys[number], stream, tickers[record + VISIT])) + 0.5)
    way = way_for(
        tasks[task * TASK_SIZE + WORK_FROM], tasks[task * TASK_SIZE + WORK_TO], number * terms[SLOTS], ways, programs,
        codes, arguments, data, stack,
    )  # fmt: skip
    return int(drawn(way, keys[number], stream, tickers[record + VISIT], ways, values) + 0.5)


def held(ticker: int, place: int, tickers: Ints, others: Ints) -> int:
    """The crew of one of the people of a ticker."""
    return tickers[ticker * TICKER_SIZE + HELD] if place == 0 else others[ticker * MOST_PEOPLE + place]


def hold(ticker: int, place: int, crew: int, tickers: Table, others: Table) -> None:
    """Keep one of a crew for a ticker."""
    if place == 0:
        tickers[ticker * TICKER_SIZE + HELD] = crew
    else:
        others[ticker * MOST_PEOPLE + place] = crew


def begin_work(
    ticker: int, time: int, work: int, at: Table, terms: Ints, tickers: Table, others: Table, cases: Table, tasks: Table,
    crews: Table, kinds: Ints, before: Ints, spans: Ints, log: Table, log_values: Reals,
) -> int:  # fmt: skip
    """All its people are there: the work begins as soon as they are at work; gives the key of its end for the heap."""
    record = ticker * TICKER_SIZE
    case = (ticker >> terms[TURN_BITS]) * CASE_SIZE
    entry = tickers[record + TASK] * TASK_SIZE
    crew = tickers[record + HELD]
    staff = crew * CREW_SIZE
    hours = crews[staff + CREW_HOURS]
    people = tasks[entry + NEED_TO] - tasks[entry + NEED_FROM]
    if people > 1:
        hours = tasks[entry + SHARED]
    start = time
    if hours < 0:
        end = time + work
    else:
        days = terms[DAYS]
        start = opening(hours, time, days, kinds, spans)
        end = finish(hours, start, work, days, kinds, before, spans)
    tickers[record + STATE] = WORKING
    tickers[record + DUE] = end
    tickers[record + NEXT] = work
    waited = start - tickers[record + SINCE]
    cases[case + WAITED] += waited
    cases[case + WORKED] += work * people
    if cases[case + COUNTS] == 1:
        tasks[entry + TIMES_BEGUN] += 1
        tasks[entry + TIME_WAITED] += waited
        tasks[entry + TIME_WORKED] += work
    if terms[COUNTED_FROM] <= start < terms[SPAN_END]:
        crews[staff + CREW_WORKED] += work
        for i in range(1, people):
            crews[others[ticker * MOST_PEOPLE + i] * CREW_SIZE + CREW_WORKED] += work
    at[EVENTS] += 1
    if terms[LOGGING] != 0:
        say_line(at, log, log_values, start, cases[case], SAID_STARTED, tasks[entry], float(crew))
    return (end << TICKER_BITS) | ticker


def gather(
    ticker: int, time: int, terms: Ints, tickers: Table, others: Table, cases: Table, owners: Table, tasks: Ints, crews: Table,
    roles: Ints, lists: Ints, queues: Table, waiting: Table, kinds: Ints, spans: Ints,
) -> bool:  # fmt: skip
    """Seize the people that a ticker still needs, one after another; whether all are there now.

    Where nobody is free it is put in the queue of the role, or of the person who keeps the case.
    """
    record = ticker * TICKER_SIZE
    number = ticker >> terms[TURN_BITS]
    entry = tickers[record + TASK] * TASK_SIZE
    first = tasks[entry + NEED_FROM]
    count = tasks[entry + NEED_TO] - first
    stage = tickers[record + STATE] >> STATE_BITS
    while stage < count:
        role = lists[first + stage]
        crew = NONE
        queue = role
        if roles[role * ROLE_SIZE + ROLE_NAMED] == 1:
            keeper = kept_by(number, role, time, terms, owners, crews, roles, lists)
            if keeper >= 0:
                queue = terms[ROLES] + keeper
                if crews[keeper * CREW_SIZE + BUSY] < crews[keeper * CREW_SIZE]:
                    crew = keeper
        else:
            crew = somebody(role, time, terms, crews, roles, lists, kinds, spans)
        if crew < 0:
            tickers[record + STATE] = QUEUED + (stage << STATE_BITS)
            enqueue(ticker, queue, tickers, queues, waiting, terms[LEVELS], cases[number * CASE_SIZE + LEVEL])
            return False
        crews[crew * CREW_SIZE + BUSY] += 1
        hold(ticker, stage, crew, tickers, others)
        stage += 1
    return True


def somebody(role: int, time: int, terms: Ints, crews: Ints, roles: Ints, lists: Ints, kinds: Ints, spans: Ints) -> int:
    """A crew of a role with somebody free: of several the one that is at work soonest; NONE if there is none."""
    best = NONE
    soonest = 0
    first = roles[role * ROLE_SIZE + ROLE_FROM]
    last = roles[role * ROLE_SIZE + ROLE_TO]
    for i in range(first, last):
        crew = lists[i]
        if crews[crew * CREW_SIZE + BUSY] < crews[crew * CREW_SIZE]:
            if last == first + 1:
                return crew
            hours = crews[crew * CREW_SIZE + CREW_HOURS]
            moment = time if hours < 0 else opening(hours, time, terms[DAYS], kinds, spans)
            if best < 0 or moment < soonest:
                best = crew
                soonest = moment
    return best


def kept_by(
    number: int, role: int, time: int, terms: Ints, owners: Table, crews: Table, roles: Ints, lists: Ints
) -> int:
    """Who keeps a case: the person it has, in whatever role, or else the one at work with the fewest cases.

    NONE if all have enough.
    """
    place = number * terms[ROLES] + role
    if owners[place] >= 0:
        return owners[place]
    best = NONE
    for i in range(roles[role * ROLE_SIZE + ROLE_FROM], roles[role * ROLE_SIZE + ROLE_TO]):
        for other in range(terms[ROLES]):
            if owners[number * terms[ROLES] + other] == lists[i]:
                return lists[i]
    for i in range(roles[role * ROLE_SIZE + ROLE_FROM], roles[role * ROLE_SIZE + ROLE_TO]):
        crew = lists[i]
        record = crew * CREW_SIZE
        load = crews[record + LOAD]
        if (
            crews[record] > 0
            and (crews[record + CASELOAD] < 0 or load < crews[record + CASELOAD])
            and (best < 0 or load < crews[best * CREW_SIZE + LOAD])
        ):
            best = crew
    if best >= 0:
        owners[place] = best
        crews[best * CREW_SIZE + LOAD] += 1
    return best


def next_for(
    crew: int, terms: Ints, tickers: Ints, crews: Ints, roles: Ints, lists: Ints, queues: Ints, waiting: Ints
) -> int:
    """The ticker that a crew with somebody free takes next: of the most pressing, the one that has waited longest.

    What waits for somebody who can take a new case is left to those who can.
    """
    record = crew * CREW_SIZE
    levels = terms[LEVELS]
    full = crews[record + CASELOAD] >= 0 and crews[record + LOAD] >= crews[record + CASELOAD]
    best = NONE
    best_level = 0
    for i in range(crews[record + SERVES_FROM], crews[record + SERVES_TO]):
        queue = lists[i]
        if waiting[queue] == 0:
            continue
        if full and queue < terms[ROLES] and roles[queue * ROLE_SIZE + ROLE_NAMED] == 1:
            continue
        for level in range(levels):
            ticker = queues[(queue * levels + level) * 2]
            if ticker >= 0:
                if (
                    best < 0
                    or level < best_level
                    or (
                        level == best_level
                        and tickers[ticker * TICKER_SIZE + SINCE] < tickers[best * TICKER_SIZE + SINCE]
                    )
                ):
                    best = ticker
                    best_level = level
                break
    return best


def serve(
    crew: int, time: int, at: Table, terms: Ints, heap: list[int], tickers: Table, others: Table, cases: Table, keys: Table,
    data: Reals, owners: Table, tasks: Table, streams: Ints, ways: Ints, values: Floats, programs: Ints, codes: Ints,
    arguments: Floats, stack: Reals, crews: Table, roles: Ints, lists: Ints, queues: Table, waiting: Table,
    kinds: Ints, before: Ints, spans: Ints, log: Table, log_values: Reals,
) -> None:  # fmt: skip
    """Give the free people of a crew what waits for them."""
    record = crew * CREW_SIZE
    while crews[record + BUSY] < crews[record]:
        ticker = next_for(crew, terms, tickers, crews, roles, lists, queues, waiting)
        if ticker < 0:
            break
        take_out(ticker, tickers, queues, waiting, terms[LEVELS])
        place = tickers[ticker * TICKER_SIZE + TASK] * TASK_SIZE
        stage = tickers[ticker * TICKER_SIZE + STATE] >> STATE_BITS
        role = lists[tasks[place + NEED_FROM] + stage]
        if roles[role * ROLE_SIZE + ROLE_NAMED] == 1:
            owner = (ticker >> terms[TURN_BITS]) * terms[ROLES] + role
            if owners[owner] < 0:
                owners[owner] = crew
                crews[record + LOAD] += 1
        crews[record + BUSY] += 1
        hold(ticker, stage, crew, tickers, others)
        tickers[ticker * TICKER_SIZE + STATE] += 1 << STATE_BITS
        if gather(
            ticker, time, terms, tickers, others, cases, owners, tasks, crews, roles, lists, queues, waiting, kinds, spans
        ):
            work = work_of(
                ticker, terms, tickers, keys, data, tasks, streams, ways, values, programs, codes, arguments, stack
            )
            key = begin_work(
                ticker, time, work, at, terms, tickers, others, cases, tasks, crews, kinds, before, spans, log, log_values
            )
            at[HEAPED] = push(heap, at[HEAPED], key)


def let_go(
    ticker: int, people: int, time: int, at: Table, terms: Ints, heap: list[int], tickers: Table, others: Table, cases: Table, keys: Table,
    data: Reals, owners: Table, tasks: Table, streams: Ints, ways: Ints, values: Floats, programs: Ints, codes: Ints,
    arguments: Floats, stack: Reals, crews: Table, roles: Ints, lists: Ints, queues: Table, waiting: Table,
    kinds: Ints, before: Ints, spans: Ints, log: Table, log_values: Reals,
) -> None:  # fmt: skip
    """Free the first so many people of a ticker, who take what waits for them."""
    for i in range(people):
        crews[held(ticker, i, tickers, others) * CREW_SIZE + BUSY] -= 1
    for i in range(people):
        serve(
            held(ticker, i, tickers, others), time, at, terms, heap, tickers, others, cases, keys, data, owners, tasks, streams,
            ways, values, programs, codes, arguments, stack, crews, roles, lists, queues, waiting, kinds, before,
            spans, log, log_values,
        )  # fmt: skip


def drop(
    ticker: int, time: int, at: Table, terms: Ints, heap: list[int], tickers: Table, others: Table, cases: Table, keys: Table,
    data: Reals, owners: Table, tasks: Table, streams: Ints, ways: Ints, values: Floats, programs: Ints, codes: Ints,
    arguments: Floats, stack: Reals, crews: Table, roles: Ints, lists: Ints, queues: Table, waiting: Table,
    kinds: Ints, before: Ints, spans: Ints, log: Table, log_values: Reals,
) -> None:  # fmt: skip
    """Put away what a choice of acts came to, at whatever stage it is. Work that was not done is not counted."""
    record = ticker * TICKER_SIZE
    people = tickers[record + STATE] >> STATE_BITS
    state = tickers[record + STATE] & STATE_MASK
    tickers[record + STATE] = IDLE
    if state == IDLE or state == NEVER:
        return
    number = ticker >> terms[TURN_BITS]
    entry = tickers[record + TASK] * TASK_SIZE
    if state == QUEUED:
        take_out(ticker, tickers, queues, waiting, terms[LEVELS])
    elif state == WORKING:
        people = tasks[entry + NEED_TO] - tasks[entry + NEED_FROM]
        undo_work(ticker, time, terms, tickers, others, cases, tasks, crews, kinds, before, spans)
    tickers[record + DUE] = NONE
    if terms[LOGGING] != 0:
        say_line(
            at, log, log_values, time, cases[number * CASE_SIZE], SAID_DROPPED, tasks[entry],
            float(tickers[record + HELD]) if state == WORKING else -1.0,
        )  # fmt: skip
    if people > 0:
        let_go(
            ticker, people, time, at, terms, heap, tickers, others, cases, keys, data, owners, tasks, streams, ways, values, programs,
            codes, arguments, stack, crews, roles, lists, queues, waiting, kinds, before, spans, log, log_values,
        )  # fmt: skip


def undo_work(
    ticker: int, time: int, terms: Ints, tickers: Ints, others: Ints, cases: Table, tasks: Table, crews: Table, kinds: Ints,
    before: Ints, spans: Ints,
) -> None:  # fmt: skip
    """Take back what was counted of the work after `time`; of work not begun, also what was counted of the wait."""
    record = ticker * TICKER_SIZE
    case = (ticker >> terms[TURN_BITS]) * CASE_SIZE
    entry = tickers[record + TASK] * TASK_SIZE
    people = tasks[entry + NEED_TO] - tasks[entry + NEED_FROM]
    hours = tasks[entry + SHARED] if people > 1 else crews[tickers[record + HELD] * CREW_SIZE + CREW_HOURS]
    early = 0
    if hours < 0:
        left = tickers[record + DUE] - time
    else:
        days = terms[DAYS]
        left = time_before(hours, tickers[record + DUE], days, kinds, before, spans)
        left -= time_before(hours, time, days, kinds, before, spans)
        if left >= tickers[record + NEXT]:
            early = opening(hours, time, days, kinds, spans) - time
    cases[case + WAITED] -= early
    cases[case + WORKED] -= left * people
    if cases[case + COUNTS] == 1:
        tasks[entry + TIME_WAITED] -= early
        tasks[entry + TIME_WORKED] -= left
    if terms[COUNTED_FROM] <= time < terms[SPAN_END]:
        for i in range(people):
            crews[held(ticker, i, tickers, others) * CREW_SIZE + CREW_WORKED] -= left


def passes(
    line: int, base: int, offers: Ints, programs: Ints, codes: Ints, arguments: Floats, data: Reals, stack: Reals
) -> bool:  # fmt: skip
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


def await_people(
    ticker: int, time: int, at: Table, terms: Ints, heap: list[int], tickers: Table, others: Table, cases: Table, keys: Table,
    data: Reals, owners: Table, tasks: Table, streams: Ints, ways: Ints, values: Floats, programs: Ints, codes: Ints,
    arguments: Floats, stack: Reals, crews: Table, roles: Ints, lists: Ints, queues: Table, waiting: Table,
    kinds: Ints, before: Ints, spans: Ints, log: Table, log_values: Reals,
) -> None:  # fmt: skip
    """From now on the people of a ticker are waited for; if they are all free, the work begins."""
    record = ticker * TICKER_SIZE
    tickers[record + SINCE] = time
    tickers[record + STATE] = IDLE
    if terms[LOGGING] != 0:
        number = ticker >> terms[TURN_BITS]
        act = tasks[tickers[record + TASK] * TASK_SIZE]
        say_line(at, log, log_values, time, cases[number * CASE_SIZE], SAID_QUEUED, act, -1.0)
    if gather(
        ticker, time, terms, tickers, others, cases, owners, tasks, crews, roles, lists, queues, waiting, kinds, spans
    ):
        work = work_of(
            ticker, terms, tickers, keys, data, tasks, streams, ways, values, programs, codes, arguments, stack
        )
        key = begin_work(
            ticker, time, work, at, terms, tickers, others, cases, tasks, crews, kinds, before, spans, log, log_values
        )
        at[HEAPED] = push(heap, at[HEAPED], key)


def offer(
    number: int, place: int, time: int, at: Table, terms: Ints, heap: list[int], tickers: Table, others: Table, cases: Table,
    keys: Table, data: Reals, owners: Table, tasks: Table, odds: Floats, streams: Ints, ways: Ints, values: Floats,
    programs: Ints, codes: Ints, arguments: Floats, stack: Reals, places: Ints, offers: Ints, crews: Table,
    roles: Ints, lists: Ints, queues: Table, waiting: Table, kinds: Ints, before: Ints, spans: Ints, log: Table,
    log_values: Reals,
) -> None:  # fmt: skip
    """Offer a case what can be done where it is: each choice of acts that nothing has come of yet.

    A choice is a ticker, where the next choice stands, how many acts there are, and for each its task, how many
    conditions it has, how many bars, and these.
    """
    i = places[place * PLACE_SIZE + PLACE_FROM]
    end = places[place * PLACE_SIZE + PLACE_TO]
    first = number << terms[TURN_BITS]
    base = number * terms[SLOTS]
    while i < end:
        ticker = first + offers[i]
        record = ticker * TICKER_SIZE
        after = offers[i + 1]
        if tickers[record + STATE] != IDLE:
            i = after
            continue
        count = offers[i + 2]
        j = i + 3
        i = after
        task = NONE
        if count == 1:
            if passes(j, base, offers, programs, codes, arguments, data, stack):
                task = offers[j]
        else:
            task = one_of(
                j, count, base, keys[number], tickers[record + VISIT], odds, streams, offers, programs, codes,
                arguments, data, stack,
            )  # fmt: skip
        if task < 0:
            continue
        entry = task * TASK_SIZE
        visit = tickers[record + VISIT]
        tickers[record + VISIT] = visit + 1
        if odds[2 * task + 1] < 1.0:
            if uniform(keys[number], streams[task * STREAM_SIZE + CHANCE], visit) >= odds[2 * task + 1]:
                tickers[record + STATE] = NEVER
                continue
        tickers[record + TASK] = task
        if terms[LOGGING] != 0:
            say_line(at, log, log_values, time, cases[number * CASE_SIZE], SAID_AWAITED, tasks[entry], -1.0)
        if tasks[entry + DELAY_TO] > tasks[entry + DELAY_FROM]:
            way = way_for(
                tasks[entry + DELAY_FROM], tasks[entry + DELAY_TO], base, ways, programs, codes, arguments, data, stack
            )
            length = int(
                drawn(way, keys[number], streams[task * STREAM_SIZE + DELAYING], visit + 1, ways, values) + 0.5
            )
            tickers[record + STATE] = DELAYED
            tickers[record + DUE] = time + length
            at[HEAPED] = push(heap, at[HEAPED], ((time + length) << TICKER_BITS) | ticker)
        elif tasks[entry + NEED_TO] > tasks[entry + NEED_FROM]:
            await_people(
                ticker, time, at, terms, heap, tickers, others, cases, keys, data, owners, tasks, streams, ways, values,
                programs, codes, arguments, stack, crews, roles, lists, queues, waiting, kinds, before, spans, log,
                log_values,
            )  # fmt: skip
        else:
            tickers[record + STATE] = DELAYED
            tickers[record + DUE] = time
            at[HEAPED] = push(heap, at[HEAPED], (time << TICKER_BITS) | ticker)


def one_of(
    first: int, count: int, base: int, key: int, visit: int, odds: Floats, streams: Ints, offers: Ints,
    programs: Ints, codes: Ints, arguments: Floats, data: Reals, stack: Reals,
) -> int:  # fmt: skip
    """One of several acts by their shares, of those that would go through; NONE if none would."""
    total = 0.0
    j = first
    for _ in range(count):
        if passes(j, base, offers, programs, codes, arguments, data, stack):
            total += odds[2 * offers[j]]
        j += 3 + offers[j + 1] + offers[j + 2]
    if total <= 0.0:
        return NONE
    left = total * uniform(key, streams[offers[first] * STREAM_SIZE + CHOICE], visit)
    task = NONE
    j = first
    for _ in range(count):
        if odds[2 * offers[j]] > 0.0 and passes(j, base, offers, programs, codes, arguments, data, stack):
            task = offers[j]
            left -= odds[2 * task]
            if left < 0.0:
                break
        j += 3 + offers[j + 1] + offers[j + 2]
    return task


def asked_for(
    number: int, landing: int, time: int, base: int, at: Table, terms: Ints, watches: Ints, landings: Ints,
    deeds: Ints, limits: Ints, known: Ints, standings: Ints, data: Reals,
) -> bool:  # fmt: skip
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
        if started >= 0 and expiry(limit, started, base, terms, limits, known, data) == UNKNOWN:
            at[ASKED] = limit
            at[ASKED_DAY] = day_asked(limit, started, base, terms, limits, data)
            return True
    return False


def observe(
    number: int, deed: int, holds: bool, time: int, at: Table, terms: Ints, heap: list[int], tickers: Table,
    watches: Table, deeds: Ints, limits: Ints, known: Ints, standings: Ints, data: Reals,
) -> None:  # fmt: skip
    """How a deadline stands after a step.

    Its table has for each way it can have stood whether the step starts it, and what comes of it if its condition
    does not hold or holds, in time or late. The first part of `standings` says how it stands once it has run out.
    """
    record = (number * terms[WATCHES] + deeds[deed + 1]) * WATCH_SIZE
    if deeds[deed + 4] < 0 and standings[watches[record]] >= 0 and 0 <= watches[record + EXPIRES] <= time:
        watches[record] = standings[watches[record]]
    row = deeds[deed + 3] + watches[record] * STANDING_SIZE
    if standings[row] == 1:
        watches[record + STARTED] = time
        watches[record + MET] = NONE
    due = NONE
    if watches[record + STARTED] >= 0:
        due = expiry(deeds[deed + 2], watches[record + STARTED], number * terms[SLOTS], terms, limits, known, data)
    moment = watches[record + MET] if watches[record + MET] >= 0 else time
    then = standings[row + 1 + (2 if holds else 0) + (1 if 0 <= due <= moment else 0)]
    if then >= MET_NOW:
        then -= MET_NOW
        watches[record + MET] = time
    watches[record] = then
    watches[record + EXPIRES] = due
    if deeds[deed + 4] >= 0:
        ticker = (number << terms[TURN_BITS]) + deeds[deed + 4]
        ends = NONE
        if standings[then] >= 0 and due >= 0:
            ends = due
        if tickers[ticker * TICKER_SIZE + DUE] != ends:
            tickers[ticker * TICKER_SIZE + DUE] = ends
            if ends >= 0:
                at[HEAPED] = push(heap, at[HEAPED], (ends << TICKER_BITS) | ticker)


def run_out(
    number: int, process: int, time: int, terms: Ints, watches: Table, standings: Ints, processes: Ints, lists: Ints
) -> None:
    """Before a case ends, let those deadlines have run out whose time is up and which raise no event to tell of it."""
    first = processes[process + BREACH_WATCHES]
    last = first + processes[process + BREACHES]
    for i in range(processes[process + WATCH_COUNT]):
        record = (number * terms[WATCHES] + i) * WATCH_SIZE
        then = standings[watches[record]]
        if then >= 0 and 0 <= watches[record + EXPIRES] <= time:
            for j in range(first, last):
                if lists[j] == i:
                    then = NONE
            if then >= 0:
                watches[record] = then


def set_clock(
    ticker: int, limit: int, base: int, anew: bool, time: int, at: Table, terms: Ints, heap: list[int],
    tickers: Table, limits: Ints, known: Ints, data: Reals,
) -> None:  # fmt: skip
    """Start a clock, or set one that runs to the date it rests on, if that has changed."""
    record = ticker * TICKER_SIZE
    day = NONE
    if limits[limit * LIMIT_SIZE] == BY_DATE:
        day = day_asked(limit, time, base, terms, limits, data)
    if not anew and tickers[record + VISIT] == day:
        return
    tickers[record + VISIT] = day
    due = expiry(limit, time, base, terms, limits, known, data)
    tickers[record + DUE] = due
    if due >= 0:
        at[HEAPED] = push(heap, at[HEAPED], (due << TICKER_BITS) | ticker)


def come(process: int, at: Table, terms: Ints, processes: Table, process_keys: Ints, foreseen: Reals, rates: Floats,
         moments: Ints, spans: Ints) -> None:  # fmt: skip
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
        gap = quantile(rates, 1, uniform(process_keys[2 * process], process_keys[2 * process + 1], made))
        foreseen[process] += gap * rates[begin]
        processes[record + COMING_TIME] = int(foreseen[process])
    elif kind == DAILY:
        foreseen[process] += quantile(rates, 1, uniform(process_keys[2 * process], process_keys[2 * process + 1], made))
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
                part, processes[record + SPANS_FROM], processes[record + SPANS_TO], spans
            )
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


def second_of(part: float, first: int, last: int, spans: Ints) -> int:
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


def settle(
    first: int, last: int, base: int, number: int, visit: int, at: Table, terms: Ints, cases: Ints,
    keys: Ints, data: Reals, decisions: Ints, decision_streams: Ints, ways: Ints, values: Floats, programs: Ints,
    codes: Ints, arguments: Floats, stack: Reals, log: Table, log_values: Reals,
) -> None:  # fmt: skip
    """Draw the data that are settled in an act, or at the beginning, into the row at `base`."""
    for i in range(first, last):
        record = i * DECIDE_SIZE
        way = decisions[record + DECIDE_WAY]
        count = decisions[record + DECIDE_WAYS]
        if count > 1:
            way = way_for(way, way + count, base, ways, programs, codes, arguments, data, stack)
        value = drawn(way, keys[number], decision_streams[i], visit, ways, values)
        if ways[way * WAY_SIZE + WAY_KIND] == DAYS_FROM_NOW:
            value += terms[ORDINAL] + at[NOW] // DAY
        data[base + decisions[record]] = value
        if terms[LOGGING] != 0:
            say_line(at, log, log_values, at[NOW], cases[number * CASE_SIZE], SAID_VALUE, decisions[record], value)


def open_case(
    number: int, process: int, counts: int, time: int, at: Table, terms: Ints, cases: Table, keys: Ints, data: Reals,
    decisions: Ints, decision_streams: Ints, ways: Ints, values: Floats, programs: Ints, codes: Ints,
    arguments: Floats, stack: Reals, tickers: Table, watches: Table, owners: Table, processes: Table, defaults: Floats,
    log: Table, log_values: Reals,
) -> None:  # fmt: skip
    """Make a place for a case ready and draw its data. Whoever had the place before left nothing waiting there."""
    own = process * PROCESS_SIZE
    record = (number << terms[TURN_BITS]) * TICKER_SIZE
    for _ in range(processes[own + TURNS]):
        tickers[record + STATE] = IDLE
        tickers[record + DUE] = NONE
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
    record = number * CASE_SIZE
    cases[record] = at[MADE]
    cases[record + PROCESS] = process
    cases[record + BEGUN] = time
    cases[record + PLACE] = processes[own + BEGIN_PLACE]
    cases[record + WAITED] = 0
    cases[record + WORKED] = 0
    cases[record + COUNTS] = counts
    cases[record + LEVEL] = terms[LEVELS] - 1
    at[MADE] += 1
    at[COUNTED] += counts
    at[COUNTED_OPEN] += counts
    at[OPEN] += 1
    processes[own + OPEN_CASES] += 1
    at[NOW] = time
    if processes[own + CASE_TO] > processes[own + CASE_FROM]:
        settle(
            processes[own + CASE_FROM], processes[own + CASE_TO], number * slots, number, 0, at, terms, cases, keys,
            data, decisions, decision_streams, ways, values, programs, codes, arguments, stack, log, log_values,
        )  # fmt: skip


def write_out(
    number: int, final: int, time: int, at: Table, terms: Ints, cases: Ints, watches: Ints, limits: Ints,
    standings: Ints, processes: Ints, lists: Ints, out: Table,
) -> None:  # fmt: skip
    """Write the line of a case that counts; `time` is when it ended, or NONE and the time now if it did not."""
    record = at[OUT] * terms[OUT_SIZE]
    at[OUT] += 1
    case = number * CASE_SIZE
    process = cases[case + PROCESS] * PROCESS_SIZE
    out[record] = cases[case + PROCESS]
    out[record + ROW_NUMBER] = cases[case]
    out[record + ROW_BEGUN] = cases[case + BEGUN]
    out[record + ROW_ENDED] = time
    out[record + ROW_WAITED] = cases[case + WAITED]
    out[record + ROW_WORKED] = cases[case + WORKED]
    out[record + ROW_FINAL] = final
    now = at[NOW]
    for i in range(processes[process + WATCH_COUNT]):
        watch = (number * terms[WATCHES] + i) * WATCH_SIZE
        state = watches[watch]
        due = watches[watch + EXPIRES]
        if time < 0 and standings[state] >= 0 and 0 <= due <= now:
            state = standings[state]
        status = standings[MOST_STANDINGS + state]
        late = 0
        if status == STATUS_LATE or status == STATUS_BREACHED:
            moment = watches[watch + MET] if watches[watch + MET] >= 0 else now
            limit = limits[lists[processes[process + WATCH_LIMITS] + i] * LIMIT_SIZE]
            exact = limit == EXACT or limits[lists[processes[process + WATCH_LIMITS] + i] * LIMIT_SIZE + 1] == 1
            late = moment // DAY - (due if exact else due - 1) // DAY
            if late < 0:
                late = 0
        out[record + ROW_SIZE + 2 * i] = status
        out[record + ROW_SIZE + 2 * i + 1] = late


def tell(
    number: int, ticker: int, cause: int, moved: int, crew: int, parent: int, time: int, at: Table, cases: Ints,
    tickers: Ints, tasks: Ints, processes: Ints, lists: Ints, log: Table, log_values: Reals,
) -> None:  # fmt: skip
    """Write what set off a step into the log. A clock or a deadline that changed nothing is not worth a line."""
    case = number * CASE_SIZE
    process = cases[case + PROCESS] * PROCESS_SIZE
    if ticker < 0:
        say_line(at, log, log_values, time, cases[case], SAID_BEGUN, cases[case + PROCESS], float(parent))
    elif cause > processes[process + FIRST_CHOICE]:
        what = SAID_DONE if moved == 1 else SAID_REFUSED
        act = tasks[tickers[ticker * TICKER_SIZE + TASK] * TASK_SIZE]
        say_line(at, log, log_values, time, cases[case], what, act, float(crew))
    elif cause > processes[process + BREACHES]:
        edge = lists[processes[process + CLOCK_EDGES] + cause - 1 - processes[process + BREACHES]]
        say_line(at, log, log_values, time, cases[case], SAID_TIMER, edge, float(moved))
    else:
        watch = lists[processes[process + BREACH_WATCHES] + cause - 1]
        say_line(at, log, log_values, time, cases[case], SAID_BREACH, watch, float(moved))


def level_of(
    first: int, last: int, base: int, terms: Ints, lists: Ints, programs: Ints, codes: Ints, arguments: Floats,
    data: Reals, stack: Reals,
) -> int:  # fmt: skip
    """How pressing a case is: the place of the first condition that holds, or else the last level."""
    for i in range(first, last):
        program = lists[i]
        if run_part(programs[program], programs[program + 1], codes, arguments, data, base, stack) == 1.0:
            return i - first
    return terms[LEVELS] - 1


def move_up(
    number: int, first: int, last: int, level: int, terms: Ints, tickers: Table, queues: Table, waiting: Table
) -> None:  # fmt: skip
    """A case has become more pressing, or less: what waits of it stands on another level, as long as it has waited."""
    for turn in range(first, last):
        ticker = (number << terms[TURN_BITS]) + turn
        if tickers[ticker * TICKER_SIZE + STATE] & STATE_MASK == QUEUED:
            queue = (QUEUED_AT - tickers[ticker * TICKER_SIZE + DUE]) // (2 * terms[LEVELS])
            take_out(ticker, tickers, queues, waiting, terms[LEVELS])
            enqueue(ticker, queue, tickers, queues, waiting, terms[LEVELS], level)


def leave(
    number: int, time: int, at: Table, terms: Ints, heap: list[int], tickers: Table, others: Table, cases: Table, keys: Table,
    data: Reals, owners: Table, tasks: Table, streams: Ints, ways: Ints, values: Floats, programs: Ints, codes: Ints,
    arguments: Floats, stack: Reals, crews: Table, roles: Ints, lists: Ints, queues: Table, waiting: Table,
    kinds: Ints, before: Ints, spans: Ints, log: Table, log_values: Reals,
) -> None:  # fmt: skip
    """A case ends: those who kept it have one less, and may take another that waits for somebody."""
    for role in range(terms[ROLES]):
        keeper = owners[number * terms[ROLES] + role]
        if keeper >= 0:
            crews[keeper * CREW_SIZE + LOAD] -= 1
            serve(
                keeper, time, at, terms, heap, tickers, others, cases, keys, data, owners, tasks, streams, ways, values,
                programs, codes, arguments, stack, crews, roles, lists, queues, waiting, kinds, before, spans, log,
                log_values,
            )  # fmt: skip


def advance(
    at: Table, terms: Ints, heap: list[int], tickers: Table, others: Table, cases: Table, keys: Table, data: Reals, owners: Table,
    watches: Table, free: Table, out: Table, log: Table, log_values: Reals, tasks: Table, odds: Floats,
    streams: Ints, decisions: Ints, decision_streams: Ints, ways: Ints, values: Floats, programs: Ints, codes: Ints,
    arguments: Floats, stack: Reals, rows: Ints, nodes: Ints, constants: Floats, bounds: Floats, landings: Ints,
    deeds: Ints, places: Ints, offers: Ints, limits: Ints, known: Ints, standings: Ints, processes: Table,
    process_keys: Ints, foreseen: Reals, rates: Floats, moments: Ints, defaults: Floats, crews: Table,
    roles: Ints, lists: Ints, queues: Table, waiting: Table, kinds: Ints, before: Ints, spans: Ints,
) -> int:  # fmt: skip
    """Go on until something must be found out or all is done, and say which of the two it is."""
    turn_bits = terms[TURN_BITS]
    slots = terms[SLOTS]
    causes = terms[CAUSES]
    logging = terms[LOGGING]
    heap_room = terms[HEAP_ROOM]
    scratch = terms[SCRATCH] * slots
    last_moment = terms[END]
    if terms[DAYS] * DAY - terms[MARGIN] < last_moment:
        last_moment = terms[DAYS] * DAY - terms[MARGIN]
    if 0 <= at[CHANGE] < last_moment:
        last_moment = at[CHANGE]
    rounds = terms[OUT_ROOM] - at[OUT]
    if at[PAUSE_AT] < rounds:
        rounds = at[PAUSE_AT]
    stepping = at[STEPPING]
    number = at[CASE]
    ticker = at[TICKER]
    cause = at[CAUSE]
    crew = at[CREW]
    base = at[BASE]
    leaf = at[LEAF]
    parent = at[PARENT]
    time = at[NOW]
    events = 0
    why = NONE
    if at[SERVING] >= 0:
        serve(
            at[SERVING], time, at, terms, heap, tickers, others, cases, keys, data, owners, tasks, streams, ways, values,
            programs, codes, arguments, stack, crews, roles, lists, queues, waiting, kinds, before, spans, log,
            log_values,
        )  # fmt: skip
        at[SERVING] = NONE
    while why < 0:
        case = number * CASE_SIZE
        if stepping == 0:
            rounds -= 1
            heaped = at[HEAPED]
            if rounds < 0 or heaped >= heap_room or (logging != 0 and at[LOGGED] >= terms[LOG_ROOM]):
                why = FLUSH
                break
            coming = at[NEXT_ARRIVAL]
            ticker = NONE
            next_time = coming
            if heaped > 0:
                key = heap[0]
                if coming < 0 or key >> TICKER_BITS <= coming:
                    next_time = key >> TICKER_BITS
                    ticker = key & TICKER_MASK
            if next_time < 0 or next_time >= last_moment:
                if 0 <= at[CHANGE] < terms[END] and (at[CHANGE] <= next_time or (next_time < 0 and at[OPEN] > 0)):
                    why = TAKE
                elif next_time < 0 or next_time >= terms[END]:
                    why = DONE
                else:
                    why = EXTEND
                break
            leaf = NONE
            crew = NONE
            if ticker < 0:
                time = next_time
                counts = 0
                if time >= terms[COUNTED_FROM]:
                    if (terms[UNTIL] < 0 or time < terms[UNTIL]) and (
                        terms[MOST_CASES] < 0 or at[COUNTED] < terms[MOST_CASES]
                    ):
                        counts = 1
                        at[LAST_ARRIVAL] = time
                    else:
                        at[DRY] = 1
                        if at[COUNTED_OPEN] == 0:
                            why = DONE
                            break
                        if terms[RUN_DRY] == 1:
                            at[NEXT_ARRIVAL] = NONE
                            continue
                if at[FREE] > 0:
                    at[FREE] -= 1
                    number = free[at[FREE]]
                elif at[USED] < terms[CASE_ROOM]:
                    number = at[USED]
                    at[USED] += 1
                else:
                    why = FLUSH
                    break
                process = at[ARRIVING]
                keys[number] = mixed(
                    process_keys[2 * process]
                    + unsigned(processes[process * PROCESS_SIZE + COMING_MADE]) * GOLDEN
                )
                come(process, at, terms, processes, process_keys, foreseen, rates, moments, spans)
                open_case(
                    number, process, counts, time, at, terms, cases, keys, data, decisions, decision_streams, ways,
                    values, programs, codes, arguments, stack, tickers, watches, owners, processes, defaults, log,
                    log_values,
                )  # fmt: skip
                case = number * CASE_SIZE
                process *= PROCESS_SIZE
                base = number * slots
                cause = 0
                parent = NONE
            else:
                at[HEAPED] = pop(heap, heaped)
                record = ticker * TICKER_SIZE
                if tickers[record + DUE] != next_time:
                    continue
                tickers[record + DUE] = NONE
                if next_time > time:
                    time = next_time
                    at[ROUNDS] = 0
                else:
                    at[ROUNDS] += 1
                    if at[ROUNDS] > MOST_ROUNDS:
                        why = ENDLESS
                        break
                number = ticker >> turn_bits
                case = number * CASE_SIZE
                process = cases[case + PROCESS] * PROCESS_SIZE
                turn = ticker - (number << turn_bits)
                base = number * slots
                if turn < processes[process + FIRST_CHOICE]:
                    cause = turn + 1
                    if turn < processes[process + BREACHES]:
                        watch = number * terms[WATCHES] + lists[processes[process + BREACH_WATCHES] + turn]
                        watches[watch * WATCH_SIZE] = standings[watches[watch * WATCH_SIZE]]
                else:
                    entry = tickers[record + TASK] * TASK_SIZE
                    if tickers[record + STATE] == WORKING:
                        crew = tickers[record + HELD]
                        staff = crew * CREW_SIZE
                        tickers[record + STATE] = IDLE
                        queue = crews[staff + ONLY_QUEUE]
                        if queue >= 0:
                            other = queues[2 * queue]
                            if other < 0 or crews[staff + BUSY] > crews[staff]:
                                crews[staff + BUSY] -= 1
                            else:
                                take_out(other, tickers, queues, waiting, 1)
                                tickers[other * TICKER_SIZE + HELD] = crew
                                work = work_of(
                                    other, terms, tickers, keys, data, tasks, streams, ways, values, programs, codes,
                                    arguments, stack,
                                )  # fmt: skip
                                key = begin_work(
                                    other, time, work, at, terms, tickers, others, cases, tasks, crews, kinds, before, spans,
                                    log, log_values,
                                )  # fmt: skip
                                at[HEAPED] = push(heap, at[HEAPED], key)
                        else:
                            let_go(
                                ticker, tasks[entry + NEED_TO] - tasks[entry + NEED_FROM], time, at, terms, heap, tickers, others, cases, keys, data, owners, tasks, streams,
                                ways, values, programs, codes, arguments, stack, crews, roles, lists, queues,
                                waiting, kinds, before, spans, log, log_values,
                            )  # fmt: skip
                    elif tasks[entry + NEED_TO] > tasks[entry + NEED_FROM]:
                        await_people(
                            ticker, time, at, terms, heap, tickers, others, cases, keys, data, owners, tasks, streams, ways,
                            values, programs, codes, arguments, stack, crews, roles, lists, queues, waiting, kinds,
                            before, spans, log, log_values,
                        )  # fmt: skip
                        continue
                    else:
                        tickers[record + STATE] = IDLE
                    cause = tasks[entry + ACT_CAUSE]
                    if tasks[entry + DECIDE_TO] > tasks[entry + DECIDE_FROM]:
                        base = scratch
                        for i in range(slots):
                            data[scratch + i] = data[number * slots + i]
                        at[NOW] = time
                        settle(
                            tasks[entry + DECIDE_FROM], tasks[entry + DECIDE_TO], base, number,
                            tickers[record + VISIT], at, terms, cases, keys, data, decisions, decision_streams, ways,
                            values, programs, codes, arguments, stack, log, log_values,
                        )  # fmt: skip
            events += 1
        else:
            process = cases[case + PROCESS] * PROCESS_SIZE
            stepping = 0
        if leaf < 0:
            node = rows[cases[case + PLACE] * causes + cause]
            row = base
            while node >= 0:
                record = node * NODE_SIZE
                kind = nodes[record]
                if kind == LAND:
                    leaf = nodes[record + NODE_WHAT]
                    break
                if kind == COMPARE:
                    answer = of_two(nodes[record + NODE_OP], data[row + nodes[record + NODE_WHAT]], constants[node])
                elif kind == MISSING:
                    break
                elif kind == BAR:
                    program = nodes[record + NODE_WHAT]
                    answer = run_part(
                        programs[program], programs[program + 1], codes, arguments, data, number * slots, stack
                    )
                    if answer != 1.0:
                        answer = 0.0
                else:
                    program = nodes[record + NODE_WHAT]
                    answer = run_part(programs[program], programs[program + 1], codes, arguments, data, row, stack)
                    if kind == DO:
                        if row != scratch + slots:
                            for i in range(slots):
                                data[scratch + slots + i] = data[row + i]
                            row = scratch + slots
                        slot = nodes[record + NODE_OP]
                        limit = 2 * (cases[case + PROCESS] * slots + slot)
                        if bounds[limit] <= answer <= bounds[limit + 1]:
                            data[row + slot] = answer
                            answer = 1.0
                        else:
                            answer = UNKNOWN_VALUE
                if answer != answer:  # noqa: PLR0124  # nobody knows, and so the step is not allowed
                    leaf = 0
                    break
                node = nodes[record + NODE_YES] if answer != 0.0 else nodes[record + NODE_NO]
            if leaf < 0:
                why = LEARN
                break
            base = row
        landing = leaf * LAND_SIZE
        if landings[landing + LAND_ASKS] == 1 and asked_for(
            number, leaf, time, base, at, terms, watches, landings, deeds, limits, known, standings, data
        ):
            why = FILL
            break
        moved = landings[landing + LAND_MOVED]
        if logging != 0:
            tell(number, ticker, cause, moved, crew, parent, time, at, cases, tickers, tasks, processes, lists, log,
                 log_values)  # fmt: skip
        place = cases[case + PLACE]
        if moved == 1:
            if base != number * slots:
                for i in range(slots):
                    data[number * slots + i] = data[base + i]
            place = landings[landing + LAND_PLACE]
            cases[case + PLACE] = place
            if places[place * PLACE_SIZE + PLACE_FINAL] >= 0:
                run_out(number, process, time, terms, watches, standings, processes, lists)
            i = landings[landing + LAND_FROM]
            end = landings[landing + LAND_TO]
            while i < end:
                deed = deeds[i]
                if deed == WATCH:
                    holds = True
                    program = deeds[i + 5]
                    if program >= 0:
                        holds = (
                            run_part(
                                programs[program], programs[program + 1], codes, arguments, data, number * slots, stack
                            )
                            == 1.0
                        )
                    observe(
                        number, i, holds, time, at, terms, heap, tickers, watches, deeds, limits, known, standings,
                        data,
                    )  # fmt: skip
                    i += 6
                elif deed == DROP:
                    drop(
                        (number << turn_bits) + deeds[i + 1], time, at, terms, heap, tickers, others, cases, keys, data, owners,
                        tasks, streams, ways, values, programs, codes, arguments, stack, crews, roles, lists, queues,
                        waiting, kinds, before, spans, log, log_values,
                    )  # fmt: skip
                    i += 2
                elif deed == STOP:
                    tickers[((number << turn_bits) + deeds[i + 1]) * TICKER_SIZE + DUE] = NONE
                    i += 2
                else:
                    set_clock(
                        (number << turn_bits) + deeds[i + 1], deeds[i + 2], number * slots, deed == START, time, at,
                        terms, heap, tickers, limits, known, data,
                    )  # fmt: skip
                    i += 3
            if processes[process + FIRST_TO] > processes[process + FIRST_FROM]:
                level = level_of(
                    processes[process + FIRST_FROM], processes[process + FIRST_TO], number * slots, terms, lists,
                    programs, codes, arguments, data, stack,
                )  # fmt: skip
                if level != cases[case + LEVEL]:
                    cases[case + LEVEL] = level
                    move_up(
                        number, processes[process + FIRST_CHOICE], processes[process + TURNS], level, terms, tickers,
                        queues, waiting,
                    )  # fmt: skip
        elif ticker >= 0 and cause > processes[process + FIRST_CHOICE]:
            at[REFUSED] += 1
        i = places[place * PLACE_SIZE + PLACE_FROM]
        end = places[place * PLACE_SIZE + PLACE_TO]
        if places[place * PLACE_SIZE + PLACE_SIMPLE] == 1:
            while i < end:
                other = (number << turn_bits) + offers[i]
                record = other * TICKER_SIZE
                if tickers[record + STATE] == IDLE:
                    task = offers[i + 3]
                    entry = task * TASK_SIZE
                    tickers[record + VISIT] += 1
                    tickers[record + TASK] = task
                    tickers[record + SINCE] = time
                    if logging != 0:
                        say_line(at, log, log_values, time, cases[case], SAID_AWAITED, tasks[entry], -1.0)
                        say_line(at, log, log_values, time, cases[case], SAID_QUEUED, tasks[entry], -1.0)
                    helper = tasks[entry + ONLY_CREW]
                    staff = helper * CREW_SIZE
                    if crews[staff + BUSY] < crews[staff]:
                        crews[staff + BUSY] += 1
                        tickers[record + HELD] = helper
                        work = work_of(
                            other, terms, tickers, keys, data, tasks, streams, ways, values, programs, codes, arguments,
                            stack,
                        )  # fmt: skip
                        key = begin_work(
                            other, time, work, at, terms, tickers, others, cases, tasks, crews, kinds, before, spans, log,
                            log_values,
                        )  # fmt: skip
                        at[HEAPED] = push(heap, at[HEAPED], key)
                    else:
                        tickers[record + STATE] = QUEUED
                        enqueue(
                            other, lists[tasks[entry + NEED_FROM]], tickers, queues, waiting, terms[LEVELS],
                            cases[case + LEVEL],
                        )  # fmt: skip
                i += 6
            continue
        if i < end:
            offer(
                number, place, time, at, terms, heap, tickers, others, cases, keys, data, owners, tasks, odds, streams, ways,
                values, programs, codes, arguments, stack, places, offers, crews, roles, lists, queues, waiting, kinds,
                before, spans, log, log_values,
            )  # fmt: skip
            continue
        final = places[place * PLACE_SIZE + PLACE_FINAL]
        if final < 0:
            continue
        if logging != 0:
            say_line(at, log, log_values, time, cases[case], SAID_ENDED, final, -1.0)
        for turn in range(processes[process + FIRST_CHOICE]):
            tickers[((number << turn_bits) + turn) * TICKER_SIZE + DUE] = NONE
        if terms[KEEPERS] == 1:
            leave(
                number, time, at, terms, heap, tickers, others, cases, keys, data, owners, tasks, streams, ways, values,
                programs, codes, arguments, stack, crews, roles, lists, queues, waiting, kinds, before, spans, log,
                log_values,
            )  # fmt: skip
        events += processes[process + WATCH_COUNT]
        at[OPEN] -= 1
        processes[process + OPEN_CASES] -= 1
        counts = cases[case + COUNTS]
        if counts == 1:
            at[COUNTED_OPEN] -= 1
            at[NOW] = time
            write_out(number, final, time, at, terms, cases, watches, limits, standings, processes, lists, out)
        carry = places[place * PLACE_SIZE + PLACE_CARRY]
        if carry < 0:
            free[at[FREE]] = number
            at[FREE] += 1
            if at[DRY] == 1 and at[COUNTED_OPEN] == 0:
                why = DONE
            continue
        for i in range(slots):
            data[scratch + i] = data[number * slots + i]
        parent = cases[case]
        process = lists[carry]
        keys[number] = mixed(keys[number] + process_keys[2 * process])
        open_case(
            number, process, counts, time, at, terms, cases, keys, data, decisions, decision_streams, ways, values,
            programs, codes, arguments, stack, tickers, watches, owners, processes, defaults, log, log_values,
        )  # fmt: skip
        for i in range(lists[carry + 1]):
            slot = lists[carry + 3 + 2 * i]
            data[number * slots + slot] = data[scratch + lists[carry + 2 + 2 * i]]
            if logging != 0:
                say_line(at, log, log_values, time, cases[case], SAID_VALUE, slot, data[number * slots + slot])
        events += 1
        stepping = 1
        ticker = NONE
        cause = 0
        crew = NONE
        base = number * slots
        leaf = NONE
    at[STEPPING] = 1 if why == LEARN or why == FILL else 0
    at[CASE] = number
    at[TICKER] = ticker
    at[CAUSE] = cause
    at[CREW] = crew
    at[BASE] = base
    at[LEAF] = leaf
    at[PARENT] = parent
    at[NOW] = time
    at[EVENTS] += events
    return why
