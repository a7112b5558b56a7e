"""Plain YAML values that know where they stand.

The model is validated from these. They equal the dicts and lists they are, so that nothing above has to know that
they carry places.
"""

from __future__ import annotations

from typing import Any

from prosessi.span import Span


class LocatedMap(dict[str, Any]):
    """A mapping with the places of itself, of its keys and of its values."""

    __slots__ = ("at", "key_spans", "value_spans")

    def __init__(
        self, values: dict[str, Any], at: Span, key_spans: dict[str, Span], value_spans: dict[str, Span]
    ) -> None:
        super().__init__(values)
        self.at = at
        self.key_spans = key_spans
        self.value_spans = value_spans

    def __hash__(self) -> int:  # type: ignore[override]  # identity: it stands for one place in one file
        return id(self)


class LocatedList(list[Any]):
    """A list with the places of itself and of its items."""

    __slots__ = ("at", "item_spans")

    def __init__(self, items: list[Any], at: Span, item_spans: list[Span]) -> None:
        super().__init__(items)
        self.at = at
        self.item_spans = item_spans
