"""Scenarios side by side: in what their files differ, and what comes of that with the same luck."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from prosessi.messages import Message, say
from prosessi.model.plain import as_plain
from prosessi.simulate.plan import Plan
from prosessi.simulate.results.changes import Change, change_words, changes
from prosessi.simulate.results.compare import Difference, differences
from prosessi.simulate.results.compare_words import comparison_words
from prosessi.simulate.results.results import Results
from prosessi.simulate.results.words import crew_name


@dataclass(frozen=True, eq=False)
class Comparison:
    """A scenario beside the one that it is compared with, and the results of both."""

    before: Plan
    after: Plan
    results_before: Results
    results_after: Results

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """Every place where their files differ in a figure."""
        return tuple(changes(as_plain(self.before.scenario), as_plain(self.after.scenario)))

    @cached_property
    def differences(self) -> tuple[Difference, ...]:
        """Every figure that both have, with what the second has more."""
        return differences(self.results_before, self.results_after)


def compare_plans(plans: Sequence[Plan], run: Callable[[Plan], Results]) -> tuple[Comparison, ...]:
    """Run each plan once, and compare every other with the first."""
    first, *others = plans
    before = run(first)
    return tuple(Comparison(first, other, before, run(other)) for other in others)


def words(comparison: Comparison) -> Iterator[Message | str]:
    """A comparison told to people: what is changed in the file, and what comes of it."""
    yield say("{after} (compared with: {before})", after=comparison.after.title, before=comparison.before.title)
    yield say("What is changed")
    if not comparison.changes:
        yield say("  nothing: both scenarios have the same figures")
    for change in comparison.changes:
        yield say("  {change}", change=change_words(change, _crew_name(comparison.after, change)))
    yield ""
    yield say("What comes of it")
    for sentence in comparison_words(comparison.results_before, comparison.results_after, comparison.differences):
        yield say("  {sentence}", sentence=sentence)


def _crew_name(plan: Plan, change: Change) -> object:
    """What the crew is called that a change is about."""
    name = change.path[1] if len(change.path) > 1 else ""
    return crew_name(plan.charts.values(), name)
