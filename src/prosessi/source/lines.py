"""Which line of a block stands out: guesses about columns and dashes.

The parser stops at the first line that fits nothing any more. Often it is the line before that was moved.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from prosessi.source.scene import Scene

_KEY_AND_VALUE = re.compile(r"^\s*(?:- +)*[^\s:#]+\s*: +[^\s#|>]")
_KEY_ONLY = re.compile(r"^\s*[^\s:#-][^:#]*:\s*(?:#.*)?$")

_DASHED_KEY = re.compile(r"^\s*- +[^\s:#-][^:#]*:\s*(?:#.*)?$")


@dataclass(frozen=True, slots=True)
class OddDash:
    """A line that begins with a dash, or does not, otherwise than the line `beside` it in the same column."""

    line: int
    beside: int
    dashed: bool


def odd_dash(scene: Scene, here: int) -> OddDash | None:
    """The line whose dash is missing or too much, where the line `here` and those in its column differ in it."""
    beside = _beside(scene, here)
    if not beside or _dashed(scene, beside[0]) == _dashed(scene, here):
        return None
    other = beside[0]
    if _dashed(scene, here):
        item = scene.line_text(other).lstrip()[:1] in "{["
        return OddDash(other, here, dashed=False) if item else OddDash(here, other, dashed=True)
    if not _KEY_ONLY.match(scene.line_text(here)):
        return OddDash(here, other, dashed=False)
    return OddDash(other, here, dashed=True) if _DASHED_KEY.match(scene.line_text(other)) else None


def blamed(scene: Scene, above: int) -> int:
    """The line that was moved: the one where the parser stopped, or the one above if that alone stands out."""
    here, before = scene.indent(scene.line), scene.indent(above)
    columns = Counter(scene.indent(line) for line in range(1, len(scene.draft.lines) + 1) if scene.line_text(line))
    alone = columns[before] == 1 and columns[here] > 1
    highest = scene.line_before(above)
    if alone:
        return above
    if before < here and highest is not None and _KEY_AND_VALUE.match(scene.line_text(above)):
        notched = scene.indent(highest) == here
        fell_out = scene.indent(highest) == before and _KEY_ONLY.match(scene.line_text(highest))
        return above if notched or fell_out else scene.line
    return scene.line


def _beside(scene: Scene, here: int) -> list[int]:
    """The lines above `here` in the same column, the nearest first, up to the line that they all stand under."""
    column = scene.indent(here)
    found = []
    line = scene.line_before(here)
    while line is not None and scene.indent(line) >= column:
        if scene.indent(line) == column:
            found.append(line)
        line = scene.line_before(line)
    return found


def _dashed(scene: Scene, line: int) -> bool:
    return scene.line_text(line).lstrip().startswith("- ")
