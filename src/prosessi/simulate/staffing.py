"""The smallest staff with which a deadline is kept in as many cases as wanted, found by trying.

More people of a crew never make a deadline worse, so that for one crew halving finds the smallest number. For several
together there is no such order: all are first raised in proportion until it is enough, and then each is lowered as far
as it goes, those with most idle time first. From what is found nobody can be taken away, but another mixture may be
as small.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from prosessi.errors import NotFound, WrongUse
from prosessi.messages import AnyOf, Message, say
from prosessi.rules import nearest
from prosessi.simulate.plan import Plan, no_such_crew
from prosessi.simulate.results.estimate import Estimate
from prosessi.simulate.results.results import Results

ALL_THE_TIME = 0.95
"""People who are at work for so much of their time cannot keep up."""

NOTICEABLE = 0.05
"""If twice as many people do not shorten the waits by this part, they wait for something else."""

SURER = 4
"""So many times as many runs are made where it cannot be told whether it is enough."""

People = tuple[int, ...]
"""How many people there are in each of the crews that are varied."""

Try = Callable[[Mapping[str, int], int], Results]
"""What comes of so many people, from so many times the usual number of runs."""

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

    `more_helps` is whether still more people than were allowed would have changed something; `stopped` whether
    somebody stopped the search before its end.
    """

    goal: Goal
    crews: tuple[str, ...]
    now: People
    answer: Trial | None
    trials: tuple[Trial, ...]
    more_helps: bool
    stopped: bool = False


def goal_of(plan: Plan, deadline: str, share: float) -> Goal:
    """The goal that a deadline is met in such a share; `process/deadline` where several processes have one so called.

    Raises `NotFound` if there is no such deadline, and `WrongUse` if it is not clear which is meant.
    """
    names = {
        f"{name}/{watch.name}": (name, watch.name) for name, chart in plan.charts.items() for watch in chart.watches
    }
    meant = [found for path, found in names.items() if deadline in (path, found[1])]
    if not meant:
        raise NotFound(_no_such_deadline(deadline, [found[1] for found in names.values()]))
    if len(meant) > 1:
        paths = [f"{process}/{name}" for process, name in meant]
        raise WrongUse(
            say("several processes have the deadline '{name}': write {paths}", name=deadline, paths=AnyOf(tuple(paths)))
        )
    return Goal(*meant[0], share)


def crews_of(plan: Plan, roles: Sequence[str]) -> Mapping[str, int]:
    """The crews with these names or with these roles, and how many people each has; all of them if none is named."""
    staff = plan.scenario.staff
    found: dict[str, int] = {}
    for role in roles or staff:
        crews = [role] if role in staff else [name for name, crew in staff.items() if role in crew.roles]
        if not crews:
            raise NotFound(no_such_crew(role, [*staff, *(each for crew in staff.values() for each in crew.roles)]))
        found |= {name: staff[name].people for name in crews}
    return found


def smallest_staff(goal: Goal, now: Mapping[str, int], attempt: Try, *, most: int | None = None) -> Staffing:
    """Find the smallest number of people in each of the crews of `now`.

    There are at most `most` in one crew, by default rather many.
    """
    here = tuple(now.values())
    limit = tuple(4 * size + 10 if most is None else max(most, 1) for size in here)
    search = _Search(goal, tuple(now), attempt)
    before, after, answer, stopped = None, None, None, False
    try:
        before, after = search.raised(_within(here, limit), limit)
        answer = search.lowered(before, after) if after.verdict == "met" else None
        if answer is not None and len(now) == 1:
            search.look_around(answer, limit)
    except KeyboardInterrupt:
        stopped = True
    trials = tuple(search.trials[people] for people in sorted(search.trials))
    more_helps = answer is None and after is not None and search.helped(before, after)
    return Staffing(goal, tuple(now), here, answer, trials, more_helps, stopped)


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
    goal: Goal
    crews: tuple[str, ...]
    attempt: Try
    trials: dict[People, Trial] = field(default_factory=dict)

    def trial(self, people: People) -> Trial:
        """Try so many people, once; with more runs if few cannot tell."""
        if people not in self.trials:
            trial = self._tried(people, 1)
            self.trials[people] = self._tried(people, SURER) if trial.verdict == "unsure" else trial
        return self.trials[people]

    def raised(self, people: People, limit: People) -> tuple[Trial | None, Trial]:
        """Double the people until there are enough, there may be no more of them, or it does not help any more.

        Gives the last trial, and the one before it, if any.
        """
        before, after = None, self.trial(people)
        while after.verdict != "met" and after.people != limit and self.helped(before, after):
            before, after = after, self.trial(_within((max(1, 2 * size) for size in after.people), limit))
        return before, after

    def lowered(self, before: Trial | None, enough: Trial) -> Trial:
        """As few as are enough: of all together, and then of each crew with the others as they are, idlest first."""
        trial = self._halved((0,) * len(self.crews) if before is None else before.people, enough)
        if len(self.crews) == 1:
            return trial
        use = [trial.results.mean("crew.utilisation", of=crew) for crew in self.crews]
        for place in sorted(range(len(use)), key=lambda each: use[each]):
            none = tuple(0 if each == place else size for each, size in enumerate(trial.people))
            trial = self._halved(none, trial)
        return trial

    def helped(self, before: Trial | None, after: Trial) -> bool:
        """Whether more people made a difference, or have only begun to."""
        if before is None or any(self._use(after, crew) > ALL_THE_TIME for crew in self.crews):
            return True
        better = _share(after) > _share(before) + NOTICEABLE / 10
        return better or self._wait(after) < (1 - NOTICEABLE) * self._wait(before)

    def look_around(self, answer: Trial, limit: People) -> None:
        """Try a little fewer and a little more people, too, so that it is seen what each of them does."""
        for more in (-2, -1, 1):
            people = tuple(size + more for size in answer.people)
            if all(0 < size <= most for size, most in zip(people, limit, strict=True)):
                self.trial(people)

    def _tried(self, people: People, times: int) -> Trial:
        results = self.attempt(dict(zip(self.crews, people, strict=True)), times)
        if len(results.digests) < results.wanted:
            raise KeyboardInterrupt
        met = results.estimate("deadline.met", self.goal.process, self.goal.deadline)
        return Trial(people, results, met, verdict(met, self.goal.share))

    def _use(self, trial: Trial, crew: str) -> float:
        found = trial.results.estimate("crew.utilisation", of=crew)
        return found.value if found is not None else 0.0

    def _wait(self, trial: Trial) -> float:
        """How long these crews are waited for, all their roles together."""
        setup = trial.results.setup
        roles = {setup.roles[role] for crew in setup.crews if crew.name in self.crews for role in crew.roles}
        return sum(found.value for measure, found in trial.results.over("role.wait") if measure.of in roles)

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


def _no_such_deadline(name: str, names: Sequence[str]) -> Message:
    near = nearest(name, names)
    if near:
        return say("there is no deadline '{name}'; did you mean '{near}'?", name=name, near=near)
    if names:
        return say("there is no deadline '{name}'; the deadlines are {names}", name=name, names=list(names))
    return say("there is no deadline '{name}': the processes of the scenario have none", name=name)


def _share(trial: Trial) -> float:
    return 0.0 if trial.met is None else trial.met.value


def _part_of_the_way(few: People, many: People, step: int, steps: int) -> People:
    return tuple(less + -(-(more - less) * step // steps) for less, more in zip(few, many, strict=True))


def _within(people: Iterable[int], limit: People) -> People:
    return tuple(min(size, most) for size, most in zip(people, limit, strict=True))
