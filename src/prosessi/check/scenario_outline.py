"""A scenario as its rules look at it, with the processes that it gives numbers to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from prosessi.chart.chart import Chart
from prosessi.chart.compile import compile_process
from prosessi.check.outline import Outline
from prosessi.model.library import Library
from prosessi.model.scenario import ProcessNumbers, Scenario
from prosessi.simulate.prepare import prepare, roles_of
from prosessi.simulate.setup import Setup


@dataclass(frozen=True)
class ScenarioOutline:
    """A scenario, and those of its processes that were found: None for one with errors of its own."""

    scenario: Scenario
    file: Path
    library: Library
    found: Mapping[str, Outline | None]

    @property
    def known(self) -> Iterator[tuple[str, ProcessNumbers, Outline]]:
        """The processes that are there and sound, with their numbers."""
        for name, numbers in self.scenario.processes.items():
            outline = self.found.get(name)
            if outline is not None:
                yield name, numbers, outline

    @property
    def complete(self) -> bool:
        """Whether every process is there and sound."""
        return all(self.found.get(name) is not None for name in self.scenario.processes)

    @cached_property
    def roles(self) -> frozenset[str]:
        """The roles that somebody is there for."""
        return frozenset(roles_of(self.scenario))

    @cached_property
    def charts(self) -> Mapping[str, Chart]:
        """The processes that are there and sound, compiled."""
        return {name: compile_process(outline.process, outline.library) for name, _, outline in self.known}

    @cached_property
    def setup(self) -> Setup:
        """The scenario ready to run; it must have no errors."""
        return prepare(self.scenario, self.charts, self.library, self.file.parent)
