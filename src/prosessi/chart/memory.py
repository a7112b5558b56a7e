"""What has been worked out about a chart, kept with it and gone when it goes.

Memory changes how fast an answer comes and never which answer it is.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial, wraps
from typing import Any, TypeVar, TypeVarTuple

from prosessi.chart.chart import Chart

MOST_REMEMBERED = 8192

Asked = TypeVarTuple("Asked")
Answer = TypeVar("Answer")


def remembered(question: Callable[[Chart, *Asked], Answer]) -> Callable[[Chart, *Asked], Answer]:
    """A question about a chart whose latest answers are remembered.

    They may rest on nothing but the chart and the other arguments, which must be hashable.
    """

    @wraps(question)
    def ask(chart: Chart, *asked: *Asked) -> Answer:
        answers: Callable[[*Asked], Answer] = chart.memo.get(question) or _begin(chart, question)
        return answers(*asked)

    return ask


def _begin(chart: Chart, question: Callable[..., Any]) -> Any:
    answers = chart.memo[question] = lru_cache(maxsize=MOST_REMEMBERED)(partial(question, chart))
    return answers
