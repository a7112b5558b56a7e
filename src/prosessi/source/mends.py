"""What would mend a slip that broke a file, where that is certain.

The file is not read yet, so a mend looks at one line only. Where the line leaves two ways to understand it there is
no mend, and the author decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from prosessi.findings import Edit
from prosessi.source.complaint import Complaint, Slip
from prosessi.source.draft import Draft

_KEY = re.compile(r"^( *(?:- +)*)[^\s:#{}\[\],\"']+: +(?=\S)")
_ITEM = re.compile(r"^( *)(?:- +)+(?=\S)")
_KEY_IN_BRACES = re.compile(r"[{,] *[^\s:{}\[\],\"']+: +(?=[^{}\[\],\"']*$)")
_REST_IN_BRACES = re.compile(r"[^{}\[\],\"'#]*(?=[,}\]])")
_COMMENT = re.compile(r"\s#.*$")
_HIDDEN = "\u200b\ufeff"

Edits = tuple[Edit, ...]


def mend(draft: Draft, slip: Complaint) -> Edits:
    """The edits that undo a slip; none if it could be undone in several ways."""
    way = _WAYS.get(slip.slip)
    return way(draft, slip) if way else ()


def plain_space(draft: Draft, offset: int) -> Edits:
    """The edit that makes a space of what only looks like one, and removes what cannot be seen."""
    at = draft.span(offset, offset + 1)
    return (Edit(at, "" if draft.text[offset] in _HIDDEN else " "),)


def in_quotes(text: str) -> str:
    """A text as YAML has it in quotes: the double ones, unless they or a backslash stand in it."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def _tab(draft: Draft, slip: Complaint) -> Edits:
    start, line = _line(draft, slip.at.line)
    indent = re.match(r"[ \t]*", line)
    if indent is None or slip.at.start >= start + indent.end():
        return (Edit(slip.at, " "),)
    depths = {len(each) for each in re.findall(r"^ +(?=\S)", draft.text, re.MULTILINE)}
    beside = {
        _depth(draft, range(slip.at.line - 1, 0, -1)),
        _depth(draft, range(slip.at.line + 1, len(draft.lines) + 1)),
    }
    depth = beside.pop() if len(beside) == 1 else None
    spaces = " " * depth if depth else indent[0].replace("\t", " " * min(depths, default=2))
    return (Edit(draft.span(start, start + indent.end()), spaces),)


def _colon(draft: Draft, slip: Complaint) -> Edits:
    start, line = _line(draft, slip.at.line)
    offset = slip.at.start - start
    return _quotes_around(draft, slip, offset) if line[offset + 1 :].strip() else ()


def _quotes_around(draft: Draft, slip: Complaint, offset: int) -> Edits:
    """Put quotes around the value that stands around an offset of the line, if it ends on the line."""
    start, line = _line(draft, slip.at.line)
    key = next(reversed(list(_KEY_IN_BRACES.finditer(line[:offset]))), None)
    if key is not None:
        rest = _REST_IN_BRACES.match(line, offset + 1)
        first, last = key.end(), rest.end() if rest else -1
    else:
        head = _KEY.match(line) or _ITEM.match(line)
        first = head.end() if head else offset + 1
        last = len(_COMMENT.sub("", line)) if head and not _goes_on(draft, slip.at.line, head) else -1
    value = line[first:last].rstrip() if last >= 0 else ""
    if not value or first > offset or value[0] in "\"'[{":
        return ()
    return (Edit(draft.span(start + first, start + first + len(value)), in_quotes(value)),)


def _special(draft: Draft, slip: Complaint) -> Edits:
    start, _ = _line(draft, slip.at.line)
    return _quotes_around(draft, slip, slip.at.start - start) if draft.text[slip.at.start] in "@`%&*!|>" else ()


def _quote_inside(draft: Draft, slip: Complaint) -> Edits:
    """A value in quotes with the same quote inside: `'the client's loan'`."""
    start, line = _line(draft, slip.at.line)
    head = _KEY.match(line)
    value = _COMMENT.sub("", line)[head.end() :].rstrip() if head else ""
    if len(value) < 2 or value[0] not in "\"'" or value[-1] != value[0] or "\\" in value:
        return ()
    first = start + len(line[: head.end()]) if head else start
    inner = value[1:-1].replace("''", "'") if value[0] == "'" else value[1:-1]
    return (Edit(draft.span(first, first + len(value)), in_quotes(inner)),)


def _colon_glued(draft: Draft, slip: Complaint) -> Edits:
    after = draft.text[slip.at.end : slip.at.end + 2]
    if after[:1].isspace():
        return plain_space(draft, slip.at.end)
    return () if after == "//" else (Edit(draft.span(slip.at.end, slip.at.end), " "),)


def _dash_glued(draft: Draft, slip: Complaint) -> Edits:
    return (Edit(draft.span(slip.at.end, slip.at.end), " "),)


def _bullet(_draft: Draft, slip: Complaint) -> Edits:
    return (Edit(slip.at, "-"),)


def _lone_comma(draft: Draft, slip: Complaint) -> Edits:
    spaces = re.compile(r" *").match(draft.text, slip.at.end)
    return (Edit(draft.span(slip.at.start, spaces.end() if spaces else slip.at.end), ""),)


def _backslash(draft: Draft, slip: Complaint) -> Edits:
    return (Edit(draft.span(slip.at.start, slip.at.start), "\\"),)


_WAYS: Mapping[Slip, Callable[[Draft, Complaint], Edits]] = {
    Slip.TAB: _tab,
    Slip.COLON_IN_TEXT: _colon,
    Slip.SPECIAL_START: _special,
    Slip.AFTER_VALUE: _quote_inside,
    Slip.GLUED_COLON: _colon_glued,
    Slip.GLUED_DASH: _dash_glued,
    Slip.ODD_DASH: _bullet,
    Slip.EMPTY_ITEM: _lone_comma,
    Slip.BACKSLASH: _backslash,
}


def _line(draft: Draft, number: int) -> tuple[int, str]:
    """A line without its end, and the offset at which it begins."""
    start = draft.lines[number - 1]
    end = draft.lines[number] if number < len(draft.lines) else len(draft.text)
    return start, draft.text[start:end].rstrip("\r\n")


def _depth(draft: Draft, lines: Iterable[int]) -> int | None:
    """How deep the first of the lines with anything on it is indented; None if it has a tab there, or there is none."""
    for number in lines:
        _, text = _line(draft, number)
        if text.strip():
            indent = text[: len(text) - len(text.lstrip())]
            return len(indent) if indent.strip(" ") == "" else None
    return None


def _goes_on(draft: Draft, number: int, head: re.Match[str]) -> bool:
    """Whether the next line with anything on it is indented deeper, and so may belong to the text."""
    for line in range(number + 1, len(draft.lines) + 1):
        _, text = _line(draft, line)
        if text.strip():
            return len(text) - len(text.lstrip(" ")) > len(head[1])
    return False
