"""People: who takes what, in which order, and when their work begins and ends."""

from __future__ import annotations

from prosessi.simulate.kernel.ahead import foresee
from prosessi.simulate.kernel.lines import SAID_DROPPED, SAID_QUEUED, SAID_STARTED, say_line
from prosessi.simulate.kernel.luck import work_of
from prosessi.simulate.kernel.words import *  # noqa: F403  # the sequences that the loop goes over
from prosessi.simulate.layout import *  # noqa: F403  # the names of fields are the words of this room
from prosessi.simulate.worktime import DAY, finish, left_over, opening, time_before


def enqueue(ticker: int, queue: int, levels: int, level: int) -> None:
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


def take_out(ticker: int, levels: int) -> None:
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
    tickers[record + DUE] = NONE


def held(ticker: int, place: int) -> int:
    """The crew of one of the people of a ticker."""
    return tickers[ticker * TICKER_SIZE + HELD] if place == 0 else others[ticker * MOST_PEOPLE + place]


def hold(ticker: int, place: int, crew: int) -> None:
    """Keep one of a crew for a ticker."""
    if place == 0:
        tickers[ticker * TICKER_SIZE + HELD] = crew
    else:
        others[ticker * MOST_PEOPLE + place] = crew


def begin_work(ticker: int, time: int, work: int) -> None:
    """All the people of a ticker are there: its work begins as soon as they are at work."""
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
    tickers[record + BEFORE] = 0
    if hours < 0:
        end = time + work
    else:
        days = terms[DAYS]
        start = opening(hours, time, days, kinds, spans)
        end = finish(hours, start, work, days, kinds, before, spans)
        if end == days * DAY:
            tickers[record + BEFORE] = left_over(hours, start, work, days, kinds, before, spans)
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
        say_line(start, cases[case], SAID_STARTED, tasks[entry], float(crew))
    foresee(end << TICKER_BITS | ticker)


def go_on_working(ticker: int, time: int) -> None:
    """The days in the tables had come to their end before the work had, and now there are more."""
    record = ticker * TICKER_SIZE
    hours, days, work = hours_of(ticker), terms[DAYS], tickers[record + BEFORE]
    start = opening(hours, time, days, kinds, spans)
    end = finish(hours, start, work, days, kinds, before, spans)
    tickers[record + DUE] = end
    tickers[record + BEFORE] = left_over(hours, start, work, days, kinds, before, spans)
    foresee(end << TICKER_BITS | ticker)


def hours_of(ticker: int) -> int:
    """The hours of whoever is busy with a ticker: those that all of them have, if they are several."""
    entry = tickers[ticker * TICKER_SIZE + TASK] * TASK_SIZE
    if tasks[entry + NEED_TO] - tasks[entry + NEED_FROM] > 1:
        return tasks[entry + SHARED]
    return crews[tickers[ticker * TICKER_SIZE + HELD] * CREW_SIZE + CREW_HOURS]


def somebody(role: int, time: int) -> int:
    """A crew of a role with somebody free: of several the one that is at work soonest; NONE if there is none.

    Where crews have different hours nobody is taken who is not at work: somebody who is may be free before.
    """
    best = NONE
    soonest = 0
    first = roles[role * ROLE_SIZE + ROLE_FROM]
    last = roles[role * ROLE_SIZE + ROLE_TO]
    for i in range(first, last):
        crew = lists[i]
        if crews[crew * CREW_SIZE + BUSY] < crews[crew * CREW_SIZE]:
            if last == first + 1 and crews[crew * CREW_SIZE + OPEN_ONLY] == 0:
                return crew
            hours = crews[crew * CREW_SIZE + CREW_HOURS]
            moment = time if hours < 0 else opening(hours, time, terms[DAYS], kinds, spans)
            if crews[crew * CREW_SIZE + OPEN_ONLY] == 1 and moment > time:
                continue
            if best < 0 or moment < soonest:
                best = crew
                soonest = moment
    return best


def kept_by(number: int, role: int) -> int:
    """Who keeps a case: the person it has, in whatever role, or else the one at work with the fewest cases.

    NONE if all have enough.
    """
    place = number * terms[ROLES] + role
    if owners[place] >= 0:
        return owners[place]
    best = NONE
    for other in range(terms[ROLES]):
        keeper = owners[number * terms[ROLES] + other]
        if keeper >= 0 and (best < 0 or keeper < best) and keeps_as(keeper, role):
            best = keeper
    if best >= 0:
        return best
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
        take_on(number, role, best)
    return best


def keeps(number: int, crew: int) -> bool:
    """Whether a person keeps a case, in whatever role."""
    for role in range(terms[ROLES]):
        if owners[number * terms[ROLES] + role] == crew:
            return True
    return False


def take_on(number: int, role: int, crew: int) -> None:
    """A person takes a case on. What of it waits for anybody in a role of theirs waits for them from now on."""
    if not keeps(number, crew):
        crews[crew * CREW_SIZE + LOAD] += 1
    owners[number * terms[ROLES] + role] = crew
    process = cases[number * CASE_SIZE + PROCESS] * PROCESS_SIZE
    for turn in range(processes[process + FIRST_CHOICE], processes[process + TURNS]):
        ticker = (number << terms[TURN_BITS]) + turn
        record = ticker * TICKER_SIZE
        if tickers[record + STATE] & STATE_MASK == QUEUED and tickers[record + DUE] <= QUEUED_AT:
            queue = (QUEUED_AT - tickers[record + DUE]) // (2 * terms[LEVELS])
            if queue < terms[ROLES] and keeps_as(crew, queue):
                take_out(ticker, terms[LEVELS])
                enqueue(ticker, terms[ROLES] + crew, terms[LEVELS], cases[number * CASE_SIZE + LEVEL])


def keeps_as(crew: int, role: int) -> bool:
    """Whether a person keeps cases in a role."""
    if roles[role * ROLE_SIZE + ROLE_NAMED] == 1:
        for i in range(crews[crew * CREW_SIZE + SERVES_FROM], crews[crew * CREW_SIZE + SERVES_TO]):
            if lists[i] == role:
                return True
    return False


def gather(ticker: int, time: int) -> bool:
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
            keeper = kept_by(number, role)
            if keeper >= 0:
                queue = terms[ROLES] + keeper
                if crews[keeper * CREW_SIZE + BUSY] < crews[keeper * CREW_SIZE]:
                    crew = keeper
        else:
            crew = somebody(role, time)
        if crew < 0:
            tickers[record + STATE] = QUEUED + (stage << STATE_BITS)
            if stage == 0:
                tickers[record + HELD] = NONE
            enqueue(ticker, queue, terms[LEVELS], cases[number * CASE_SIZE + LEVEL])
            return False
        crews[crew * CREW_SIZE + BUSY] += 1
        hold(ticker, stage, crew)
        stage += 1
    return True


def next_for(crew: int) -> int:
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


def serve(crew: int, time: int) -> None:
    """Give the free people of a crew what waits for them."""
    record = crew * CREW_SIZE
    hours = crews[record + CREW_HOURS]
    if crews[record + OPEN_ONLY] == 1 and hours >= 0 and opening(hours, time, terms[DAYS], kinds, spans) > time:
        return
    while crews[record + BUSY] < crews[record]:
        ticker = next_for(crew)
        if ticker < 0:
            break
        take_out(ticker, terms[LEVELS])
        place = tickers[ticker * TICKER_SIZE + TASK] * TASK_SIZE
        stage = tickers[ticker * TICKER_SIZE + STATE] >> STATE_BITS
        role = lists[tasks[place + NEED_FROM] + stage]
        number = ticker >> terms[TURN_BITS]
        if roles[role * ROLE_SIZE + ROLE_NAMED] == 1 and owners[number * terms[ROLES] + role] < 0:
            take_on(number, role, crew)
        crews[record + BUSY] += 1
        hold(ticker, stage, crew)
        tickers[ticker * TICKER_SIZE + STATE] += 1 << STATE_BITS
        if gather(ticker, time):
            work = work_of(ticker)
            begin_work(ticker, time, work)


def let_go(ticker: int, people: int, time: int) -> None:
    """Free the first so many people of a ticker, who take what waits for them."""
    for i in range(people):
        crews[held(ticker, i) * CREW_SIZE + BUSY] -= 1
    for i in range(people):
        serve(held(ticker, i), time)


def await_people(ticker: int, time: int) -> None:
    """From now on the people of a ticker are waited for; if they are all free, the work begins."""
    record = ticker * TICKER_SIZE
    tickers[record + SINCE] = time
    tickers[record + STATE] = IDLE
    if terms[LOGGING] != 0:
        number = ticker >> terms[TURN_BITS]
        act = tasks[tickers[record + TASK] * TASK_SIZE]
        say_line(time, cases[number * CASE_SIZE], SAID_QUEUED, act, -1.0)
    if gather(ticker, time):
        work = work_of(ticker)
        begin_work(ticker, time, work)


def undo_work(ticker: int, time: int) -> None:
    """Take back what was counted of the work after `time`; of work not begun, also what was counted of the wait."""
    record = ticker * TICKER_SIZE
    case = (ticker >> terms[TURN_BITS]) * CASE_SIZE
    entry = tickers[record + TASK] * TASK_SIZE
    people = tasks[entry + NEED_TO] - tasks[entry + NEED_FROM]
    hours = hours_of(ticker)
    early = 0
    if hours < 0:
        left = tickers[record + DUE] - time
    else:
        days = terms[DAYS]
        left = time_before(hours, tickers[record + DUE], days, kinds, before, spans)
        left += tickers[record + BEFORE] - time_before(hours, time, days, kinds, before, spans)
        if left >= tickers[record + NEXT]:
            early = opening(hours, time, days, kinds, spans) - time
    cases[case + WAITED] -= early
    cases[case + WORKED] -= left * people
    if cases[case + COUNTS] == 1:
        tasks[entry + TIME_WAITED] -= early
        tasks[entry + TIME_WORKED] -= left
    if terms[COUNTED_FROM] <= time < terms[SPAN_END]:
        for i in range(people):
            crews[held(ticker, i) * CREW_SIZE + CREW_WORKED] -= left


def drop(ticker: int, time: int) -> None:
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
        take_out(ticker, terms[LEVELS])
    elif state == WORKING:
        people = tasks[entry + NEED_TO] - tasks[entry + NEED_FROM]
        undo_work(ticker, time)
    tickers[record + DUE] = NONE
    if terms[LOGGING] != 0:
        say_line(
            time,
            cases[number * CASE_SIZE],
            SAID_DROPPED,
            tasks[entry],
            float(tickers[record + HELD]) if state == WORKING else -1.0,
        )
    if people > 0:
        let_go(ticker, people, time)


def leave(number: int, time: int) -> None:
    """A case ends: those who kept it have one less, and may take another that waits for somebody."""
    for role in range(terms[ROLES]):
        keeper = owners[number * terms[ROLES] + role]
        owners[number * terms[ROLES] + role] = NONE
        if keeper >= 0 and not keeps(number, keeper):
            crews[keeper * CREW_SIZE + LOAD] -= 1
            serve(keeper, time)


def move_up(number: int, first: int, last: int, level: int) -> None:
    """A case has become more pressing, or less: what waits of it stands on another level, as long as it has waited."""
    for turn in range(first, last):
        ticker = (number << terms[TURN_BITS]) + turn
        if tickers[ticker * TICKER_SIZE + STATE] & STATE_MASK == QUEUED:
            queue = (QUEUED_AT - tickers[ticker * TICKER_SIZE + DUE]) // (2 * terms[LEVELS])
            take_out(ticker, terms[LEVELS])
            enqueue(ticker, queue, terms[LEVELS], level)
