"""Tables: a caption, heads with their scope, and numbers under one another to the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from prosessi.messages import Message
from prosessi.report.markup import Child, Markup, tag

Cell = Markup | Message | str


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose first column names its lines. `prose` are the columns that hold words, by their places."""

    key: str
    caption: Cell
    heads: Sequence[Cell]
    rows: Sequence[Sequence[Cell]]
    prose: frozenset[int] = frozenset()

    def drawn(self) -> Markup:
        """The table in a frame that can be scrolled by keyboard where it is wider than the window."""
        heads = (tag("th", head, scope="col", class_=self._kind(place)) for place, head in enumerate(self.heads))
        table = tag(
            "table",
            tag("caption", self.caption, id=self.key),
            tag("thead", tag("tr", *heads)),
            tag("tbody", *map(self._row, self.rows)),
        )
        return tag("div", table, class_="scroll", role="group", aria_labelledby=self.key, tabindex="0")

    def _row(self, row: Sequence[Cell]) -> Markup:
        cells: list[Child] = [tag("th", row[0], scope="row")]
        cells += [tag("td", cell, class_=self._kind(place)) for place, cell in enumerate(row[1:], 1)]
        return tag("tr", *cells)

    def _kind(self, place: int) -> str | None:
        return None if place == 0 else "prose" if place in self.prose else "number"
