"""A file of walks as its rules look at it: the process it walks, and every name with where it is used."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property

from prosessi.check.outline import Outline
from prosessi.check.uses import Kind, Use, listed, single
from prosessi.model.placed import Placed
from prosessi.model.walks import Expectation, WalkPath, Walks, WalkStep
from prosessi.span import Span


@dataclass(frozen=True)
class WalksOutline:
    """A file of walks, and the process that they walk, if it was found and could be read.

    `beside` is the id of another process that lies in the folder of the walks.
    """

    walks: Walks
    process: Outline | None
    process_found: bool
    beside: str | None = None

    @cached_property
    def uses(self) -> tuple[Use, ...]:
        """Every place where something of the process is called by its name."""
        return tuple(use for path in self.walks.paths.values() for use in _of_path(path))

    @cached_property
    def steps(self) -> tuple[WalkStep, ...]:
        """Every step of every walk."""
        return tuple(step for path in self.walks.paths.values() for step in path.steps)

    @cached_property
    def values(self) -> tuple[tuple[str, object, Span], ...]:
        """Every value given to or expected of case data, with its name and place."""
        return tuple(value for path in self.walks.paths.values() for value in _values(path))


def _of_path(path: WalkPath) -> Iterator[Use]:
    yield from _keys("data", path, "case", path.case)
    yield from listed("document", path, "documents", path.documents)
    if path.expect is not None:
        yield from _of_expectation(path.expect)
    for step in path.steps:
        yield from _of_step(step)


def _of_step(step: WalkStep) -> Iterator[Use]:
    if step.do and step.refused != "unknown_event":
        yield from single("event", step, "do", step.do)
    yield from single("role", step, "by", step.by)
    yield from listed("document", step, "with", step.with_)
    yield from _keys("data", step, "set", step.set_)
    if step.expect is not None:
        yield from _of_expectation(step.expect)


def _of_expectation(expect: Expectation) -> Iterator[Use]:
    yield from single("state", expect, "state", expect.state)
    yield from listed("state", expect, "active", expect.active or ())
    yield from _keys("deadline", expect, "deadlines", expect.deadlines or {})
    yield from listed("deadline", expect, "met", expect.met or ())
    yield from listed("deadline", expect, "breached", expect.breached or ())
    yield from _keys("data", expect, "case", expect.case or {})
    yield from listed("document", expect, "documents", expect.documents or ())


def _keys(kind: Kind, owner: Placed, key: str, names: Collection[str]) -> Iterator[Use]:
    return (Use(kind, name, owner.place_of_key(key, name), key) for name in names)


def _values(path: WalkPath) -> Iterator[tuple[str, object, Span]]:
    yield from _given(path, "case", path.case)
    for step in path.steps:
        yield from _given(step, "set", step.set_)
        if step.expect is not None and step.expect.case:
            yield from _given(step.expect, "case", step.expect.case)


def _given(owner: Placed, key: str, values: dict[str, object]) -> Iterator[tuple[str, object, Span]]:
    return ((name, value, owner.place_of(key, name)) for name, value in values.items() if value is not None)
