"""Runs the rules over a text, a file or a folder.

The rules come in rounds, so that what follows from a mistake is not told beside it: what a case can come to is asked
only of a process whose states and transitions are as they should be, and how completely it is described only of one
without errors.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from pathlib import Path

from prosessi.chart.chart import Chart
from prosessi.chart.compile import compile_process
from prosessi.check import (
    audience,
    basis,
    branches,
    choices,
    conditions,
    data,
    deadlines,
    description,
    endings,
    flow,
    kinds,
    laws,
    names,
    pledges,
    privacy,
    settings,
    shape,
    suppress,
    transitions,
    unused,
    walks,
)
from prosessi.check.elements import Described
from prosessi.check.folder import files_of
from prosessi.check.outline import PROCESS_FILE, Outline
from prosessi.check.report import Report
from prosessi.check.scenario import acts as scenario_acts
from prosessi.check.scenario import amounts as scenario_amounts
from prosessi.check.scenario import basis as scenario_basis
from prosessi.check.scenario import hours as scenario_hours
from prosessi.check.scenario import like as scenario_like
from prosessi.check.scenario import load as scenario_load
from prosessi.check.scenario import meetings as scenario_meetings
from prosessi.check.scenario import names as scenario_names
from prosessi.check.scenario import onward as scenario_onward
from prosessi.check.scenario import people as scenario_people
from prosessi.check.scenario import shares as scenario_shares
from prosessi.check.scenario import times as scenario_times
from prosessi.check.scenario.like import Named
from prosessi.check.scenario.outline import ScenarioOutline
from prosessi.check.settings import settings_for
from prosessi.check.suppress import Judged, ignores_in, may_pass, passed_over
from prosessi.check.walks_outline import WalksOutline
from prosessi.errors import NotFound
from prosessi.findings import Finding, Severity
from prosessi.messages import say
from prosessi.model.beside import process_file
from prosessi.model.bind import bind, kind_of
from prosessi.model.library import Library, find_library
from prosessi.model.likeness import LIKE, laid_over, place_of_other
from prosessi.model.placed import Placed
from prosessi.model.process import Process
from prosessi.model.registers import Laws
from prosessi.model.scenario import Scenario
from prosessi.model.walks import Walks
from prosessi.rules import RULES, rules_over
from prosessi.shipped import find
from prosessi.simulate.pilot import pilot
from prosessi.simulate.plan import Plan
from prosessi.source.draft import Draft
from prosessi.source.located import LocatedMap
from prosessi.source.yaml import MOST_FINDINGS, Reading, read, read_file
from prosessi.verify.conditions import guards, never
from prosessi.verify.course import (
    again,
    bounds,
    dead,
    documents,
    duties,
    endless,
    handover,
    joins,
    roles,
    rounds,
    unsettled,
)
from prosessi.verify.course.arrivals import with_case
from prosessi.verify.echoes import without_echoes
from prosessi.verify.limits import idle, missed
from prosessi.verify.promises import broken
from prosessi.verify.proof import Proof

THEMES = (
    kinds,
    shape,
    branches,
    endings,
    transitions,
    flow,
    names,
    pledges,
    unused,
    data,
    choices,
    conditions,
    deadlines,
    description,
    audience,
    basis,
    laws,
    walks,
    scenario_like,
    scenario_names,
    scenario_amounts,
    scenario_shares,
    scenario_times,
    scenario_people,
    scenario_meetings,
    scenario_hours,
    scenario_acts,
    scenario_onward,
    scenario_basis,
    scenario_load,
    privacy,
    suppress,
    settings,
    endless,
    joins,
    dead,
    duties,
    bounds,
    rounds,
    unsettled,
    again,
    documents,
    roles,
    handover,
    guards,
    never,
    broken,
    missed,
    idle,
)


@dataclass(frozen=True, slots=True)
class Terms:
    """How files are looked at: with which registers (None: those around them), on which day, and how far.

    `looked_at` is what was found in files so far, so that the process of walks is not looked at twice. `above` are the
    scenarios that are like the one that is looked at.
    """

    library: Library | None
    today: date
    prove: bool
    above: tuple[Path, ...] = ()
    looked_at: dict[Path, Look] = field(default_factory=dict)

    def library_for(self, file: str | Path) -> Library:
        """The registers of a file."""
        return self.library or find_library(Path(file))


@dataclass(frozen=True, slots=True)
class Look:
    """What all rules together found in a file.

    `sound` says that there is a model and that what is written has no error, `whole` that no round was left out
    because of what was found. `readings` are of the file and of those that it is like, the nearest first, `like` the
    scenarios of these, and `value` is all that they say together; `goes_round` says that it is like itself in the end.
    """

    model: Placed | None
    findings: tuple[Finding, ...]
    sound: bool = False
    whole: bool = False
    readings: tuple[Reading, ...] = ()
    like: tuple[Scenario, ...] = ()
    value: LocatedMap | None = None
    goes_round: bool = False

    @property
    def others(self) -> Mapping[str, str]:
        """The texts of the files that it is like."""
        return {each.value.at.file: each.text for each in self.readings[1:] if each.value is not None}


def check_text(
    raw: str | bytes,
    file: str = PROCESS_FILE,
    library: Library | None = None,
    *,
    prove: bool = True,
    today: date | None = None,
) -> Report:
    """Check the text of a file called `file`; without a `library` the registers are looked for around that path.

    Without `prove` only what is written is looked at, and not what can become of a case. `today` is the day against
    which the checking of laws is held.
    """
    return _report(read(raw, file), file, Terms(library, _day(today), prove))


def check_path(path: str | Path, *, prove: bool = True, today: date | None = None) -> tuple[Report, ...]:
    """Check a file, every file of prosessi in a folder and below it, or a shipped process by its id.

    `prove` and `today` are as for a text. What cannot be understood of the settings around the files has a report of
    its own, after theirs. Raises `NotFound` when there is nothing of the kind, and `OSError` when a file cannot be
    read.
    """
    place, terms = Path(path), Terms(None, _day(today), prove)
    if not place.is_dir():
        file = find(path)
        reports: tuple[Report, ...] = (_report(read_file(file), str(file), terms),)
    else:
        readings = ((file, read_file(file)) for file in files_of(place))
        reports = tuple(_report(reading, str(file), terms) for file, reading in readings if _is_ours(reading))
    if not reports:
        raise NotFound(str(say("there are no files of prosessi in '{path}'", path=str(path))))
    return reports + _of_settings(reports)


def _day(today: date | None) -> date:
    return today or date.today()  # noqa: DTZ011  (civil time)


def _is_ours(reading: Reading) -> bool:
    """A YAML file of somebody else is passed over, a broken one is not."""
    return reading.value is None or kinds.recognised(reading.value)


def _of_settings(reports: tuple[Report, ...]) -> tuple[Report, ...]:
    settled = {found.file: found for report in reports if (found := settings_for(Path(report.file))).problems}
    return tuple(
        Report(each.file, each.text, tuple(found for problem in each.problems for found in _run("settings", problem)))
        for each in settled.values()
    )


def _report(reading: Reading, file: str, terms: Terms) -> Report:
    """What is found in a file, but for what its author passes over and its house has switched off."""
    ignores = tuple(ignores_in(reading))
    look = _look(reading, file, terms, frozenset((each.line, code) for each in ignores for code in each.codes))
    terms.looked_at[Path(file)] = look
    theirs = tuple(ignore for each in look.readings[1:] for ignore in ignores_in(each))
    kept, suppressed, used = passed_over(look.findings, (*ignores, *theirs))
    for ignore in ignores:
        idle = (code for code in ignore.codes if (ignore, code) not in used and _was_asked(code, look, terms))
        kept += _run("comments", Judged(ignore, tuple(idle)))
    settled = settings_for(Path(file))
    findings = [judged for finding in kept if (judged := settled.judge(finding))]
    findings.sort(key=lambda finding: (finding.at, finding.code))
    shown = tuple(findings[:MOST_FINDINGS])
    return Report(file, reading.text, shown, look.model, suppressed, look.like, look.others)


def _was_asked(code: str, look: Look, terms: Terms) -> bool:
    """Whether something with this code would have been found, had it been there."""
    return look.whole and may_pass(code) and (terms.prove or RULES[code].over != "proof")


def _look(reading: Reading, file: str, terms: Terms, quiet: frozenset[tuple[int, str]] = frozenset()) -> Look:
    if reading.value is None:
        return Look(None, reading.findings)
    strange = _run("file", reading.value)
    if strange:
        return Look(None, (*reading.findings, *strange))
    if kind_of(reading.value) is Scenario and isinstance(reading.value.get(LIKE), str):
        return _look_at_like(reading, reading.value, Path(file), terms)
    bound = bind(reading.value, kind_of(reading.value), reading.findings)
    findings = [*reading.findings, *bound.findings]
    well_written = not findings
    findings += _judge(bound.model, file, terms, quiet, well_written=well_written)
    sound = bound.model is not None and not any(map(_error, findings))
    if terms.prove and isinstance(bound.model, Process) and sound:
        findings = _proven(compile_process(bound.model, terms.library_for(file)), findings)
    findings += _run("page", Draft(file, reading.text, len(reading.text)))
    return Look(bound.model, tuple(findings), sound, sound and well_written, (reading,), value=reading.value)


def _look_at_like(reading: Reading, value: LocatedMap, file: Path, terms: Terms) -> Look:
    """What is found in a scenario that is like another; what is found in the other is told there."""
    other = _other(value, file, terms)
    named = Named(value, file, other)
    wrong = _run("like", named)
    if wrong or other is None or other.value is None or not isinstance(other.model, Scenario):
        return Look(None, (*reading.findings, *wrong), goes_round=named.goes_round)
    laid = laid_over(value, other.value)
    bound = bind(laid.value, Scenario, reading.findings)
    like = (other.model, *other.like)
    findings = [*reading.findings, *bound.findings, *(found for idle in laid.idle for found in _run("idle", idle))]
    well_written = not findings
    findings += _judge(bound.model, like[-1].place.file, terms, frozenset(), well_written=well_written)
    sound = bound.model is not None and not any(map(_error, findings))
    findings += _run("page", Draft(str(file), reading.text, len(reading.text)))
    told = {(each.code, each.at) for each in other.findings if RULES[each.code].over != "pilot"}
    fresh = tuple(each for each in findings if (each.code, each.at) not in told)
    return Look(bound.model, fresh, sound, sound and well_written, (reading, *other.readings), like, laid.value)


def _other(value: LocatedMap, file: Path, terms: Terms) -> Look | None:
    """What is found in the scenario that a scenario is like; None if there is none."""
    place, above = place_of_other(value[LIKE], file), (*terms.above, file.resolve())
    if place.resolve() in above:
        return Look(None, (), goes_round=True)
    known = terms.looked_at.get(place)
    if known is not None and known.sound:
        return known
    return _look(read_file(place), str(place), replace(terms, prove=False, above=above)) if place.is_file() else None


def prove(chart: Chart) -> tuple[Finding, ...]:
    """What can go wrong with the cases of a chart, by place."""
    return tuple(sorted(_proven(chart, []), key=lambda finding: (finding.at, finding.code)))


def foresee(plan: Plan) -> tuple[Finding, ...]:
    """What will happen in a scenario, as far as a few cases sent ahead can show it.

    What its author passes over and its house has switched off is not told here either.
    """
    found = {name: Outline(chart.process, chart.library) for name, chart in plan.charts.items()}
    file = Path(plan.scenario.place.file)
    outline = ScenarioOutline(plan.scenario, file, plan.library, found)
    findings = _run("pilot", outline, pilot(plan.setup))
    places = sorted({Path(finding.at.file) for finding in findings})
    ignores = [ignore for place in places if place.is_file() for ignore in ignores_in(read_file(place))]
    kept, _, _ = passed_over(findings, ignores)
    settled = settings_for(file)
    judged = (each for finding in kept if (each := settled.judge(finding)))
    return tuple(sorted(judged, key=lambda finding: finding.at))


def _proven(chart: Chart, findings: list[Finding]) -> list[Finding]:
    """The findings with cases for those that lacked one, and with what is found of the cases themselves."""
    proof = Proof(chart, tuple(findings))
    return [with_case(proof, finding) for finding in findings] + without_echoes(_run("proof", proof))


def _judge(
    model: Placed | None, file: str, terms: Terms, quiet: frozenset[tuple[int, str]], *, well_written: bool
) -> list[Finding]:
    match model:
        case Process():
            return _judge_process(Outline(model, terms.library_for(file), quiet), well_written=well_written)
        case Walks():
            return _run("walks", _walks_outline(model, Path(file), terms))
        case Scenario():
            return _judge_scenario(_scenario_outline(model, Path(file), terms), foresee=terms.prove)
        case Laws():
            return _run("laws", laws.LawsOn(model, terms.today, quiet))
    return []


def _judge_process(outline: Outline, *, well_written: bool) -> list[Finding]:
    findings = _run("process", outline)
    if not any(_error(finding) and finding.code < "PR2" for finding in findings):
        findings += _run("flow", outline)
        findings += _run("unused", outline) if outline.guessable else []
    if not any(map(_error, findings)):
        findings += _run("conditions", outline)
        findings += _run("description", Described(outline)) if well_written else []
    return findings


def _judge_scenario(outline: ScenarioOutline, *, foresee: bool) -> list[Finding]:
    findings = _run("scenario", outline)
    if outline.complete and not any(_error(finding) and finding.code < "PR853" for finding in findings):
        findings += _run("acts", outline)
    if outline.complete and not any(map(_error, findings)):
        findings += _run("prepared", outline)
        if foresee and not any(map(_error, findings)):
            findings += _run("pilot", outline, pilot(outline.setup))
    return findings


def _scenario_outline(model: Scenario, file: Path, terms: Terms) -> ScenarioOutline:
    """Find the processes that have numbers, and look at each once."""
    found = {name: _looked_at(place, terms) for name in model.processes if (place := process_file(name, file))}
    return ScenarioOutline(model, file, terms.library_for(file), found)


def _looked_at(place: Path, terms: Terms) -> Outline | None:
    """The outline of a process in another file; None if it has errors."""
    look = terms.looked_at.get(place) or _look(read_file(place), str(place), replace(terms, prove=False))
    sound = look.sound and isinstance(look.model, Process)
    return Outline(look.model, terms.library_for(place)) if sound and isinstance(look.model, Process) else None


def _walks_outline(model: Walks, file: Path, terms: Terms) -> WalksOutline:
    """Find the process that is walked: beside the walks, or in its own folder beside theirs."""
    places = (file.parent / PROCESS_FILE, file.absolute().parent.parent / model.walks / PROCESS_FILE)
    beside = None
    for place in places:
        if place.is_file():
            look = terms.looked_at.get(place) or _look(read_file(place), str(place), replace(terms, prove=False))
            process = look.model if isinstance(look.model, Process) else None
            if process is None or process.process == model.walks:
                outline = Outline(process, terms.library_for(place)) if process and look.sound else None
                return WalksOutline(model, outline, process_found=True)
            beside = beside or process.process
    return WalksOutline(model, None, process_found=False, beside=beside)


def _run(subject: str, *what: object) -> list[Finding]:
    return [finding for rule in rules_over(subject) for finding in islice(rule(*what), MOST_FINDINGS)]


def _error(finding: Finding) -> bool:
    return finding.severity is Severity.ERROR
