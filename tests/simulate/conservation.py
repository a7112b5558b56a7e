"""What cannot be otherwise in any run: nobody is lost, nobody is in two places, nobody works at night.

It is counted from the lines of the log and the setup alone, and only where acts need one person each: of a meeting
the log names but the first.
"""

from collections import Counter, defaultdict

from prosessi.simulate.chronicle import civil
from prosessi.simulate.logs.lines import lines
from prosessi.simulate.run import What
from prosessi.simulate.setup import DAY

OVER = {What.DONE, What.REFUSED, What.DROPPED}


def losses(run):
    """Every rule of work that the run breaks."""
    yield from _of_cases(run)
    ledger = _Ledger(run)
    for line in lines(run):
        yield from ledger.enter(line)
    yield from ledger.settled()
    yield from _of_worked(run, ledger)


def _of_cases(run):
    begun, ended = Counter(), Counter()
    for case, what in zip(run.log.case, run.log.what, strict=True):
        begun[case] += what == What.BEGUN
        ended[case] += what == What.ENDED
    if any(many != 1 for many in begun.values()) or any(many > 1 for many in ended.values()):
        yield "a case begins or ends twice"
    if list(run.log.time) != sorted(run.log.time):
        yield "the log is not in the order of time"
    for table in run.cases:
        for number, end in zip(table.number, table.ended, strict=True):
            if not begun[number]:
                yield f"case {number} is counted and never began"
            if ended[number] != (end >= 0):
                yield f"case {number} is lost: ended {ended[number]}, in the table {end}"


class _Ledger:
    """Who does what at the time."""

    def __init__(self, run):
        self.run, self.setup = run, run.setup
        self.queued, self.working = {}, {}
        self.busy, self.begun = Counter(), Counter()
        self.keepers, self.keeps = {}, defaultdict(set)
        self.levels = {}
        self.now = -1
        self.waited, self.worked = Counter(), Counter()

    def enter(self, line):
        now = int((line.at - civil(self.setup, 0)).total_seconds())
        if now != self.now:
            yield from self.settled()
            self.begun.clear()
            self.now = now
        if line.what in {What.BEGUN, What.DONE, What.TIMER, What.BREACH}:
            self.levels[line.case] = self._level(line)
        if line.what is What.QUEUED:
            self.queued[line.case, line.which] = (now, line)
        elif line.what is What.STARTED:
            yield from self._start(line)
        elif line.what in OVER:
            yield from self._finish(line)
        elif line.what is What.ENDED:
            for crew in self.keepers.pop(line.case, {}).values():
                self.keeps[crew].discard(line.case)

    def settled(self):
        """At the end of a second nobody does two things, and nobody at work is idle while somebody waits for them."""
        for crew, terms in enumerate(self.setup.crews):
            if self.begun[crew] and self.busy[crew] > self._size(crew, self.now):
                yield f"{terms.name} is {self.busy[crew]} people at {self.now}"
            if terms.named or self.now < 0 or not self._open(crew, self.now):
                continue
            if self.busy[crew] < self._size(crew, self.now) and any(
                self._role(line) in terms.roles for _, line in self.queued.values()
            ):
                yield f"{terms.name} stands idle at {self.now} while somebody waits"

    def _start(self, line):
        key = line.case, line.which
        if key not in self.queued:
            yield f"{key} begins and was never waited for"
            return
        since, _ = self.queued.pop(key)
        crew = line.crew
        terms = self.setup.crews[crew]
        self.busy[crew] += 1
        self.begun[crew] += self.now == 0 or self._open(crew, self.now - 1)
        self.working[key] = (self.now, crew)
        self.waited[line.case] += self.now - since
        if not self._open(crew, self.now):
            yield f"{terms.name} begins at {self.now}, out of hours"
        if self._role(line) not in terms.roles:
            yield f"{terms.name} does what is not theirs"
        yield from self._in_turn(line, since)
        if terms.named:
            yield from self._kept(line)

    def _finish(self, line):
        key = line.case, line.which
        self.queued.pop(key, None)
        if key not in self.working:
            if line.what is not What.DROPPED and self.setup.processes[line.process].acts[line.which].roles:
                yield f"{key} is done and never began"
            return
        since, crew = self.working.pop(key)
        self.busy[crew] -= 1
        self.worked[line.case] += self._time(crew, since, self.now)
        if line.what is not What.DROPPED and self.now > since and not self._open(crew, self.now - 1):
            yield f"{self.setup.crews[crew].name} is done at {self.now}, out of hours"

    def _kept(self, line):
        """A case keeps its person, who has no more cases than they can take."""
        terms = self.setup.crews[line.crew]
        mine = self.keepers.setdefault(line.case, {})
        keeper = mine.setdefault(self._role(line), line.crew)
        if keeper != line.crew:
            yield f"case {line.case} meets {terms.name}, and had {self.setup.crews[keeper].name}"
        self.keeps[line.crew].add(line.case)
        if terms.caseload is not None and len(self.keeps[line.crew]) > terms.caseload:
            yield f"{terms.name} has {len(self.keeps[line.crew])} cases"

    def _in_turn(self, line, since):
        """Nobody more pressing, or as pressing and waiting longer, is passed over. Before opening all is arranged."""
        terms = self.setup.crews[line.crew]
        if terms.named or (self.now > 0 and not self._open(line.crew, self.now - 1)):
            return
        mine = self.levels[line.case], since
        for other, (waiting_since, waiting) in self.queued.items():
            theirs = self.levels[waiting.case], waiting_since
            if self._role(waiting) == self._role(line) and waiting_since < self.now and theirs < mine:
                yield f"{other} is passed over at {self.now} by {line.case}: {theirs} before {mine}"

    def _level(self, line):
        process = self.setup.processes[line.process]
        for level, program in enumerate(process.first):
            if program.evaluate(line.data, frozenset()) == 1.0:
                return level
        return len(process.first)

    def _role(self, line):
        return self.setup.processes[line.process].acts[line.which].roles[0]

    def _size(self, crew, now):
        return [size for time, size in self.setup.crews[crew].sizes if time <= now][-1]

    def _open(self, crew, now):
        return any(begin <= now % DAY < end for begin, end in self._spans(crew, now // DAY))

    def _spans(self, crew, day):
        hours = self.setup.hours[self.setup.crews[crew].hours]
        date = civil(self.setup, day * DAY).date()
        if hours.calendar is not None and hours.calendar.is_day_off(date):
            return ()
        return hours.week[date.weekday()]

    def _time(self, crew, begin, end):
        """The working time between two moments."""
        total = 0
        for day in range(begin // DAY, end // DAY + 1):
            for opens, closes in self._spans(crew, day):
                total += max(0, min(end, day * DAY + closes) - max(begin, day * DAY + opens))
        return total


def _of_worked(run, ledger):
    """The times in the table are those of the log."""
    for table in run.cases:
        for number, ended, waited, worked in zip(table.number, table.ended, table.waited, table.worked, strict=True):
            if ended >= 0 and worked != ledger.worked[str(number)]:
                yield f"case {number} took {worked} of work, by its log {ledger.worked[str(number)]}"
            if ended >= 0 and waited < ledger.waited[str(number)]:
                yield f"case {number} waited {waited}, by its log {ledger.waited[str(number)]}"
