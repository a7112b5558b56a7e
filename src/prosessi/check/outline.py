"""A process as its rules look at it: every state with its place, and every name with where it is used.

Built once for a process and read by every rule. A misspelt name is taken for the nearest declared one wherever
only the shape of the process matters, so that one mistake is told once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from prosessi.check.uses import Use, uses_of
from prosessi.model.library import Library
from prosessi.model.process import Process
from prosessi.model.state import State, Transition
from prosessi.rules import nearest
from prosessi.span import Span

PROCESS_FILE = "process.yaml"
MOST_EFFORT = 20_000
"""So many names are compared, in all, to find what misspelt ones were meant to be."""


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """A state in its place: `at` is where its name stands, `branch` whether it is a branch of its parent."""

    name: str
    state: State
    at: Span
    parent: Node | None
    branch: bool

    @property
    def ancestors(self) -> Iterator[Node]:
        """The states it is inside of, the nearest first."""
        node = self.parent
        while node is not None:
            yield node
            node = node.parent

    @property
    def composite(self) -> bool:
        """Whether it has states inside."""
        return bool(self.state.states or self.state.parallel)

    @property
    def ends_case(self) -> bool:
        """Whether the case is over here."""
        return self.parent is None and self.state.final is not None


@dataclass(frozen=True)
class Outline:
    """A process and its registers, with what rules ask of them.

    `quiet` are the lines on which a comment passes over findings, each with a code.
    """

    process: Process
    library: Library
    quiet: frozenset[tuple[int, str]] = frozenset()

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """Every state, in document order, outer before inner."""
        return tuple(_nodes(self.process, None))

    @cached_property
    def named(self) -> Mapping[str, Node]:
        """The states by name; of those that share a name, the first."""
        return {node.name: node for node in reversed(self.nodes)}

    @cached_property
    def children(self) -> Mapping[Node | None, tuple[Node, ...]]:
        """What stands directly inside each state; under None, the outermost ones."""
        inside: dict[Node | None, list[Node]] = {parent: [] for parent in (None, *self.nodes)}
        for node in self.nodes:
            inside[node.parent].append(node)
        return {parent: tuple(children) for parent, children in inside.items()}

    @cached_property
    def transitions(self) -> tuple[tuple[Node, Transition], ...]:
        """Every transition with the state it leaves."""
        return tuple((node, transition) for node in self.nodes for transition in node.state.transitions)

    @cached_property
    def uses(self) -> tuple[Use, ...]:
        """Every place where something is called by its name."""
        return tuple(uses_of(self.process))

    def declared(self, kind: str) -> Mapping[str, object] | None:
        """What has a name of this kind; None if the register that would know is missing."""
        match kind:
            case "law":
                return self.library.laws or None
            case "fact":
                return self.library.facts if self.library.fact_files else None
        return self._declared.get(kind)

    def unknown(self, kind: str) -> Iterator[Use]:
        """The uses of names that are not declared, if it is known which are."""
        uses = [use for use in self.uses if use.kind == kind]
        known = self.declared(kind) if uses else None  # what nobody names is not read either
        if known is not None:
            yield from (use for use in uses if use.name not in known)

    def meant(self, kind: str, name: str) -> str | None:
        """The declared name that `name` is or was most likely meant to be."""
        known = self.declared(kind) or {}
        return name if name in known else self.nearest(kind, name)

    def nearest(self, kind: str, name: str) -> str | None:
        """The declared name that is nearest to `name`, if any. After very many questions it gives up guessing."""
        key = (kind, name)
        known = self.declared(kind) or {}
        if key not in self._guesses and self._effort[0] < MOST_EFFORT:
            self._effort[0] += len(known)
            self._guesses[key] = nearest(name, known)
        return self._guesses.get(key)

    @cached_property
    def guessable(self) -> bool:
        """Whether every misspelt name is near a declared one; if not, a part is missing that others belong to."""
        kinds = ("state", "event", "role", "document", "data")
        return all(self.nearest(kind, use.name) for kind in kinds for use in self.unknown(kind))

    def used(self, kind: str) -> set[str]:
        """The declared names of a kind that something uses, or tried to use and misspelt."""
        return {meant for use in self.uses if use.kind == kind and (meant := self.meant(kind, use.name))}

    def targets(self, transition: Transition) -> tuple[Node, ...] | None:
        """The states that a transition leads to, or None if one of them cannot be guessed."""
        return self.resolve(transition.to)

    def resolve(self, names: Collection[str]) -> tuple[Node, ...] | None:
        """The states of these names, or None if one of them cannot be guessed."""
        meant = [self.meant("state", name) for name in names]
        return None if None in meant else tuple(self.named[name] for name in meant if name)

    def initials(self, node: Node | None) -> tuple[Node, ...]:
        """Where a nest of states (None: the process) begins; the first one inside if it does not say."""
        inside = self.children[node]
        written = node.state.initial if node else self.process.initial
        return (self.resolve(written) if written else None) or inside[:1]

    @cached_property
    def processes_beside(self) -> frozenset[str]:
        """The ids of the processes whose folders stand beside that of this one."""
        path = Path(self.process.place.file)
        if path.name != PROCESS_FILE:
            return frozenset()
        return frozenset(other.parent.name for other in path.absolute().parent.parent.glob(f"*/{PROCESS_FILE}"))

    @cached_property
    def _guesses(self) -> dict[tuple[str, str], str | None]:
        return {}

    @cached_property
    def _effort(self) -> list[int]:
        return [0]

    @cached_property
    def _declared(self) -> Mapping[str, Mapping[str, object] | None]:
        return {
            "state": self.named,
            "event": self.process.events,
            "data": self.process.case,
            "deadline": self.process.deadlines,
            "role": self._shared("roles"),
            "document": self._shared("documents"),
            "calendar": self.library.calendars or None,
        }

    def _shared(self, section: str) -> Mapping[str, object]:
        """The roles or documents of the vocabulary and of the process, whose own go before."""
        return {**getattr(self.library.vocabulary, section, {}), **getattr(self.process, section)}


def _nodes(whole: Process | State, parent: Node | None) -> Iterator[Node]:
    nests = (
        [("states", whole.states)]
        if isinstance(whole, Process)
        else [
            ("states", whole.states),
            ("parallel", whole.parallel),
        ]
    )
    for key, states in nests:
        for name, state in states.items():
            node = Node(
                name, state, whole.place_of_key(key, name), parent, branch=key == "parallel" and not state.history
            )
            yield node
            yield from _nodes(state, node)
