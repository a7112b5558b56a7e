"""What an engine says of its cases, held against the semantics line by line.

Nothing here knows how the engine works. Each case is lived through by the chart, from what is drawn alone: when it
begins, who does what and when, and what is decided. All else, the engine and the chart must say alike.
"""

from collections import defaultdict
from datetime import timedelta
from itertools import groupby
from typing import NamedTuple

from prosessi.chart.case import advance, begin, send
from prosessi.chart.situation import Refused
from prosessi.chart.whereabouts import answering
from prosessi.errors import NotSettling, WrongUse
from prosessi.expressions.program import decode
from prosessi.simulate.chronicle import civil
from prosessi.simulate.run import STATUSES, What

OVER = {What.DONE, What.REFUSED, What.DROPPED}
SECOND = timedelta(seconds=1)


class Line(NamedTuple):
    time: int
    what: What
    which: int
    value: float


def told(run):
    """The lines of a log, by case."""
    cases = defaultdict(list)
    for time, case, what, which, value in zip(*_columns(run.log), strict=True):
        cases[int(case)].append(Line(int(time), What(what), int(which), value))
    return cases


def disagreements(run):
    """Every thing in which the run goes otherwise than the semantics."""
    rows = _rows(run)
    for number, lines in _whole(run, rows):
        living = _Living(run.setup, lines)
        for wrong in living.wrong(rows.get(number), run):
            yield f"case {number}: {wrong}"


def _whole(run, rows):
    """The lines of each case. A run stops with the last case that counts; of the others that second is not whole."""
    last = max(run.log.time, default=0)
    for number, lines in told(run).items():
        whole = [line for line in lines if line.time < last or number in rows or not run.finished]
        if whole:
            yield number, whole


class _Living:
    """A case that is lived through along its log."""

    def __init__(self, setup, lines):
        self.setup, self.lines = setup, lines
        self.process = setup.processes[next(line.which for line in lines if line.what is What.BEGUN)]
        self.chart = self.process.chart
        self.case = None
        self.drawn = {}
        self.awaited = {}

    def wrong(self, row, run):
        for time, group in groupby(self.lines, key=lambda line: line.time):
            try:
                yield from self._at(civil(self.setup, time), list(group))
            except NotSettling:
                yield f"in truth it goes round and round at {time}"
                return
            except WrongUse:
                if self.case is not None or time != self.lines[-1].time:
                    yield f"it goes on after {time}, though it cannot even begin"
                return
        if row is not None and self.case.ended is None and run.finished:
            yield "it is left open by a run that finished"
        if self.case.ended is None:
            end = max(run.log.time) if run.finished else self.setup.end
            yield from self._silent(civil(self.setup, end) - SECOND)
        yield from self._as_in_the_table(row)

    def _at(self, at, group):
        """Everything of one second: what goes off by itself, what people do, and what follows from that."""
        happened, said = [], []
        if self.case is not None:
            yield from self._silent(at - SECOND)
            advanced = advance(self.chart, self.case, at)
            self.case = advanced.case
            happened += [step.event for step in advanced.steps]
        for line in group:
            if line.what in {What.BEGUN, What.DONE, What.REFUSED}:
                happened += self._done(line, at)
            said += self._said(line)
            self._note(line)
        if happened != said:
            yield f"at {at} it is said {said}, but in truth {happened}"
        yield from self._offers(at)

    def _silent(self, until):
        """Between two lines nothing happens, but that deadlines run out which raise no event."""
        if until > self.case.now:
            advanced = advance(self.chart, self.case, until)
            self.case = advanced.case
            for step in advanced.steps:
                yield f"{step.event} at {step.at} is not said"

    def _done(self, line, at):
        """What comes of a deed or of the beginning, by the names of the events."""
        settled = {self.chart.slots[slot].name: self._value(slot, value) for slot, value in self.drawn.items()}
        self.drawn = {}
        if line.what is What.BEGUN:
            taken = begin(self.chart, settled, at=at)
            self.case = taken.case
            return ["begun", *(step.event for step in taken.steps[1:])]
        act = self.process.acts[line.which]
        papers = self.chart.process.events[act.event].needs
        tried = send(self.chart, self.case, act.event, by=act.by, papers=papers, decided=settled)
        if isinstance(tried, Refused):
            return [f"{act.event} refused"]
        self.case = tried.case
        return [f"{act.event} done", *(step.event for step in tried.steps[1:])]

    def _value(self, slot, value):
        return decode(self.chart.slots[slot].type, value)

    def _said(self, line):
        match line.what:
            case What.BEGUN:
                return ["begun"]
            case What.DONE:
                return [f"{self.process.acts[line.which].event} done"]
            case What.REFUSED:
                return [f"{self.process.acts[line.which].event} refused"]
            case What.TIMER if line.value:
                return [self.chart.edges[line.which].events[0]]
            case What.BREACH if line.value:
                return [self.chart.watches[line.which].deadline.breach]
        return []

    def _note(self, line):
        if line.what is What.VALUE:
            self.drawn[line.which] = line.value
        elif line.what is What.AWAITED:
            self.awaited[line.which] = self.awaited.get(line.which, 0) + 1
        elif line.what in OVER:
            self.awaited[line.which] = self.awaited.get(line.which, 0) - 1

    def _offers(self, at):
        """An act is awaited once, and only while the process answers to it."""
        for act, many in self.awaited.items():
            event = self.process.acts[act].event
            if many not in {0, 1}:
                yield f"{event} is awaited {many} times at {at}"
            elif many and not answering(self.chart, self.case.snapshot.active, event):
                yield f"{event} is awaited at {at}, where nothing answers to it"
        if self.case.ended is not None and any(self.awaited.values()):
            yield f"it ended at {at}, and something is awaited"

    def _as_in_the_table(self, row):
        ended = next((line for line in self.lines if line.what is What.ENDED), None)
        if (ended is None) != (self.case.ended is None):
            yield f"it ended at {self.case.ended}, and it is not said so" if ended is None else "it did not end"
            return
        if ended is not None and ended.which not in self.case.snapshot.active:
            yield f"it is said to end in {ended.which}, in truth in {sorted(self.case.snapshot.active)}"
        if row is None:
            return
        if row["final"] != (-1 if ended is None else ended.which):
            yield f"in the table it ends in {row['final']}"
        if row["ended"] != (-1 if ended is None else ended.time):
            yield f"in the table it ends at {row['ended']}"
        for watch, status, late in zip(self.case.deadlines, row["statuses"], row["late"], strict=True):
            if ended is not None and (watch.status, watch.days_late) != (STATUSES[status], late):
                yield f"{watch.name} is {STATUSES[status]} by {late} days, in truth {watch.status} by {watch.days_late}"


def _columns(log):
    return log.time, log.case, log.what, log.which, log.value


def _rows(run):
    rows = {}
    for table in run.cases:
        for line, number in enumerate(table.number):
            rows[int(number)] = {
                "final": int(table.final[line]),
                "ended": int(table.ended[line]),
                "statuses": tuple(int(column[line]) for column in table.statuses),
                "late": tuple(int(column[line]) for column in table.late),
            }
    return rows
