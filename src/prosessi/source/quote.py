"""Shows a place in its line, with a caret under it, as compilers do."""

from __future__ import annotations

import re
import unicodedata

from prosessi.span import Span

WIDEST = 110
"""So many columns of a line are shown; of a longer one, those around the place."""

_BEFORE = 50
_LINE_END = re.compile(r"\r\n|\r|\n")


def quote(text: str, span: Span, note: str = "") -> str:
    """The line of `text` where `span` begins, with its number, and a caret line under it that ends with `note`.

    Tabs are shown as one space and characters that cannot be shown as a dot, so that the caret stands right and a
    terminal is not told what to do. A span of several lines is underlined to the end of its first.
    """
    lines = _LINE_END.split(text)
    line = lines[span.line - 1] if span.line <= len(lines) else ""
    start = min(span.column - 1, len(line))
    end = len(line) if span.end_line > span.line else min(span.end_column - 1, len(line))
    before, marked, after = _window(line, start, max(end, start))
    number = str(span.line)
    gutter = " " * len(number)
    caret = " " * _width(before) + "^" * max(_width(marked), 1)
    shown = f"{number} | {before}{marked}{after}".rstrip()
    return f"{gutter} |\n{shown}\n{gutter} | {caret} {note}".rstrip()


def shortened(text: str, most: int = 40) -> str:
    """A text for a sentence: the start of it will do."""
    return text if len(text) <= most else text[: most - 1] + "…"


def _window(line: str, start: int, end: int) -> tuple[str, str, str]:
    """The line in three parts around the marked one, clipped where it is too long."""
    left = max(start - _BEFORE, 0) if len(line) > WIDEST else 0
    right = min(left + WIDEST, len(line))
    end = min(end, right)
    opening = "…" if left else ""
    closing = "…" if right < len(line) else ""
    return opening + _visible(line[left:start]), _visible(line[start:end]), _visible(line[end:right]) + closing


def _visible(text: str) -> str:
    return "".join(each if each.isprintable() else " " if each in "\t\xa0" else "·" for each in text)


def _width(text: str) -> int:
    """How many columns of a terminal a text takes: wide characters two, combining ones none."""
    wide = sum(unicodedata.east_asian_width(each) in {"W", "F"} for each in text)
    return len(text) + wide - sum(unicodedata.combining(each) > 0 for each in text)
