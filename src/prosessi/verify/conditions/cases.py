"""Looking for the case in which conditions answer as they should not, and showing it.

Trying values comes first, and z3 is asked about what this does not decide. A case counts if the graph of everything
that can become of a case has it, or if it can be lived through with real days; a witness alone is not enough, for
what comes before a state can rule it out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from prosessi.chart.ahead import actions_of
from prosessi.chart.cells import cells_of, loads
from prosessi.chart.chart import Assign, Chart
from prosessi.chart.explore import OPEN, Graph, Move, Refusal, settled_inside
from prosessi.chart.names import datum_name, value_words
from prosessi.chart.rows import rows_of
from prosessi.chart.worlds import StepFailed
from prosessi.errors import NotSettling
from prosessi.expressions.kinds import Coded, decode
from prosessi.findings import Example
from prosessi.messages import Message, say
from prosessi.verify.conditions import boxes
from prosessi.verify.conditions.boxes import Demand, Given, Place, Witness
from prosessi.verify.conditions.deciding import decide
from prosessi.verify.conditions.questions import Question, settles, whether_active
from prosessi.verify.conditions.sightings import Sighting
from prosessi.verify.course.tracks import without_clocks
from prosessi.verify.example import example_along
from prosessi.verify.proof import Proof

MOST_TRIED = 12
"""So many ways to a state are tried to live through a case."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A case that was found: the data that matter, how many combinations are like it, and how it came there."""

    matters: Mapping[int, Coded]
    count: int | None
    alone: bool
    example: Example | None

    @property
    def unknown(self) -> tuple[int, ...]:
        """The data that matter by not being known."""
        return tuple(slot for slot, value in self.matters.items() if value != value)  # noqa: PLR0124


@dataclass(frozen=True, slots=True)
class Undecided:
    """Neither a case nor a proof that there is none."""


def look_for(
    proof: Proof, question: Question, demands: Sequence[Demand], seen: Sequence[Sighting], asked: Sequence[Sighting]
) -> Shown | Undecided | None:
    """A case that meets the demands when a question is asked.

    `seen` are the times in the graph when it may have been so, `asked` all when the question was asked at all.
    """
    chart, graph = proof.chart, proof.graph
    given = _given(chart, question)
    trial = boxes.attempt(demands, chart.slots, given)
    if trial.witness is None and trial.proof:
        return None
    found = _seen(proof, question, demands, given, seen) if seen else None
    exact = graph.exact and by_trying(demands, chart.slots)
    if found is not None or (graph.complete and exact):
        return found
    trial = decide(demands, chart.slots, given)
    if trial.witness is None:
        return None if trial.proof else Undecided()
    if not graph.complete and not asked:
        return _unseen(question, trial.witness)
    lived = _lived(graph, question, demands, asked)
    if isinstance(lived, Undecided) and (exact or _only_unset(graph, question, demands, asked)):
        return None
    return lived


def by_trying(demands: Sequence[Demand], slots: Sequence[Place]) -> bool:
    """Whether trying values is enough for these demands."""
    return all(cells.proof for cells in cells_of([demand.program for demand in demands], slots))


def _only_unset(graph: Graph, question: Question, demands: Sequence[Demand], asked: Sequence[Sighting]) -> bool:
    """Whether demands are met only by data that nobody has settled, and wherever it is asked they are settled."""
    chart, reads = graph.chart, question.reads - question.decides
    if not graph.complete or any(_is_unset(each.data[slot]) for each in asked for slot in reads):
        return False
    given = Given(active=whether_active(chart, question.state, question.states))
    trial = decide(demands, chart.slots, given)
    return trial.witness is None and trial.proof


def _is_unset(value: object) -> bool:
    return value is not OPEN and value != value  # noqa: PLR0124


def in_words(chart: Chart, matters: Mapping[int, Coded]) -> list[Message]:
    """Case data with their values, by the names that people know."""
    return [_in_words(chart, slot, value) for slot, value in matters.items()]


def _in_words(chart: Chart, index: int, value: Coded) -> Message:
    slot = chart.slots[index]
    name, plain = datum_name(chart, slot.name), decode(slot.type, value)
    if plain is None:
        return say("{name} is not known", name=name)
    return say("{name} = {value}", name=name, value=value_words(chart, slot.name, plain))


def _given(chart: Chart, question: Question) -> Given:
    """What is known wherever a question is asked. Data that the process settles may be missing until then."""
    inside = settled_inside(chart)
    unset = {slot.index for slot in chart.slots if slot.name in inside and slot.default is None}
    return Given(
        unset=frozenset(unset - question.decides), active=whether_active(chart, question.state, question.states)
    )


def _unseen(question: Question, witness: Witness) -> Shown | None:
    """A case in a part of the graph that nobody has looked at: one that rests on nothing but what is settled there."""
    if not question.decides.issuperset(witness.matters):
        return None
    return Shown(witness.matters, witness.count, witness.alone, None)


def _seen(
    proof: Proof, question: Question, demands: Sequence[Demand], given: Given, seen: Sequence[Sighting]
) -> Shown | None:
    """A case that the graph has."""
    reads = question.reads
    trial = boxes.attempt(demands, proof.chart.slots, given, among=[each.known(reads) for each in seen])
    if trial.witness is not None:
        return _shown(proof.graph, trial.witness, [seen[at] for at in trial.witness.among])
    certain = None if trial.proof else next((each for each in seen if _meets(demands, each)), None)
    if certain is None:
        return None
    values = certain.known(reads).data
    return _shown(proof.graph, Witness(values, values), [certain])


def _meets(demands: Sequence[Demand], sighting: Sighting) -> bool:
    """Whether a sighting meets the demands with what is known of it, whatever else may be."""
    return all(demand.met(sighting.data, sighting.active) for demand in demands)


def _shown(graph: Graph, witness: Witness, seen: Sequence[Sighting]) -> Shown | None:
    """A case that the graph has: told with the values that it has there.

    Without days it is claimed only if no clock has a say in whether a case comes there.
    """
    for sighting in islice(seen, MOST_TRIED):
        example = _example(graph, sighting, _as_seen(sighting, witness.values))
        if example is not None:
            return Shown(_as_seen(sighting, witness.matters), witness.count, witness.alone, example)
    sure = (each for each in islice(seen, MOST_TRIED) if without_clocks(graph.path(each.node)))
    certain = next(sure, None)
    if certain is None:
        return None
    return Shown(_as_seen(certain, witness.matters), witness.count, witness.alone, None)


def _as_seen(sighting: Sighting, values: Mapping[int, Coded]) -> dict[int, Coded]:
    """Values, with those that a case already has in place of others of the same cells."""
    return {
        slot: value if sighting.data[slot] is OPEN or _settles(sighting, slot) else sighting.data[slot]
        for slot, value in values.items()
    }


def _settles(sighting: Sighting, slot: int) -> bool:
    return sighting.way is not None and slot in dict(sighting.way.settled)


def _lived(graph: Graph, question: Question, demands: Sequence[Demand], asked: Sequence[Sighting]) -> Shown | Undecided:
    """A case that real days allow, where the graph does not tell all values apart."""
    chart = graph.chart
    in_vain = not any(demand.holds for demand in demands)
    for sighting in islice({each.active: each for each in reversed(asked)}.values(), MOST_TRIED):
        for given in _givens(question, sighting):
            trial = decide(demands, chart.slots, given)
            if trial.witness is None:
                if not trial.proof:
                    return Undecided()
                continue
            meant = _as_meant(graph, question, sighting, trial.witness.values, in_vain=in_vain)
            example = None if meant is None else _example(graph, meant, trial.witness.values)
            if example is not None:
                return Shown(trial.witness.matters, trial.witness.count, trial.witness.alone, example)
    return Undecided()


def _givens(question: Question, sighting: Sighting) -> Iterator[Given]:
    """First with the data that the case has there, then with any that it may have had."""
    known = sighting.known(question.reads - question.decides).data
    active = {state: state in sighting.active for state in question.states}
    yield Given(fixed=known, active=active)
    yield Given(active=active)


def _as_meant(
    graph: Graph, question: Question, sighting: Sighting, values: Mapping[int, Coded], *, in_vain: bool
) -> Sighting | None:
    """A sighting as it would be with other values: something tried in vain, or what then happens, if it can."""
    if sighting.way is None or question.event is None:
        return sighting
    if in_vain:
        return replace(sighting, way=Refusal("gap", question.event))
    data = tuple(values.get(slot, value) for slot, value in enumerate(sighting.data))
    rows = rows_of(graph.chart)
    try:
        landing, _ = rows.react(rows.place(graph.nodes[sighting.node].snapshot), data, question.event)
    except (StepFailed, NotSettling):
        return None
    kind = sighting.way.kind if isinstance(sighting.way, Move) else "act"
    return replace(sighting, way=Move(kind, question.event, sighting.node, (), landing.microsteps))


def _example(graph: Graph, sighting: Sighting, values: Mapping[int, Coded]) -> Example | None:
    """The way to a node, with these values, and there what happened or was tried in vain."""
    way, chart = sighting.way, graph.chart
    decides = settles(chart, way.event) if way is not None and way.event is not None else frozenset()
    given = {slot: value for slot, value in values.items() if value == value}  # noqa: PLR0124  # not what is unset
    known = [
        Move("known", None, sighting.node, ((slot, value),))
        for slot, value in given.items()
        if slot not in decides and sighting.data[slot] != value
    ]
    moves = (*graph.path(sighting.node), *known)
    if way is None:
        return example_along(graph, moves)
    meant = replace(way, settled=_merged(way.settled, {slot: given[slot] for slot in decides & given.keys()}))
    needed = tuple(move for move in moves if not _elsewhere(chart, move, sighting))
    return _walked(graph, needed, meant) or _walked(graph, moves, meant)


def _walked(graph: Graph, moves: tuple[Move, ...], last: Move | Refusal) -> Example | None:
    """The case that takes these moves, and then the last one or tries it in vain, for want of a condition."""
    if isinstance(last, Move):
        return example_along(graph, (*moves, last))
    example = example_along(graph, moves, last)
    vain = example is None or example.steps[-1].get("refused", "condition") == "condition"
    return example if vain else None


def _elsewhere(chart: Chart, move: Move, sighting: Sighting) -> bool:
    """Whether a move goes on in other branches and changes nothing that is asked, so that the case can do without."""
    if move.kind in {"begin", "known"}:
        return False
    asked = [edge.guard for edge in sighting.answered_by if edge.guard is not None]
    changed = {action.slot for action in actions_of(chart) if isinstance(action, Assign)}
    if move.event is not None:
        changed |= settles(chart, move.event)
    if any(guard.states or loads(guard) & changed for guard in asked):
        return False
    sources = {edge.source for edge in sighting.answered_by}
    near = sources.union(*(chart[state].ancestors for state in sources))
    touched = {state for step in move.microsteps for state in (*step.exited, *step.entered)}
    touched |= {chart.edges[edge].source for step in move.microsteps for edge in step.edges}
    return not touched & near and not any(sources.intersection(chart[state].ancestors) for state in touched)


def _merged(settled: tuple[tuple[int, Coded], ...], values: Mapping[int, Coded]) -> tuple[tuple[int, Coded], ...]:
    return tuple({**dict(settled), **values}.items())
