"""Lines find their way with few corners, and never through a box."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from prosessi.render.detour import detour, ways
from prosessi.render.geometry import Rect, hits
from prosessi.render.paths import End, shapes, upright

SPACE = Rect(-100, -100, 700, 700)
sizes = st.integers(10, 60)
places = st.integers(0, 440)
lengths = st.integers(200_000, 9_000_000).map(lambda n: n / 10_000)
rects = st.builds(Rect, places, places, sizes, sizes)


def test_boxes_one_above_the_other_are_joined_by_an_upright_line():
    assert next(upright(Rect(0, 0, 100, 20), Rect(20, 50, 40, 20))) == [(40, 20), (40, 50)]


def test_an_upright_line_may_run_upwards():
    assert next(upright(Rect(20, 50, 40, 20), Rect(0, 0, 100, 20))) == [(40, 50), (40, 20)]


def test_boxes_apart_have_no_upright_line():
    assert list(upright(Rect(0, 0, 40, 20), Rect(100, 50, 40, 20))) == []


def test_the_cheapest_shape_between_boxes_apart_has_at_most_two_corners():
    _, best = min(shapes(End(Rect(0, 0, 60, 20), label=False), End(Rect(200, 80, 60, 20), label=False)))

    assert len(best) <= 4


def test_a_detour_goes_round_a_wall():
    wall = Rect(-50, 50, 300, 10)
    path = detour(ways(Rect(0, 0, 20, 20)), ways(Rect(0, 100, 20, 20)), [wall], [], SPACE)

    assert path
    assert not any(hits(path, [wall]))


def test_there_is_no_way_out_of_a_closed_ring():
    ring = [Rect(-40, -40, 100, 20), Rect(-40, 40, 100, 20), Rect(-40, -40, 20, 100), Rect(40, -40, 20, 100)]

    assert detour(ways(Rect(5, 5, 5, 5)), ways(Rect(300, 300, 20, 20)), ring, [], SPACE) == []


@settings(deadline=None)
@given(lengths, lengths, lengths)
def test_a_box_moved_with_the_gate_on_its_border_never_bars_the_way_out(height, first, second):
    box = Rect(0, 0, 100, height).moved(0, first).moved(0, second)
    gate = Rect(50, height, 0, 0).moved(0, first).moved(0, second)
    target = Rect(0, box.bottom + 100, 40, 20)

    assert detour(ways(gate), ways(target), [box.grown(-0.5)], [], box.grown(400))


@settings(deadline=None)
@given(rects, rects, st.lists(rects, max_size=12))
def test_a_detour_is_square_and_enters_nothing(start, end, others):
    walls = [rect for rect in others if not rect.grown(20).overlaps(start) and not rect.grown(20).overlaps(end)]
    path = detour(ways(start), ways(end), walls, [], SPACE)

    assert not any(hits(path, walls)) if path else True
    assert all(a[0] == b[0] or a[1] == b[1] for a, b in pairwise(path))
