"""Where something stands in a text: the one way the house speaks of a place."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a file, from its first character up to the one after its last.

    Lines and columns count from 1, as editors do; columns count code points. `start` and `end` are offsets
    into the text, for whoever splices. A place without a text (a missing file) is `Span(file)`.
    """

    file: str
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1
    start: int = 0
    end: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"

    def part(self, start: int, end: int) -> Span:
        """The stretch from the `start`-th to the `end`-th character of a span that stands on one line."""
        if self.line != self.end_line:
            return self
        return Span(
            self.file,
            self.line,
            self.column + start,
            self.line,
            self.column + end,
            self.start + start,
            self.start + end,
        )
