"""What the rules over a running process look at: its chart, and everything that can become of a case."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from prosessi.chart.chart import Chart
from prosessi.chart.explore import Graph, explore
from prosessi.verify.property import Judgement, judge_all


@dataclass(frozen=True)
class Proof:
    """A chart with its graph, which is worked out when the first rule asks for it."""

    chart: Chart

    @cached_property
    def graph(self) -> Graph:
        """Everything that can become of a case."""
        return explore(self.chart)

    @cached_property
    def judgements(self) -> tuple[Judgement, ...]:
        """What became of the promises of the process."""
        return judge_all(self.graph)
