"""Bars under one another, each with its name and its number above it, so that long names have room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from prosessi.report.markup import Markup
from prosessi.report.sketch import LINE, Caption, Said, bar, line, lines, sketch, text, wide
from prosessi.report.ticks import Axis

THICK = 12.0
GAP = 12.0
_EDGE = 4.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its name, how long it is, that number as it is written, and the ends of its interval if it has one."""

    label: Said
    value: float
    said: str
    low: float | None = None
    high: float | None = None
    kind: str = "data"


@dataclass(frozen=True, slots=True)
class Bars:
    """A chart of bars.

    `across` says what their length is, a part of one with `share`. `most` is the end of the axis, if it is set.
    """

    caption: Caption
    bars: Sequence[Bar]
    across: Said
    share: bool = False
    most: float | None = None

    def drawn(self) -> Markup:
        """The chart as SVG."""
        return sketch(self.caption, lambda size: _Plot(self, size).whole())


class _Plot:
    """A chart of bars in one width."""

    def __init__(self, chart: Bars, size: float) -> None:
        self.chart = chart
        self.axis = Axis(chart.most or max(max(each.value, each.high or 0.0) for each in chart.bars), share=chart.share)
        self.left = _EDGE
        self.right = size - max(_EDGE, wide(self.axis.said(self.axis.most)) / 2)
        self.size = size

    def whole(self) -> tuple[float, Sequence[Markup]]:
        parts, y = list(self.rows()), 0.0
        y = sum(self.height(each) for each in self.chart.bars)
        for value in self.axis.values:
            x = self.at(value)
            parts.append(text(self.axis.said(value), x, y + LINE, "quiet", anchor="middle" if value else None))
        parts.append(line(self.left, y, self.right, y, "axis"))
        parts.append(text(self.chart.across, self.right, y + 2 * LINE, "quiet", anchor="end"))
        return y + 2 * LINE + 6, [*(line(self.at(v), 0, self.at(v), y, "grid") for v in self.axis.values[1:]), *parts]

    def rows(self) -> Iterator[Markup]:
        y = 0.0
        for each in self.chart.bars:
            words = self.words(each)
            for row, word in enumerate(words):
                yield text(word, self.left, y + LINE * (row + 1) - 3, "halo")
            below = y + LINE * len(words)
            yield text(each.said, self.size, below - 3, "said halo", anchor="end")
            yield bar(self.left, below + 2, self.right - self.left, THICK, "track")
            yield bar(self.left, below + 2, self.at(each.value) - self.left, THICK, each.kind)
            yield from self.interval(each, below + 2 + THICK / 2)
            y += self.height(each)

    def interval(self, each: Bar, middle: float) -> Iterator[Markup]:
        """The interval as a beam with a cross-piece at both ends; it stands out from the bar by a rim of the ground."""
        if each.low is None or each.high is None:
            return
        low, high = self.at(each.low), self.at(each.high)
        for kind in ("rim", "beam"):
            yield line(low, middle, high, middle, kind)
            yield line(low, middle - 4, low, middle + 4, kind)
            yield line(high, middle - 4, high, middle + 4, kind)

    def words(self, each: Bar) -> Sequence[str]:
        return lines(each.label, self.size - wide(each.said, strong=True) - 16)

    def height(self, each: Bar) -> float:
        return LINE * len(self.words(each)) + 2 + THICK + GAP

    def at(self, value: float) -> float:
        return self.left + (self.right - self.left) * min(1.0, max(0.0, value / self.axis.most))
