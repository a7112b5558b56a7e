"""Reads a YAML text: values that know their places, and everything that is wrong with how it is written."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from prosessi.findings import Finding
from prosessi.rules import rules_over
from prosessi.source import legible, syntax, traps
from prosessi.source.comments import comments
from prosessi.source.draft import Draft
from prosessi.source.limits import MOST_BYTES
from prosessi.source.located import LocatedMap
from prosessi.source.nodes import Mapping
from prosessi.source.values import value_of
from prosessi.span import Span

RULE_MODULES = (legible, syntax, traps)
MOST_FINDINGS = 100


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as read. `value` is None when it could not be read at all; `text` is what the places point into."""

    value: LocatedMap | None
    findings: tuple[Finding, ...]
    text: str
    comments: tuple[Span, ...] = ()


def read(raw: str | bytes, file: str) -> Reading:
    """Read a text, or the bytes of a file called `file`. Never raises, whatever they are.

    A text that cannot be read gives one finding. One that can be read, but where readers of YAML would disagree,
    gives a value all the same, so that the mistakes of its content can be told in the same go. At most a hundred
    findings are given; nobody mends more at a time.
    """
    draft = Draft.of(raw, file)
    broken = [finding for rule in rules_over("text") for finding in rule(draft)]
    root = draft.scan.root
    if broken or not isinstance(root, Mapping):
        return Reading(None, tuple(broken), draft.text)
    doubtful = [finding for rule in rules_over("nodes") for finding in rule(draft)]
    doubtful.sort(key=lambda finding: finding.at)
    return Reading(value_of(root), tuple(doubtful[:MOST_FINDINGS]), draft.text, tuple(comments(draft)))


def read_file(path: Path) -> Reading:
    """Read a file, and no more of it than the limit needs. A file that cannot be opened is an `OSError`."""
    with path.open("rb") as file:
        raw = file.read(MOST_BYTES + 1)
    return read(raw, str(path))
