"""PR108-PR110: the branches of a parallel state, and what only they have."""

from __future__ import annotations

from collections.abc import Iterator

from prosessi.check.outline import Node, Outline
from prosessi.messages import say, say_many
from prosessi.rules import Found, rule


@rule("PR108")
def branch_without_work(outline: Outline) -> Iterator[Found]:
    """A branch of a parallel state never finishes by anything.

    A branch is one step (`finish`: the event that ends it) or a nest of states (`states`). It matters where somebody
    waits for the branches: by `done` or `join`.

    Bad::

        prosessi: 1
        process: laina
        initial: kasittely
        events: {vastaus: {}}
        states:
          kasittely:
            parallel:
              lausunto: {finish: vastaus}
              kuuleminen: {}  # PR108
            transitions:
              - {done: true, to: valmis}
          valmis: {final: closed}

    Good::

        prosessi: 1
        process: laina
        initial: kasittely
        events: {vastaus: {}, kuultu: {}}
        states:
          kasittely:
            parallel:
              lausunto: {finish: vastaus}
              kuuleminen: {finish: kuultu}
            transitions:
              - {done: true, to: valmis}
          valmis: {final: closed}
    """
    for node in outline.nodes:
        misnamed = node.parent is not None and node.parent.state.initial and not node.parent.state.states
        if node.branch and _waited_for(node) and not node.state.finish and not node.composite and not misnamed:
            yield Found(
                node.at,
                say("branch '{name}' does not say what finishes it", name=node.name),
                say("add 'finish: <event>' for a one-step branch, or 'states' for a longer one"),
            )


@rule("PR109")
def join_of_nothing(outline: Outline) -> Iterator[Found]:
    """A parallel state waits for more branches than it has, or something else than a parallel state waits.

    Bad::

        prosessi: 1
        process: laina
        initial: kasittely
        events: {vastaus: {}, kuultu: {}}
        states:
          kasittely:
            parallel:
              lausunto: {finish: vastaus}
              kuuleminen: {finish: kuultu}
            join: 3  # PR109
            transitions:
              - {done: true, to: valmis}
          valmis: {final: closed}

    Good::

        prosessi: 1
        process: laina
        initial: kasittely
        events: {vastaus: {}, kuultu: {}}
        states:
          kasittely:
            parallel:
              lausunto: {finish: vastaus}
              kuuleminen: {finish: kuultu}
            join: any
            transitions:
              - {done: true, to: valmis}
          valmis: {final: closed}
    """
    for node in outline.nodes:
        join, branches = node.state.join, len(node.state.parallel)
        if join is None:
            continue
        at = node.state.place_of("join")
        if not branches:
            yield Found(
                at,
                say("state '{name}' has 'join' but no parallel branches", name=node.name),
                say("remove 'join', or write the branches under 'parallel'"),
            )
        elif isinstance(join, int) and not 1 <= join <= branches:
            yield Found(
                at,
                say_many(
                    "'join: {join}' does not fit a single branch",
                    "'join: {join}' does not fit {n} branches",
                    branches,
                    join=join,
                ),
                say("write 'all', 'any' or a number from 1 to {n}", n=branches),
            )


@rule("PR110")
def branch_words_elsewhere(outline: Outline) -> Iterator[Found]:
    """A state that is no branch has a word that only a branch has.

    `if` decides whether a branch starts, and `finish` ends a branch of one step. The condition of a transition
    stands on the transition.

    Bad::

        prosessi: 1
        process: laina
        initial: kasittely
        case: {kiire: {type: boolean}}
        states:
          kasittely:
            if: kiire  # PR110
            transitions:
              - {after: 2 days, to: valmis}
          valmis: {final: closed}

    Good::

        prosessi: 1
        process: laina
        initial: kasittely
        case: {kiire: {type: boolean}}
        states:
          kasittely:
            transitions:
              - {after: 2 days, if: kiire, to: valmis}
              - {after: 20 days, to: valmis}
          valmis: {final: closed}
    """
    for node in outline.nodes:
        if node.branch:
            continue
        if node.state.if_ is not None:
            yield Found(
                node.state.place_of_key("if"),
                say("state '{name}' has a condition, but only a branch of a parallel state can", name=node.name),
                say("move the 'if' to the transition that leads to '{name}'", name=node.name),
            )
        if node.state.finish:
            yield Found(
                node.state.place_of_key("finish"),
                say("state '{name}' has 'finish', but only a branch of a parallel state can", name=node.name),
                say("write a transition: '- {{event: {event}, to: ...}}'", event=node.state.finish[0]),
            )


def _waited_for(branch: Node) -> bool:
    """Whether anything hangs on a branch's finishing."""
    parallel = branch.parent.state if branch.parent else None
    return parallel is not None and (parallel.join is not None or any(way.done for way in parallel.transitions))
