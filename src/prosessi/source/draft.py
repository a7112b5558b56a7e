"""From the bytes of a file to its text, whatever program saved it."""

from __future__ import annotations

import codecs
import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from prosessi.source.limits import MOST_BYTES, Scan, scan
from prosessi.source.nodes import Node, walk
from prosessi.span import Span

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LINE_END = re.compile(r"\r\n|\r|\n")
_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_ODD_INDENT = re.compile(r"^ *([\xa0\u2000-\u200b\u202f\u205f\u3000])", re.MULTILINE)
_ESCAPED_BYTE = re.compile("[\udc80-\udcff]")


@dataclass(frozen=True)
class Draft:
    """The text of a file as it came, and what a first look at it found.

    `foreign` is the offset of the first byte that is not UTF-8, with that byte; the text then shows such bytes as
    the old Windows encoding has them, so that the author recognises the line. Of a file that is too large, or
    `binary` and no text at all, only the size is kept.
    """

    file: str
    text: str
    size: int
    foreign: tuple[int, int] | None = None
    binary: bool = False

    @classmethod
    def of(cls, raw: str | bytes, file: str) -> Draft:
        """The text in `raw`. A byte order mark is taken off; what has one for UTF-16 is read as that."""
        if len(raw) > MOST_BYTES:
            return cls(file, "", len(raw))
        if isinstance(raw, str) and "\0" in raw:
            return cls(file, "", len(raw), binary=True)
        if isinstance(raw, str):
            return cls(file, raw.removeprefix("\ufeff"), len(raw.encode("utf-8", "replace")))
        for bom, encoding in _BOMS:
            if raw.startswith(bom):
                return cls(file, raw.decode(encoding, "replace").removeprefix("\ufeff"), len(raw))
        return cls._of_bytes(raw.removeprefix(codecs.BOM_UTF8), file)

    @classmethod
    def _of_bytes(cls, raw: bytes, file: str) -> Draft:
        if b"\0" in raw:
            return cls(file, "", len(raw), binary=True)
        try:
            return cls(file, raw.decode("utf-8"), len(raw))
        except UnicodeDecodeError as error:
            start = len(raw[: error.start].decode("utf-8"))
            text = _ESCAPED_BYTE.sub(_as_windows_has_it, raw.decode("utf-8", "surrogateescape"))
            return cls(file, text, len(raw), (start, raw[error.start]))

    @cached_property
    def lines(self) -> tuple[int, ...]:
        """The offset at which each line starts."""
        return (0, *(end.end() for end in _LINE_END.finditer(self.text)))

    @cached_property
    def stray(self) -> int | None:
        """The offset of the first character that YAML does not allow, or that indents a line and is no space."""
        if found := _FORBIDDEN.search(self.text):
            return found.start()
        odd = _ODD_INDENT.search(self.text)
        return odd.start(1) if odd else None

    @cached_property
    def readable(self) -> bool:
        """Whether it is text, and of a size that a person could have written."""
        return not self.binary and self.foreign is None and self.size <= MOST_BYTES and self.stray is None

    @cached_property
    def scan(self) -> Scan:
        """What the parser made of it; nothing if it is not readable."""
        return scan(self.text, self.file) if self.readable else Scan()

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """Every node of its tree, in the order written; none if it is broken."""
        return walk(self.scan.root) if self.scan.root else ()

    def span(self, start: int, end: int) -> Span:
        """The place of a stretch of the text that stands on one line."""
        line = bisect_right(self.lines, start)
        column = start - self.lines[line - 1] + 1
        return Span(self.file, line, column, line, column + end - start, start, end)


def _as_windows_has_it(escaped: re.Match[str]) -> str:
    return bytes([ord(escaped[0]) - 0xDC00]).decode("cp1252", "replace")
