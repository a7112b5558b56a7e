"""What the rules over a running process look at: its chart, and everything that can become of a case."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from prosessi.chart.chart import Chart
from prosessi.chart.explore import Graph
from prosessi.findings import Finding
from prosessi.span import Span
from prosessi.verify.behaviour import graph_of
from prosessi.verify.course.traps import Trap, traps
from prosessi.verify.promises.judgement import Judgement, judge_all


@dataclass(frozen=True)
class Proof:
    """A chart with its graph, which is worked out when the first rule asks for it.

    `said` is what was found in what is written: what has been told of its shape and its conditions is not told again.
    """

    chart: Chart
    said: tuple[Finding, ...] = ()

    @cached_property
    def graph(self) -> Graph:
        """Everything that can become of a case."""
        return graph_of(self.chart)

    @cached_property
    def traps(self) -> tuple[Trap, ...]:
        """The parts of the graph that a case never leaves again, and in which it does not end."""
        return tuple(traps(self.graph))

    @cached_property
    def judgements(self) -> tuple[Judgement, ...]:
        """What became of the promises of the process."""
        return judge_all(self.chart, lambda: self.graph)

    def has_been_told(self, codes: str, *places: Span) -> bool:
        """Whether something whose code begins like `codes` was found in one of these places."""
        told = [finding.at for finding in self.said if finding.code.startswith(codes)]
        return any(_inside(at, place) for at in told for place in places)


def _inside(inner: Span, outer: Span) -> bool:
    return inner.file == outer.file and outer.start <= inner.start and inner.end <= outer.end
