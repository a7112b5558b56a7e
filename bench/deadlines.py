"""How long it takes to judge a deadline for every start day of ten years.

The process is a row of fifty steps, each with a target in working days, days, weeks or months, or a clock; the limit
runs from its first to its last. `tables` is what the calendar takes once, `stretch` the structure of the process,
`latest` the reckoning for all 3,652 start days, `verdict` that with the stories and what would save it.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from datetime import date

from prosessi.chart.chart import Chart
from prosessi.chart.compile import compile_process
from prosessi.model.library import EMPTY
from prosessi.model.process import Process
from prosessi.verify.limits.last_day import LastDays, span_for
from prosessi.verify.limits.latest import Latest
from prosessi.verify.limits.stretch import stretch_of
from prosessi.verify.limits.tables import tables_of
from prosessi.verify.limits.verdict import judge

STEPS = 50
REPEATS = 9
LENGTHS = ("2 working days", "5 working days", "10 days", "1 week", "1 month", "same or next working day", "7 days")


def main() -> None:
    """Print the figures."""
    chart = _row(STEPS, "3 years")
    print(f"{STEPS} steps, ten years of start days, milliseconds")
    print(f"  tables   {_once(lambda: _latest(chart).reckon()):7.1f}")
    print(f"  stretch  {_median(lambda: stretch_of(_row(STEPS, '3 years'), 'whole')) - _median(_row_only):7.1f}")
    print(f"  latest   {_median(lambda: _latest(chart).reckon()):7.1f}  (wanted: at most 50)")
    print(f"  verdict  {_median(lambda: judge(chart, 'whole')):7.1f}  (kept)")
    missed = _row(STEPS, "1 year")
    print(
        f"  verdict  {_median(lambda: judge(missed, 'whole')):7.1f}  (missed on {judge(missed, 'whole').missed} days)"
    )


def _row(steps: int, within: str) -> Chart:
    states: dict[str, object] = {"end": {"final": "success"}}
    deadlines: dict[str, object] = {
        "whole": {"starts": {"enter": "s0"}, "met_by": {"enter": "end"}, "within": within},
    }
    for number in range(steps):
        name, after = f"s{number}", f"s{number + 1}" if number + 1 < steps else "end"
        length = LENGTHS[number % len(LENGTHS)]
        if number % 5 == 4:  # every fifth step is left by its clock
            states[name] = {"transitions": [{"event": "go", "to": after}, {"after": length, "to": after}]}
        else:
            states[name] = {"transitions": [{"event": "go", "to": after}]}
            marks = {"starts": {"enter": name}, "met_by": {"exit": name}}
            deadlines[f"d{number}"] = {**marks, "within": length, "soft": True}
    written = {"prosessi": 1, "process": "row", "events": {"go": {}}, "initial": "s0"}
    return compile_process(Process.model_validate({**written, "deadlines": deadlines, "states": states}), EMPTY)


def _row_only() -> None:
    _row(STEPS, "3 years")


def _latest(chart: Chart) -> Latest:
    stretch = stretch_of(chart, "whole")
    assert stretch is not None
    last_days = LastDays(chart, 2026, span_for(stretch.standings.limits, 11))
    begin, end = last_days.number(date(2026, 1, 1)), last_days.number(date(2036, 1, 1))
    return Latest(stretch, last_days, list(range(begin, end)))


def _once(work: Callable[[], object]) -> float:
    tables_of.cache_clear()
    begun = time.process_time()
    work()
    return (time.process_time() - begun) * 1000


def _median(work: Callable[[], object]) -> float:
    times = []
    for _ in range(REPEATS):
        begun = time.process_time()
        work()
        times.append((time.process_time() - begun) * 1000)
    return statistics.median(times)


if __name__ == "__main__":
    main()
