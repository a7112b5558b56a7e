"""Scenarios side by side: in what their files differ, and what comes of that with the same luck."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from prosessi.messages import Message, say
from prosessi.model.plain import as_plain
from prosessi.model.scenario import Scenario
from prosessi.model.text import LocalText
from prosessi.simulate.plan import Plan
from prosessi.simulate.results.changes import Change, change_words, changes
from prosessi.simulate.results.compare import Difference, differences
from prosessi.simulate.results.compare_words import comparison_words
from prosessi.simulate.results.results import Results
from prosessi.simulate.subjects import subject

_NO_CHANGE: Final = say("nothing: both scenarios have the same figures")


@dataclass(frozen=True, eq=False)
class Comparison:
    """A scenario beside the one that it is compared with, and the results of both."""

    before: Plan
    after: Plan
    results_before: Results
    results_after: Results

    @property
    def runs(self) -> int:
        """How many runs of both were finished."""
        return min(len(self.results_before.digests), len(self.results_after.digests))

    @property
    def complete(self) -> bool:
        """Whether as many were finished as were asked for."""
        return self.runs == self.results_before.wanted

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """Every place where their files differ in a figure."""
        return tuple(changes(as_plain(self.before.scenario), as_plain(self.after.scenario)))

    @cached_property
    def differences(self) -> tuple[Difference, ...]:
        """Every figure that both have, with what the second has more."""
        return differences(self.results_before, self.results_after)


def compare_plans(plans: Sequence[Plan], run: Callable[[Plan], Results]) -> tuple[Comparison, ...]:
    """Run each plan, and compare every other with the first. After an interruption no further one is begun."""
    first, *others = plans
    before = run(first)
    found: list[Comparison] = []
    for other in others:
        if not _complete(before) or (found and not found[-1].complete):
            break
        after = run(other)
        if after.digests:
            found.append(Comparison(first, other, before, after))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Likeness:
    """The scenario that another one is like, what it is called, and every place where their figures differ."""

    other: Scenario
    changes: tuple[Change, ...]
    sentences: tuple[Message, ...]

    @property
    def title(self) -> LocalText | str:
        """What the other is called."""
        return self.other.title or self.other.scenario


def likeness(plan: Plan) -> Likeness | None:
    """In what a scenario differs from the one that it is like; None if it is like none."""
    if not plan.like:
        return None
    found = tuple(changes(as_plain(plan.like[0]), as_plain(plan.scenario)))
    return Likeness(plan.like[0], found, tuple(_told(found, plan)))


def likeness_words(found: Likeness) -> Iterator[Message | str]:
    """What is otherwise than in the scenario that this one is like, line by line."""
    yield say("Like the scenario “{title}”, but for this:", title=found.title)
    for sentence in found.sentences or (_NO_CHANGE,):
        yield say("  {change}", change=sentence)


def words(comparison: Comparison) -> Iterator[Message | str]:
    """A comparison told to people: what is changed in the file, and what comes of it."""
    yield say(
        "“{after}” compared with “{before}”",
        after=_called(comparison.after, comparison),
        before=_called(comparison.before, comparison),
    )
    if not comparison.complete:
        wanted = comparison.results_before.wanted
        yield say("Stopped before the end: {runs} of {wanted} runs are compared.", runs=comparison.runs, wanted=wanted)
    yield say("What is changed")
    for sentence in tuple(_told(comparison.changes, comparison.after)) or (_NO_CHANGE,):
        yield say("  {change}", change=sentence)
    yield ""
    yield say("What comes of it")
    for sentence in comparison_words(comparison.results_before, comparison.results_after, comparison.differences):
        yield say("  {sentence}", sentence=sentence)


def _called(plan: Plan, comparison: Comparison) -> object:
    """The title of a scenario; its file, if both have the same title."""
    alike = str(comparison.before.title) == str(comparison.after.title)
    return plan.scenario.place.file if alike else plan.title


def _complete(results: Results) -> bool:
    return len(results.digests) == results.wanted


def _told(found: Iterable[Change], plan: Plan) -> Iterator[Message]:
    return (change_words(change, subject(plan, change.path)) for change in found)
