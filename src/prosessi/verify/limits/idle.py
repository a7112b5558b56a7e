"""PR511-PR513: waits that nothing limits, and deadlines that never start or cannot be met."""

from __future__ import annotations

from collections.abc import Iterator

from prosessi.chart.chart import ROOT, Chart, Kind, StateId, Trigger
from prosessi.chart.places import place_of_state
from prosessi.findings import Example, Severity
from prosessi.messages import say
from prosessi.model.vocabulary import Role
from prosessi.rules import Found, rule
from prosessi.span import Span
from prosessi.verify.course.arrivals import STUCK, arriving
from prosessi.verify.limits.hops import Hop, passes_at_once
from prosessi.verify.limits.limits import FRESH, RUNNING, Limit, Standings, limits_of
from prosessi.verify.limits.stretch import run_of, standings_of, starts_of
from prosessi.verify.proof import Proof

_OTHERS = frozenset({"client", "partner"})


@rule("PR511", Severity.WARNING, over="proof")
def wait_without_limit(proof: Proof) -> Iterator[Found]:
    """A case waits for somebody outside, and nothing says for how long.

    If the client or the partner never answers, the case stays there for ever and nobody is told. A wait needs a way
    on that comes by itself, or a deadline that runs meanwhile.

    Bad::

        prosessi: 1
        process: laina
        initial: saapunut
        roles: {asiakas: {kind: client}, virkailija: {kind: staff}}
        events: {pyyda_lisatietoa: {by: virkailija}, vastaa: {by: asiakas}}
        states:
          saapunut:
            transitions:
              - {event: pyyda_lisatietoa, to: odottaa}
          odottaa:  # PR511
            transitions:
              - {event: vastaa, to: valmis}
          valmis: {final: success}

    Good::

        prosessi: 1
        process: laina
        initial: saapunut
        roles: {asiakas: {kind: client}, virkailija: {kind: staff}}
        events: {pyyda_lisatietoa: {by: virkailija}, vastaa: {by: asiakas}}
        states:
          saapunut:
            transitions:
              - {event: pyyda_lisatietoa, to: odottaa}
          odottaa:
            transitions:
              - {event: vastaa, to: valmis}
              - {after: 14 days, to: rauennut}
          valmis: {final: success}
          rauennut: {final: closed}
    """
    chart = proof.chart
    standings = standings_of(chart, "all")
    begin = standings.hops.begin.into
    groups: dict[StateId, list[StateId]] = {}
    for state in sorted(standings.at):
        told = proof.has_been_told(STUCK, place_of_state(chart, state))
        if state not in begin and not told and _waits_for_others(chart, standings, state):
            groups.setdefault(_side_by_side(chart, state), []).append(state)
    for state, *others in groups.values():
        yield Found(
            place_of_state(chart, state),
            say("'{name}' waits for somebody outside, and nothing limits the wait", name=chart[state].name),
            say("add a way on by itself, such as 'after: 14 days', or a deadline that starts here"),
            tuple((place_of_state(chart, other), say("nor does anything limit this wait")) for other in others),
            example=arriving(proof, [state], say("If nobody answers, the case stays here for ever.")),
        )


@rule("PR512", Severity.WARNING, over="proof")
def deadline_that_never_starts(proof: Proof) -> Iterator[Found]:
    """Nothing that can happen starts a deadline.

    It protects nobody: what it waits for to start does not happen in any case.

    Bad::

        prosessi: 1
        process: laina
        initial: saapunut
        deadlines:
          kasittely: {starts: {exit: valmis}, met_by: {enter: valmis}, within: 7 days}  # PR512
        states:
          saapunut:
            transitions:
              - {after: 2 days, to: valmis}
          valmis: {final: success}

    Good::

        prosessi: 1
        process: laina
        initial: saapunut
        deadlines:
          kasittely: {starts: {enter: saapunut}, met_by: {enter: valmis}, within: 7 days}
        states:
          saapunut:
            transitions:
              - {after: 2 days, to: valmis}
          valmis: {final: success}
    """
    chart = proof.chart
    standings = standings_of(chart, "all")
    for limit in _deadlines(chart):
        if not starts_of(standings, limit) and not _told_elsewhere(standings, limit):
            yield Found(
                _at(chart, limit),
                say("nothing that can happen starts deadline '{name}'", name=_name(limit)),
                say("let it start from a state that cases come to, or from an event that happens"),
            )


@rule("PR513", Severity.WARNING, over="proof")
def deadline_that_cannot_be_met(proof: Proof) -> Iterator[Found]:
    """Once a deadline runs, no way leads to what meets it; or nothing answers when it runs out.

    A deadline that cannot be met is missed in every case that lives long enough. And the event that a deadline raises
    when it runs out (`breach`) is lost if no state that a case can be in just then answers to it.

    Bad::

        prosessi: 1
        process: laina
        initial: saapunut
        deadlines:
          kasittely: {starts: {enter: harkinta}, met_by: {exit: saapunut}, within: 7 days}  # PR513
        states:
          saapunut:
            transitions:
              - {after: 2 days, to: harkinta}
          harkinta:
            transitions:
              - {after: 2 days, to: valmis}
          valmis: {final: success}

    Good::

        prosessi: 1
        process: laina
        initial: saapunut
        deadlines:
          kasittely: {starts: {enter: harkinta}, met_by: {exit: harkinta}, within: 7 days}
        states:
          saapunut:
            transitions:
              - {after: 2 days, to: harkinta}
          harkinta:
            transitions:
              - {after: 2 days, to: valmis}
          valmis: {final: success}
    """
    chart = proof.chart
    whole = standings_of(chart, "all")
    for limit in _deadlines(chart):
        starts = starts_of(whole, limit)
        run = Standings(whole.hops, whole.limits)
        run_of(whole, limit, starts, run)
        if starts and not _can_be_met(run, limit, starts):
            if not any(proof.has_been_told(STUCK, place_of_state(chart, state)) for state in limit.met_by.exit):
                yield Found(
                    _at(chart, limit),
                    say("once deadline '{name}' runs, nothing that can happen meets it", name=_name(limit)),
                    say("name in 'met_by' a state or an event to which a way leads from there"),
                    example=_running(proof, starts),
                )
        elif starts and (lost := _lost_breach(run, limit)):
            yield Found(
                _at(chart, limit, "breach"),
                say(
                    "when '{name}' runs out, no state in which a case can be then answers to '{event}'",
                    name=_name(limit),
                    event=lost,
                ),
                say("add a transition for '{event}' to a state in which the deadline runs", event=lost),
                example=_running(proof, starts),
            )


def _side_by_side(chart: Chart, state: StateId) -> StateId:
    """The outermost parallel state around a state; the state itself if there is none."""
    parallels = [above for above in chart[state].ancestors if chart[above].kind is Kind.PARALLEL]
    return parallels[-1] if parallels else state


def _running(proof: Proof, starts: tuple[Hop, ...]) -> Example | None:
    """A case in which the deadline has begun to run."""
    return arriving(proof, {state for hop in starts for state in hop.into or (hop.source,)})


def _deadlines(chart: Chart) -> Iterator[Limit]:
    return (limit for limit in limits_of(chart) if limit.watch is not None)


def _name(limit: Limit) -> str:
    return limit.watch.name if limit.watch is not None else ""


def _at(chart: Chart, limit: Limit, key: str = "") -> Span:
    if limit.watch is not None and key:
        return limit.watch.deadline.place_of_key(key)
    return chart.process.place_of_key("deadlines", _name(limit))


def _waits_for_others(chart: Chart, standings: Standings, state: StateId) -> bool:
    """Whether only clients or partners can move a case on from a state, and nothing limits how long that takes."""
    vertex = chart[state]
    if vertex.kind is not Kind.ATOMIC or passes_at_once(chart, state):
        return False
    if any(standing & RUNNING for standing in standings.at[state]):
        return False
    ways = [hop for hop in standings.hops.out_of[state] if hop.into and hop.edge is not None]
    if any(hop.edge.trigger in {Trigger.AFTER, Trigger.AT, Trigger.ALWAYS} for hop in ways if hop.edge is not None):
        return False
    events = {event for hop in ways for event in hop.events}
    return bool(events) and all(_by_others(chart, event) for event in events)


def _by_others(chart: Chart, event: str) -> bool:
    declared = chart.process.events.get(event)
    roles = [_role(chart, name) for name in declared.by] if declared is not None else []
    return bool(roles) and all(role is not None and role.kind in _OTHERS for role in roles)


def _role(chart: Chart, name: str) -> Role | None:
    return chart.process.roles.get(name) or chart.library.role(name)


def _told_elsewhere(standings: Standings, limit: Limit) -> bool:
    """Whether a deadline does not start because no case comes to a state, which is told of the state."""
    reached = {above for state in standings.at for above in (state, *standings.hops.chart[state].ancestors)}
    marked = limit.starts.enter | limit.starts.exit
    return bool(marked - reached - {ROOT})


def _can_be_met(run: Standings, limit: Limit, starts: tuple[Hop, ...]) -> bool:
    at_once = any(not limit.after(hop, FRESH) & RUNNING for hop in starts)
    return at_once or any(not limit.after(hop, RUNNING) & RUNNING for state in run.at for hop in run.ways(state))


def _lost_breach(run: Standings, limit: Limit) -> str | None:
    """The event that a deadline raises when it runs out, if nothing answers to it while it runs."""
    breach = limit.watch.deadline.breach if limit.watch is not None else None
    answered = any(breach in hop.events for state in run.at for hop in run.ways(state))
    return None if breach is None or answered else breach
