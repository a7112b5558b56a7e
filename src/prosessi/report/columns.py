"""Columns side by side: how cases are spread over lengths, or how something was month by month."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from prosessi.report.markup import Markup
from prosessi.report.sketch import LINE, Caption, Said, bar, line, sketch, text, wide
from prosessi.report.ticks import Axis

TALL = 150.0
GAP = 8.0
_BELOW = 2 * LINE + 6


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what stands under it, how high it is, and that number as it is written above it."""

    label: str
    value: float
    said: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A line across the columns; it stands `at` so many columns from the left."""

    at: float
    said: Said


@dataclass(frozen=True, slots=True)
class Columns:
    """A chart of columns.

    `up` says what the height is and `across` what stands side by side; with `share` it is a part of one. With
    `edges` the labels stand at the left edge of their columns, where what they name begins. `most` is the end of the
    axis, if it is not to follow from the values.
    """

    caption: Caption
    columns: Sequence[Column]
    up: Said
    across: Said
    share: bool = False
    kind: str = "data"
    marks: Sequence[Mark] = ()
    edges: bool = False
    most: float | None = None

    def drawn(self) -> Markup:
        """The chart as SVG."""
        return sketch(self.caption, lambda size: _Plot(self, size).whole())


class _Plot:
    """A chart of columns in one width."""

    def __init__(self, chart: Columns, size: float) -> None:
        self.chart = chart
        self.axis = Axis(chart.most or max(column.value for column in chart.columns), share=chart.share)
        self.left = max(wide(self.axis.said(value)) for value in self.axis.values) + GAP
        self.right = size - GAP
        self.top = LINE + 18 + LINE * len(chart.marks)
        self.base = self.top + TALL
        self.step = (self.right - self.left) / len(chart.columns)

    def whole(self) -> tuple[float, Sequence[Markup]]:
        parts = [text(self.chart.up, 0, LINE - 4, "quiet"), *self.grid(), *self.columns(), *self.marks()]
        parts += [
            line(self.left, self.base, self.right, self.base, "axis"),
            *self.labels(),
            text(self.chart.across, self.right, self.base + 2 * LINE, "quiet", anchor="end"),
        ]
        return self.base + _BELOW, parts

    def grid(self) -> Iterator[Markup]:
        for value in self.axis.values:
            y = self.at(value)
            if value:
                yield line(self.left, y, self.right, y, "grid")
            yield text(self.axis.said(value), self.left - GAP, y + 4, "quiet", anchor="end")

    def columns(self) -> Iterator[Markup]:
        room = self.step * 0.8
        said = len(self.chart.columns) <= 24 and all(wide(each.said) <= self.step - 2 for each in self.chart.columns)
        for place, column in enumerate(self.chart.columns):
            y = self.at(column.value)
            x = self.left + place * self.step
            yield bar(x + (self.step - room) / 2, y, room, self.base - y, self.chart.kind)
            if said and not self.chart.marks:
                yield text(column.said, x + self.step / 2, y - 4, "said", anchor="middle")

    def labels(self) -> Iterator[Markup]:
        """As many labels as have room, the first of them always."""
        widest = max(wide(column.label) for column in self.chart.columns)
        every = next(n for n in (1, 2, 3, 4, 5, 6, 10, 12, 20, 25, 50, 100, 1000) if n * self.step >= widest + 6)
        for place, column in enumerate(self.chart.columns):
            if place % every == 0:
                x = self.left + (place + (0 if self.chart.edges else 0.5)) * self.step
                yield text(column.label, x, self.base + LINE, anchor="middle")

    def marks(self) -> Iterator[Markup]:
        """Each mark has a line of its own for its words, which stand on the side where there is room."""
        for row, mark in enumerate(self.chart.marks):
            x = self.left + mark.at * self.step
            y = LINE + 2 + LINE * (row + 1)
            room = wide(mark.said, strong=True)
            fits = x + 6 + room <= self.right
            yield line(x, y - 10, x, self.base, "mark")
            yield text(mark.said, x + 6 if fits else max(0.0, x - 6 - room), y, "strong halo")

    def at(self, value: float) -> float:
        return self.base - TALL * min(1.0, value / self.axis.most)
