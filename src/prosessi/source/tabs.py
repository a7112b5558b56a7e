"""Tabs between the parts of a text, where YAML has room for them and not every reader of it."""

from __future__ import annotations

from collections.abc import Iterator

from prosessi.source.comments import COMMENT
from prosessi.source.draft import Draft
from prosessi.source.nodes import Scalar


def separating_tabs(draft: Draft) -> Iterator[int]:
    """The offsets of the tabs that stand neither in a value nor in a comment."""
    if "\t" not in draft.text:
        return
    end = 0
    for scalar in (node for node in draft.nodes if isinstance(node, Scalar)):
        yield from _between(draft.text, end, scalar.at.start)
        end = max(end, scalar.at.end)
    if draft.nodes:
        yield from _between(draft.text, end, len(draft.text))


def _between(text: str, start: int, end: int) -> Iterator[int]:
    bare = COMMENT.sub(lambda comment: " " * len(comment[0]), text[start:end])
    return (start + offset for offset, character in enumerate(bare) if character == "\t")
