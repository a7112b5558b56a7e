"""The smallest staff with which a deadline is kept in as many cases as wanted, found by trying.

More people of a crew never make a deadline worse, so that for one crew halving finds the smallest number. For several
together there is no such order: all are first raised in proportion until it is enough, and then each is lowered as far
as it goes, those with most idle time first. From what is found nobody can be taken away, but another mixture may be
as small.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from prosessi.simulate.results.estimate import Estimate
from prosessi.simulate.results.results import Results
from prosessi.simulate.setup import Crew, Setup

HARDLY = 0.05
"""Hours: who waits no longer for a task does not wait for people."""

People = tuple[int, ...]
"""How many people there are in each of the crews that are varied."""

Try = Callable[[Setup], Results]
Verdict = Literal["met", "missed", "unsure"]


@dataclass(frozen=True, slots=True)
class Goal:
    """The share of cases in which a deadline of a process is to be met."""

    process: str
    deadline: str
    share: float


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of so many people."""

    people: People
    results: Results
    met: Estimate | None
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Staffing:
    """What was found. `answer` is None if nothing tried was enough; `trials` are in the order of people.

    `more_helps` is whether somebody still waits for one of these crews when there are as many people as were allowed.
    """

    goal: Goal
    crews: tuple[str, ...]
    now: People
    answer: Trial | None
    trials: tuple[Trial, ...]
    more_helps: bool


def with_people(setup: Setup, people: Mapping[str, int]) -> Setup:
    """The setup with other numbers of people. As many are on leave as before, as far as there are any."""
    return replace(setup, crews=tuple(_resized(crew, people.get(crew.name)) for crew in setup.crews))


def people_of(crew: Crew) -> int:
    """How many people there are when nobody is on leave."""
    return max(size for _, size in crew.sizes)


def smallest_staff(
    setup: Setup, goal: Goal, crews: Sequence[str], attempt: Try, *, most: int | None = None
) -> Staffing:
    """Find the smallest number of people in these crews; `most` of each at most, by default rather many."""
    now = tuple(people_of(crew) for name in crews for crew in setup.crews if crew.name == name)
    limit = tuple(4 * size + 10 if most is None else max(most, 1) for size in now)
    search = _Search(setup, goal, tuple(crews), attempt)
    answer = search.lowered(*search.enough(_within(now, limit), limit))
    if answer is not None and len(now) == 1:
        search.look_around(answer, limit)
    trials = tuple(search.trials[people] for people in sorted(search.trials))
    more_helps = answer is None and search.waited_for(trials[-1])
    return Staffing(goal, tuple(crews), now, answer, trials, more_helps)


def verdict(met: Estimate | None, share: float) -> Verdict:
    """Whether a share is met for certain: with its whole interval, or in every single case."""
    if met is None:
        return "missed"
    low = met.value if met.low is None else met.low
    high = met.value if met.high is None else met.high
    if low >= share or met.value >= 1:
        return "met"
    return "unsure" if high >= share else "missed"


@dataclass(frozen=True, slots=True)
class _Search:
    setup: Setup
    goal: Goal
    crews: tuple[str, ...]
    attempt: Try
    trials: dict[People, Trial] = field(default_factory=dict)

    def trial(self, people: People) -> Trial:
        """Try so many people, once."""
        if people not in self.trials:
            results = self.attempt(with_people(self.setup, dict(zip(self.crews, people, strict=True))))
            met = results.estimate("deadline.met", self.goal.process, self.goal.deadline)
            self.trials[people] = Trial(people, results, met, verdict(met, self.goal.share))
        return self.trials[people]

    def enough(self, people: People, limit: People) -> tuple[People, Trial | None]:
        """So many that are enough, doubled step by step, and those before them that were not.

        None if the limit is not, or if nobody waits for these crews any more and it still is not enough.
        """
        before, trial = (0,) * len(people), self.trial(people)
        while trial.verdict != "met":
            if people == limit or not self.waited_for(trial):
                return people, None
            before, people = people, _within(tuple(max(1, 2 * size) for size in people), limit)
            trial = self.trial(people)
        return before, trial

    def lowered(self, before: People, enough: Trial | None) -> Trial | None:
        """As few as are enough: of all together, and then of each crew with the others as they are, idlest first."""
        if enough is None:
            return None
        trial = self._halved(before, enough)
        if len(self.crews) == 1:
            return trial
        use = [trial.results.mean("crew.utilisation", of=crew) for crew in self.crews]
        for place in sorted(range(len(use)), key=lambda each: use[each]):
            none = tuple(0 if each == place else size for each, size in enumerate(trial.people))
            trial = self._halved(none, trial)
        return trial

    def look_around(self, answer: Trial, limit: People) -> None:
        """Try a little fewer and a little more people, too, so that it is seen what each of them does."""
        for more in (-2, -1, 1):
            people = tuple(size + more for size in answer.people)
            if all(0 < size <= most for size, most in zip(people, limit, strict=True)):
                self.trial(people)

    def waited_for(self, trial: Trial) -> bool:
        """Whether somebody waits for these crews."""
        roles = {self.setup.roles[role] for crew in self.setup.crews if crew.name in self.crews for role in crew.roles}
        return any(
            found.value > HARDLY for measure, found in trial.results.over("role.wait") if measure.of in roles
        ) or any(found.value > 0 for measure, found in trial.results.over("role.queue") if measure.of in roles)

    def _halved(self, few: People, enough: Trial) -> Trial:
        """The fewest that are enough on the way from too few to enough."""
        steps = max(more - less for less, more in zip(few, enough.people, strict=True))
        low, high = 0, steps
        while high - low > 1:
            middle = (low + high) // 2
            trial = self.trial(_part_of_the_way(few, enough.people, middle, steps))
            if trial.verdict == "met":
                high = middle
            else:
                low = middle
        return self.trial(_part_of_the_way(few, enough.people, high, steps))


def _part_of_the_way(few: People, many: People, step: int, steps: int) -> People:
    return tuple(less + -(-(more - less) * step // steps) for less, more in zip(few, many, strict=True))


def _within(people: Iterable[int], limit: People) -> People:
    return tuple(min(size, most) for size, most in zip(people, limit, strict=True))


def _resized(crew: Crew, people: int | None) -> Crew:
    if people is None:
        return crew
    more = people - people_of(crew)
    return replace(crew, sizes=tuple((since, max(0, size + more)) for since, size in crew.sizes))
