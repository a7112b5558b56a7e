"""`prosessi check --fix`: findings that are certain to mend are mended in the text of their file.

Edits are spliced in at their offsets, so that comments and layout stay. What mends in the earliest round of rules
goes first, then the file is checked again, because a mended line may show what it hid. Whatever would bring an error
that was not there stays as it is, and is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from functools import cache
from pathlib import Path

from prosessi.check.report import Report
from prosessi.errors import WrongUse
from prosessi.findings import Edit, Finding, Severity
from prosessi.messages import say
from prosessi.model.placed import Placed
from prosessi.rules import RULES
from prosessi.source.draft import Draft
from prosessi.source.writing import encoded_like, write_whole

MOST_ROUNDS = 300
"""A broken file shows one slip at a time; nobody has more of them."""

TEXT, WRITTEN, FORMAT, NAMED, REST = range(5)
ROUNDS = {"text": TEXT, "nodes": WRITTEN, "fields": FORMAT, "process": NAMED, "walks": NAMED}
"""When rules look, by what they read. A broken text hides everything else, and wrong names what a case can come to."""

Mark = tuple[str, int, int, str]


@dataclass(frozen=True, slots=True)
class Mended:
    """A file after mending: its new text, how many findings that mended, and those whose edits would do harm."""

    file: str
    before: str
    after: str
    count: int
    left: tuple[Finding, ...]

    @property
    def changed(self) -> bool:
        """Whether there is anything to write."""
        return self.before != self.after

    @property
    def diff(self) -> str:
        """The change as `diff -u` shows it."""
        old, new = (text.splitlines(keepends=True) for text in (self.before, self.after))
        lines = unified_diff(old, new, self.file, self.file)
        return "".join(line if line.endswith(("\n", "\r")) else f"{line}\n" for line in lines)


def mend(report: Report, recheck: Callable[[str], Report]) -> Mended:
    """Mend what can be mended in the text of a report; `recheck` gives the report of another text of the same file."""
    now, count, careful = report, 0, False
    left: dict[Mark, Finding] = {}
    for _ in range(MOST_ROUNDS):
        batch = _next([each for each in now.findings if _certain(each, report.file) and _mark(each) not in left])
        batch = batch[:1] if careful else batch
        if not batch:
            break
        after = recheck(spliced(now.text, [edit for finding in batch for edit in finding.edits]))
        if _harmless(now, after, batch):
            now, count = after, count + len(batch)
        elif len(batch) > 1:
            careful = True
        else:
            left[_mark(batch[0])] = batch[0]
    return Mended(report.file, report.text, now.text, count, tuple(left.values()))


def save(mended: Mended) -> None:
    """Write a mended text in the place of its file, in one move; wrong use if the file has changed in between."""
    path = Path(mended.file)
    raw = path.read_bytes()
    if Draft.of(raw, mended.file).text != mended.before:
        raise WrongUse(say("{file} changed while it was mended; run the command again", file=mended.file))
    write_whole(path, encoded_like(raw, mended.after))


def spliced(text: str, edits: Iterable[Edit]) -> str:
    """A text with edits made that do not overlap."""
    for edit in sorted(edits, key=lambda each: each.at.start, reverse=True):
        text = text[: edit.at.start] + edit.text + text[edit.at.end :]
    return text


def _certain(finding: Finding, file: str) -> bool:
    """Whether a finding says how it is mended, in its own file, and its remedy names no doubt.

    A colon in a text may have stood behind a key that lost its line: the remedy then names that key.
    """
    doubted = str(finding.fix.facts.get("key", "")) if finding.fix and finding.code == "PR010" else ""
    own = all(edit.at.file == file for edit in finding.edits)
    return bool(finding.edits) and own and doubted not in _keys_of_the_format()


@cache
def _keys_of_the_format() -> frozenset[str]:
    """Every key that stands anywhere in any kind of file."""
    family: list[type[Placed]] = [Placed]
    for cls in family:
        family += cls.__subclasses__()
    return frozenset(field.alias or name for cls in family for name, field in cls.model_fields.items())


def _next(findings: Sequence[Finding]) -> list[Finding]:
    """The findings of the earliest round, those left out whose edits touch those of one before."""
    first = min((_round(finding) for finding in findings), default=0)
    batch: list[Finding] = []
    taken: list[Edit] = []
    for finding in findings:
        if _round(finding) == first and not any(_touch(edit, other) for edit in finding.edits for other in taken):
            batch.append(finding)
            taken += finding.edits
    return batch


def _touch(one: Edit, other: Edit) -> bool:
    return one.at.start <= other.at.end and other.at.start <= one.at.end


def _harmless(before: Report, after: Report, batch: Sequence[Finding]) -> bool:
    """Whether mending brought no error but those that were there and could not be seen."""
    mended = set(map(id, batch))
    known = Counter(_sentence(each) for each in _errors(before) if id(each) not in mended)
    fresh = []
    for error in _errors(after):
        known[_sentence(error)] -= 1
        if known[_sentence(error)] < 0:
            fresh.append(error)
    return all(_was_hidden(error, batch) for error in fresh)


def _was_hidden(error: Finding, batch: Sequence[Finding]) -> bool:
    """Whether an error can only be seen since the batch was mended: it is looked for later, or stands further on.

    An error in the very place that was mended is the same mistake in another guise.
    """
    if not any(finding.severity is Severity.ERROR for finding in batch):
        return False
    edits = [edit for finding in batch for edit in finding.edits]
    first, now, start, end = _round(batch[0]), _round(error), min(edit.at.start for edit in edits), _end_of(edits)
    if first == TEXT:
        line = max(edit.at.line for edit in edits)
        alike = error.at.line > line or error.code == batch[0].code
        return now > TEXT or (error.at.start >= end and alike)
    if start < error.at.end and error.at.start < end:
        return False
    return now >= max(first + 1, NAMED) or (now >= first and error.at.start >= end)


def _end_of(edits: Sequence[Edit]) -> int:
    """Where the last of the edits ends in the text in which they are made."""
    return max(edit.at.end for edit in edits) + sum(len(edit.text) - (edit.at.end - edit.at.start) for edit in edits)


def _errors(report: Report) -> list[Finding]:
    return [finding for finding in report.findings if finding.severity is Severity.ERROR]


def _round(finding: Finding) -> int:
    return ROUNDS.get(RULES[finding.code].over, REST)


def _sentence(finding: Finding) -> tuple[str, str]:
    return finding.code, str(finding.message)


def _mark(finding: Finding) -> Mark:
    return (finding.code, finding.at.line, finding.at.column, str(finding.message))
