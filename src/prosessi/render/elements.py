"""The facts themselves: what is known of a role, a deadline, a state and a transition, in one language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from prosessi.chart.chart import StateId, Trigger

Shape = Literal["state", "task", "compound", "parallel", "final", "inner final", "history"]


@dataclass(frozen=True, slots=True)
class RoleFact:
    """A role of the picture: its name and its place among them, which gives its colour."""

    id: str
    name: str
    number: int


@dataclass(frozen=True, slots=True)
class ClockFact:
    """A deadline of the picture: its name, its length on a chip (`brief`) and in words."""

    id: str
    name: str
    brief: str
    length: str
    condition: str
    soft: bool
    laws: tuple[str, ...]
    assumption: str


@dataclass(frozen=True, slots=True)
class BasisFact:
    """What an element rests on: law references, source facts, and an assumption in words."""

    laws: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    assumption: str = ""

    def joined(self, other: BasisFact) -> BasisFact:
        """Both together, each thing once."""
        return BasisFact(
            tuple(dict.fromkeys((*self.laws, *other.laws))),
            tuple(dict.fromkeys((*self.sources, *other.sources))),
            " ".join(dict.fromkeys(text for text in (self.assumption, other.assumption) if text)),
        )


@dataclass(frozen=True, slots=True)
class EdgeFact:
    """A transition.

    `events` are the author's ids. `stays` is one that leads nowhere else, `finishes` the end of a one-step branch.
    `act_basis` is what its events rest on, `own_basis` what the transition itself adds. `does` is what happens on the
    way: data that get values, events that follow.
    """

    id: int
    source: StateId
    targets: tuple[StateId, ...]
    trigger: Trigger
    label: str
    events: tuple[str, ...]
    roles: tuple[RoleFact, ...]
    condition: str
    fallback: bool
    needs: tuple[str, ...]
    produces: tuple[str, ...]
    decides: tuple[str, ...]
    does: tuple[str, ...]
    act_basis: BasisFact
    own_basis: BasisFact
    starts: tuple[ClockFact, ...]
    meets: tuple[ClockFact, ...]
    stays: bool
    finishes: bool
    restarts: bool

    @property
    def basis(self) -> BasisFact:
        """All that the transition rests on."""
        return self.act_basis.joined(self.own_basis)


@dataclass(frozen=True, slots=True)
class StateFact:
    """A state. `acts` are its transitions that stay; `condition` is what starts a branch."""

    id: StateId
    key: str
    name: str
    shape: Shape
    parent: StateId
    description: str
    roles: tuple[RoleFact, ...]
    starts: tuple[ClockFact, ...]
    meets: tuple[ClockFact, ...]
    condition: str
    join: str
    outcome: str
    next_process: str
    deep: bool
    basis: BasisFact
    acts: tuple[EdgeFact, ...]
    on_entry: tuple[str, ...]
    on_exit: tuple[str, ...]
