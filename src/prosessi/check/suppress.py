"""PR901 and PR902: findings that the author passes over in their place, with a reason.

A comment `# prosessi: ignore PR102 - <why>` at the end of a line passes over what is found on that line; on a line
of its own, what is found on the next line that is no comment. Errors are never passed over.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from prosessi.check.report import Suppressed
from prosessi.findings import Edit, Finding, Severity
from prosessi.messages import say
from prosessi.rules import RULES, Found, Rule, nearest, rule
from prosessi.source.yaml import Reading
from prosessi.span import Span

_OURS = re.compile(r"#+\s*prosessi\s*:\s*([^\W\d_]+)(.*)", re.IGNORECASE)
_REASON = re.compile(r"\s+[-–—]+\s+(?=\S)")
_CODE = re.compile(r"\bPR\d+\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Ignore:
    """A comment that passes over findings on a line. `removal` takes the comment away."""

    at: Span
    line: int
    codes: tuple[str, ...]
    reason: str
    removal: Edit

    @property
    def valid(self) -> bool:
        """Whether it says what is passed over and why."""
        return bool(self.codes and self.reason)

    def covers(self, finding: Finding) -> bool:
        """Whether it passes over a finding."""
        there = (finding.at.file, finding.at.line) == (self.at.file, self.line)
        return self.valid and there and finding.code in self.codes and may_pass(finding.code)


@dataclass(frozen=True, slots=True)
class Judged:
    """An ignoring comment, with those of its codes of which nothing was there to pass over."""

    ignore: Ignore
    idle: tuple[str, ...]


@rule("PR901", Severity.WARNING, over="comments")
def unexplained(judged: Judged) -> Iterator[Found]:
    """A comment passes over a finding without saying why, or without saying which.

    Whoever reads the file later has to know whether the reason still holds. The comment names one code or several
    and then, after a hyphen, the reason. Until then the finding stays.

    Bad::

        prosessi: 1
        process: laina
        title: Laina
        initial: valmis
        assumption: harjoitus
        roles:
          virkailija: {label: Virkailija, assumption: harjoitus}  # prosessi: ignore PR212  # PR212 # PR901
        states:
          valmis: {label: Laina on myönnetty, final: success, assumption: harjoitus}

    Good::

        prosessi: 1
        process: laina
        title: Laina
        initial: valmis
        assumption: harjoitus
        roles:
          # prosessi: ignore PR212 - virkailijan työ kuvataan myöhemmin
          virkailija: {label: Virkailija, assumption: harjoitus}
        states:
          valmis: {label: Laina on myönnetty, final: success, assumption: harjoitus}
    """
    ignore = judged.ignore
    if not ignore.valid:
        code = ignore.codes[0] if ignore.codes else "PR102"
        yield Found(
            ignore.at,
            say("this comment passes over findings without a reason")
            if ignore.codes
            else say("this comment does not say which findings it passes over"),
            say("write '{line} <why>'", line=f"# prosessi: ignore {code} -"),
        )


@rule("PR902", Severity.WARNING, over="comments")
def nothing_to_ignore(judged: Judged) -> Iterator[Found]:
    """A comment passes over something that is not found there, or that cannot be passed over.

    What was once passed over has been mended, or stands on another line: a comment at the end of a line is about what
    begins on that line, and one on a line of its own about the next. Errors are mended, not passed over, because a
    process with an error cannot run.

    Bad::

        prosessi: 1
        process: laina
        title: Laina
        initial: valmis
        assumption: harjoitus
        states:
          # prosessi: ignore PR102 - tila otetaan käyttöön keväällä  # PR902
          valmis: {label: Laina on myönnetty, final: success, assumption: harjoitus}

    Good::

        prosessi: 1
        process: laina
        title: Laina
        initial: valmis
        assumption: harjoitus
        states:
          valmis: {label: Laina on myönnetty, final: success, assumption: harjoitus}
    """
    ignore = judged.ignore
    for code in ignore.codes if ignore.valid else ():
        known = rule_called(code)
        if known is None:
            near = nearest(code, RULES)
            yield Found(
                ignore.at,
                say("there is no finding '{code}'", code=code),
                say("did you mean '{near}'?", near=near) if near else say("'prosessi explain' lists them all"),
            )
        elif not may_pass(code):
            yield Found(
                ignore.at,
                say("{code} cannot be passed over", code=code),
                say("remove this comment; an error is mended, because a process with an error cannot run")
                if known.severity is Severity.ERROR
                else say("remove this comment"),
            )
        elif code in judged.idle:
            yield Found(
                ignore.at,
                say("there is no {code} to pass over on line {line}", code=code, line=ignore.line),
                say("remove this comment, or '{code}' from it", code=code),
                edits=(ignore.removal,) if judged.idle == ignore.codes else (),
            )


def ignores_in(reading: Reading) -> Iterator[Ignore]:
    """The comments of a file that pass over findings."""
    for at in reading.comments:
        ours = _OURS.match(reading.text, at.start, at.end)
        if ours and nearest(ours[1], ["ignore"]):
            named, *reason = _REASON.split(ours[2], maxsplit=1)
            codes = tuple(dict.fromkeys(code.upper() for code in _CODE.findall(named)))
            line, removal = _aim(reading.text, at)
            yield Ignore(at, line, codes, "".join(reason).strip(), removal)


def passed_over(
    findings: Iterable[Finding], ignores: Sequence[Ignore]
) -> tuple[list[Finding], tuple[Suppressed, ...], set[tuple[Ignore, str]]]:
    """Part the findings into those that stay and those that are passed over; and which comment did so by which code."""
    kept: list[Finding] = []
    suppressed: list[Suppressed] = []
    used: set[tuple[Ignore, str]] = set()
    for finding in findings:
        ignore = next((each for each in ignores if each.covers(finding)), None)
        if ignore is None:
            kept.append(finding)
        else:
            suppressed.append(Suppressed(finding, ignore.reason))
            used.add((ignore, finding.code))
    return kept, tuple(suppressed), used


def may_pass(code: str) -> bool:
    """Whether findings with this code can be passed over: errors cannot, nor what is said of such comments."""
    known = rule_called(code)
    return known is not None and known.severity is not Severity.ERROR and known.over != "comments"


def rule_called(code: str) -> Rule | None:
    """The rule with a code. Those over things that nobody has looked at yet are loaded for it."""
    if code not in RULES:
        importlib.import_module("prosessi.check.rules")
    return RULES.get(code)


def _aim(text: str, at: Span) -> tuple[int, Edit]:
    """The line that a comment is about, and the edit that takes the comment away."""
    start = at.start - (at.column - 1)
    if text[start : at.start].strip():
        bare = start + len(text[start : at.start].rstrip())
        return at.line, Edit(
            Span(at.file, at.line, bare - start + 1, at.line, at.end_column, bare, at.end),
            "",
        )
    end = re.compile(r"\r\n|\r|\n|\Z").match(text, at.end)
    whole = Edit(Span(at.file, at.line, 1, at.line + 1, 1, start, end.end() if end else at.end), "")
    below = re.split(r"\r\n|\r|\n", text[at.end :])[1:]
    skipped = next((n for n, line in enumerate(below) if line.strip() and not line.lstrip().startswith("#")), 0)
    return at.line + 1 + skipped, whole
