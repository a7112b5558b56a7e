"""PR430-PR432: acts that are left to nobody, and acts that somebody may do for want of knowledge."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from prosessi.chart.ahead import actions_of
from prosessi.chart.chart import Chart, Entitlement, Raise, Send
from prosessi.chart.explore import Graph, Move
from prosessi.chart.names import datum_name, event_name, role_name, rule_name
from prosessi.chart.refusals import terms_of
from prosessi.chart.whereabouts import answering
from prosessi.expressions.program import UNSET
from prosessi.findings import Example, Severity
from prosessi.messages import say
from prosessi.rules import Found, rule
from prosessi.verify.proof import Proof
from prosessi.verify.showing import concluded, shown_refused, shown_taken


@rule("PR430", Severity.WARNING, over="proof")
def act_of_nobody(proof: Proof) -> Iterator[Found]:
    """It is not said who does an act, though it is said of others.

    A case waits for the act, but everybody can believe that somebody else does it.

    Bad::

        prosessi: 1
        process: laina
        initial: saapunut
        roles: {virkailija: {}}
        events: {tutki: {by: virkailija}, myonna: {}}  # PR430
        states:
          saapunut:
            transitions:
              - {event: tutki, to: tutkittu}
          tutkittu:
            transitions:
              - {event: myonna, to: valmis}
          valmis: {final: success}

    Good::

        prosessi: 1
        process: laina
        initial: saapunut
        roles: {virkailija: {}}
        events: {tutki: {by: virkailija}, myonna: {by: virkailija}}
        states:
          saapunut:
            transitions:
              - {event: tutki, to: tutkittu}
          tutkittu:
            transitions:
              - {event: myonna, to: valmis}
          valmis: {final: success}
    """
    events = proof.chart.process.events
    if not any(event.by for event in events.values()):
        return
    from_inside = set(_raised(proof.chart))
    used = {name for edge in proof.chart.edges for name in edge.events}
    for name, event in events.items():
        if not event.by and name in used and name not in from_inside:
            yield Found(
                proof.chart.process.place_of_key("events", name),
                say("it is not said who does “{act}”", act=event_name(proof.chart, name)),
                say("add 'by: <role>' to '{name}'", name=name),
                example=done(proof.graph, name),
            )


@rule("PR431", Severity.WARNING, over="proof")
def act_left_to_nobody(proof: Proof) -> Iterator[Found]:
    """A qualification rule leaves an act to nobody: those who do it may not, and those who may have nothing to do.

    The rule keeps every role of the act from it, and the roles that it names have no act of their own there.

    Bad::

        prosessi: 1
        process: laina
        initial: saapunut
        roles: {ohjaaja: {}, tyontekija: {}}
        case: {vaativa: {type: boolean}}
        events: {tutki: {by: tyontekija, decides: vaativa}, paata: {by: ohjaaja}}
        rules:
          vain_tyontekija: {in: tutkittu, if: vaativa, responsible: tyontekija}  # PR431
        states:
          saapunut:
            transitions:
              - {event: tutki, to: tutkittu}
          tutkittu:
            transitions:
              - {event: paata, to: valmis}
          valmis: {final: success}

    Good::

        prosessi: 1
        process: laina
        initial: saapunut
        roles: {ohjaaja: {}, tyontekija: {}}
        case: {vaativa: {type: boolean}}
        events: {tutki: {by: tyontekija, decides: vaativa}, paata: {by: [ohjaaja, tyontekija]}}
        rules:
          vain_tyontekija: {in: tutkittu, if: vaativa, responsible: tyontekija}
        states:
          saapunut:
            transitions:
              - {event: tutki, to: tutkittu}
          tutkittu:
            transitions:
              - {event: paata, to: valmis}
          valmis: {final: success}
    """
    chart, told = proof.chart, set[tuple[str, str]]()
    for node, refusals in enumerate(proof.graph.refusals):
        for refusal in refusals:
            rules = _in_the_way(proof.graph, node, refusal.event) if refusal.kind == "rule" else []
            key = (refusal.event, rules[0].name if rules else "")
            if not rules or key in told or _can_act(proof.graph, node, rules):
                continue
            example = shown_refused(proof.graph, node, refusal)
            if example is None:
                continue
            told.add(key)
            roles = [role_name(chart, role) for role in rules[0].rule.responsible]
            yield Found(
                chart.process.place_of_key("rules", rules[0].name),
                say(
                    "“{rule}”: because of this rule nobody can do “{act}”",
                    rule=rule_name(chart, rules[0].name),
                    act=event_name(chart, refusal.event),
                ),
                say("add to '{event}' a role that the rule allows: {roles}", event=refusal.event, roles=roles),
                ((chart.process.place_of_key("events", refusal.event), say("this is the act")),),
                example=example,
            )


@rule("PR432", Severity.WARNING, over="proof")
def rule_not_known_in_time(proof: Proof) -> Iterator[Found]:
    """Somebody can act before it is known whether a qualification rule keeps them from it.

    The rule asks about case data that are settled later, or not at all on some way. Until then it keeps nobody from
    acting, and so it is not kept on every way.

    Bad::

        prosessi: 1
        process: laina
        initial: saapunut
        roles: {ohjaaja: {}, tyontekija: {}}
        case: {vaativa: {type: boolean}}
        events: {tutki: {by: tyontekija, decides: vaativa}, ohita: {by: ohjaaja}, paata: {by: [ohjaaja, tyontekija]}}
        rules:
          vain_tyontekija: {in: tutkittu, if: vaativa, responsible: tyontekija}  # PR432
        states:
          saapunut:
            transitions:
              - {event: tutki, to: tutkittu}
              - {event: ohita, to: tutkittu}
          tutkittu:
            transitions:
              - {event: paata, to: valmis}
          valmis: {final: success}

    Good::

        prosessi: 1
        process: laina
        initial: saapunut
        roles: {ohjaaja: {}, tyontekija: {}}
        case: {vaativa: {type: boolean}}
        events: {tutki: {by: tyontekija, decides: vaativa}, paata: {by: [ohjaaja, tyontekija]}}
        rules:
          vain_tyontekija: {in: tutkittu, if: vaativa, responsible: tyontekija}
        states:
          saapunut:
            transitions:
              - {event: tutki, to: tutkittu}
          tutkittu:
            transitions:
              - {event: paata, to: valmis}
          valmis: {final: success}
    """
    chart, told = proof.chart, set[str]()
    for early in _too_early(proof.graph):
        fresh = told.isdisjoint({early.rule.name, *early.unset})
        example = shown_taken(proof.graph, early.node, early.move) if fresh else None
        if example is None or early.act != example.steps[-1].get("do"):
            continue
        told.update({early.rule.name, *early.unset})
        facts = {
            "rule": rule_name(chart, early.rule.name),
            "role": role_name(chart, early.role),
            "act": event_name(chart, early.act),
            "data": [say("“{name}”", name=datum_name(chart, name)) for name in early.unset],
        }
        done_by = (*example.steps[:-1], {**example.steps[-1], "by": early.role})
        yield Found(
            chart.process.place_of_key("rules", early.rule.name),
            say("“{rule}”: “{role}” can do “{act}” before it is known whether the rule holds", **facts),
            say("let {data} be settled on every way before that, or give it a 'default'", **facts),
            ((chart.process.place_of_key("events", early.act), say("this is the act")),),
            example=concluded(
                replace(example, steps=done_by),
                say("“{role}” may do this as well, since {data} is not known yet.", **facts),
            ),
        )


class _Early(NamedTuple):
    """A move in the graph that somebody may make only because a rule does not know yet whether it holds."""

    node: int
    move: Move
    act: str
    role: str
    rule: Entitlement
    unset: tuple[str, ...]


def _too_early(graph: Graph) -> Iterator[_Early]:
    """Every such move. Who settles the data in that very act cannot know them before."""
    chart = graph.chart
    for node, moves in enumerate(graph.moves if chart.entitlements else ()):
        snapshot, data, _ = graph.nodes[node]
        for move in moves:
            act = chart.process.events.get(move.event or "") if move.kind == "act" else None
            for role in act.by if act is not None else ():
                for term in terms_of(chart, snapshot.active, str(move.event), role).rules:
                    unset = tuple(name for name, slot in _asked(term) if data[slot] is UNSET)
                    known = term.condition is None or term.condition.evaluate(data, snapshot.active) in {0.0, 1.0}
                    if unset and not known and act is not None and not set(unset) & set(act.decides):
                        yield _Early(node, move, str(move.event), role, term, unset)


def _asked(term: Entitlement) -> tuple[tuple[str, int], ...]:
    return term.condition.slots if term.condition is not None else ()


def _raised(chart: Chart) -> Iterator[str]:
    """The events that the process itself brings about."""
    yield from (action.event for action in actions_of(chart) if isinstance(action, Raise | Send))
    yield from (watch.deadline.breach for watch in chart.watches if watch.deadline.breach)


def done(graph: Graph, event: str) -> Example | None:
    """The shortest case in which something is done."""
    for node, moves in enumerate(graph.moves):
        for move in moves:
            if move.kind == "act" and move.event == event:
                example = shown_taken(graph, node, move)
                if example is not None:
                    return example
    return None


def _in_the_way(graph: Graph, node: int, event: str) -> list[Entitlement]:
    """The rules in force at a node that keep the roles of an act from it."""
    chart, (snapshot, data, _) = graph.chart, graph.nodes[node]
    rules = [
        rule for role in chart.process.events[event].by for rule in terms_of(chart, snapshot.active, event, role).rules
    ]
    return [rule for rule in rules if rule.condition is None or rule.condition.evaluate(data, snapshot.active) == 1.0]


def _can_act(graph: Graph, node: int, rules: list[Entitlement]) -> bool:
    """Whether those whom one of the rules names can do something else where it is in force."""
    chart, active = graph.chart, graph.nodes[node].snapshot.active
    acts = {move.event for move in graph.moves[node] if move.kind == "act" and move.event is not None}
    return any(
        any(edge.source in rule.states for edge in answering(chart, active, act))
        and not set(rule.rule.responsible).isdisjoint(chart.process.events[act].by)
        for rule in rules
        for act in acts
    )
