"""A step of a case: which way it goes by the rows, and what it does to all that the case waits for."""

from __future__ import annotations

from prosessi.expressions.machine import UNKNOWN as NOBODY_KNOWS
from prosessi.expressions.machine import of_two, run_part
from prosessi.simulate.kernel.choices import level_of
from prosessi.simulate.kernel.ends import observe, run_out, set_clock, stop
from prosessi.simulate.kernel.people import drop, move_up
from prosessi.simulate.kernel.words import *  # noqa: F403  # the sequences that the loop goes over
from prosessi.simulate.layout import *  # noqa: F403  # the names of fields are the words of this room


def follow() -> bool:
    """Follow the row of what has happened down to its leaf; False where nobody has been before.

    Data are changed in a row of their own, which the case gets when all has gone well.
    """
    number = at[CASE]
    slots = terms[SLOTS]
    row = at[BASE]
    node = rows[cases[number * CASE_SIZE + PLACE] * terms[CAUSES] + at[CAUSE]]
    while node >= 0:
        record = node * NODE_SIZE
        kind = nodes[record]
        if kind == LAND:
            at[LEAF] = nodes[record + NODE_WHAT]
            at[BASE] = row
            return True
        if kind == MISSING:
            return False
        if kind == COMPARE:
            answer = of_two(nodes[record + NODE_OP], data[row + nodes[record + NODE_WHAT]], constants[node])
        else:
            program = nodes[record + NODE_WHAT]
            asked = number * slots if kind == BAR else row
            answer = run_part(programs[program], programs[program + 1], codes, arguments, data, asked, stack)
            if kind == BAR:
                answer = 1.0 if answer == 1.0 else 0.0
            elif kind == DO:
                limit = 2 * (cases[number * CASE_SIZE + PROCESS] * slots + nodes[record + NODE_OP])
                row = with_change(row, nodes[record + NODE_OP], answer)
                answer = 1.0 if bounds[limit] <= answer <= bounds[limit + 1] else NOBODY_KNOWS
        if answer != answer:  # nobody knows, and so the step is not allowed
            at[LEAF] = 0
            return True
        node = nodes[record + NODE_YES] if answer != 0.0 else nodes[record + NODE_NO]
    return False


def with_change(row: int, slot: int, value: float) -> int:
    """The row of data with one piece changed, in the place for data that change during a step."""
    slots = terms[SLOTS]
    changing = (terms[SCRATCH] + 1) * slots
    if row != changing:
        for i in range(slots):
            data[changing + i] = data[row + i]
    data[changing + slot] = value
    return changing


def land() -> None:
    """The case comes to rest: its data, its clocks, its deadlines and what is dropped."""
    number = at[CASE]
    case = number * CASE_SIZE
    time = at[NOW]
    base = number * terms[SLOTS]
    if at[BASE] != base:
        for i in range(terms[SLOTS]):
            data[base + i] = data[at[BASE] + i]
    landing = at[LEAF] * LAND_SIZE
    cases[case + PLACE] = landings[landing + LAND_PLACE]
    process = cases[case + PROCESS] * PROCESS_SIZE
    if places[cases[case + PLACE] * PLACE_SIZE + PLACE_FINAL] >= 0:
        run_out(number, process, time)
    first = number << terms[TURN_BITS]
    i = landings[landing + LAND_FROM]
    end = landings[landing + LAND_TO]
    while i < end:
        deed = deeds[i]
        if deed == WATCH:
            holds = deeds[i + 5] < 0 or holds_now(deeds[i + 5], base)
            observe(number, i, holds, time)
            i += 6
        elif deed == DROP:
            drop(first + deeds[i + 1], time)
            i += 2
        elif deed == STOP:
            stop(first + deeds[i + 1])
            i += 2
        else:
            set_clock(first + deeds[i + 1], deeds[i + 2], base, deed == START, time)
            i += 3


def holds_now(program: int, base: int) -> bool:
    """Whether a condition holds with the data as they are; an unknown one does not."""
    return run_part(programs[program], programs[program + 1], codes, arguments, data, base, stack) == 1.0


def press(number: int) -> None:
    """See how pressing a case is now, and move what waits of it if that has changed."""
    case = number * CASE_SIZE
    process = cases[case + PROCESS] * PROCESS_SIZE
    first = processes[process + FIRST_FROM]
    last = processes[process + FIRST_TO]
    level = level_of(first, last, number * terms[SLOTS])
    if level != cases[case + LEVEL]:
        cases[case + LEVEL] = level
        turns = processes[process + TURNS]
        move_up(number, processes[process + FIRST_CHOICE], turns, level)
