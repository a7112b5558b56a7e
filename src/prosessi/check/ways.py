"""The ways through a process by its shape alone: conditions and data are not looked at.

Two graphs for two questions. What can a case enter: there each state stands twice, as *entered* (it begins where it
begins) and as *active* (it or something in it is). Where can a case go on to: there stand only the states in which a
case can rest, joined by every way out of them or of what is around them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import chain
from typing import Literal

from prosessi.check.outline import Node, Outline
from prosessi.graphs import last_rounds, reached, turned
from prosessi.model.state import Transition

Entered = tuple[str, Node | None]
Rest = Node | Literal["end"]
END: Literal["end"] = "end"


def entries(outline: Outline) -> dict[Entered, list[Entered]]:
    """What being somewhere makes active or reachable; the root is ("enter", None)."""
    graph: dict[Entered, list[Entered]] = {("enter", None): [("enter", first) for first in outline.initials(None)]}
    for node in outline.nodes:
        targets = (target for transition in node.state.transitions for target in outline.targets(transition) or ())
        graph["enter", node] = [("active", node), *(("enter", first) for first in begins(outline, node))]
        graph["active", node] = [("enter", each) for each in chain(_branches(outline, node), targets)]
        if node.parent is not None:
            graph["active", node].append(("active", node.parent))
    return graph


def entered(outline: Outline) -> set[Node]:
    """The states that a case can be in, by the shape of the process."""
    found = reached(entries(outline), [("enter", None)])
    return {node for kind, node in found if kind == "active" and node is not None}


def begins(outline: Outline, node: Node) -> tuple[Node, ...]:
    """The inner states that are entered with a state."""
    if node.state.history and node.parent is not None:
        return outline.resolve(node.state.initial) or outline.initials(node.parent)
    if node.state.parallel:
        return _branches(outline, node)
    return outline.initials(node)


def onward(outline: Outline) -> dict[Rest, list[Rest]]:
    """The states in which a case can rest, and what it can go on to; all that ends leads to END."""
    graph: dict[Rest, list[Rest]] = {END: []}
    exits = _exits(outline)
    leaving = _leaving(exits)
    for node in outline.nodes:
        if not rests(node):
            continue
        graph[node] = [END] if node.ends_case else []
        for target in _ways_on(node, exits, leaving):
            graph[node] += [END] if target == END else resting(outline, target)
    return graph


def dead_ends(outline: Outline) -> list[list[Node]]:
    """The states that a case can come to and never end from: each group of those among which it then stays.

    Empty for a process that has no end at all, which is another mistake.
    """
    if not any(node.ends_case for node in outline.nodes):
        return []
    graph = onward(outline)
    ending, possible = reached(turned(graph), [END]), entered(outline)
    trapped = dict.fromkeys(node for node in graph if node != END and node not in ending and node in possible)
    free = {
        around for node in outline.nodes if rests(node) and node not in trapped for around in (node, *node.ancestors)
    }
    groups: list[list[Node]] = []
    for group in _last_groups(graph, trapped):
        outer = list(dict.fromkeys(_outermost(node, free) for node in group))
        if not any(node in told for told in groups for node in outer):
            groups.append(outer)
    return groups


def resting(outline: Outline, node: Node) -> Iterator[Node]:
    """The states in which a case can rest right after `node` is entered."""
    inner = [first for first in begins(outline, node) if first is not node]
    if not inner or rests(node):
        yield node
    for first in inner:
        if node in first.ancestors or node.state.history:
            yield from resting(outline, first)


def rests(node: Node) -> bool:
    """Whether a case can be in a state and in nothing inside it."""
    return not node.composite and not node.state.history


def unguarded_always(node: Node) -> Transition | None:
    """The transition that a case takes from here at once, whatever its data."""
    first = next((transition for transition in node.state.transitions if transition.always), None)
    return first if first is not None and first.if_ is None and not first.else_ else None


def _branches(outline: Outline, node: Node) -> tuple[Node, ...]:
    return tuple(child for child in outline.children[node] if child.branch)


def _exits(outline: Outline) -> Mapping[Node, list[Rest]]:
    """The targets of each state's own transitions; a target that cannot be guessed may end the case."""
    return {
        node: [
            target
            for transition in node.state.transitions
            for target in (outline.targets(transition) or ((END,) if transition.to else ()))
        ]
        for node in outline.nodes
    }


def _ways_on(node: Node, exits: Mapping[Node, list[Rest]], leaving: Mapping[Node, list[Rest]]) -> Iterator[Rest]:
    """The ways out of a state, of the states around it, and of the parallel states around it from any branch."""
    yield from chain.from_iterable(exits[around] for around in (node, *node.ancestors))
    yield from chain.from_iterable(leaving[around] for around in node.ancestors if around.state.parallel)


def _leaving(exits: Mapping[Node, list[Rest]]) -> Mapping[Node, list[Rest]]:
    """Out of each parallel state: the targets that transitions inside it have outside it."""
    found: dict[Node, list[Rest]] = {node: [] for node in exits if node.state.parallel}
    for node, targets in exits.items():
        for around in node.ancestors:
            if around.state.parallel:
                found[around] += [target for target in targets if target == END or around not in target.ancestors]
    return found


def _last_groups(graph: Mapping[Rest, list[Rest]], trapped: Collection[Node]) -> Iterator[list[Node]]:
    """Of the states from which no case ends, those where it goes round for ever, group by group."""
    inner: dict[Rest, list[Rest]] = {node: [there for there in graph[node] if there in trapped] for node in trapped}
    for group in last_rounds(inner):
        yield [node for node in trapped if node in group]


def _outermost(node: Node, free: set[Node]) -> Node:
    """The outermost state around, as long as no case ends from anything in it; `free` are the others."""
    return next((around for around in reversed([node, *node.ancestors]) if around not in free), node)
