"""Runs made up by hand: a small process with a deadline, two crews and a handful of numbers."""

from array import array
from dataclasses import replace
from datetime import date

from charts import chart_of
from prosessi.simulate.run import STATUSES, Cases, Run, Samples, Task
from prosessi.simulate.setup import DAY, Act, Crew, Hours, ProcessSetup, Setup

HOUR = 3600
OFFICE = Hours("virka_aika", ((((8 * HOUR, 16 * HOUR)),),) * 5 + ((),) * 2)
CHART = chart_of("""
process: laina
deadlines:
  paatos: {starts: {enter: saapunut}, met_by: {exit: saapunut}, within: 7 working days}
initial: saapunut
states:
  saapunut: {transitions: [{event: kasittele, to: harkinta}]}
  harkinta: {transitions: [{event: myonna, to: myonnetty}, {event: hylkaa, to: hylatty}]}
  myonnetty: {final: success}
  hylatty: {final: closed}
""")
SAAPUNUT, HARKINTA, MYONNETTY, HYLATTY = (CHART.ids[name] for name in ("saapunut", "harkinta", "myonnetty", "hylatty"))


def act(event, *roles):
    return Act(event, None, None, roles, None, None, 1.0, ())


SETUP = Setup(
    name="kokeilu",
    start=date(2025, 3, 3),  # a Monday
    counted_from=0,
    until=28 * DAY,
    cases=None,
    run_dry=False,
    end=365 * DAY,
    processes=(ProcessSetup(CHART, None, (), (act("kasittele", 0), act("myonna", 1), act("hylkaa", 1))),),
    roles=("kasittelija", "paattaja"),
    crews=(
        Crew("kasittelija", (0,), 0, ((0, 2),)),
        Crew("johto", (1,), 0, ((0, 1), (14 * DAY, 3)), named=True, caseload=20),
    ),
    hours=(OFFICE,),
)


def column(values):
    return array("q", values)


def cases_of(rows):
    """Cases from (begun, ended, waited, worked, final, status, late); times in hours, no end if not ended."""
    ordered = sorted(enumerate(rows), key=lambda each: (each[1][1] is None, each[1][1] or 0))
    lines = [
        (number, begun * HOUR, -1 if ended is None else ended * HOUR, waited * HOUR, worked * HOUR, final, status, late)
        for number, (begun, ended, waited, worked, final, status, late) in ordered
    ]
    columns = [column(map(int, values)) for values in zip(*lines, strict=True)] or [column(())] * 8
    return Cases(*columns[:6], statuses=(columns[6],), late=(columns[7],))


def case(begun=0, ended=24, *, waited=0, worked=1, final=MYONNETTY, status="met", late=0):  # noqa: PLR0913  (a line of a table)
    return (begun, ended, waited, worked, -1 if ended is None else final, STATUSES.index(status), late)


def run_of(*rows, setup=SETUP, queue=(0, 0, 0), tasks=(), **changes):
    """A run with these cases, whose first queue stood at these lengths at noon of one day after another."""
    samples = Samples(
        time=column(DAY // 2 + DAY * number for number in range(len(queue))),
        queues=(column(queue), column([1] * len(queue))),
        busy=(column([1] * len(queue)),) * 2,
        caseloads=(column([0] * len(queue)), column(range(len(queue)))),
        open=(column([len(rows)] * len(queue)),),
    )
    run = Run(
        setup=setup,
        seed=1,
        replication=0,
        engine="plain",
        events=4 * len(rows),
        seconds=0.5,
        span=(0, 28 * DAY),
        cases=(cases_of(rows),),
        tasks=tuple(tasks),
        worked=(80 * HOUR, 40 * HOUR),
        available=(320 * HOUR, 320 * HOUR),
        samples=samples,
        refused=0,
        stepped=0,
        finished=True,
        log=None,
    )
    return replace(run, **changes)


def task(state, act_number, begun, waited, worked):
    return Task(0, state, act_number, begun, waited * HOUR, worked * HOUR)
