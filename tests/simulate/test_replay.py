"""Simulated cases lived through again, from logs written by hand."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from prosessi.errors import WrongUse
from prosessi.model.walks import WalkPath
from prosessi.simulate.replay import replayed
from prosessi.simulate.retelling import retold
from prosessi.walk.files import save
from prosessi.walk.script import run_path
from simulate.by_hand import CHART, DAY, HOUR, PERUTTU, TIMER, TOLD, What, act, run_of, setup_of

RUN = run_of(*TOLD)
LATER = (50 * DAY, 6, What.BEGUN, 0, -1)

HOURLY = """
process: tunnit
events: {a: {by: asiakas}, b: {by: asiakas}}
roles: {asiakas: {kind: client}}
states:
  alku: {transitions: [{event: a, to: kesken}, {after: 10 hours, to: loppu}]}
  kesken: {transitions: [{event: b, to: loppu}, {after: 5 hours, to: alku}]}
  loppu: {final: success}
"""
A, B = range(2)


def walked(replay):
    """The case run by the one who runs walks."""
    example, _ = retold(replay)
    written = {"start": example.start, "case": dict(example.case), "steps": [dict(step) for step in example.steps]}
    return run_path(replay.chart, "koe", WalkPath.model_validate(written))


def hourly(*lines):
    setup = setup_of(HOURLY, (act("a", "asiakas"), act("b", "asiakas")))
    return replayed(replace(run_of(*lines), setup=setup), 0)


def test_a_case_is_lived_through_to_the_second_with_its_data_and_its_papers():
    replay = replayed(RUN, 0)

    assert replay.begun == datetime(2025, 1, 6, 8)
    assert replay.data == {"ika": 17}
    assert [(deed.at, deed.event, deed.by, deed.papers) for deed in replay.deeds] == [
        (datetime(2025, 1, 6, 10), "arvioi", "kasittelija", ("hakemus",)),
        (datetime(2025, 1, 6, 12), "paata", "kasittelija", ()),
    ]
    assert replay.deeds[0].decided["muodot"] == ("yksi", "kolme")
    assert replay.case.ended == datetime(2025, 1, 6, 12)
    assert replay.case.documents == {"hakemus", "paatos"}


def test_deadlines_and_clocks_go_off_by_themselves():
    breached = replayed(RUN, 1)
    rung = replayed(run_of((HOUR, 5, What.BEGUN, 0, -1), (2 * HOUR, 5, What.DONE, 0, 0), LATER), 5)

    assert [(step.event, step.at) for step in breached.steps] == [
        (None, datetime(2025, 1, 6, 9)),
        ("muistuta", datetime(2025, 1, 9)),
        ("peru", datetime(2025, 1, 9, 2)),
    ]
    assert breached.came_from == 0
    assert next((state.status, state.days_late) for state in breached.case.deadlines) == ("met_late", 1)
    assert [step.event for step in rung.steps][-1] == f"after.{TIMER}"
    assert rung.case.ended == datetime(2025, 2, 6)


def test_what_the_log_says_of_clocks_is_not_believed():
    told = (*TOLD[:2], (9 * HOUR, 0, What.TIMER, TIMER, 0), (9 * HOUR, 0, What.ENDED, PERUTTU, 0))

    replay = replayed(run_of(*told), 0)

    assert replay.case.ended is None
    assert [step.event for step in replay.steps] == [None]


def test_a_refused_deed_is_told_with_its_reason():
    replay = replayed(run_of((0, 0, What.BEGUN, 0, -1), (HOUR, 0, What.REFUSED, 1, 0)), 0)

    assert [moment.refused.reason for moment in replay.moments if moment.refused] == ["not_active"]
    assert walked(replay).passed


def test_an_open_case_is_followed_to_the_end_of_the_run():
    told = (*TOLD[:2], (20 * DAY, 1, What.BEGUN, 0, -1))
    dry = replayed(run_of(*told), 0)
    stopped = replayed(run_of(*told, finished=False), 0)

    assert dry.case.now == datetime(2025, 1, 26)
    assert (stopped.case.now - datetime(2025, 1, 6)).days == 400


@pytest.mark.parametrize(("run", "case"), [(RUN, 99), (replace(RUN, log=None), 0)])
def test_a_case_that_is_not_in_the_log_is_wrong_use(run, case):
    with pytest.raises(WrongUse):
        replayed(run, case)


@pytest.mark.parametrize("case", [0, 1])
def test_a_case_counted_in_days_is_told_by_its_days(case, tmp_path):
    replay = replayed(RUN, case)
    example, lost = retold(replay)

    assert lost is None
    assert {key for step in example.steps for key in step if key in {"after", "on_date"}} <= {"on_date"}
    assert walked(replay).passed
    assert walked(replay).log[-1].after.snapshot == replay.case.snapshot

    save(CHART, walked(replay).log, tmp_path / "koe.walks.yaml", name="simuloitu")

    assert "simuloitu" in (tmp_path / "koe.walks.yaml").read_text(encoding="utf-8")


def test_a_case_that_goes_by_the_hour_is_told_by_the_hour():
    deeds = ((HOUR + 61, A), (8 * HOUR, A), (9 * HOUR, B))
    replay = hourly((0, 0, What.BEGUN, 0, -1), *((at, 0, What.DONE, what, -1) for at, what in deeds))

    example, lost = retold(replay)

    assert lost is None
    assert [step["after"] for step in example.steps] == ["3661 seconds", "5 hours", "7139 seconds", "1 hour"]
    assert walked(replay).log[-1].after.snapshot == replay.case.snapshot


def test_it_is_said_when_a_walks_file_cannot_tell_the_case():
    replay = hourly((20 * HOUR, 0, What.BEGUN, 0, -1), (27 * HOUR, 0, What.DONE, A, -1))

    example, lost = retold(replay)

    assert "20:00" in str(lost)
    assert example.start == date(2025, 1, 6)


def test_a_clock_alone_is_a_step_of_its_own():
    replay = replayed(run_of((HOUR, 5, What.BEGUN, 0, -1), (2 * HOUR, 5, What.DONE, 0, 0), LATER), 5)

    example, lost = retold(replay)

    assert lost is None
    assert example.steps[-1] == {"on_date": date(2025, 2, 6)}
