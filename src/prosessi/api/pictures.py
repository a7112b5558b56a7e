"""A process drawn, and told in words."""

from __future__ import annotations

from prosessi.chart.chart import Chart
from prosessi.render.drawing import Drawing, Paper, View, draw
from prosessi.render.layout import Direction
from prosessi.render.overlay import Overlay
from prosessi.render.text import Format as Form
from prosessi.render.text import describe as describe_chart
from prosessi.render.theme import Theme


def render(  # noqa: PLR0913  (options, by keyword)
    chart: Chart,
    *,
    view: View = "chart",
    direction: Direction | None = None,
    theme: Theme = "auto",
    language: str | None = None,
    overlay: Overlay | None = None,
    page: Paper | None = None,
) -> Drawing:
    """Draw a process as SVG, in the language in use or in another. The same chart gives the same bytes everywhere.

    `Drawing.save` writes it as SVG, PNG or PDF. `page` fits it on a sheet of paper.

    >>> render(load("monialainen-palvelutarpeen-arviointi"), language="sv").svg[:4]
    '<svg'
    """
    return draw(chart, view=view, direction=direction, theme=theme, language=language, overlay=overlay, page=page)


def describe(chart: Chart, *, form: Form = "text", language: str | None = None) -> str:
    """Tell a process in words, as plain text or Markdown: its states, who acts, by when, and what comes next.

    >>> describe(load("monialainen-palvelutarpeen-arviointi"), form="md", language="fi").splitlines()[0]
    '# Lapsen ja perheen monialainen palvelutarpeen arviointi'
    """
    return describe_chart(chart, form, language)
