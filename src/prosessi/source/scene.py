"""The place where the parser stopped, and the lines around it."""

from __future__ import annotations

import re

from prosessi.source.draft import Draft
from prosessi.source.limits import Stop
from prosessi.span import Span


class Scene:
    """The surroundings of the place where the parser stopped."""

    def __init__(self, draft: Draft, stop: Stop) -> None:
        self.draft = draft
        self.stop = stop
        self.index = min(stop.at.start, len(draft.text))
        self.line = draft.span(self.index, self.index).line
        start = self.line_start(self.line)
        self.character = draft.text[self.index : self.index + 1]
        self.before = draft.text[start : self.index]
        self.at_end = not draft.text[self.index :].strip()
        self.first_on_line = not self.before.strip()
        self.point = draft.span(self.index, self.index + (0 if self.at_end else 1))

    @property
    def tab(self) -> int | None:
        """The offset of the tab that is in the way."""
        indent = re.match(r"[ \t]*", self.draft.text[self.line_start(self.line) :])
        if indent and "\t" in indent[0]:
            return self.line_start(self.line) + indent[0].index("\t")
        return self.index if self.character == "\t" else None

    def line_start(self, line: int) -> int:
        """The offset at which a line begins."""
        return self.draft.lines[line - 1]

    def line_text(self, line: int) -> str:
        """A line without its end."""
        end = self.draft.lines[line] if line < len(self.draft.lines) else len(self.draft.text)
        return self.draft.text[self.line_start(line) : end].rstrip("\r\n")

    def indent(self, line: int) -> int:
        """The number of spaces before the first word of a line."""
        text = self.line_text(line)
        return len(text) - len(text.lstrip(" "))

    def line_before(self, line: int | None = None) -> int | None:
        """The nearest line above the break, or above `line`, that has more than a comment."""
        for above in range((line or self.line) - 1, 0, -1):
            text = self.line_text(above).strip()
            if text and not text.startswith("#"):
                return above
        return None

    def whole_line(self, line: int) -> Span:
        """The place of a line without its indentation."""
        text = self.line_text(line)
        start = self.line_start(line) + len(text) - len(text.lstrip())
        return self.draft.span(start, self.line_start(line) + len(text.rstrip()))
