"""Checks a text, a file or a folder: what the rules find, but for what is passed over or switched off."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import chain
from pathlib import Path

from prosessi.check import kinds
from prosessi.check.folder import files_of
from prosessi.check.look import Look, Terms, look_at, looked_at, run
from prosessi.check.outline import PROCESS_FILE
from prosessi.check.report import Report
from prosessi.check.settings import settings_for
from prosessi.check.suppress import Judged, ignores_in, may_pass, passed_over
from prosessi.errors import NotFound
from prosessi.messages import say
from prosessi.model.beside import process_file
from prosessi.model.library import Library
from prosessi.model.scenario import Scenario
from prosessi.rules import RULES
from prosessi.shipped import find
from prosessi.source.yaml import MOST_FINDINGS, Reading, read, read_file


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


def check_scenario(path: str | Path) -> tuple[Report, Mapping[str, Report]]:
    """Check a scenario and, by their names, its processes: each is looked at once, and without proofs."""
    file, terms = find(path), Terms(None, _day(None), prove=False)
    report = _report(read_file(file), str(file), terms)
    names = report.model.processes if isinstance(report.model, Scenario) else ()
    places = {name: place for name in names if (place := process_file(name, report.home))}
    return report, {name: _told(looked_at(place, terms), str(place), terms) for name, place in places.items()}


def _day(today: date | None) -> date:
    return today or date.today()  # noqa: DTZ011  (civil time)


def _is_ours(reading: Reading) -> bool:
    """A YAML file of somebody else is passed over, a broken one is not."""
    return reading.value is None or kinds.recognised(reading.value)


def _of_settings(reports: tuple[Report, ...]) -> tuple[Report, ...]:
    settled = {found.file: found for report in reports if (found := settings_for(Path(report.file))).problems}
    return tuple(
        Report(each.file, each.text, tuple(found for problem in each.problems for found in run("settings", problem)))
        for each in settled.values()
    )


def _report(reading: Reading, file: str, terms: Terms) -> Report:
    terms.looked_at[Path(file)] = look = look_at(reading, file, terms)
    return _told(look, file, terms)


def _told(look: Look, file: str, terms: Terms) -> Report:
    """What is found in a file, but for what its author passes over and its house has switched off."""
    ignores, *theirs = (tuple(ignores_in(reading)) for reading in look.readings)
    kept, suppressed, used = passed_over(look.findings, (*ignores, *chain.from_iterable(theirs)))
    for ignore in ignores:
        idle = (code for code in ignore.codes if (ignore, code) not in used and _was_asked(code, look, terms))
        kept += run("comments", Judged(ignore, tuple(idle)))
    settled = settings_for(Path(file))
    findings = [judged for finding in kept if (judged := settled.judge(finding))]
    findings.sort(key=lambda finding: (finding.at, finding.code))
    shown = tuple(findings[:MOST_FINDINGS])
    return Report(file, look.readings[0].text, shown, look.model, suppressed, look.like, look.others)


def _was_asked(code: str, look: Look, terms: Terms) -> bool:
    """Whether something with this code would have been found, had it been there."""
    return look.whole and may_pass(code) and (terms.prove or RULES[code].over != "proof")
