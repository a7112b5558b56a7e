"""The lists of one run, under the names by which the loop knows them: how they are laid out, and how far they may fill.

They are plain lists for the loop as it stands, and arrays for the compiled one.
"""

from __future__ import annotations

from typing import Any, Final

from prosessi.errors import WrongUse
from prosessi.messages import say
from prosessi.simulate.arrays import longer
from prosessi.simulate.drawing import GOLDEN, WORD, mixed
from prosessi.simulate.draws import stream
from prosessi.simulate.ground import AHEAD, Ground
from prosessi.simulate.layout import (
    AWAITED,
    BEGIN_PLACE,
    BEHIND_NEXT,
    BEHIND_SIZE,
    CASE_ROOM,
    CASE_SIZE,
    CAUSES,
    CHANGE,
    COUNTED_FROM,
    DAYS,
    END,
    HEAP_ROOM,
    HORIZON,
    KEEPERS,
    LAST_ARRIVAL,
    LEVELS,
    LINES,
    LOG_ROOM,
    LOG_SIZE,
    LOGGING,
    MARGIN,
    MOST_CASES,
    MOST_PEOPLE,
    NEXT_ARRIVAL,
    NONE,
    ORDINAL,
    PROCESS_SIZE,
    PROCESSES,
    ROLES,
    ROW_SIZE,
    RUN_DRY,
    SCRATCH,
    SERVING,
    SLOTS,
    SPAN_END,
    SPARE,
    SPARES,
    STATE_SIZE,
    TERMS_SIZE,
    TICKER_BITS,
    TICKER_SIZE,
    TURN_BITS,
    UNTIL,
    WATCH_SIZE,
    WATCHES,
)
from prosessi.simulate.setup import DAY
from prosessi.simulate.tables import Tables

Lists = dict[str, Any]

FOREVER: Final = 1 << 62
FIRST_CASES: Final = 64


def laid_out(ground: Ground, seed: int, replication: int, *, log: bool) -> Lists:
    """The lists at the beginning of a run."""
    lists = {
        "at": [0] * STATE_SIZE,
        "terms": [0] * TERMS_SIZE,
        **_empty(ground, log=log),
        **_to_be_changed(ground),
        **_as_they_are(ground),
        **reckoned(ground),
        **learnt(ground.tables),
        "process_keys": _process_keys(ground, seed, replication),
    }
    for course in ground.courses:
        lists["processes"][course.number * PROCESS_SIZE + BEGIN_PLACE] = ground.tables.begin_place(course)
    for field in (NEXT_ARRIVAL, CHANGE, LAST_ARRIVAL, SERVING, SPARE):
        lists["at"][field] = NONE
    lists["terms"][LOGGING] = int(log)
    return lists


def reckoned(ground: Ground) -> Lists:
    """What is reckoned as far as there are days in the ground."""
    limits = ground.tables.limits
    days = {name: getattr(ground, name) for name in ("kinds", "before", "spans", "rates")}
    return {
        **days,
        "limits": limits.flat,
        "known": limits.known,
        "rests": limits.rests,
        "answers": limits.answers.flat,
    }


def learnt(tables: Tables) -> Lists:
    """What is learnt of the steps of cases; these lists grow."""
    return {
        "rows": tables.rows,
        "nodes": tables.nodes,
        "constants": tables.constants,
        "landings": tables.landings,
        "deeds": tables.deeds.flat,
        "places": tables.places,
        "offers": tables.offers,
        "programs": tables.programs.bounds,
        "codes": tables.programs.codes,
        "arguments": tables.programs.arguments,
        "standings": tables.standings.flat,
    }


def set_terms(lists: Lists, ground: Ground) -> None:
    """Put down what the loop goes by, after the lists were laid out or days were reckoned."""
    setup, terms = ground.setup, lists["terms"]
    values = {
        TURN_BITS: ground.turn_bits,
        SLOTS: ground.slots,
        WATCHES: ground.watches,
        CAUSES: ground.tables.causes,
        ROLES: len(setup.roles),
        LEVELS: ground.levels,
        PROCESSES: len(ground.courses),
        DAYS: ground.days,
        MARGIN: min(AHEAD, ground.days // 2) * DAY,
        COUNTED_FROM: setup.counted_from,
        UNTIL: NONE if setup.until is None else setup.until,
        MOST_CASES: NONE if setup.cases is None else setup.cases,
        RUN_DRY: int(setup.run_dry),
        END: setup.end,
        ORDINAL: setup.start.toordinal(),
        KEEPERS: int(any(crew.named for crew in setup.crews)),
        AWAITED: ground.awaited,
        SPAN_END: FOREVER if setup.until is None else setup.until,
    }
    for term, value in values.items():
        terms[term] = value
    set_rooms(lists, ground)
    set_horizon(lists)


def set_horizon(lists: Lists) -> None:
    """Put down up to which time the loop need not ask itself whether there is something to stop for."""
    at, terms = lists["at"], lists["terms"]
    change, nearest = int(at[CHANGE]), min(int(terms[END]), int(terms[DAYS]) * DAY - int(terms[MARGIN]))
    at[HORIZON] = min(nearest, change) if change >= 0 else nearest


def set_rooms(lists: Lists, ground: Ground) -> None:
    """How far the lists may fill before one round of the loop could be too much for them."""
    terms, heap = lists["terms"], lists["heap"]
    room = len(lists["keys"])
    terms[CASE_ROOM] = room - 1
    terms[SCRATCH] = room
    terms[HEAP_ROOM] = FOREVER if isinstance(heap, list) else len(heap) - (2 * ground.per_case + people(ground) + 8)
    terms[LOG_ROOM] = len(lists["log_values"]) - _lines_at_once(ground) if terms[LOGGING] else FOREVER


def more_cases(lists: Lists, ground: Ground) -> None:
    """Make room for twice as many cases at a time."""
    room = 2 * len(lists["keys"])
    if room * ground.per_case >= 1 << TICKER_BITS:
        raise WrongUse(say("too many cases are open at once: {n}", n=len(lists["keys"])))
    for name, size in _for_each_case(ground).items():
        lists[name] = longer(lists[name], room * size)
    lists["data"] = longer(lists["data"], (room + 2) * ground.slots)


def more_heap(lists: Lists, ground: Ground) -> None:
    """Make room for more that is to come."""
    lists["heap"] = longer(lists["heap"], 2 * len(lists["heap"]) + 2 * people(ground))


def more_behind(lists: Lists) -> None:
    """Make room for more times at which clocks go off once more."""
    at, taken = lists["at"], len(lists["behind"])
    lists["behind"] = longer(lists["behind"], 2 * taken + FIRST_CASES * BEHIND_SIZE)
    for place in range(taken, len(lists["behind"]), BEHIND_SIZE):
        lists["behind"][place + BEHIND_NEXT] = at[SPARE]
        at[SPARE] = place
        at[SPARES] += 1


def people(ground: Ground) -> int:
    """How many people there are at most."""
    return sum(max(size for _, size in crew.sizes) for crew in ground.setup.crews)


def _for_each_case(ground: Ground) -> dict[str, int]:
    """How many numbers the lists about cases hold for each."""
    return {
        "tickers": ground.per_case * TICKER_SIZE,
        "others": ground.per_case * MOST_PEOPLE,
        "cases": CASE_SIZE,
        "keys": 1,
        "owners": len(ground.setup.roles),
        "watches": ground.watches * WATCH_SIZE,
        "free": 1,
    }


def _empty(ground: Ground, *, log: bool) -> Lists:
    """The lists that a run fills."""
    queues = len(ground.setup.roles) + len(ground.setup.crews)
    lines = LINES + _lines_at_once(ground) if log else 1
    return {
        **{name: [0] * (FIRST_CASES * size) for name, size in _for_each_case(ground).items()},
        "data": [0.0] * ((FIRST_CASES + 2) * ground.slots),
        "heap": [],
        "behind": [],
        "stack": [0.0] * 8,
        "queues": [NONE] * (queues * ground.levels * 2),
        "waiting": [0] * queues,
        "foreseen": [0.0] * len(ground.courses),
        "out": [0] * (LINES * (ROW_SIZE + 2 * ground.watches)),
        "log": [0] * (lines * LOG_SIZE),
        "log_values": [0.0] * lines,
    }


def _to_be_changed(ground: Ground) -> Lists:
    """What lies in the ground and changes in a run, so that each has its own."""
    return {"tasks": list(ground.tasks), "processes": list(ground.processes), "crews": list(ground.crews)}


def _as_they_are(ground: Ground) -> Lists:
    """What every run of a setup reads."""
    own = ("odds", "streams", "bounds", "moments", "defaults", "roles", "lists")
    drawn = ("decisions", "decision_streams", "ways", "values")
    return {name: getattr(ground, name) for name in own} | {name: getattr(ground.draws, name) for name in drawn}


def _lines_at_once(ground: Ground) -> int:
    """How many lines of the log one round of the loop can write."""
    return 64 + 6 * ground.per_case + 4 * ground.slots + 2 * people(ground)


def _process_keys(ground: Ground, seed: int, replication: int) -> list[int]:
    """The luck of each process of a run, and of its arrivals."""
    luck = mixed(mixed(seed & WORD) + (replication + 1) * GOLDEN)
    names = [course.chart.process.process for course in ground.courses]
    return [key for name in names for key in (mixed(luck ^ stream(name)), stream(name, "arrivals"))]
