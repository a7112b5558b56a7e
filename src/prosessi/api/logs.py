"""Event logs learnt from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from prosessi.chart.chart import Chart
from prosessi.errors import NotFound
from prosessi.fitting.fit import learn
from prosessi.fitting.logs.columns import Columns
from prosessi.fitting.result import Fitted
from prosessi.fitting.table import fitted
from prosessi.messages import say


def fit(
    log: str | Path,
    chart: Chart,
    *,
    columns: Mapping[str, str] | None = None,
    names: Mapping[str, str] | None = None,
    timezone: str | None = None,
) -> Fitted:
    """Learn a scenario from an event log, CSV or XES: arrivals, times, shares and staff, with how well each fits.

    `columns` names columns that are not known by themselves, such as `{"case": "Asianro"}`; `names` puts what the log
    calls things to ids of the process. Times that name their distance from Greenwich are shown as on the wall in
    `timezone`, such as `Europe/Helsinki`; without it as written. A file that is no log raises `UnreadableLog`.
    """
    return fitted(learn(Path(log), chart, Columns(**(columns or {})), names, _zone(timezone)))


def _zone(name: str | None) -> tzinfo | None:
    try:
        return None if name is None else ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        raise NotFound(say("there is no time zone '{name}'; write for example Europe/Helsinki", name=name)) from None
