"""PR102-PR105, PR117 and PR123: what a case can come to, and whether it can go on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from prosessi.check.outline import Node, Outline
from prosessi.check.ways import begins, dead_ends, entered, unguarded_always
from prosessi.findings import Severity
from prosessi.graphs import last_rounds, reached, rounds, turned
from prosessi.messages import Message, say, say_many
from prosessi.model.state import Transition
from prosessi.rules import Found, rule


@rule("PR102", Severity.WARNING, over="flow")
def unreachable_state(outline: Outline) -> Iterator[Found]:
    """No case can come to a state.

    It is dead text: a reader believes in a way that no case can go. States that only it leads to are not told of
    again.

    Bad::

        prosessi: 1
        process: laina
        initial: saapunut
        states:
          saapunut:
            transitions:
              - {after: 2 days, to: valmis}
          lisaselvitys:  # PR102
            transitions:
              - {after: 9 days, to: valmis}
          valmis: {final: success}

    Good::

        prosessi: 1
        process: laina
        initial: saapunut
        case: {epaselva: {type: boolean}}
        states:
          saapunut:
            transitions:
              - {after: 2 days, if: epaselva, to: lisaselvitys}
              - {after: 2 days, if: not epaselva, to: valmis}
          lisaselvitys:
            transitions:
              - {after: 9 days, to: valmis}
          valmis: {final: success}
    """
    if any(outline.targets(transition) is None for _, transition in outline.transitions):
        return
    possible = entered(outline)
    lost = [node for node in outline.nodes if node not in possible and not node.state.history]
    for node, follow in _sources(outline, lost):
        yield Found(
            node.at,
            say("no case can come to state '{name}'", name=node.name),
            _say_how_to_reach(node, follow),
        )
    sought = {target for _, transition in outline.transitions for target in outline.targets(transition) or ()}
    for node in outline.nodes:
        if node.state.history and node.parent in possible and node not in possible | sought:
            yield Found(
                node.at,
                say("nothing leads to history state '{name}', so nobody ever goes back by it", name=node.name),
                say("add a transition with 'to: {name}', or remove '{name}'", name=node.name),
            )


@rule("PR103", Severity.WARNING, over="flow")
def no_end(outline: Outline) -> Iterator[Found]:
    """No state ends the case.

    A final state says how a case ends: `success`, `closed` or `handover` to another process.

    Bad::

        prosessi: 1
        process: laina
        initial: saapunut
        states:
          saapunut:
            transitions:
              - {after: 2 days, to: valmis}
          valmis: {}  # PR103

    Good::

        prosessi: 1
        process: laina
        initial: saapunut
        states:
          saapunut:
            transitions:
              - {after: 2 days, to: valmis}
          valmis: {final: success}
    """
    outermost = outline.children[None]
    if not outermost or any(node.state.final for node in outermost):
        return
    last = next((node for node in outermost if not node.composite and not node.state.transitions), None)
    yield Found(
        last.at if last else outline.process.place_of_key("states"),
        say("no state ends the case"),
        say("add 'final: success' (or closed, or handover) to '{name}'", name=last.name)
        if last
        else say("add a state with 'final: success' (or closed, or handover), and a transition to it"),
    )


@rule("PR105", Severity.WARNING, over="flow")
def stuck(outline: Outline) -> Iterator[Found]:
    """A case that comes to a state can never end.

    Nothing leads out of the state or of what is around it, or only round and round.

    Bad::

        prosessi: 1
        process: laina
        initial: saapunut
        events: {myonna: {}, kysy: {}}
        states:
          saapunut:
            transitions:
              - {event: kysy, to: odottaa}
              - {event: myonna, to: valmis}
          odottaa: {}  # PR105
          valmis: {final: success}

    Good::

        prosessi: 1
        process: laina
        initial: saapunut
        events: {myonna: {}, kysy: {}}
        states:
          saapunut:
            transitions:
              - {event: kysy, to: odottaa}
              - {event: myonna, to: valmis}
          odottaa:
            transitions:
              - {after: 14 days, to: valmis}
          valmis: {final: success}
    """
    for nodes in dead_ends(outline):
        yield _stuck(nodes)


@rule("PR117")
def done_of_nothing(outline: Outline) -> Iterator[Found]:
    """A transition waits for `done`, but nothing in its state ever becomes done.

    `done: true` happens when the branches of a parallel state have finished, or when a nest of states has come to
    an inner state with `final: done`. A branch that is a nest finishes so, too.

    Bad::

        prosessi: 1
        process: laina
        initial: kasittely
        states:
          kasittely:
            transitions:
              - {done: true, to: valmis}  # PR117
              - {after: 9 days, to: valmis}
          valmis: {final: success}

    Good::

        prosessi: 1
        process: laina
        initial: kasittely
        states:
          kasittely:
            initial: luku
            states:
              luku:
                transitions:
                  - {after: 2 days, to: luettu}
              luettu: {final: done}
            transitions:
              - {done: true, to: valmis}
              - {after: 9 days, to: valmis}
          valmis: {final: success}
    """
    for node, transition in outline.transitions:
        for endless in _awaited_in_vain(outline, node, transition):
            yield Found(
                transition.place_of_key("done"),
                say("'{name}' never becomes done", name=endless.name),
                say("add 'final: done' to the inner state that finishes '{name}'", name=endless.name)
                if endless.state.states
                else say("write 'event: <event>' instead of 'done: true'"),
            )


@rule("PR123")
def endless_round(outline: Outline) -> Iterator[Found]:
    """Transitions that are always taken lead round and round, so the case never comes to rest.

    Bad::

        prosessi: 1
        process: laina
        initial: saapunut
        states:
          saapunut:
            transitions:
              - {after: 9 days, to: valmis}
              - {after: 2 days, to: tarkistus}
          tarkistus:
            transitions:
              - {always: true, to: kirjaus}  # PR123
          kirjaus:
            transitions:
              - {always: true, to: tarkistus}
          valmis: {final: success}

    Good::

        prosessi: 1
        process: laina
        initial: saapunut
        case: {selva: {type: boolean, default: false}}
        events: {tarkista: {decides: selva}}
        states:
          saapunut:
            transitions:
              - {always: true, if: selva, to: valmis}
              - {event: tarkista, to: tarkistus}
          tarkistus:
            transitions:
              - {always: true, to: saapunut}
          valmis: {final: success}
    """
    graph: dict[tuple[str, Node], list[tuple[str, Node]]] = {}
    if not any(map(unguarded_always, outline.nodes)):
        return
    for node in outline.nodes:
        always = unguarded_always(node)
        targets = () if always is None else (outline.targets(always) or ()) if always.to else (node,)
        graph["enter", node] = [("active", node), *(("enter", first) for first in begins(outline, node))]
        graph["active", node] = [("active", node.parent)] if node.parent else []
        graph["active", node] += [("enter", target) for target in targets]
    for cycle in rounds(graph):
        movers = [node for kind, node in cycle if kind == "active" and unguarded_always(node)]
        if len(cycle) > 1 and movers:
            yield _endless(sorted(movers, key=lambda node: node.at))


def _awaited_in_vain(outline: Outline, node: Node, transition: Transition) -> Iterator[Node]:
    """What keeps a transition from ever being taken that waits for something to be done."""
    awaited = [node] if transition.done is True else [outline.named.get(name) for name in transition.done or ()]
    endless = [_never_done(outline, state) if state else None for state in awaited]
    if None not in endless:
        yield from (state for state in endless[:1] if state)


def _never_done(outline: Outline, node: Node) -> Node | None:
    """The state that keeps `node` from becoming done: itself, or a branch that always starts and is waited for."""
    if not node.state.parallel:
        return None if any(child.state.final for child in outline.children[node]) else node
    waits_for_all = node.state.join in {None, "all"}
    branches = [child for child in outline.children[node] if child.state.states and child.state.if_ is None]
    endless = (branch for branch in branches if _never_done(outline, branch))
    return next(endless, None) if waits_for_all else None


def _sources(outline: Outline, lost: Sequence[Node]) -> Iterator[tuple[Node, int]]:
    """Of the states that nothing reaches, the first of each group that leads to others, and how many those are."""
    places = set(lost)
    graph = {node: [there for there in _leads_to(outline, node) if there in places] for node in lost}
    order = {node: index for index, node in enumerate(outline.nodes)}
    firsts = (min(group, key=order.__getitem__) for group in last_rounds(turned(graph)))
    for first in sorted(firsts, key=order.__getitem__):
        yield first, len(reached(graph, [first])) - 1


def _leads_to(outline: Outline, node: Node) -> Iterator[Node]:
    yield from outline.children[node]
    for transition in node.state.transitions:
        for target in outline.targets(transition) or ():
            yield target
            yield from target.ancestors


def _say_how_to_reach(node: Node, follow: int) -> Message:
    if follow:
        return say_many(
            "add a transition with 'to: {name}', or remove it and one state that only it leads to",
            "add a transition with 'to: {name}', or remove it and the {n} states that only it leads to",
            follow,
            name=node.name,
        )
    return say("add a transition with 'to: {name}', or remove the state", name=node.name)


def _stuck(nodes: Sequence[Node]) -> Found:
    names = list(dict.fromkeys(f"'{node.name}'" for node in nodes))
    first = min(nodes, key=lambda node: node.at)
    if len(names) > 1:
        return Found(
            first.at,
            say("a case that comes to {names} goes round for ever and never ends", names=names),
            say("add a transition that leads towards a final state"),
        )
    return Found(
        first.at,
        say("nothing leads out of state '{name}'", name=first.name),
        say(
            "add a transition to '{name}', or 'final: done' if it finishes '{around}'",
            name=first.name,
            around=first.parent.name,
        )
        if first.parent
        else say(
            "add a transition to '{name}', or 'final: success' (or closed) if the case ends here", name=first.name
        ),
    )


def _endless(movers: Sequence[Node]) -> Found:
    first = unguarded_always(movers[0])
    at = first.place if first else movers[0].at
    names = [f"'{node.name}'" for node in (*movers, movers[0])] if len(movers) > 1 else [f"'{movers[0].name}'"]
    return Found(
        at,
        say("a case goes round for ever without an event: {cycle}", cycle=" → ".join(names)),
        say("give one of the transitions an 'if', or an event instead of 'always: true'"),
    )
