"""Lines written for whoever reads them later: of the log, and of the table of cases that have ended."""

from __future__ import annotations

from prosessi.simulate.kernel.words import *  # noqa: F403  # the sequences that the loop goes over
from prosessi.simulate.layout import *  # noqa: F403  # the names of fields are the words of this room
from prosessi.simulate.run import STATUSES, What
from prosessi.simulate.worktime import DAY

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

STATUS_MET = STATUSES.index("met")
STATUS_BREACHED = STATUSES.index("breached")
STATUS_LATE = STATUSES.index("met_late")


def say_line(time: int, case: int, what: int, which: int, value: float) -> None:
    """Write a line of the log."""
    line = at[LOGGED]
    at[LOGGED] = line + 1
    log_values[line] = value
    line *= LOG_SIZE
    log[line] = time
    log[line + 1] = case
    log[line + 2] = what
    log[line + 3] = which


def tell(moved: int) -> None:
    """Write what set off a step into the log. A clock or a deadline that changed nothing is not worth a line."""
    time, ticker, cause = at[NOW], at[TICKER], at[CAUSE]
    case = at[CASE] * CASE_SIZE
    process = cases[case + PROCESS] * PROCESS_SIZE
    if ticker < 0:
        say_line(time, cases[case], SAID_BEGUN, cases[case + PROCESS], float(at[PARENT]))
    elif cause > processes[process + FIRST_CHOICE]:
        what = SAID_DONE if moved == 1 else SAID_REFUSED
        act = tasks[tickers[ticker * TICKER_SIZE + TASK] * TASK_SIZE]
        say_line(time, cases[case], what, act, float(at[CREW]))
    elif cause > processes[process + BREACHES]:
        edge = lists[processes[process + CLOCK_EDGES] + cause - 1 - processes[process + BREACHES]]
        say_line(time, cases[case], SAID_TIMER, edge, float(moved))
    else:
        watch = lists[processes[process + BREACH_WATCHES] + cause - 1]
        say_line(time, cases[case], SAID_BREACH, watch, float(moved))


def write_out(number: int, final: int, time: int) -> None:
    """Write the line of a case that counts; `time` is when it ended, or NONE and the time now if it did not."""
    line = at[OUT]
    at[OUT] = line + 1
    if line == LINES - 1:
        at[LEFT] = 0
    case = number * CASE_SIZE
    process = cases[case + PROCESS] * PROCESS_SIZE
    out[line] = cases[case + PROCESS]
    out[ROW_NUMBER + line] = cases[case]
    out[ROW_BEGUN + line] = cases[case + BEGUN]
    out[ROW_ENDED + line] = time
    out[ROW_WAITED + line] = cases[case + WAITED]
    out[ROW_WORKED + line] = cases[case + WORKED]
    out[ROW_FINAL + line] = final
    now = at[NOW]
    for i in range(processes[process + WATCH_COUNT]):
        watch = (number * terms[WATCHES] + i) * WATCH_SIZE
        state = watches[watch]
        due = watches[watch + EXPIRES]
        if time < 0 and standings[state] >= 0 and due != NONE and due <= now:
            state = standings[state]
        status = standings[MOST_STANDINGS + state]
        late = 0
        if status == STATUS_LATE or status == STATUS_BREACHED:
            moment = watches[watch + MET] if watches[watch + MET] >= 0 else now
            limit = limits[lists[processes[process + WATCH_LIMITS] + i] * LIMIT_SIZE]
            exact = limit == EXACT or limits[lists[processes[process + WATCH_LIMITS] + i] * LIMIT_SIZE + 1] == 1
            late = moment // DAY - (due if exact else due - 1) // DAY
            late = max(late, 0)
        place = ROW_DEADLINES + 2 * i * LINES + line
        out[place] = status
        out[place + LINES] = late
