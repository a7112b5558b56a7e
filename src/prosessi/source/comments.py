"""Where the comments of a file are, told apart from a `#` that belongs to a text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from prosessi.source.draft import Draft
from prosessi.source.nodes import Scalar
from prosessi.span import Span

COMMENT = re.compile(r"(?<!\S)#[^\r\n]*")


def comments(draft: Draft) -> Iterator[Span]:
    """The places of the comments, each from its `#` to the end of its line; none if the file is broken or empty."""
    if "#" not in draft.text or not draft.nodes:
        return
    end = 0
    for scalar in (node for node in draft.nodes if isinstance(node, Scalar)):
        yield from _between(draft, end, scalar.at.start)
        if draft.text[scalar.at.start : scalar.at.start + 1] in {"|", ">"}:
            yield from _between(draft, scalar.at.start, draft.lines[scalar.at.line])
        end = max(end, scalar.at.end)
    yield from _between(draft, end, len(draft.text))


def _between(draft: Draft, start: int, end: int) -> Iterator[Span]:
    if start < end:
        yield from (draft.span(*found.span()) for found in COMMENT.finditer(draft.text, start, end))
