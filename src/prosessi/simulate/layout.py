"""Where the engine keeps what: the fields of its records, by their places, and the codes that stand in them.

A table is one flat sequence; record number n of a table with records of SIZE numbers begins at n * SIZE. The records
of what a case can wait for are so long that all about one stands in two lines of a processor's memory.
"""

from __future__ import annotations

NONE = -1
"""No such thing, or no such time."""

UNKNOWN = -2
"""Not worked out yet: the loop stops and asks."""

STEP_BY_STEP = -3
"""A row too large to be kept: each of its steps is taken one by one."""

# What the loop keeps between calls.
(
    NOW, HEAPED, FREE, USED, MADE, COUNTED, COUNTED_OPEN, OUT, LOGGED, EVENTS, CHANGE, STEPPING, CASE, CAUSE,
    TICKER, CREW, BASE, LEAF, ASKED, ASKED_SINCE, PAUSE_AT, REFUSED, ARRIVING, NEXT_ARRIVAL, DRY, LAST_ARRIVAL, OPEN,
    PARENT, ROUNDS, SERVING, NEXT_TIME, SPENT, LEFT, HORIZON, SPARE, SPARES,
    STATE_SIZE,
) = range(37)  # fmt: skip

# What it does not change while it runs.
(
    TURN_BITS, SLOTS, WATCHES, CAUSES, ROLES, LEVELS, PROCESSES, DAYS, MARGIN, COUNTED_FROM, UNTIL, MOST_CASES, RUN_DRY,
    END, LOGGING, HEAP_ROOM, CASE_ROOM, LOG_ROOM, SCRATCH, ORDINAL, SPAN_END, KEEPERS, AWAITED,
    TERMS_SIZE,
) = range(24)  # fmt: skip

# Why it stops.
DONE, LEARN, FILL, FLUSH, EXTEND, ENDLESS, TAKE = range(7)

# A ticker: something that a case waits for. First the deadlines that raise an event, then the clocks, then one for
# each choice of acts, in document order: what comes at one moment comes in that order. It fills one line of a
# processor's memory, so some fields have two uses: while it is queued DUE says where, and its STATE how many people
# have been found; while it is worked on NEXT is the length of the work, and BEFORE what is left of it when the tables
# end. HELD is the crew of the first of its people. Of a clock NEXT and BEFORE are the first and the last of the times
# `behind` it.
DUE, STATE, TASK, SINCE, NEXT, BEFORE, VISIT, HELD = range(8)
TICKER_SIZE = 8
MOST_PEOPLE = 8
QUEUED_AT = -10
IDLE, DELAYED, QUEUED, WORKING, NEVER = range(5)
STATE_BITS = 3
STATE_MASK = 7

TICKER_BITS = 26
"""A key of the heap is a time and the number of a ticker, in one number."""

# A time at which a clock goes off once more, since it was started again while it ran: only what comes `later` is.
BEHIND_DUE, BEHIND_NEXT = range(2)
BEHIND_SIZE = 2

# A case.
NUMBER, PROCESS, BEGUN, PLACE, WAITED, WORKED, COUNTS, LEVEL = range(8)
CASE_SIZE = 8

# A deadline of a case.
STANDING, STARTED, EXPIRES, MET = range(4)
WATCH_SIZE = 4

# The ways a deadline can stand. First what each becomes once it has run out, NONE where it cannot; then how each is
# called; then tables of what steps do.
MOST_STANDINGS = 64
STANDING_SIZE = 5
MET_NOW = 1 << 20

# A task: an act as done from one state.
ACT, ACT_CAUSE, DELAY_FROM, DELAY_TO, WORK_FROM, WORK_TO, NEED_FROM, NEED_TO, DECIDE_FROM, DECIDE_TO = range(10)
TIMES_BEGUN, TIME_WAITED, TIME_WORKED, SHARED, WORK_CURVE, ONLY_CREW = range(10, 16)
TASK_SIZE = 16
CHOICE, CHANCE, DELAYING, WORKING_FOR = range(4)
STREAM_SIZE = 4

# A way of drawing.
WAY_PROGRAM, WAY_KIND, WAY_FROM, WAY_COUNT = range(4)
WAY_SIZE = 4
CONSTANT, CURVE, STEPS, NUMBER_OF, WHOLE_NUMBER, DAYS_FROM_NOW, MEMBERS = range(7)

# A decision.
DECIDE_SLOT, DECIDE_WAY, DECIDE_WAYS = range(3)
DECIDE_SIZE = 3

# A node of a row.
NODE_KIND, NODE_WHAT, NODE_YES, NODE_NO, NODE_OP = range(5)
NODE_SIZE = 5
LAND, COMPARE, ASK, DO, MISSING, BAR = range(6)

# A landing, and what it does: an operation, then its operands.
LAND_PLACE, LAND_MOVED, LAND_FROM, LAND_TO, LAND_ASKS = range(5)
LAND_SIZE = 5
DROP, STOP, START, RESET, WATCH = range(5)

# A place.
PLACE_FINAL, PLACE_CARRY, PLACE_FROM, PLACE_TO, PLACE_SIMPLE = range(5)
PLACE_SIZE = 5

# A limit: when a clock or a deadline runs out. One that goes by dates of the case has its table in `rests`: how many
# there are, and which. If it also goes by when it started, UNIT is how exactly that counts, in seconds, and SLOT the
# date that stands instead if it is set.
LIMIT_KIND, LIMIT_LENGTH, LIMIT_SLOT, LIMIT_TABLE, LIMIT_UNIT = range(5)
LIMIT_SIZE = 5
EXACT, BY_DAY, BY_DATE, FIXED, UNLIMITED = range(5)

NUMBER_BITS = 40
"""What was found for a question and a number stands under both in one: the number comes last."""

# A crew, a role, a queue.
SIZE, BUSY, CREW_HOURS, ONLY_QUEUE, CASELOAD, LOAD, CREW_WORKED, SERVES_FROM, SERVES_TO, OPEN_ONLY = range(10)
CREW_SIZE = 16
ROLE_FROM, ROLE_TO, ROLE_NAMED = range(3)
ROLE_SIZE = 3
HEAD, TAIL = range(2)

# A process: how its cases come, and where its own things stand.
COMING_KIND, COMING_FROM, COMING_TO, COMING_TIME, COMING_MADE, SPANS_FROM, SPANS_TO, BEGIN_PLACE = range(8)
BREACHES, FIRST_CHOICE, CASE_FROM, CASE_TO, FIRST_FROM, FIRST_TO, WATCH_LIMITS, WATCH_COUNT = range(8, 16)
BREACH_WATCHES, OPEN_CASES, TURNS, CLOCK_EDGES = range(16, 20)
PROCESS_SIZE = 20
NOBODY, STEADY, DAILY, LISTED, SPACED = range(5)

LINES = 8000
"""So many lines of cases or of the log are gathered before they are taken out: they stay near the processor."""

# The table of cases that have ended, of which the columns lie one behind another: here each begins. Two more follow for
# each deadline: how it stood, and by how many days it was late. LINES is no power of two, so that the numbers of a line
# do not compete for one place near the processor.
(
    ROW_PROCESS, ROW_NUMBER, ROW_BEGUN, ROW_ENDED, ROW_WAITED, ROW_WORKED, ROW_FINAL, ROW_DEADLINES,
) = range(0, 8 * LINES, LINES)  # fmt: skip
ROW_SIZE = 7

LOG_SIZE = 4
