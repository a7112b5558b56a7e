"""The first look at a text: its events one by one, stopped at the first thing that no process needs.

The tree is built here, with a stack of our own and bounded in every direction, because the loaders of the YAML
library recurse: a hundred thousand brackets end the whole program there, and a page of merge keys takes all day.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

import yaml

from prosessi.source.nodes import Mapping, Node, Scalar, Sequence
from prosessi.span import Span

MOST_BYTES = 2_000_000
MOST_NODES = 200_000
DEEPEST = 50

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The C parser where the YAML library has it. Both give the same events and break at the same places."""

Reason = Literal["depth", "nodes", "shared", "tag", "documents", "broken"]


@dataclass(frozen=True, slots=True)
class Stop:
    """Why the look at a text ended early, and where.

    Of a broken text, `context` is what the parser was doing, `opened` where that began, `last` the last scalar
    before, and `bracket` the innermost bracket that was open.
    """

    reason: Reason
    at: Span
    context: str = ""
    opened: Span | None = None
    last: Scalar | None = None
    bracket: Span | None = None


@dataclass(frozen=True, slots=True)
class Scan:
    """What the first look at a text gives: the tree, or why there is none. An empty text has neither."""

    root: Node | None = None
    stop: Stop | None = None


def scan(text: str, file: str) -> Scan:
    """Parse `text` within the limits."""
    growth = _Growth(file)
    try:
        for event in _events(text):
            if stop := growth.take(event):
                return Scan(stop=stop)
    except yaml.YAMLError as error:
        return Scan(stop=growth.broken(error))
    nothing = isinstance(growth.root, Scalar) and growth.root.plain and not growth.root.value
    return Scan(None if nothing else growth.root)


def _events(text: str) -> Iterator[yaml.Event]:
    yield from yaml.parse(text, Loader=LOADER)


@dataclass(slots=True)
class _Open:
    """A collection whose end has not come yet."""

    at: Span
    flow: bool
    mapping: bool
    parts: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class _Growth:
    """The tree while it grows."""

    file: str
    root: Node | None = None
    open: list[_Open] = field(default_factory=list)
    nodes: int = 0
    documents: int = 0
    last: Scalar | None = None

    def take(self, event: yaml.Event) -> Stop | None:
        match event:
            case yaml.ScalarEvent():
                return self._refuse(event) or self._scalar(event)
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                return self._refuse(event) or self._begin(event)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self._end(event)
            case yaml.AliasEvent():
                return Stop("shared", self._span(event))
            case yaml.DocumentStartEvent():
                self.documents += 1
                if self.documents > 1:
                    return Stop("documents", self._span(event))
        return None

    def broken(self, error: yaml.YAMLError) -> Stop:
        mark = getattr(error, "problem_mark", None)
        began = getattr(error, "context_mark", None)
        return Stop(
            "broken",
            self._point(mark) if mark else Span(self.file),
            getattr(error, "context", None) or "",
            self._point(began) if began else None,
            self.last,
            next((each.at for each in reversed(self.open) if each.flow), None),
        )

    def _refuse(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> Stop | None:
        at = self._span(event)
        self.nodes += 1
        if self.nodes > MOST_NODES:
            return Stop("nodes", at)
        if event.anchor is not None:
            return Stop("shared", at)
        if event.tag is not None:
            return Stop("tag", at)
        return None

    def _scalar(self, event: yaml.ScalarEvent) -> Stop | None:
        plain = event.style in {None, ""}
        self.last = Scalar(event.value, plain, self._span(event))
        if plain and event.value == "<<" and self._expects_key():
            return Stop("shared", self.last.at)
        self._place(self.last)
        return None

    def _begin(self, event: yaml.CollectionStartEvent) -> Stop | None:
        at = self._span(event)
        if len(self.open) >= DEEPEST:
            return Stop("depth", at)
        self.open.append(_Open(at, bool(event.flow_style), isinstance(event, yaml.MappingStartEvent)))
        return None

    def _end(self, event: yaml.CollectionEndEvent) -> None:
        ended = self.open.pop()
        parts = ended.parts
        at = parts[0].at if parts else ended.at
        if ended.flow:
            at = _from_to(ended.at, self._span(event))
        if ended.mapping:
            self._place(Mapping(tuple(zip(parts[::2], parts[1::2], strict=True)), at))
        else:
            self._place(Sequence(tuple(parts), at))

    def _place(self, node: Node) -> None:
        if self.open:
            self.open[-1].parts.append(node)
        else:
            self.root = node

    def _expects_key(self) -> bool:
        return bool(self.open) and self.open[-1].mapping and len(self.open[-1].parts) % 2 == 0

    def _span(self, event: yaml.Event) -> Span:
        start: Any = event.start_mark
        end: Any = event.end_mark
        return Span(self.file, start.line + 1, start.column + 1, end.line + 1, end.column + 1, start.index, end.index)

    def _point(self, mark: Any) -> Span:
        return Span(self.file, mark.line + 1, mark.column + 1, mark.line + 1, mark.column + 1, mark.index, mark.index)


def _from_to(start: Span, end: Span) -> Span:
    return Span(start.file, start.line, start.column, end.end_line, end.end_column, start.start, end.end)
