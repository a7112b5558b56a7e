"""Runs the rules over scenarios. They need most of the simulator: only who has a scenario imports this."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from prosessi.check.look import Look, Terms, is_error, look_at, looked_at, run
from prosessi.check.outline import Outline
from prosessi.check.scenario import (
    acts,
    amounts,
    basis,
    hours,
    like,
    load,
    meetings,
    names,
    onward,
    people,
    shares,
    times,
)
from prosessi.check.scenario.like import Named
from prosessi.check.scenario.outline import ScenarioOutline
from prosessi.check.settings import settings_for
from prosessi.check.suppress import ignores_in, passed_over
from prosessi.findings import Finding
from prosessi.model.beside import process_file
from prosessi.model.bind import bind
from prosessi.model.likeness import LIKE, laid_over, place_of_other
from prosessi.model.process import Process
from prosessi.model.scenario import Scenario
from prosessi.rules import RULES
from prosessi.simulate.pilot import pilot
from prosessi.simulate.plan import Plan
from prosessi.source.draft import Draft
from prosessi.source.located import LocatedMap
from prosessi.source.yaml import Reading, read_file

THEMES = (like, names, amounts, shares, times, people, meetings, hours, acts, onward, basis, load)


def judged(scenario: Scenario, file: Path, terms: Terms) -> list[Finding]:
    """What the rules over scenarios find; what becomes of it is tried only where proofs are wanted, too."""
    outline = _outline(scenario, file, terms)
    findings = run("scenario", outline)
    if outline.complete and not any(is_error(finding) and finding.code < "PR853" for finding in findings):
        findings += run("acts", outline)
    if outline.complete and not any(map(is_error, findings)):
        findings += run("prepared", outline)
        if terms.prove and not any(map(is_error, findings)):
            findings += run("pilot", outline, pilot(outline.setup))
    return findings


def look_at_like(reading: Reading, value: LocatedMap, file: Path, terms: Terms) -> Look:
    """What is found in a scenario that is like another; what is found in the other is told there."""
    other = _other(value, file, terms)
    named = Named(value, file, other)
    wrong = run("like", named)
    if wrong or other is None or other.value is None or not isinstance(other.model, Scenario):
        return Look(None, (*reading.findings, *wrong), readings=(reading,), goes_round=named.goes_round)
    laid = laid_over(value, other.value)
    bound = bind(laid.value, Scenario, reading.findings)
    others = (other.model, *other.like)
    findings = [*reading.findings, *bound.findings, *(found for idle in laid.idle for found in run("idle", idle))]
    well_written = not findings
    findings += judged(bound.model, Path(others[-1].place.file), terms) if bound.model else []
    sound = bound.model is not None and not any(map(is_error, findings))
    findings += run("page", Draft(str(file), reading.text, len(reading.text)))
    told = {(each.code, each.at) for each in other.findings if RULES[each.code].over != "pilot"}
    fresh = tuple(each for each in findings if (each.code, each.at) not in told)
    return Look(bound.model, fresh, sound, sound and well_written, (reading, *other.readings), others, laid.value)


def foresee(plan: Plan) -> tuple[Finding, ...]:
    """What will happen in a scenario, as far as a few cases sent ahead can show it.

    What its author passes over and its house has switched off is not told here either.
    """
    found = {name: Outline(chart.process, chart.library) for name, chart in plan.charts.items()}
    file = Path(plan.scenario.place.file)
    outline = ScenarioOutline(plan.scenario, file, plan.library, found)
    findings = run("pilot", outline, pilot(plan.setup))
    places = sorted({Path(finding.at.file) for finding in findings})
    ignores = [ignore for place in places if place.is_file() for ignore in ignores_in(read_file(place))]
    kept, _, _ = passed_over(findings, ignores)
    settled = settings_for(file)
    judged = (each for finding in kept if (each := settled.judge(finding)))
    return tuple(sorted(judged, key=lambda finding: finding.at))


def _other(value: LocatedMap, file: Path, terms: Terms) -> Look | None:
    """What is found in the scenario that a scenario is like; None if there is none."""
    place, above = place_of_other(value[LIKE], file), (*terms.above, file.resolve())
    if place.resolve() in above:
        return Look(None, (), goes_round=True)
    known = terms.looked_at.get(place)
    if known is not None and known.sound:
        return known
    return look_at(read_file(place), str(place), replace(terms, prove=False, above=above)) if place.is_file() else None


def _outline(scenario: Scenario, file: Path, terms: Terms) -> ScenarioOutline:
    """Find the processes that have numbers, and look at each once."""
    found = {name: _process(place, terms) for name in scenario.processes if (place := process_file(name, file))}
    return ScenarioOutline(scenario, file, terms.library_for(file), found)


def _process(place: Path, terms: Terms) -> Outline | None:
    """The outline of a process in another file; None if it has errors."""
    look = looked_at(place, terms)
    sound = look.sound and isinstance(look.model, Process)
    return Outline(look.model, terms.library_for(place)) if sound and isinstance(look.model, Process) else None
