"""Setups drawn at random: who does what in a process, when, and how many there are to do it."""

from datetime import date
from random import Random

from charts import chart_of
from prosessi.calendars.calendar import FINLAND
from prosessi.chart.case import begin
from prosessi.distributions import distribution
from prosessi.errors import ProsessiError
from prosessi.expressions.program import compile_condition
from prosessi.expressions.syntax import parse
from prosessi.simulate.chronicle import civil
from prosessi.simulate.setup import (
    ALL_DAY,
    DAY,
    Act,
    Amount,
    Arrivals,
    Crew,
    DayFromNow,
    Decision,
    Hours,
    Length,
    Members,
    ProcessSetup,
    Setup,
    Shares,
)
from strategies import TIMERS, _all_states, _names, parallel_process

HOUR = 3600
START = date(2024, 12, 30)
OFFICE = (((8 * HOUR, 16 * HOUR),),) * 5 + ((),) * 2
HOURS = (
    Hours("aina", (ALL_DAY,) * 7),
    Hours("virka_aika", OFFICE, FINLAND),
    Hours("vuorot", (((0, 2 * HOUR), (20 * HOUR, DAY)),) * 7),
    Hours("tiistaisin", ((), ((9 * HOUR, 11 * HOUR),), (), (), (), (), ())),
)
URGENT = ("x > 0", "f", "y < 2 and x < 1")
LONG = (
    ("fixed", {"value": 10.0 * HOUR}),
    ("fixed", {"value": float(DAY)}),
    ("exponential", {"mean": 2.0 * DAY}),
    ("uniform", {"from": 5.0 * HOUR, "to": 5.0 * DAY}),
    ("triangular", {"low": 1.0 * HOUR, "mode": 1.0 * DAY, "high": 12.0 * DAY}),
)
SHORT = (
    ("fixed", {"value": 0.0}),
    ("fixed", {"value": 1.0}),
    ("exponential", {"mean": 2.0 * HOUR}),
    ("uniform", {"from": 60.0, "to": 10.0 * HOUR}),
)


def timed_process(seed):
    """A process of branches with clocks and deadlines in it. Chance is spread evenly, and most of them can begin."""
    random = Random(seed)  # noqa: S311  # nothing secret is drawn
    process = parallel_process(seed)
    process["case"]["d"] = {"type": "date"}
    for event in random.sample(sorted(process["events"]), 2):
        process["events"][event]["decides"] = [*process["events"][event].get("decides", []), "d"]
    names = sorted(_names(process["states"]))
    for state in _all_states(process["states"]):
        if "final" not in state and "history" not in state and random.random() < 0.3:
            clock = {**random.choice(TIMERS), "to": random.choice(names)}
            if random.random() < 0.3:
                clock["if"] = random.choice(("d0", "not d1", "x < 1"))
            state["transitions"] = [*state.get("transitions", []), clock]
    process["deadlines"] = {f"m{place}": _deadline(random, names, process) for place in range(random.choice((0, 1, 2)))}
    return awaiting(process, random)


def awaiting(process, random):
    """The process, which now and then lets itself know something `later`, or calls it off."""
    first, second, third = (random.choice(sorted(process["events"])) for _ in range(3))
    deeds = (
        {"later": {first: "30 hours"}},
        {"later": {first: "2 days", second: "2 days"}},
        {"later": {third: "3 working days"}},
        {"later": {second: "20 minutes"}},
        {"cancel": [first]},
        {"cancel": [first, third], "later": {first: "2 days"}},
    )
    for state in _all_states(process["states"]):
        for edge in state.get("transitions", []):
            if random.random() < 0.1:
                edge["then"] = [random.choice(deeds)]
    return process


def _deadline(random, names, process):
    marks = [{kind: random.choice(names)} for kind in ("enter", "exit")]
    marks.append({"event": random.choice(sorted(process["events"]))})
    limit = random.choice(({"within": "3 working days"}, {"within": "10 hours"}, {"at": "d + 1 days"}))
    if_ = {"if": random.choice([name for name in ("d0", "d1", "d2") if name in process["case"]])}
    more = random.choice(({}, {}, if_, if_, {"again": True}, {"breach": random.choice(sorted(process["events"]))}))
    return {"starts": random.choice(marks), "met_by": random.choice(marks), **limit, **more}


def setup_of(process, seed, *, most=30, end=60):
    """A setup of a process written without its head, so that `most` cases come within weeks."""
    chart = chart_of(process)
    return _Maker(Random(seed), most, end).setup(chart)  # noqa: S311  # nothing secret is drawn


def begins(setup):
    """Whether every case of a setup begins, as far as one can see: some processes cannot say where."""
    chart = setup.processes[0].chart
    values = [{}]
    for slot in chart.slots:
        extremes = {"boolean": (True, False), "integer": (slot.type.min, slot.type.max)}.get(slot.type.kind, ())
        values += [{slot.name: value} for value in extremes]
    try:
        for value in values:
            begin(chart, value, at=civil(setup, 0))
    except ProsessiError:
        return False
    return True


class _Maker:
    def __init__(self, random, most, end):
        self.random, self.most, self.end = random, most, end
        self.hours = None
        self.pick = random.choice

    def chance(self, one_in):
        return self.random.randrange(one_in) == 0

    def setup(self, chart):
        roles = tuple(f"r{place}" for place in range(self.pick((1, 2, 3))))
        own = tuple(place for place in range(len(roles)) if self.chance(4))
        self.hours = self.pick((None, *range(len(HOURS))))
        crews = [
            self.crew(f"k{place}", place % len(roles), len(roles), own)
            for place in range(len(roles) + (0 if self.hours is None else self.pick((0, 0, 1))))
        ]
        return Setup(
            name="satunnainen",
            start=START,
            counted_from=self.pick((0, 0, 3 * DAY)),
            until=None,
            cases=self.most,
            run_dry=self.chance(2),
            end=self.end * DAY,
            processes=(self.process(chart, len(roles)),),
            roles=roles,
            crews=tuple(crews),
            hours=HOURS,
        )

    def crew(self, name, role, roles, own):
        """A crew of a role, and perhaps of another; the roles in `own` are kept by named people alone.

        Crews of one role have the same hours: who is free is taken before they are at work, so that it would not be
        so simple to say who has to wait.
        """
        named = role in own
        others = [other for other in range(roles) if other != role and (other in own) == named]
        more = (role, self.pick(others)) if others and self.hours is not None and self.chance(3) else (role,)
        size = 1 if named else self.pick((1, 1, 2, 3))
        leave = ((10 * DAY, self.pick((0, 1))), (17 * DAY, size))
        hours = self.random.randrange(len(HOURS)) if self.hours is None else self.hours
        caseload = self.pick((None, 1, 3)) if named else None
        return Crew(name, more, hours, ((0, size), *(leave if self.chance(3) else ())), named, caseload)

    def process(self, chart, roles):
        acts = tuple(act for event in sorted(chart.process.events) for act in self.acts(chart, event, roles))
        known = [text for text in URGENT if {"x", "y", "f"}.intersection(text) <= set(chart.process.case)]
        first = tuple(
            compile_condition(parse(text), {slot.name: slot for slot in chart.slots}, chart.ids)
            for text in self.random.sample(known, min(len(known), self.pick((0, 0, 1, 2))))
        )
        return ProcessSetup(chart, self.arrivals(), tuple(self.case(chart)), acts, first)

    def acts(self, chart, event, roles):
        if self.chance(8):
            return
        yield self.act(chart, event, roles)
        if self.chance(6):
            some = tuple(self.random.sample(range(1, len(chart.vertices)), max(1, len(chart.vertices) // 2)))
            yield self.act(chart, event, roles, some)

    def act(self, chart, event, roles, states=None):
        work, waiting = not self.chance(3), self.chance(2)
        needed = tuple(self.random.sample(range(roles), 2 if roles > 1 and self.chance(6) else 1)) if work else ()
        return Act(
            event=event,
            by=None,
            delay=self.length(LONG) if not work or waiting else None,
            roles=needed,
            work=self.length(SHORT if waiting else LONG) if work else None,
            share=self.random.random() if self.chance(2) else None,
            chance=self.pick((1.0, 1.0, 0.5, 0.0)),
            decisions=tuple(self.decisions(chart, chart.process.events[event].decides)),
            in_states=states,
        )

    def length(self, lengths):
        family, written = self.pick(lengths)
        return Length(((None, distribution(family, **written)),))

    def case(self, chart):
        for slot in chart.slots:
            if self.chance(3):
                yield Decision(slot.index, ((None, self.drawn(slot)),))

    def decisions(self, chart, names):
        for slot in chart.slots:
            if slot.name in names:
                yield Decision(slot.index, ((None, self.drawn(slot)),))

    def drawn(self, slot):
        match slot.type.kind:
            case "boolean":
                share = self.random.random()
                return Shares((0.0, 1.0), (share, 1 - share))
            case "date":
                return DayFromNow(distribution("uniform", **{"from": -4.0, "to": 8.0}))
            case "set":
                return Members(tuple(self.random.random() for _ in slot.type.of))
            case "integer":
                least, most = slot.type.min or 0, slot.type.max or 9
                return Amount(
                    distribution("uniform", **{"from": least, "to": most}), whole=True, least=least, most=most
                )
        raise AssertionError(slot)

    def arrivals(self):
        match self.random.randrange(4):
            case 0:
                return Arrivals(moments=tuple(sorted(self.random.randrange(20 * DAY) for _ in range(self.most + 3))))
            case 1:
                return Arrivals(moments=(5 * HOUR,) * (self.most // 2) + (3 * DAY,) * self.most)
            case 2:
                return Arrivals(week=(self.most / 14,) * 7)
        return Arrivals(week=(9.0, 0.0, 4.0, 2.0, 9.0, 1.0, 0.0), spans=((8 * HOUR, 9 * HOUR),), days_off=FINLAND)
