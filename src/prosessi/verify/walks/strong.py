"""Walks that notice every small mistake in a process, as far as a mistake can be noticed.

For each mutant that the walks so far take for the original, a walk is sought on which both can be told apart, by
searching the two side by side, the same deeds done in both. Where there is none, it is proved that the two are alike
(`prosessi.verify.walks.alike`). What is neither is undecided, and is counted as such.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Final, Literal

from prosessi.chart.chart import Chart, Watch
from prosessi.chart.deadlines import reckoned
from prosessi.chart.worlds import Data
from prosessi.verify.walks.alike import Likeness
from prosessi.verify.walks.mutants import Mutant, mutants
from prosessi.verify.walks.tale import Beat, Expectation, Tale, first_noticed, told, wanted
from prosessi.verify.walks.tours import A_YEAR, Planner
from prosessi.verify.walks.twins import tell_apart

Verdict = Literal["noticed", "alike", "undecided"]

SHIFTS: Final = tuple(
    sorted({year * 365 + day for year in range(-12, 4) for day in (0, 15, 100)} | {*range(A_YEAR)}, key=abs)
)
"""By so many days a tale is moved to find one on which a last day differs: every day of a year, and other years."""


@dataclass(frozen=True, slots=True)
class Script:
    """A tale with all that a walk expects on the way."""

    tale: Tale
    beats: tuple[Beat, ...]
    expects: tuple[Expectation, ...]

    def notices(self, chart: Chart) -> bool:
        """Whether the walk fails on another chart."""
        return first_noticed(chart, self.tale, self.beats, self.expects) is not None


def script(chart: Chart, tale: Tale) -> Script:
    """The walk that a tale makes."""
    beats = told(chart, tale)
    return Script(tale, beats, wanted(chart, tale, beats))


@dataclass(frozen=True, slots=True)
class Judged:
    """A mutant and what became of it. `by` are the numbers of the walks that notice it."""

    mutant: Mutant
    verdict: Verdict
    by: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Strength:
    """Few walks, and every mutant with its verdict."""

    walks: tuple[Script, ...]
    judged: tuple[Judged, ...]

    def count(self, verdict: Verdict) -> int:
        """How many mutants had a verdict."""
        return sum(each.verdict == verdict for each in self.judged)


def strengthen(chart: Chart, *, seed: int = 1) -> Strength:
    """Walks that notice all mutants of a process that are not proved to be like it. The same seed, the same walks."""
    return _Hunt(chart, seed).strength()


def verdicts(chart: Chart, alive: Iterable[Mutant], *, seed: int = 1) -> Iterator[Judged]:
    """What is true of mutants that somebody's walks did not notice: whether any walk could have."""
    hunt = _Hunt(chart, seed)
    for mutant in alive:
        rival = mutant.chart(chart)
        if rival is not None:
            yield Judged(mutant, hunt.verdict(mutant, rival))


@dataclass(slots=True, eq=False)
class _Hunt:
    """The hunt for mutants of one chart."""

    chart: Chart
    seed: int
    planner: Planner = field(init=False)
    likeness: Likeness = field(init=False)
    pool: list[Script] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.planner = Planner(self.chart, self.seed)
        self.likeness = Likeness(self.chart)
        wanted_goals = (*self.planner.goals.of("all"), *self.planner.goals.roles())
        for tour in self.planner.tours(dict.fromkeys(wanted_goals)):
            self.pool.append(script(self.chart, tour.tale))

    def strength(self) -> Strength:
        rivals = [(mutant, rival) for mutant in mutants(self.chart) if (rival := mutant.chart(self.chart)) is not None]
        judged = [(mutant, rival, self.verdict(mutant, rival)) for mutant, rival in rivals]
        chosen = self._fewest([rival for _, rival, verdict in judged if verdict == "noticed"])
        return Strength(
            tuple(chosen),
            tuple(
                Judged(mutant, verdict, _noticing(chosen, rival) if verdict == "noticed" else ())
                for mutant, rival, verdict in judged
            ),
        )

    def verdict(self, mutant: Mutant, rival: Chart) -> Verdict:
        """Find a walk that notices a mutant, or prove that there is none. A walk found joins the pool."""
        if self.likeness.same(rival):
            return "alike"
        if any(script.notices(rival) for script in reversed(self.pool)):
            return "noticed"
        if self.likeness.proved(mutant, rival):
            return "alike"
        found = self._moved(mutant, rival) or tell_apart(self.planner, rival, mutant)
        if found is None:
            return "undecided"
        self.pool.append(script(self.chart, found))
        return "noticed"

    def _moved(self, mutant: Mutant, rival: Chart) -> Tale | None:
        """One of the tales on another day, if only the last day of a deadline differs."""
        if mutant.kind != "length":
            return None
        pairs = zip(self.chart.watches, rival.watches, strict=True)
        number = next(n for n, (one, other) in enumerate(pairs) if one.deadline is not other.deadline)
        for known in tuple(self.pool):
            for days in shifts(known.beats, number, rival, self.chart):
                moved = script(
                    self.chart, replace(known.tale.later(days), looks=frozenset(range(len(known.tale.deeds))))
                )
                if len(moved.beats) == len(moved.tale.deeds) + 1 and moved.notices(rival):
                    return moved.tale
        return None

    def _fewest(self, rivals: Sequence[Chart]) -> list[Script]:
        """As few walks of the pool as greedily found that notice all of these."""
        noticed = [{n for n, rival in enumerate(rivals) if script.notices(rival)} for script in self.pool]
        left, chosen = set(range(len(rivals))), list[Script]()
        while left:
            best = max(range(len(self.pool)), key=lambda at: (len(noticed[at] & left), -len(self.pool[at].beats)))
            if not noticed[best] & left:
                break
            left -= noticed[best]
            chosen.append(self.pool[best])
        return chosen


def shifts(beats: Sequence[Beat], number: int, rival: Chart, chart: Chart) -> Iterator[int]:
    """By how many days a tale can be moved so that one of its deadlines ends on another day in the rival."""
    one, other = chart.watches[number], rival.watches[number]
    begun = {
        (state.started, tuple(beat.after.data[slot.index] for slot in one.dates))
        for beat in beats
        if (state := beat.after.deadlines[number]).started is not None and state.status == "running"
    }
    for days in SHIFTS:
        by = timedelta(days=days)
        for started, dates in begun:
            moved = tuple(date + days if isinstance(date, float) else date for date in dates)
            if started is not None and _due(one, started + by, moved) != _due(other, started + by, moved):
                yield days
                break


def _due(watch: Watch, started: datetime, dates: Data) -> date | None:
    counted, _ = reckoned(watch, started, dates)
    return None if counted is None else counted.due


def _noticing(scripts: Sequence[Script], rival: Chart) -> tuple[int, ...]:
    return tuple(number for number, each in enumerate(scripts) if each.notices(rival))
