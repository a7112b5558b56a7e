"""Players who do anything at all: any act by anybody, with any papers, at any time."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cache
from random import Random

import pytest

from prosessi import shipped
from prosessi.api import load
from prosessi.chart.case import active_names, advance, begin, data_of, enabled, next_due, send
from prosessi.chart.situation import Refused
from prosessi.errors import WrongUse

chart_of = cache(load)
JUNK = (None, "x", -1, 10**20, True, "", [], "2025-13-01", 3.5, ["zz"])


def some_value(random, datum):
    match datum.type:
        case "boolean":
            return random.random() < 0.5
        case "choice":
            return random.choice(datum.of)
        case "set":
            return random.sample(datum.of, random.randint(0, len(datum.of)))
        case "date":
            return date(2000, 1, 1) + timedelta(days=random.randint(0, 11_000))
        case "text":
            return "äö"
    return random.randint(int(datum.min or 0), int(datum.max or 40))


def rough_act(random, chart, case):
    """An event with everything that goes with it, each part right only most of the time."""
    events = chart.process.events
    likely = [option.event for option in enabled(chart, case) if option.possible]
    name = random.choice(likely if likely and random.random() < 0.7 else [*events, "tuntematon"])
    event = events.get(name)
    by = random.choice(event.by) if event and event.by and random.random() < 0.8 else random.choice(["vieras", None])
    papers = event.needs if event and random.random() < 0.8 else ()
    decided = {
        key: some_value(random, chart.process.case[key]) if random.random() < 0.9 else random.choice(JUNK)
        for key in (event.decides if event else ())
    }
    return name, {"by": by, "papers": papers, "decided": decided}


def play(chart, random, steps):
    """Play cases for some steps in all; a case that has ended or is wrongly used is as it was."""
    refused = 0
    for _ in range(steps // 40):
        known = {key: some_value(random, datum) for key, datum in chart.process.case.items() if random.random() < 0.5}
        case = begin(chart, known, at=datetime(2023, 1, 1) + timedelta(days=random.randint(0, 1500))).case
        for _ in range(40):
            before = repr(case)
            if random.random() < 0.2:
                case = advance(chart, case, case.now + timedelta(days=random.choice([0, 1, 30, 400]), hours=5)).case
                continue
            name, parts = rough_act(random, chart, case)
            try:
                result = send(chart, case, name, **parts)
            except WrongUse as error:
                result = error
            assert repr(case) == before
            if isinstance(result, Refused | WrongUse):
                refused += 1
                assert str(getattr(result, "message", result))
            else:
                case = result.case
            assert active_names(chart, case)
            assert data_of(chart, case).keys() == chart.process.case.keys()
            assert (due := next_due(chart, case)) is None or due >= case.now
    return refused


@pytest.mark.parametrize("name", shipped.names())
@pytest.mark.parametrize("steps", [800, pytest.param(10_000, marks=pytest.mark.deep)])
def test_whatever_is_tried_is_done_or_refused_and_a_refusal_changes_nothing(name, steps):
    assert play(chart_of(name), Random(name), steps) > steps // 20  # noqa: S311  # a game, no secret
