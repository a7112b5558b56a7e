"""A simulated log fitted back gives the scenario back, whatever of it a system has written down."""

from __future__ import annotations

import csv
from datetime import datetime
from itertools import groupby
from pathlib import Path
from random import Random

import pytest
import yaml

from prosessi import api
from prosessi.messages import speaking
from prosessi.simulate.logs.writer import write_log

FOLDER = Path(__file__).parent / "hakemus"


@pytest.fixture(scope="module")
def chart():
    return api.load(FOLDER)


@pytest.fixture(scope="module")
def results():
    return api.simulate(FOLDER / "scenario.yaml", keep="log", engine="plain")


@pytest.fixture(scope="module")
def log(results, tmp_path_factory):
    with speaking("fi"):
        return write_log(results.runs, tmp_path_factory.mktemp("log") / "loki.csv")


@pytest.fixture(scope="module")
def rows(log):
    with log.open(encoding="utf-8", newline="") as file:
        return [*csv.DictReader(file)]


@pytest.fixture(scope="module")
def fitted(log, chart):
    return api.fit(log, chart)


@pytest.fixture(scope="module")
def scenario(fitted):
    return yaml.safe_load(fitted.scenario)


def numbers(scenario):
    return scenario["processes"]["hakemus"]


def minutes(text):
    number, unit = text.split()
    return float(number) * {"minute": 1, "hour": 60, "day": 1440}[unit.removesuffix("s")]


def written(path, header, lines):
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *lines])
    return path


def test_work_comes_back_with_its_family(scenario):
    acts = numbers(scenario)["acts"]

    work = {name: act["work"] for name, act in acts.items() if "work" in act}

    assert minutes(work["kirjaa"]["lognormal"]["median"]) == pytest.approx(20, rel=0.05)
    assert minutes(work["kirjaa"]["lognormal"]["p90"]) == pytest.approx(50, rel=0.05)
    assert minutes(work["ratkaise"]["gamma"]["mean"]) == pytest.approx(180, rel=0.03)
    assert minutes(work["ratkaise"]["gamma"]["sd"]) == pytest.approx(90, rel=0.05)
    assert minutes(work["vie_ryhmaan"]) == 60
    assert minutes(work["linjaa"]["uniform"]["from"]) == pytest.approx(10, rel=0.02)
    assert minutes(work["linjaa"]["uniform"]["to"]) == pytest.approx(20, rel=0.02)


def test_delays_come_back_though_many_were_cut_short(scenario):
    acts = numbers(scenario)["acts"]

    assert acts["taydenna"]["after"]["weibull"]["shape"] == pytest.approx(1.6, rel=0.1)
    assert minutes(acts["taydenna"]["after"]["weibull"]["mean"]) == pytest.approx(9 * 1440, rel=0.05)
    assert minutes(acts["peru"]["after"]["exponential"]["mean"]) == pytest.approx(12 * 1440, rel=0.2)


def test_what_is_chosen_comes_back(scenario):
    acts = numbers(scenario)["acts"]

    assert acts["ratkaise"]["share"] == pytest.approx(0.8, abs=0.02)
    assert acts["vie_ryhmaan"]["share"] == pytest.approx(0.2, abs=0.02)
    assert acts["peru"]["chance"] == pytest.approx(0.25, abs=0.04)
    assert not {"share", "chance"} & {*acts["kirjaa"], *acts["taydenna"], *acts["linjaa"]}


def test_what_is_decided_comes_back(scenario):
    acts = numbers(scenario)["acts"]

    assert acts["kirjaa"]["decides"]["puutteita"]["shares"]["true"] == pytest.approx(0.3, abs=0.03)
    assert acts["ratkaise"]["decides"]["paatos"]["shares"]["myonteinen"] == pytest.approx(0.7, abs=0.03)
    assert acts["linjaa"]["decides"]["paatos"]["shares"]["myonteinen"] == pytest.approx(0.4, abs=0.05)
    assert numbers(scenario)["case"]["kiire"]["shares"]["true"] == pytest.approx(0.15, abs=0.03)


def test_arrivals_come_back_with_what_is_no_chance_and_nothing_else(scenario):
    arrivals = numbers(scenario)["arrivals"]

    assert float(arrivals["rate"].split()[0]) == pytest.approx(60, rel=0.04)
    assert {*arrivals["weekdays"]} == {"sat", "sun"}
    assert arrivals["weekdays"]["sat"] == pytest.approx(0.2, abs=0.05)
    assert {*arrivals["months"]} == {"jul"}
    assert arrivals["months"]["jul"] == pytest.approx(0.4, abs=0.08)
    assert arrivals["hours"] == "7-20"
    assert "holidays" not in arrivals


def test_staff_come_back_with_their_hours(scenario):
    assert scenario["staff"]["kasittelija"]["people"] == 6
    assert "hours" not in scenario["staff"]["kasittelija"]
    assert scenario["staff"]["ryhma"]["people"] == 1
    assert scenario["hours"][scenario["staff"]["ryhma"]["hours"]]["tue"] == "9-12"


def test_every_number_says_what_it_rests_on(scenario):
    parts = [numbers(scenario)["arrivals"], *numbers(scenario)["acts"].values(), *scenario["staff"].values()]
    parts += [datum for act in numbers(scenario)["acts"].values() for datum in act.get("decides", {}).values()]

    for part in (*parts, *scenario["hours"].values(), *numbers(scenario)["case"].values()):
        assert "loki.csv" in part["assumption"]


def test_the_scenario_is_sound_and_runs(fitted, tmp_path):
    folder = tmp_path / "hakemus"
    folder.mkdir()
    (folder / "process.yaml").write_text((FOLDER / "process.yaml").read_text("utf-8"), "utf-8")
    file = fitted.save(folder / "scenario.yaml")

    assert api.check(file) == ()
    assert api.simulate(file, cases=50, replications=1, engine="plain").digests


def test_xes_tells_the_same_as_csv(results, chart, scenario, tmp_path):
    log = write_log(results.runs, tmp_path / "loki.xes")

    told = yaml.safe_load(api.fit(log, chart).scenario.replace("loki.xes", "loki.csv"))

    assert told == scenario


def test_a_log_of_what_was_done_tells_the_shares_by_where_the_cases_went(rows, chart, tmp_path):
    """Nothing but cases, activities by their Finnish names and times: the gaps of an application show afterwards."""
    lines = [(row["case"], row["label"], row["time"]) for row in rows if row["lifecycle"] == "done"]
    log = written(tmp_path / "loki.csv", ("Asianumero", "Toiminto", "Aikaleima"), lines)

    found = api.fit(log, chart)

    acts = numbers(yaml.safe_load(found.scenario))["acts"]
    assert acts["kirjaa"]["decides"]["puutteita"]["shares"]["true"] == pytest.approx(0.3, abs=0.03)
    assert acts["ratkaise"]["share"] == pytest.approx(0.8, abs=0.02)
    assert acts["taydenna"]["after"]["weibull"]["shape"] == pytest.approx(1.6, rel=0.1)
    assert "staff" not in yaml.safe_load(found.scenario)
    with speaking("en"):
        notes = " ".join(map(str, found.notes))
        assert "does not tell when acts begin" in notes
        assert "does not tell “Decision”" in notes


def test_a_line_an_act_with_people_tells_work_and_how_many_they_are(rows, chart, tmp_path):
    """One line with beginning, end and person; of six officers each does what comes, and no name is kept."""
    draw = Random(1)  # noqa: S311  # nothing secret is drawn
    lines = []
    for (case, event), told in groupby(sorted(rows, key=lambda row: (row["case"], row["event"])), _of):
        moments = {row["lifecycle"]: row for row in told}
        if "done" in moments:
            crew, time = moments["done"]["crew"], moments["done"]["time"]
            person = f"Virtanen {draw.randrange(6)}" if crew == "kasittelija" else crew
            lines.append((case, event, moments.get("started", {}).get("time", ""), time, person))
    log = written(tmp_path / "loki.csv", ("case_id", "activity", "start", "end", "resource"), lines)

    found = api.fit(log, chart)

    scenario = yaml.safe_load(found.scenario)
    assert scenario["staff"]["kasittelija"]["people"] == 6
    assert minutes(numbers(scenario)["acts"]["ratkaise"]["work"]["gamma"]["mean"]) == pytest.approx(180, rel=0.03)
    assert "Virtanen" not in found.scenario


def _of(row):
    return row["case"], row["event"]


def test_work_that_takes_twice_as_long_in_the_log_is_not_taken_for_the_same(rows, chart, tmp_path):
    """The planted fault: the ends of one act are moved away from their beginnings."""
    begun = {(row["case"]): row["time"] for row in rows if (row["event"], row["lifecycle"]) == ("kirjaa", "started")}
    lines = [
        {**row, "time": str(_doubled(begun[row["case"]], row["time"]))}
        if (row["event"], row["lifecycle"]) == ("kirjaa", "done")
        else row
        for row in rows
        if row["event"] in {"hakemus", "kirjaa"}
    ]
    log = written(tmp_path / "loki.csv", rows[0].keys(), [row.values() for row in lines])

    scenario = yaml.safe_load(api.fit(log, chart).scenario)

    curve = numbers(scenario)["acts"]["kirjaa"]["work"]
    assert minutes(curve.get("lognormal", {}).get("median", "0 minutes")) != pytest.approx(20, rel=0.2)


def _doubled(begin, end):
    begin, end = datetime.fromisoformat(begin), datetime.fromisoformat(end)
    return end + (end - begin)
