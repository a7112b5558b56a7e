"""PR402, PR403 and PR410-PR412: whether the conditions of what can happen fit together.

The choices of a process are exclusive and not ordered: exactly one of the conditions that are asked together has to
hold, and `else` is for all that remains. A lone condition of an act that does not itself decide among alternatives is
rather a permission, and is only noted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from prosessi.chart.chart import Chart, Edge, StateId, Trigger
from prosessi.chart.explore import Graph
from prosessi.chart.memory import remembered
from prosessi.chart.names import state_name
from prosessi.findings import Severity
from prosessi.messages import Message, say, say_many
from prosessi.model.placed import NOWHERE
from prosessi.rules import Found, rule
from prosessi.span import Span
from prosessi.verify.conditions import solver
from prosessi.verify.conditions.boxes import Demand
from prosessi.verify.conditions.cases import Shown, Undecided, in_words, look_for
from prosessi.verify.conditions.permissions import can_change, for_good, is_permission
from prosessi.verify.conditions.questions import Question, questions
from prosessi.verify.conditions.remedies import for_gap, for_overlap
from prosessi.verify.conditions.sightings import Sighting, passings, sightings
from prosessi.verify.proof import Proof


@rule("PR410", over="proof")
def gap(proof: Proof) -> Iterator[Found]:
    """Something happens, and in some case none of the conditions holds, so that nothing comes of it.

    Whoever acts then gets stuck, or a clock rings in vain. The conditions of one event in one state have to cover
    every case; `else: true` is for all that remains.

    Bad::

        prosessi: 1
        process: laina
        initial: saapunut
        case: {summa: {type: integer, min: 0, max: 1000}}
        events: {ratkaise: {decides: summa}}
        states:
          saapunut:
            transitions:
              - {event: ratkaise, if: summa < 300, to: valmis}  # PR410
              - {event: ratkaise, if: summa > 300, to: hylatty}
          valmis: {final: success}
          hylatty: {final: closed}

    Good::

        prosessi: 1
        process: laina
        initial: saapunut
        case: {summa: {type: integer, min: 0, max: 1000}}
        events: {ratkaise: {decides: summa}}
        states:
          saapunut:
            transitions:
              - {event: ratkaise, if: summa <= 300, to: valmis}
              - {event: ratkaise, if: summa > 300, to: hylatty}
          valmis: {final: success}
          hylatty: {final: closed}
    """
    for question, found in _gaps(proof.chart, proof):
        if isinstance(found, Shown) and not is_permission(proof.chart, question):
            yield Found(
                _place(question.own[0]),
                _with_count(_gap_words(proof.chart, question, found), found),
                for_gap(proof.chart, question, found),
                tuple((_place(edge), say("this condition does not hold either")) for edge in question.edges[1:]),
                found.example,
            )


@rule("PR402", Severity.NOTE, over="proof")
def only_under_a_condition(proof: Proof) -> Iterator[Found]:
    """An act is possible only under a condition that nothing changes while the case waits for it.

    That can be meant: the act is then refused, and the case goes on by another way. If it is not, an `else` is
    missing.

    Bad::

        prosessi: 1
        process: laina
        initial: saapunut
        case: {summa: {type: integer, min: 0, max: 1000}}
        events: {myonna: {}, hylkaa: {}}
        states:
          saapunut:
            transitions:
              - {event: myonna, if: summa < 300, to: valmis}  # PR402
              - {event: hylkaa, to: hylatty}
          valmis: {final: success}
          hylatty: {final: closed}

    Good::

        prosessi: 1
        process: laina
        initial: saapunut
        case: {summa: {type: integer, min: 0, max: 1000}}
        events: {myonna: {}, hylkaa: {}}
        states:
          saapunut:
            transitions:
              - {event: myonna, if: summa < 300, to: valmis}
              - {event: myonna, else: true, to: hylatty}
              - {event: hylkaa, to: hylatty}
          valmis: {final: success}
          hylatty: {final: closed}
    """
    for question, found in _gaps(proof.chart, proof):
        if isinstance(found, Shown) and is_permission(proof.chart, question):
            yield Found(
                _place(question.own[0]),
                say(
                    "if {case}, '{event}' is refused, and it is not said what happens instead",
                    case=in_words(proof.chart, found.matters),
                    event=question.event,
                ),
                say("if this is not meant, add a transition with 'else: true' for what remains"),
                example=found.example,
            )


@rule("PR411", over="proof")
def overlap(proof: Proof) -> Iterator[Found]:
    """Two conditions of the same event and state hold at once, and lead to different things.

    The one written first wins, which nobody sees in the picture. Choices are exclusive: each case belongs to one of
    them.

    Bad::

        prosessi: 1
        process: laina
        initial: saapunut
        case: {summa: {type: integer, min: 0, max: 1000}}
        events: {ratkaise: {decides: summa}}
        states:
          saapunut:
            transitions:
              - {event: ratkaise, if: summa <= 300, to: valmis}
              - {event: ratkaise, if: summa >= 300, to: hylatty}  # PR411
          valmis: {final: success}
          hylatty: {final: closed}

    Good::

        prosessi: 1
        process: laina
        initial: saapunut
        case: {summa: {type: integer, min: 0, max: 1000}}
        events: {ratkaise: {decides: summa}}
        states:
          saapunut:
            transitions:
              - {event: ratkaise, if: summa <= 300, to: valmis}
              - {event: ratkaise, if: summa > 300, to: hylatty}
          valmis: {final: success}
          hylatty: {final: closed}
    """
    groups: dict[tuple[StateId, str | None], list[tuple[Edge, Edge, Shown]]] = {}
    for first, later, question, found in _overlaps(proof.chart, proof):
        if isinstance(found, Shown):
            groups.setdefault((question.state, question.event), []).append((first, later, found))
    for (first, later, found), *others in groups.values():
        yield Found(
            _place_of_condition(later),
            _with_count(_overlap_words(proof.chart, found), found),
            for_overlap(proof.chart, first, later, found),
            (
                (_place_of_condition(first), say("this one wins")),
                *((_place_of_condition(other), say("this one overlaps, too")) for _, other, _ in others),
            ),
            found.example,
        )


@rule("PR403", Severity.NOTE, over="proof")
def undecided_conditions(proof: Proof) -> Iterator[Found]:
    """Whether conditions leave a gap, or hold at once, could not be decided.

    Conditions that compare data with constants are always decided. Those that compare data with one another, or
    reckon with them, are decided by the extra `prosessi[smt]`, and now and then are too hard even for that.

    Bad::

        prosessi: 1
        process: laina
        initial: saapunut
        case: {tulot: {type: integer}, menot: {type: integer}, lapsia: {type: integer, min: 0, max: 9}}
        events: {ratkaise: {decides: [tulot, menot, lapsia]}}
        states:
          saapunut:
            transitions:
              - {event: ratkaise, if: tulot * tulot * lapsia + 7 < menot * menot * menot, to: valmis}  # PR403
              - {event: ratkaise, if: tulot * tulot * lapsia + 6 >= menot * menot * menot, to: hylatty}
          valmis: {final: success}
          hylatty: {final: closed}

    Good::

        prosessi: 1
        process: laina
        initial: saapunut
        case: {tulot: {type: integer}, menot: {type: integer}}
        events: {ratkaise: {decides: [tulot, menot]}}
        states:
          saapunut:
            transitions:
              - {event: ratkaise, if: tulot < menot, to: valmis}
              - {event: ratkaise, else: true, to: hylatty}
          valmis: {final: success}
          hylatty: {final: closed}
    """
    places = [_place(question.own[0]) for question, found in _gaps(proof.chart, proof) if isinstance(found, Undecided)]
    places += [_place(later) for _, later, _, found in _overlaps(proof.chart, proof) if isinstance(found, Undecided)]
    places = sorted(set(places))
    if places:
        yield Found(
            places[0],
            say("it is not decided whether these conditions leave a gap or hold at once"),
            say("simplify them, or compare with constants")
            if solver.available()
            else say("install the extra that decides such conditions: {command}", command="pip install prosessi[smt]"),
            tuple((place, say("nor here")) for place in places[1:]),
        )


@remembered
def _gaps(chart: Chart, proof: Proof) -> tuple[tuple[Question, Shown | Undecided], ...]:
    """The questions that have no answer in some case."""
    open_ones = (each for each in questions(chart) if not each.answered and not _may_wait(chart, each))
    return tuple(found for question in open_ones if (found := _gap_of(proof, question)) is not None)


def _may_wait(chart: Chart, question: Question) -> bool:
    """Whether it is right that nothing happens for now: a reminder is left out, or an act is not yet allowed."""
    lone = len(question.guarded) == 1
    match question.trigger:
        case Trigger.AFTER | Trigger.AT:
            return lone
        case Trigger.ALWAYS:
            return not _only_automatic(chart, question)
    return False


def _only_automatic(chart: Chart, question: Question) -> bool:
    """Whether a state has no way on but automatic transitions, and nothing goes on beside it."""
    around = (question.state, *chart[question.state].ancestors)
    edges = [edge for state in around for edge in chart[state].edges]
    return all(edge.trigger is Trigger.ALWAYS for edge in edges) and not chart[question.state].children


def _gap_of(proof: Proof, question: Question) -> tuple[Question, Shown | Undecided] | None:
    chart, graph = proof.chart, proof.graph
    asked = sightings(graph, question)
    if asked and graph.exact and all(each.refused for each in asked):
        return None  # it never has an answer: each of its conditions is told to be never true
    seen = _in_vain(graph, question, asked)
    if is_permission(chart, question) and not (graph.complete and graph.exact) and can_change(chart, question):
        return None
    if seen and question.trigger is Trigger.EVENT:
        question = replace(question, edges=seen[0].answered_by)
    demands = [Demand(edge.guard, holds=False) for edge in question.guarded if edge.guard is not None]
    found = look_for(proof, question, demands, seen, asked)
    if found is None or (isinstance(found, Shown) and _may_be(chart, question, found)):
        return None
    return question, found


def _in_vain(graph: Graph, question: Question, asked: Sequence[Sighting]) -> list[Sighting]:
    """The times that something came in vain, all with the same edges; of permissions, those that are never given."""
    seen = [each for each in asked if each.way is None or (each.refused and each.answered_by[0] in question.own)]
    decided = question.reads & question.decides
    if is_permission(graph.chart, question) and not decided and graph.complete and graph.exact:
        never = {id(each) for each in for_good(graph, question, asked)}
        seen = [each for each in seen if id(each) in never]
    return [each for each in seen if each.answered_by == seen[0].answered_by]


def _may_be(chart: Chart, question: Question, found: Shown) -> bool:
    """Whether a gap is told elsewhere, as a condition that is never true, or is no hole: an act waits for data."""
    if not found.matters:
        return True
    return bool(found.unknown) and (is_permission(chart, question) or can_change(chart, question))


@remembered
def _overlaps(chart: Chart, proof: Proof) -> tuple[tuple[Edge, Edge, Question, Shown | Undecided], ...]:
    """The later of two edges whose conditions hold at once, with the first such one before it."""
    found: dict[int, tuple[Edge, Edge, Question, Shown | Undecided]] = {}
    for question in questions(chart):
        asked = _times(proof.graph, question)
        for later in question.own:
            for first in question.own[: question.own.index(later)]:
                if later.id not in found and _rivals(first, later):
                    demands = [Demand(edge.guard, holds=True) for edge in (first, later) if edge.guard is not None]
                    shown = look_for(proof, question, demands, asked, asked)
                    if shown is not None:
                        found[later.id] = first, later, question, shown
    return tuple(found.values())


def _times(graph: Graph, question: Question) -> tuple[Sighting, ...]:
    """The times that a question was asked and may have been answered."""
    if question.trigger in {Trigger.ALWAYS, Trigger.DONE}:
        return tuple(passings(graph, question))
    return sightings(graph, question)


def _rivals(first: Edge, later: Edge) -> bool:
    """Whether it makes a difference which of two edges is taken; the very same condition is told of elsewhere."""
    if first.guard is None or later.guard is None or first.guard == later.guard:
        return False
    return (first.targets, first.actions, first.reenter) != (later.targets, later.actions, later.reenter)


def _gap_words(chart: Chart, question: Question, found: Shown) -> Message:
    case, state = in_words(chart, found.matters), state_name(chart, chart[question.state].name)
    match question.trigger:
        case Trigger.EVENT:
            return say(
                "'{event}' has a gap: if {case}, no transition fits, and the case stays in “{state}”",
                event=question.event,
                case=case,
                state=state,
            )
        case Trigger.DONE:
            return say(
                "there is a gap when “{state}” is done: if {case}, no transition fits, and the case stays there",
                case=case,
                state=state_name(chart, question.awaited or chart[question.state].name),
            )
        case Trigger.ALWAYS:
            return say(
                "there is a gap: if {case}, no automatic transition fits, and the case never leaves “{state}”",
                case=case,
                state=state,
            )
    return say(
        "there is a gap when the time is up: if {case}, no transition fits, and the case stays in “{state}”",
        case=case,
        state=state,
    )


def _overlap_words(chart: Chart, found: Shown) -> Message:
    if not found.matters:
        return say("two conditions hold at once, and only the one written first counts")
    return say(
        "if {case}, two conditions hold at once, and only the one written first counts",
        case=in_words(chart, found.matters),
    )


def _with_count(words: Message, found: Shown) -> Message:
    return say_many("{words}", "{words} ({n} such combinations)", found.count or 1, words=words)


def _place(edge: Edge) -> Span:
    return edge.written.place if edge.written is not None else NOWHERE


def _place_of_condition(edge: Edge) -> Span:
    return edge.written.place_of("if") if edge.written is not None else NOWHERE
