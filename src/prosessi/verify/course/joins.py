"""PR132, PR137: branches that keep their parallel state waiting, and transitions that throw branches back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from prosessi.chart.chart import Active, Chart, Edge, Kind, StateId
from prosessi.chart.explore import Graph, Move
from prosessi.chart.names import state_name
from prosessi.chart.places import place_of_edge, place_of_state
from prosessi.chart.semantics import Microstep
from prosessi.findings import Severity
from prosessi.messages import Message, say
from prosessi.rules import Found, rule
from prosessi.span import Span
from prosessi.verify.course.endless import is_told, refused_at
from prosessi.verify.course.traps import Trap, awaited, stalled, unfinished
from prosessi.verify.proof import Proof
from prosessi.verify.showing import concluded, shown_in, shown_refused, shown_taken


@rule("PR132", Severity.WARNING, over="proof")
def join_in_vain(proof: Proof) -> Iterator[Found]:
    """A parallel state waits for a branch that can no longer finish.

    The other branches are ready, but the case waits for ever, or until it is broken off.

    Bad::

        prosessi: 1
        process: arviointi
        initial: arvioidaan
        events: {kuule: {}, lausu: {}, totea_tarpeeton: {}}
        states:
          arvioidaan:
            parallel:
              kuuleminen: {finish: kuule}
              lausunto:
                initial: pyydetty
                states:
                  pyydetty:
                    transitions:
                      - {event: lausu, to: saatu}
                      - {event: totea_tarpeeton, to: tarpeeton}
                  tarpeeton: {}  # PR132
                  saatu: {final: done}
            transitions:
              - {done: true, to: valmis}
          valmis: {final: success}

    Good::

        prosessi: 1
        process: arviointi
        initial: arvioidaan
        events: {kuule: {}, lausu: {}, totea_tarpeeton: {}}
        states:
          arvioidaan:
            parallel:
              kuuleminen: {finish: kuule}
              lausunto:
                initial: pyydetty
                states:
                  pyydetty:
                    transitions:
                      - {event: lausu, to: saatu}
                      - {event: totea_tarpeeton, to: tarpeeton}
                  tarpeeton: {final: done}
                  saatu: {final: done}
            transitions:
              - {done: true, to: valmis}
          valmis: {final: success}
    """
    for whole in reversed(awaited(proof.chart)):
        told: set[StateId] = set()
        for trap in stalled(proof.graph, whole):
            blocking = _blocking(trap, whole)
            stands = {around for _, state in blocking for around in (state, *proof.chart[state].ancestors)}
            if blocking and not told.intersection(stands) and not is_told(proof, trap):
                told.add(blocking[0][1])
                yield from _in_vain(trap, whole, *blocking[0])


@rule("PR137", Severity.WARNING, over="proof")
def branches_thrown_back(proof: Proof) -> Iterator[Found]:
    """A transition out of one branch throws the other branches back to their beginning, though it does not name them.

    To come from a branch into another one, a case leaves the whole parallel state and enters it anew. What was under
    way or ready in the other branches is lost without a word.

    Bad::

        prosessi: 1
        process: arviointi
        initial: arvioidaan
        events: {kuule: {}, kirjaa: {}, lausu: {}, kayty: {}, kysy_uudelleen: {}}
        states:
          arvioidaan:
            parallel:
              kuuleminen:
                initial: kuultava
                states:
                  kuultava:
                    transitions:
                      - {event: kuule, to: kirjattava}
                  kirjattava:
                    transitions:
                      - {event: kirjaa, to: kirjattu}
                  kirjattu: {final: done}
              lausunto: {finish: lausu}
              kotikaynti:
                initial: sovittu
                states:
                  sovittu:
                    transitions:
                      - {event: kayty, to: tehty}
                      - {event: kysy_uudelleen, to: kuultava}  # PR137
                  tehty: {final: done}
            transitions:
              - {done: true, to: valmis}
          valmis: {final: success}

    Good::

        prosessi: 1
        process: arviointi
        initial: arvioidaan
        events: {kuule: {}, kirjaa: {}, lausu: {}, kayty: {}, kysy_uudelleen: {}}
        states:
          arvioidaan:
            parallel:
              kuuleminen:
                initial: kuultava
                states:
                  kuultava:
                    transitions:
                      - {event: kuule, to: kirjattava}
                  kirjattava:
                    transitions:
                      - {event: kirjaa, to: kirjattu}
                      - {event: kysy_uudelleen, to: kuultava}
                  kirjattu: {final: done}
              lausunto: {finish: lausu}
              kotikaynti: {finish: kayty}
            transitions:
              - {done: true, to: valmis}
          valmis: {final: success}
    """
    told: set[int] = set()
    for back in _thrown_back(proof.graph):
        if back.edge.id in told:
            continue
        example = shown_taken(proof.graph, back.node, back.move)
        if example is None:
            continue
        told.add(back.edge.id)
        chart = proof.chart
        branch = state_name(chart, chart[back.branch].name)
        yield Found(
            place_of_edge(chart, back.edge),
            say("this transition makes the branch “{branch}” begin anew, though it leads elsewhere", branch=branch),
            say("lead to a state of the same branch, name a state of every branch in 'to', or use a history state"),
            ((place_of_state(chart, back.branch), say("this branch begins anew")),),
            example=concluded(example, say("What was done in “{branch}” has to be done again.", branch=branch)),
        )


def _blocking(trap: Trap, whole: StateId) -> list[tuple[StateId, StateId]]:
    """The branches that never finish, each with where it stands, those that nothing at all leads on first."""
    chart = trap.graph.chart
    found = [(branch, _stand(trap, branch)) for branch in unfinished(trap, whole)]
    return sorted(found, key=lambda each: any(chart[state].edges for state in _up_to(chart, each[1], each[0])))


def _stand(trap: Trap, branch: StateId) -> StateId:
    """The innermost state of a branch in which it stays, in all that can still happen."""
    chart = trap.graph.chart
    inside = [state for state in trap.kept if branch in chart[state].ancestors]
    written = [state for state in inside if chart[state].written is not None]
    return max(written, key=lambda state: (len(chart[state].ancestors), -state), default=branch)


def _up_to(chart: Chart, state: StateId, branch: StateId) -> Iterator[StateId]:
    """A state with what is around it, up to the branch."""
    for around in (state, *chart[state].ancestors):
        yield around
        if around == branch:
            return


def _in_vain(trap: Trap, whole: StateId, branch: StateId, stand: StateId) -> Iterator[Found]:
    graph, chart = trap.graph, trap.graph.chart
    node = trap.nodes[0]
    refusal = next((each for each in graph.refusals[node] if _concerns(chart, each.event, branch)), None)
    example = (shown_refused(graph, node, refusal) if refusal else None) or shown_in(graph, node, [stand])
    if example is None:
        return
    facts = {
        name: state_name(chart, chart[state].name)
        for name, state in (("whole", whole), ("branch", branch), ("state", stand))
    }
    yield Found(
        place_of_state(chart, stand),
        say("“{whole}” can wait for ever: its branch “{branch}” stays in “{state}” and never becomes ready", **facts)
        if stand != branch
        else say("“{whole}” can wait for ever: its branch “{branch}” never becomes ready", **facts),
        say("add 'final: done' to “{state}” if the branch is ready there, or a transition that leads on", **facts)
        if not chart[stand].edges
        else say("see that “{state}” has a way on in every case, or let 'join' not wait for the branch", **facts),
        (
            *_waiting(chart, whole),
            *refused_at(trap),
        ),
        example=concluded(
            example, say("“{whole}” now waits for “{branch}”, which can no longer become ready.", **facts)
        ),
    )


def _waiting(chart: Chart, whole: StateId) -> tuple[tuple[Span, Message], ...]:
    """A parallel state, and the transitions by which it is left when its branches are ready."""
    done = f"done.{chart[whole].name}"
    edges = [place_of_edge(chart, edge) for edge in chart.edges if done in edge.events]
    places = (place_of_state(chart, whole), *edges)
    return tuple((place, say("this waits for its branches")) for place in places)


def _concerns(chart: Chart, event: str, branch: StateId) -> bool:
    """Whether something in a branch answers to an event."""
    return any(event in edge.events and branch in (edge.source, *chart[edge.source].ancestors) for edge in chart.edges)


class _Back(NamedTuple):
    """A move in the graph whose transition throws a branch back, and what was active in the branch before."""

    node: int
    move: Move
    edge: Edge
    branch: StateId
    lost: tuple[str, ...]


def _thrown_back(graph: Graph) -> Iterator[_Back]:
    """Every move by which a branch that its transition does not name begins anew and loses where it was."""
    back = {edge.id: edge for edge in graph.chart.edges if _stays_around(graph.chart, edge)}
    for node, moves in enumerate(graph.moves if back else ()):
        for move in moves:
            for microstep in move.microsteps:
                for edge in (back[each] for each in microstep.edges if each in back):
                    yield from (_Back(node, move, edge, *lost) for lost in _lost(graph.chart, edge, microstep))


def _stays_around(chart: Chart, edge: Edge) -> bool:
    """Whether an edge leads from a parallel state to inside it, or from inside it to somewhere else inside or to it."""
    above = chart[edge.source].ancestors
    around = {edge.source, *above}
    if any(chart[target].kind is Kind.PARALLEL and target in above for target in edge.targets):
        return True
    return any(chart[a].kind is Kind.PARALLEL and a in around for t in edge.targets for a in chart[t].ancestors)


def _lost(chart: Chart, edge: Edge, microstep: Microstep) -> Iterator[tuple[StateId, tuple[str, ...]]]:
    """The branches that begin anew because of an edge, each with the innermost states that it does not keep."""
    exited, entered = frozenset(microstep.exited), frozenset(microstep.entered)
    own = (edge.source, *chart[edge.source].ancestors)
    targets = [(target, *chart[target].ancestors) for target in edge.targets]
    if any(chart[target].remembers for target in edge.targets):
        return
    for parallel in (edge.source, *chart[edge.source].ancestors):
        named = [own] if edge.targets == (parallel,) and parallel != edge.source else targets
        inside = bool(named) and all(parallel in around[1:] for around in named)
        if chart[parallel].kind is not Kind.PARALLEL or not inside:
            continue
        for branch in chart[parallel].children:
            if branch in exited & entered and not any(branch in around for around in named):
                gone = _within(chart, branch, exited) - _within(chart, branch, entered)
                leaves = gone - {chart[state].parent for state in gone}
                if leaves:
                    yield branch, tuple(dict.fromkeys(chart[state].name for state in sorted(leaves)))


def _within(chart: Chart, branch: StateId, states: Active) -> Active:
    return frozenset(state for state in states if branch in chart[state].ancestors)
