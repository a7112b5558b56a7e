from __future__ import annotations

from datetime import date

import pytest

from prosessi.api import load
from prosessi.walk.page import WIDTH
from prosessi.walk.story import tell_log, tell_result
from prosessi.walk.walk import Walk


@pytest.fixture
def granted(walk):
    """A case from its beginning to a grant, a little late and with a refusal on the way."""
    walk.send("ota_kasittelyyn")
    walk.send("pyyda_taydennys")
    walk.wait("10 days")
    walk.send("taydenna", with_=["liite"])
    walk.send("arvioi", by="kasittelija", lausunnot=["talous", "juristi"])
    walk.wait("2 hours")
    walk.send("juristi_lausui")
    walk.wait("3 months")
    walk.send("talous_lausui")
    walk.send("paata", by="kasittelija", paatos="myonto", summa=700)
    walk.send("paata", by="esihenkilo", paatos="myonto", summa=700)
    return walk


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_whole_case_is_told_in_each_language(chart, granted, golden, language):
    story = tell_log(chart, granted.log, title="Avustus myönnetään", language=language)

    golden(story, f"myonto.{language}.txt")


def test_a_walk_that_went_well_says_so_at_its_end(run, chart, golden):
    result = run(["{do: peru, after: 1 week, expect: {final: closed}}"])

    golden(tell_result(chart, result, language="fi"), "onnistui.fi.txt")


def test_a_failing_walk_tells_the_step_the_day_and_the_reason(run, chart, golden):
    steps = [
        "{do: ota_kasittelyyn}",
        "{do: pyyda_taydennys}",
        "{do: taydenna, with: liite, after: 15 days, expect: {state: kasittelyssa}}",
    ]

    golden(tell_result(chart, run(steps), language="fi"), "raukesi.fi.txt")


def test_a_missed_deadline_points_to_the_reckoning_above(run, chart, golden):
    steps = ["{do: ota_kasittelyyn, on_date: 2025-04-29, expect: {met: aloitus, state: odottaa}}"]

    golden(tell_result(chart, run(steps), language="fi"), "myohassa.fi.txt")


def test_no_line_is_wider_than_a_page(chart, granted):
    lines = tell_log(chart, granted.log, title="Avustus " * 30, language="fi").splitlines()

    assert max(map(len, lines)) <= WIDTH


def test_a_date_never_stands_on_two_lines(chart, granted):
    lines = tell_log(chart, granted.log, title="Avustus", language="en").splitlines()

    assert not [line for line in lines if line.endswith((" Mon", " Tue", " 15", " Apr", " Jul"))]


def test_the_author_s_note_on_a_step_is_told(run, chart):
    result = run(["{do: peru, note: Hakija soitti aamulla}"])

    assert "(Hakija soitti aamulla)" in tell_result(chart, result, language="fi")


def test_a_deadline_that_was_over_before_it_began_is_not_told_as_days_late():
    chart = load("jalkihuolto")
    walk = Walk(chart, start=date(2026, 1, 10), case={"syntymapaiva": "2000-02-29", "sijoitus_paattyy": "2016-12-31"})

    story = " ".join(tell_log(chart, walk.log, title="Myöhään", language="fi").split())

    assert "oli umpeutunut jo ennen alkuaan: viimeinen päivä oli la 31.12.2016." in story
    assert "myöhässä" not in story


def test_a_refused_act_decides_nothing(run, chart):
    steps = ["{do: paata, by: hakija, set: {paatos: myonto}}"]

    story = tell_result(chart, run(steps), language="fi")

    assert "Olisi ratkaistu" in story
    assert "Ratkaistu" not in story


def test_a_deadline_of_hours_has_a_last_moment():
    walk = Walk(load("lastensuojeluilmoituksen-kasittely"), start=date(2026, 1, 7))
    walk.send("tee_ilmoitus", by="ilmoittaja", with_=["lastensuojeluilmoitus"])

    story = tell_log(walk.chart, walk.log, title="Ilmoitus", language="fi")

    assert "viimeinen hetki on to 8.1.2026" in " ".join(story.split())
