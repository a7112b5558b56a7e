"""The loop: what comes next, who it happens to, and what follows.

What goes on is kept in `at`: the case, what set off the step, the data it goes by, and the leaf at which it ends. So
the loop can stop wherever something is not known, and go on there.
"""

from __future__ import annotations

from prosessi.simulate.drawing import GOLDEN, mixed, unsigned
from prosessi.simulate.kernel.ahead import full, what_next
from prosessi.simulate.kernel.choices import offer
from prosessi.simulate.kernel.coming import come, open_case
from prosessi.simulate.kernel.ends import asked_for, run_on, stop
from prosessi.simulate.kernel.lines import SAID_AWAITED, SAID_ENDED, SAID_QUEUED, SAID_VALUE, say_line, tell, write_out
from prosessi.simulate.kernel.luck import settle, work_of
from prosessi.simulate.kernel.people import (
    await_people,
    begin_work,
    enqueue,
    go_on_working,
    leave,
    let_go,
    serve,
    take_out,
)
from prosessi.simulate.kernel.steps import follow, land, press
from prosessi.simulate.kernel.words import *  # noqa: F403  # the sequences that the loop goes over
from prosessi.simulate.layout import *  # noqa: F403  # the names of fields are the words of this room

MOST_ROUNDS = 100_000


def admit() -> int:
    """Let the next case come, if cases still come; or say why not."""
    time = at[NEXT_TIME]
    if time > at[NOW]:
        at[ROUNDS] = 0
    if at[FREE] == 0 and at[USED] >= terms[CASE_ROOM]:
        return FLUSH
    counts = 0
    if time >= terms[COUNTED_FROM]:
        early = terms[UNTIL] < 0 or time < terms[UNTIL]
        if early and (terms[MOST_CASES] < 0 or at[COUNTED] < terms[MOST_CASES]):
            counts = 1
            at[LAST_ARRIVAL] = time
        else:
            at[DRY] = 1
            if at[COUNTED_OPEN] == 0:
                return DONE
            if terms[RUN_DRY] == 1:
                at[NEXT_ARRIVAL] = NONE
                return NONE
    if at[FREE] > 0:
        at[FREE] -= 1
        number = free[at[FREE]]
    else:
        number = at[USED]
        at[USED] += 1
    process = at[ARRIVING]
    made = processes[process * PROCESS_SIZE + COMING_MADE]
    keys[number] = mixed(process_keys[2 * process] + unsigned(made) * GOLDEN)
    come(process)
    open_case(number, process, counts, time)
    at[PARENT] = NONE
    return NONE


def ring() -> int:
    """Take the ticker that is due. One that was stopped or set anew since is passed over."""
    at[SPENT] = 1
    ticker = at[TICKER]
    record = ticker * TICKER_SIZE
    if tickers[record + DUE] != at[NEXT_TIME]:
        return NONE
    tickers[record + DUE] = NONE
    if at[NEXT_TIME] > at[NOW]:
        at[NOW] = at[NEXT_TIME]
        at[ROUNDS] = 0
    if endless():
        return ENDLESS
    number = ticker >> terms[TURN_BITS]
    process = cases[number * CASE_SIZE + PROCESS] * PROCESS_SIZE
    turn = ticker - (number << terms[TURN_BITS])
    at[CASE] = number
    at[CREW] = NONE
    at[LEAF] = NONE
    at[BASE] = number * terms[SLOTS]
    if turn >= processes[process + FIRST_CHOICE]:
        act_comes(ticker)
        return NONE
    at[CAUSE] = turn + 1
    at[STEPPING] = 1
    at[EVENTS] += 1
    if turn < processes[process + BREACHES]:
        watch = (number * terms[WATCHES] + lists[processes[process + BREACH_WATCHES] + turn]) * WATCH_SIZE
        watches[watch] = standings[watches[watch]]
    elif tickers[record + NEXT] >= 0:
        run_on(ticker)
    return NONE


def endless() -> bool:
    """Whether so much has happened at this moment that it does not come to an end."""
    at[ROUNDS] += 1
    return at[ROUNDS] > MOST_ROUNDS + (at[OPEN] << terms[TURN_BITS])


def act_comes(ticker: int) -> None:
    """An act is done, or its delay is over and its people are waited for from now on."""
    record = ticker * TICKER_SIZE
    entry = tickers[record + TASK] * TASK_SIZE
    time = at[NOW]
    if tickers[record + STATE] == WORKING:
        if tickers[record + BEFORE] > 0:
            go_on_working(ticker, time)
            return
        at[CREW] = tickers[record + HELD]
        hand_on(ticker, time)
    elif tasks[entry + NEED_TO] > tasks[entry + NEED_FROM]:
        await_people(ticker, time)
        return
    tickers[record + STATE] = IDLE
    at[CAUSE] = tasks[entry + ACT_CAUSE]
    at[STEPPING] = 1
    at[EVENTS] += 1
    if tasks[entry + DECIDE_TO] > tasks[entry + DECIDE_FROM]:
        slots = terms[SLOTS]
        scratch = terms[SCRATCH] * slots
        for i in range(slots):
            data[scratch + i] = data[at[BASE] + i]
        at[BASE] = scratch
        settle(tasks[entry + DECIDE_FROM], tasks[entry + DECIDE_TO], scratch, at[CASE], tickers[record + VISIT])


def hand_on(ticker: int, time: int) -> None:
    """The people of an act are free. Who has but one queue takes its head; anybody else looks round."""
    crew = tickers[ticker * TICKER_SIZE + HELD]
    queue = crews[crew * CREW_SIZE + ONLY_QUEUE]
    if queue < 0:
        entry = tickers[ticker * TICKER_SIZE + TASK] * TASK_SIZE
        let_go(ticker, tasks[entry + NEED_TO] - tasks[entry + NEED_FROM], time)
        return
    head = queues[2 * queue]
    if head < 0 or crews[crew * CREW_SIZE + BUSY] > crews[crew * CREW_SIZE]:
        crews[crew * CREW_SIZE + BUSY] -= 1
        return
    take_out(head, 1)
    work = tickers[head * TICKER_SIZE + HELD]
    if work < 0:
        work = work_of(head)
    tickers[head * TICKER_SIZE + HELD] = crew
    begin_work(head, time, work)


def offer_simply(place: int) -> None:
    """`offer` where nothing stands in the way of any act but that people are busy: one person each, of one crew.

    How long the work will be is drawn at once and kept in HELD, for then it need not be drawn when everything waits
    for it.
    """
    number = at[CASE]
    time = at[NOW]
    case = number * CASE_SIZE
    for i in range(places[place * PLACE_SIZE + PLACE_FROM], places[place * PLACE_SIZE + PLACE_TO], 6):
        ticker = (number << terms[TURN_BITS]) + offers[i]
        record = ticker * TICKER_SIZE
        if tickers[record + STATE] != IDLE:
            continue
        task = offers[i + 3]
        entry = task * TASK_SIZE
        tickers[record + VISIT] += 1
        tickers[record + TASK] = task
        tickers[record + SINCE] = time
        if terms[LOGGING] != 0:
            say_line(time, cases[case], SAID_AWAITED, tasks[entry], -1.0)
            say_line(time, cases[case], SAID_QUEUED, tasks[entry], -1.0)
        work = work_of(ticker)
        crew = tasks[entry + ONLY_CREW]
        if crews[crew * CREW_SIZE + BUSY] < crews[crew * CREW_SIZE]:
            crews[crew * CREW_SIZE + BUSY] += 1
            tickers[record + HELD] = crew
            begin_work(ticker, time, work)
        else:
            tickers[record + STATE] = QUEUED
            tickers[record + HELD] = work
            queue = lists[tasks[entry + NEED_FROM]]
            enqueue(ticker, queue, terms[LEVELS], cases[case + LEVEL])


def close(final: int) -> None:
    """A case has ended: nothing of it is waited for any more, and who kept it has one less."""
    number = at[CASE]
    case = number * CASE_SIZE
    process = cases[case + PROCESS] * PROCESS_SIZE
    if terms[LOGGING] != 0:
        say_line(at[NOW], cases[case], SAID_ENDED, final, -1.0)
    for turn in range(processes[process + FIRST_CHOICE]):
        stop((number << terms[TURN_BITS]) + turn)
    if terms[KEEPERS] == 1:
        leave(number, at[NOW])
    at[EVENTS] += processes[process + WATCH_COUNT]
    at[OPEN] -= 1
    processes[process + OPEN_CASES] -= 1
    if cases[case + COUNTS] == 1:
        at[COUNTED_OPEN] -= 1
        write_out(number, final, at[NOW])
    free[at[FREE]] = number
    at[FREE] += 1


def carry_on(carry: int) -> int:
    """A case that has ended goes on in another process, in the same place, with the data that both have.

    It may end there at once and go on once more; so the loop stops where there is no more room, or no end to it.
    """
    at[FREE] -= 1
    number = free[at[FREE]]
    case = number * CASE_SIZE
    slots = terms[SLOTS]
    scratch = terms[SCRATCH] * slots
    for i in range(slots):
        data[scratch + i] = data[number * slots + i]
    at[PARENT] = cases[case]
    process = lists[carry]
    keys[number] = mixed(keys[number] + process_keys[2 * process])
    open_case(number, process, cases[case + COUNTS], at[NOW])
    for i in range(lists[carry + 1]):
        slot = lists[carry + 3 + 2 * i]
        value = data[scratch + lists[carry + 2 + 2 * i]]
        data[number * slots + slot] = value
        if terms[LOGGING] != 0:
            say_line(at[NOW], cases[case], SAID_VALUE, slot, value)
    if endless():
        return ENDLESS
    return FLUSH if full() else NONE


def rest() -> int:
    """Where the case has come to rest, offer what can be done there; where it has ended, close it."""
    place = cases[at[CASE] * CASE_SIZE + PLACE]
    record = place * PLACE_SIZE
    if places[record + PLACE_SIMPLE] == 1:
        offer_simply(place)
    elif places[record + PLACE_TO] > places[record + PLACE_FROM]:
        offer(at[CASE], place, at[NOW])
    elif places[record + PLACE_FINAL] >= 0:
        close(places[record + PLACE_FINAL])
        if places[record + PLACE_CARRY] >= 0:
            return carry_on(places[record + PLACE_CARRY])
    return NONE


def step() -> int:
    """Take the step that is due, or say what is not known of it."""
    if at[LEAF] < 0 and not follow():
        return LEARN
    number = at[CASE]
    landing = at[LEAF] * LAND_SIZE
    if landings[landing + LAND_ASKS] == 1:
        if at[SPARES] < terms[AWAITED]:
            return FLUSH
        if asked_for(number, at[LEAF], at[NOW], at[BASE]):
            return FILL
    at[STEPPING] = 0
    moved = landings[landing + LAND_MOVED]
    process = cases[number * CASE_SIZE + PROCESS] * PROCESS_SIZE
    if terms[LOGGING] != 0:
        tell(moved)
    if moved == 1:
        land()
        if processes[process + FIRST_TO] > processes[process + FIRST_FROM]:
            press(number)
    elif at[CAUSE] > processes[process + FIRST_CHOICE]:
        at[REFUSED] += 1
    return rest()


def advance() -> int:
    """Go on until something must be found out or all is done, and say which of the two it is."""
    if at[SERVING] >= 0:
        serve(at[SERVING], at[NOW])
        at[SERVING] = NONE
    at[LEFT] = at[PAUSE_AT] if at[OUT] < LINES else 0
    why = NONE
    while why < 0:
        if at[STEPPING] == 0:
            why = what_next()
            if why >= 0:
                break
            why = admit() if at[TICKER] < 0 else ring()
        if at[STEPPING] == 1:
            why = step()
    return why
