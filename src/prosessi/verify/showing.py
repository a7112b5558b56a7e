"""Cases to show what was found: the first that can be lived through, with a last line that says what it comes to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import islice

from prosessi.chart.explore import Graph, Refusal
from prosessi.findings import Example
from prosessi.messages import Message
from prosessi.verify.example import example_of

MOST_TRIED = 12
"""So many nodes are tried until real days allow the way to one."""


def shown(graph: Graph, nodes: Iterable[int], then: Refusal | None = None) -> Example | None:
    """The shortest case that comes to one of the nodes, and there tries in vain what `then` refuses."""
    tried = (example_of(graph, node, then) for node in islice(sorted(nodes), MOST_TRIED))
    return next((example for example in tried if example is not None), None)


def concluded(example: Example, *lines: Message) -> Example:
    """An example whose story says at its end what it comes to."""
    return replace(example, story=(*example.story, *lines))
