"""Lines of logs put in order."""

from itertools import pairwise

from prosessi.simulate.chronicle import by_case, in_order
from prosessi.simulate.run import Log
from simulate.by_hand import ARVIOI, DAY, HOUR, TOLD, What, run_of


def ordered(*lines):
    log = in_order(run_of(*lines).log)
    return list(zip(log.time, log.case, log.what, log.which, strict=True))


def started(time, case, act=ARVIOI):
    return (time, case, What.STARTED, act, 0)


def test_the_lines_of_each_case_stay_in_their_order():
    order = list(by_case(run_of(*TOLD).log))

    assert sorted(order) == list(range(len(TOLD)))
    assert [TOLD[line][1] for line in order] == sorted(line[1] for line in TOLD)
    assert all(a < b for a, b in pairwise(order) if TOLD[a][1] == TOLD[b][1])


def test_work_found_people_at_night_begins_in_the_morning():
    told = ordered(started(8 * HOUR, 0), (3 * HOUR, 1, What.BEGUN, 0, -1), (9 * HOUR, 0, What.DONE, ARVIOI, 0))

    assert [(time, what) for time, _, what, _ in told] == [
        (3 * HOUR, What.BEGUN),
        (8 * HOUR, What.STARTED),
        (9 * HOUR, What.DONE),
    ]


def test_what_is_dropped_before_the_morning_was_never_begun():
    dropped = (7 * HOUR, 0, What.DROPPED, ARVIOI, 0)

    assert ordered(started(8 * HOUR, 0), dropped, (9 * HOUR, 1, What.BEGUN, 0, -1)) == [
        dropped[:4],
        (9 * HOUR, 1, What.BEGUN, 0),
    ]


def test_an_act_dropped_and_begun_again_is_begun_once():
    lines = (
        started(8 * HOUR, 0),
        (7 * HOUR, 0, What.DROPPED, ARVIOI, 0),
        (7 * HOUR, 0, What.AWAITED, ARVIOI, 0),
        started(8 * HOUR, 0),
        (10 * HOUR, 0, What.DONE, ARVIOI, 0),
    )

    assert [what for _, _, what, _ in ordered(*lines)] == [What.DROPPED, What.AWAITED, What.STARTED, What.DONE]


def test_what_begins_after_the_last_line_is_left_out():
    assert ordered((0, 0, What.BEGUN, 0, -1), started(DAY, 0)) == [(0, 0, What.BEGUN, 0)]


def test_a_log_in_order_stays_as_it_is():
    lines = [line[:4] for line in TOLD]

    assert ordered(*TOLD) == lines
    assert isinstance(in_order(run_of().log), Log)
