"""What the rules find in one file.

They come in rounds, so that what follows from a mistake is not told beside it: what a case can come to is asked only
of a process whose states and transitions are as they should be, and how completely it is described only of one without
errors. The rules over proofs and over scenarios are loaded with the first thing that they are over.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from pathlib import Path

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
    shape,
    transitions,
    unused,
    walks,
)
from prosessi.check.elements import Described
from prosessi.check.outline import PROCESS_FILE, Outline
from prosessi.check.suppress import ignores_in
from prosessi.check.walks_outline import WalksOutline
from prosessi.findings import Finding, Severity
from prosessi.model.bind import bind, kind_of
from prosessi.model.library import Library, find_library
from prosessi.model.likeness import LIKE
from prosessi.model.placed import Placed
from prosessi.model.process import Process
from prosessi.model.registers import Laws
from prosessi.model.scenario import Scenario
from prosessi.model.walks import Walks
from prosessi.rules import rules_over
from prosessi.source.draft import Draft
from prosessi.source.located import LocatedMap
from prosessi.source.yaml import MOST_FINDINGS, Reading, read_file

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
    privacy,
)


@dataclass(frozen=True, slots=True)
class Terms:
    """How files are looked at: with which registers (None: those around them), on which day, and how far.

    `looked_at` is what was found in files so far, so that the process of walks or of a scenario is not looked at twice.
    `above` are the scenarios that are like the one that is looked at.
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


def look_at(reading: Reading, file: str, terms: Terms) -> Look:
    """What all rules find in a file; the proofs only if the terms ask for them."""
    if reading.value is None:
        return Look(None, reading.findings, readings=(reading,))
    strange = run("file", reading.value)
    if strange:
        return Look(None, (*reading.findings, *strange), readings=(reading,))
    if kind_of(reading.value) is Scenario and isinstance(reading.value.get(LIKE), str):
        from prosessi.check.scenario.judge import look_at_like  # noqa: PLC0415  # only scenarios need the simulator

        return look_at_like(reading, reading.value, Path(file), terms)
    bound = bind(reading.value, kind_of(reading.value), reading.findings)
    findings = [*reading.findings, *bound.findings]
    well_written = not findings
    findings += _judge(bound.model, reading, file, terms, well_written=well_written)
    sound = bound.model is not None and not any(map(is_error, findings))
    if terms.prove and isinstance(bound.model, Process) and sound:
        from prosessi.check.proofs import proven  # noqa: PLC0415  # only proofs need all that finds them

        findings = proven(compile_process(bound.model, terms.library_for(file)), findings)
    findings += run("page", Draft(file, reading.text, len(reading.text)))
    return Look(bound.model, tuple(findings), sound, sound and well_written, (reading,), value=reading.value)


def looked_at(place: Path, terms: Terms) -> Look:
    """What is found in another file, without proofs; each is looked at once."""
    if place not in terms.looked_at:
        terms.looked_at[place] = look_at(read_file(place), str(place), replace(terms, prove=False))
    return terms.looked_at[place]


def run(subject: str, *what: object) -> list[Finding]:
    """What the rules over a subject find."""
    return [finding for rule in rules_over(subject) for finding in islice(rule(*what), MOST_FINDINGS)]


def is_error(finding: Finding) -> bool:
    """Whether a finding keeps a process from running."""
    return finding.severity is Severity.ERROR


def _judge(model: Placed | None, reading: Reading, file: str, terms: Terms, *, well_written: bool) -> list[Finding]:
    match model:
        case Process():
            outline = Outline(model, terms.library_for(file), _quiet(reading))
            return _judge_process(outline, well_written=well_written)
        case Walks():
            return run("walks", _walks_outline(model, Path(file), terms))
        case Scenario():
            from prosessi.check.scenario.judge import judged  # noqa: PLC0415  # as above

            return judged(model, Path(file), terms)
        case Laws():
            return run("laws", laws.LawsOn(model, terms.today, _quiet(reading)))
    return []


def _quiet(reading: Reading) -> frozenset[tuple[int, str]]:
    """The lines on which comments pass over findings, each with a code."""
    return frozenset((each.line, code) for each in ignores_in(reading) for code in each.codes)


def _judge_process(outline: Outline, *, well_written: bool) -> list[Finding]:
    findings = run("process", outline)
    if not any(is_error(finding) and finding.code < "PR2" for finding in findings):
        findings += run("flow", outline)
        findings += run("unused", outline) if outline.guessable else []
    if not any(map(is_error, findings)):
        findings += run("conditions", outline)
        findings += run("description", Described(outline)) if well_written else []
    return findings


def _walks_outline(model: Walks, file: Path, terms: Terms) -> WalksOutline:
    """Find the process that is walked: beside the walks, or in its own folder beside theirs."""
    places = (file.parent / PROCESS_FILE, file.absolute().parent.parent / model.walks / PROCESS_FILE)
    beside = None
    for place in places:
        if place.is_file():
            look = looked_at(place, terms)
            process = look.model if isinstance(look.model, Process) else None
            if process is None or process.process == model.walks:
                outline = Outline(process, terms.library_for(place)) if process and look.sound else None
                return WalksOutline(model, outline, process_found=True)
            beside = beside or process.process
    return WalksOutline(model, None, process_found=False, beside=beside)
