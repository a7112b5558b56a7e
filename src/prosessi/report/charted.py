"""A chart with its table: the one for the eye, the other for everybody."""

from __future__ import annotations

from prosessi.messages import Message
from prosessi.report.bars import Bars
from prosessi.report.columns import Columns
from prosessi.report.markup import Child, Markup, tag
from prosessi.report.tables import Table

Said = Message | str


ABREAST = 4
"""A table with more columns stands below its chart, not beside it."""


def charted(chart: Bars | Columns, table: Table) -> Markup:
    """A chart and its table, side by side where there is room."""
    kind = "pair" if len(table.heads) <= ABREAST else "stack"
    caption = tag("p", chart.caption.title, class_="what", aria_hidden="true")
    return tag("div", tag("div", caption, chart.drawn(), class_="drawn"), table.drawn(), class_=kind)


def part(key: str, heading: Said, *children: Child) -> Markup:
    """A part of a chapter, under a heading of its own."""
    return tag("div", tag("h3", heading, id=key), *children, class_="part")


def chapter(key: str, heading: Said, *children: Child) -> Markup:
    """A chapter of the page, under its heading."""
    return tag("section", tag("h2", heading, id=key), *children, aria_labelledby=key, class_="chapter")


def lead(words: Said) -> Markup:
    """What a part says, in a sentence or two before its charts."""
    return tag("p", words, class_="lead")
