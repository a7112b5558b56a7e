from __future__ import annotations

from datetime import date
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prosessi import shipped
from prosessi.api import load
from prosessi.model.bind import read_as
from prosessi.model.walks import Walks
from prosessi.walk.record import new_file, path_lines
from prosessi.walk.script import run_walks
from prosessi.walk.story import tell_log
from prosessi.walk.turn import turn
from prosessi.walk.walk import Walk

chart_of = cache(load)


def value(draw, datum):
    """Some value that a piece of case data can have."""
    match datum.type:
        case "boolean":
            return draw(st.booleans())
        case "choice":
            return draw(st.sampled_from(datum.of))
        case "set":
            return draw(st.lists(st.sampled_from(datum.of), unique=True))
        case "date":
            return draw(st.dates(date(2000, 1, 1), date(2030, 12, 31)))
        case "text":
            return draw(st.text("äöå: #\"'\\{}[]-\n", max_size=4))
    return draw(st.integers(int(datum.min or 0), int(datum.max or 40)))


@st.composite
def walks(draw, name):
    """A random case of a shipped process: mostly what can be done, with time in between."""
    chart = chart_of(name)
    known = {key: value(draw, datum) for key, datum in chart.process.case.items() if draw(st.booleans())}
    walk = Walk(chart, start=draw(st.dates(date(2023, 1, 1), date(2027, 1, 1))), case=known)
    for _ in range(draw(st.integers(0, 12))):
        if draw(st.integers(0, 3)) == 0:
            walk.wait(draw(st.sampled_from(["1 day", "7 working days", "3 months", "2 hours", "4 years"])))
        elif possible := walk.enabled:
            act = draw(st.sampled_from(possible))
            decided = {key: value(draw, chart.process.case[key]) for key in act.decides}
            walk.send(act.event, by=draw(st.sampled_from([*act.roles, None])), with_=act.missing, **decided)
        else:
            walk.send(draw(st.sampled_from(sorted(chart.process.events))))
    return walk


@pytest.mark.parametrize("name", shipped.names())
@settings(deadline=None, max_examples=25)
@given(data=st.data())
def test_random_cases_can_be_shown_told_saved_and_run_again(name, data):
    walk = data.draw(walks(name))

    text = new_file(name, path_lines(walk.chart, walk.log, name="polku", title="Mitä vain"))
    bound = read_as(Walks, text, "walks.yaml")
    (result,) = run_walks(walk.chart, bound.model)
    assert (bound.findings, result.failure, result.log) == ((), None, walk.log)
    assert turn(walk)
    assert tell_log(walk.chart, walk.log, title=name, language="sv")
