"""Where a move leads: the states it stays within, and those it brings in.

This is the part of the SCXML algorithm that looks at the chart and its histories only; of the data it asks nothing
but whether the branches on the way start. Deviations are numbered as in `semantics`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from prosessi.chart.chart import ROOT, Active, Chart, Edge, Kind, StateId
from prosessi.expressions.program import Program


@dataclass(frozen=True, slots=True)
class Reach:
    """What moves lead to, given what histories remember and which conditions of branches hold (`starts`).

    `begun` gathers the states that begin by their `initial`, and the histories that had nothing to remember.
    """

    chart: Chart
    memory: Mapping[StateId, Active]
    starts: Callable[[Program], bool]
    begun: set[StateId] = field(default_factory=set)

    def initial_set(self) -> Active:
        """The states in which the chart begins."""
        entering: set[StateId] = set()
        self._add_descendants(ROOT, entering)
        return frozenset(entering)

    def domain(self, edge: Edge) -> StateId | None:
        """The innermost state that a move stays within; None if it goes nowhere.

        That is the least common compound ancestor. Deviation 1: the source itself, if all targets are the source or
        below it.
        """
        targets = [target for written in edge.targets for target in self._effective_targets(written)]
        if not targets:
            return None
        if not edge.reenter and all(t == edge.source or self._below(t, edge.source) for t in targets):
            return edge.source
        return next(
            state
            for state in self.chart[edge.source].ancestors
            if self.chart[state].kind is Kind.COMPOUND and all(self._below(target, state) for target in targets)
        )

    def entry_set(self, edges: list[Edge]) -> Active:
        """All states that the moves lead into, among them perhaps some that are active already."""
        entering: set[StateId] = set()
        for edge in edges:
            domain = self.domain(edge)
            self._add_all(edge.targets, domain, entering)
            if domain is not None and self.chart[domain].kind is Kind.PARALLEL:
                self._add_branches(domain, entering)
        return frozenset(entering)

    def _effective_targets(self, target: StateId) -> Iterator[StateId]:
        """The target, or what a history state stands for at the moment."""
        if not self.chart[target].remembers:
            yield target
        else:
            for kept in sorted(self.memory.get(target, ())) or self.chart[target].initial:
                yield from self._effective_targets(kept)

    def _add_descendants(self, state: StateId, entering: set[StateId]) -> None:
        """Add a state and what entering it brings in below it."""
        vertex = self.chart[state]
        if vertex.remembers:
            self._add_remembered(state, entering)
            return
        entering.add(state)
        if vertex.kind is Kind.PARALLEL:
            self._add_branches(state, entering)
        elif vertex.kind is Kind.COMPOUND:
            self.begun.add(state)
            self._add_all(vertex.initial, state, entering)

    def _add_all(self, targets: tuple[StateId, ...], domain: StateId | None, entering: set[StateId]) -> None:
        """Add the targets with what lies below them, and between them and the domain."""
        for target in targets:
            self._add_descendants(target, entering)
        for target in targets:
            if self.chart[target].remembers and self.memory.get(target):
                around = self.chart[target].ancestors[0]
                entering.add(around)
                self._add_ancestors(around, domain, entering)
            else:
                for state in self._effective_targets(target):
                    self._add_ancestors(state, domain, entering)

    def _add_remembered(self, history: StateId, entering: set[StateId]) -> None:
        """Deviation 3: what is remembered says it all, so no branch is started beside it."""
        vertex = self.chart[history]
        around = vertex.ancestors[0]
        kept = self.memory.get(history)
        if not kept:
            self.begun.add(history)
            self._add_all(vertex.initial, around, entering)
            return
        for state in sorted(kept):
            if vertex.kind is Kind.DEEP_HISTORY:
                entering.add(state)
            else:
                self._add_descendants(state, entering)
            entering.update(above for above in self.chart[state].ancestors if self._below(above, around))

    def _add_ancestors(self, state: StateId, domain: StateId | None, entering: set[StateId]) -> None:
        """Add what lies between a state and the domain, with the other branches of each parallel state."""
        for above in self.chart[state].ancestors:
            if domain is not None and not self._below(above, domain):
                return
            entering.add(above)
            if self.chart[above].kind is Kind.PARALLEL:
                self._add_branches(above, entering)

    def _add_branches(self, parallel: StateId, entering: set[StateId]) -> None:
        """Add the branches of a parallel state that nothing leads into and whose condition holds (deviation 2)."""
        for branch in self.chart[parallel].children:
            vertex = self.chart[branch]
            if vertex.remembers or any(state == branch or self._below(state, branch) for state in entering):
                continue
            if vertex.starts_if is None or self.starts(vertex.starts_if):
                self._add_descendants(branch, entering)

    def _below(self, state: StateId, above: StateId) -> bool:
        return above in self.chart[state].ancestors
