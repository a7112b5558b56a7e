"""`prosessi simulate --heat --report`: the pictures and the page are written, and say the same every time."""

import re
from functools import partial

import pytest

import prosessi
from prosessi.cli.main import main
from simulate.scenarios import what_if, written


@pytest.fixture
def scenario(tmp_path):
    return partial(written, tmp_path)


def simulated(scenario, *options):
    return main(["simulate", str(scenario()), "--replications", "2", "--seed", "7", "--lang", "en", *map(str, options)])


def test_a_report_is_written_and_says_how_it_was_made(scenario, tmp_path, capsys):
    file = tmp_path / "raportti.html"

    assert simulated(scenario, "--report", file) == 0
    page = file.read_text("utf-8")
    assert page.startswith('<!DOCTYPE html>\n<html lang="en">')
    assert "prosessi simulate nykytila.yaml --replications 2 --seed 7</code>" in page
    assert len(re.findall(r"<code>[0-9a-f]{16}</code>", page)) == 2
    assert str(tmp_path) not in page
    assert "raportti.html" in capsys.readouterr().err


def test_the_same_command_writes_the_same_page(scenario, tmp_path):
    pages = []
    for engine in ("auto", "plain"):
        simulated(scenario, "--report", tmp_path / "r.html", "--engine", engine)
        pages.append((tmp_path / "r.html").read_bytes())

    assert pages[0] == pages[1]


def test_a_report_says_first_what_is_changed_and_knows_both_files(scenario, tmp_path):
    scenario()
    made = what_if(tmp_path, "staff: {kasittelija: {people: 3}}")
    main(["simulate", str(made), "--replications", "2", "--lang", "fi", "--report", str(tmp_path / "r.html")])
    page = (tmp_path / "r.html").read_text("utf-8")

    assert page.index("Sama kuin skenaario ”Nykytila”, paitsi:") < page.index('<h2 id="says"')
    assert "Käsittelijä: henkilöitä 2 → 3" in page
    assert len(set(re.findall(r"<code>([0-9a-f]{16})</code>", page))) == 3


def test_waiting_is_drawn_on_the_diagram(scenario, tmp_path):
    file = tmp_path / "ruuhka.svg"

    assert simulated(scenario, "--heat", file) == 0
    assert "in the queue, wait" in file.read_text("utf-8")


@pytest.mark.parametrize(("option", "name"), [("--heat", "kuva.gif"), ("--report", "raportti.docx")])
def test_a_file_with_a_wrong_ending_is_refused_before_anything_is_run(scenario, tmp_path, capsys, option, name):
    assert simulated(scenario, option, tmp_path / name) == 2
    assert "does not end with" in capsys.readouterr().err
    assert not (tmp_path / name).exists()


def test_both_can_be_had_in_python(scenario):
    plan = prosessi.load_scenario(scenario())
    results = prosessi.simulate(plan, replications=2)
    [process] = plan.charts

    assert "jonossa" in prosessi.heat(results, process, language="fi").svg
    assert '<html lang="sv">' in prosessi.report(results, plan, language="sv")
    with pytest.raises(prosessi.NotFound):
        prosessi.heat(results, "muu")
