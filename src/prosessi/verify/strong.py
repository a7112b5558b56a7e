"""Walks that notice every small mistake in a process, as far as a mistake can be noticed.

For each mutant that the walks so far take for the original, a walk is sought on which both can be told apart, by
searching the two side by side, the same deeds done in both. Where there is none, it is proved that the two are alike
(`prosessi.verify.alike`). What is neither is undecided, and is counted as such.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from prosessi.chart.chart import Chart
from prosessi.verify.alike import Likeness
from prosessi.verify.mutants import Mutant, mutants
from prosessi.verify.tale import Beat, Expectation, Tale, first_noticed, told, wanted
from prosessi.verify.tours import A_YEAR, Planner
from prosessi.verify.twins import tell_apart

Verdict = Literal["noticed", "alike", "undecided"]

SEEDS: Final = 3
"""So many sets of tours are planned before mutants are sought one by one."""


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
        found = self._moved(mutant, rival) or tell_apart(self.planner, rival, mutant)
        if found is not None:
            self.pool.append(script(self.chart, found))
            return "noticed"
        return "alike" if self.likeness.proved(mutant, rival) else "undecided"

    def _moved(self, mutant: Mutant, rival: Chart) -> Tale | None:
        """One of the tales on another day of the year, if only the days differ."""
        if mutant.kind not in {"length", "timer"}:
            return None
        for known in tuple(self.pool):
            for days in range(1, A_YEAR):
                moved = script(self.chart, known.tale.later(days))
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


def _noticing(scripts: Sequence[Script], rival: Chart) -> tuple[int, ...]:
    return tuple(number for number, each in enumerate(scripts) if each.notices(rival))


def looked(tale: Tale, at: int) -> Tale:
    """The tale with a look at everything after one deed."""
    return replace(tale, looks=tale.looks | {at})
