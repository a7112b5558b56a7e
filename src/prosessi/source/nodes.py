"""The tree that a YAML text makes, before anybody decides what its words mean."""

from __future__ import annotations

from dataclasses import dataclass

from prosessi.span import Span


@dataclass(frozen=True, slots=True)
class Scalar:
    """A word, a number or a text. `plain` says that it stands without quotes."""

    value: str
    plain: bool
    at: Span


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list. One written with dashes stands where its first item starts."""

    items: tuple[Node, ...]
    at: Span


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values in the order written, equal keys included. Without braces it stands where its first key does."""

    pairs: tuple[tuple[Node, Node], ...]
    at: Span


Node = Scalar | Sequence | Mapping


def walk(root: Node) -> tuple[Node, ...]:
    """Every node in the order in which they are written, keys before their values."""
    found: list[Node] = []
    waiting = [root]
    while waiting:
        node = waiting.pop()
        found.append(node)
        match node:
            case Sequence():
                waiting.extend(reversed(node.items))
            case Mapping():
                waiting.extend(part for pair in reversed(node.pairs) for part in reversed(pair))
    return tuple(found)
