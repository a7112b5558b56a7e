"""`prosessi staff`, as people and programs call it."""

import json
from functools import partial

import pytest

from prosessi.cli.main import main
from simulate.scenarios import written


@pytest.fixture
def scenario(tmp_path):
    return partial(written, tmp_path)


def test_the_smallest_staff_is_told_with_what_every_number_gives(scenario, capsys):
    code = main(["staff", str(scenario()), "--deadline", "aloitus", "--target", "90%", "--lang", "fi"])
    told = capsys.readouterr().out.replace("\N{NO-BREAK SPACE}", " ")

    assert code == 0
    assert "”Käsittely alkaa” toteutuu vähintään 90 %:ssa asioista, kun henkilöstöä on näin: Käsittelijä " in told
    assert "riittääkö" in told
    assert "kyllä" in told


def test_programs_get_the_curve(scenario, capsys):
    main(["staff", str(scenario()), "--deadline", "laina/aloitus", "--target", "0.9", "--format", "json"])
    found = json.loads(capsys.readouterr().out)

    enough = {point["people"]["kasittelija"]: point["enough"] for point in found["curve"]}
    assert enough[found["answer"]["kasittelija"]] is True
    assert enough[found["answer"]["kasittelija"] - 1] is not True
    assert list(enough) == sorted(enough)


def test_a_target_that_work_alone_makes_impossible_is_told(scenario, capsys):
    slow = scenario(words={"{exponential: {mean: 1 hour}}": "{exponential: {mean: 60 hours}}", "60 per": "1 per"})
    code = main(["staff", str(slow), "--deadline", "aloitus", "--target", "99%", "--most", "40", "--lang", "fi"])
    told = capsys.readouterr().out

    assert code == 1
    assert "ei toteudu" in told
    assert "ei enää auta" in told


def test_an_unknown_deadline_is_answered_with_the_nearest(scenario, capsys):
    assert main(["staff", str(scenario()), "--deadline", "alotus", "--target", "90%", "--lang", "fi"]) == 2
    assert "tarkoititko 'aloitus'" in capsys.readouterr().err
