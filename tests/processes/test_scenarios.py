"""The numbers shipped beside the processes: they check clean, say what they rest on, and their cases can be lived."""

from array import array
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

import prosessi
from prosessi.model.placed import Placed
from prosessi.simulate.engine import simulate
from prosessi.simulate.prepare import with_cases
from prosessi.simulate.replay import replays
from prosessi.simulate.run import What

PROCESSES = Path(__file__).parents[2] / "processes"
FILES = sorted(PROCESSES.glob("*/*.scenario.yaml"))
CASES = 25
TOLD = {"scenario", "like", "title", "summary", "assumption"}
VARIANTS = {
    "kolmas-tyontekija": {"staff.vastaanotto.people"},
    "kumppanit-kahdessa-viikossa": {
        f"processes.monialainen-palvelutarpeen-arviointi.acts.{act}.after"
        for act in (
            "perheneuvola_vastasi",
            "terveyspalvelut_vastasivat",
            "psykiatria_vastasi",
            "sivistystoimi_vastasi",
            "vammaispalvelut_vastasivat",
            "aikuissosiaalityo_vastasi",
            "aikuispalvelut_vastasivat",
        )
    },
}

each_scenario = pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.name.split('.')[0]}")


def scenario(folder, name):
    return PROCESSES / folder / f"{name}.scenario.yaml"


@cache
def plan(file):
    return prosessi.load_scenario(file)


@cache
def run(file):
    """A few cases of a scenario, which find nobody before them."""
    given = plan(file)
    alone = replace(given, scenario=given.scenario.model_copy(update={"warm_up": None}))
    return simulate(with_cases(alone.setup, CASES), engine="plain", log=True)


def unlike(left, right, path=()):
    """The paths at which two scenarios say different things, but for what they are called and told of."""
    if isinstance(left, Placed) and type(left) is type(right):
        fields = {name: field.alias or name for name, field in type(left).model_fields.items() if name not in TOLD}
        for name, key in fields.items():
            yield from unlike(getattr(left, name), getattr(right, name), (*path, key))
    elif isinstance(left, dict) and isinstance(right, dict):
        for key in {**left, **right}:
            yield from unlike(left.get(key), right.get(key), (*path, key))
    elif left != right:
        yield ".".join(path)


def astray(run):
    """The cases that end otherwise when they are lived through again."""
    told = run.cases[0]
    rows = {number: line for line, number in enumerate(told.number)}
    for replay in replays(run):
        line = rows[replay.number]
        lasted = replay.case.ended and (replay.case.ended - replay.begun).total_seconds()
        if lasted != told.ended[line] - told.begun[line] or told.final[line] not in replay.case.snapshot.active:
            yield replay.number


@pytest.mark.parametrize("folder", sorted(path.parent.name for path in PROCESSES.glob("*/process.yaml")))
def test_each_process_has_a_county_and_the_country(folder):
    assert scenario(folder, "kainuu") in FILES
    assert scenario(folder, "suomi") in FILES


@each_scenario
def test_a_scenario_checks_clean(file):
    assert [str(finding) for finding in prosessi.check(file)] == []


@each_scenario
def test_an_assumption_says_who_confirms_it(file):
    assert [
        path
        for path, text in plan(file).assumptions
        if not text.startswith("Olettama: ") or not ("vahvista" in text or "sovitaan" in text)
    ] == []


@each_scenario
def test_its_cases_come_to_an_end_and_nothing_is_refused(file):
    made = run(file)

    assert made.finished
    assert len(made.cases[0].number) == CASES
    assert made.refused == 0


@each_scenario
def test_every_case_can_be_lived_through_again(file):
    assert list(astray(run(file))) == []


def test_a_case_whose_log_lies_is_noticed():
    made = run(scenario("jalkihuolto", "kainuu"))
    last = max(line for line, what in enumerate(made.log.what) if what == What.DONE)
    times = array("q", made.log.time)
    times[last] -= 7 * 24 * 3600

    lies = replace(made, log=replace(made.log, time=times))

    assert list(astray(lies)) == [made.log.case[last]]


@pytest.mark.parametrize("name", VARIANTS)
def test_a_variant_says_what_the_county_says_but_for_one_thing(name):
    [file] = PROCESSES.glob(f"*/{name}.scenario.yaml")

    differences = set(unlike(plan(file.with_name("kainuu.scenario.yaml")).scenario, plan(file).scenario))

    assert {next((at for at in VARIANTS[name] if path.startswith(at)), path) for path in differences} == VARIANTS[name]


@pytest.mark.parametrize(("name", "least", "most"), [("kainuu", 2_300, 2_450), ("suomi", 229_000, 231_000)])
def test_as_many_notifications_come_in_a_year_as_the_public_figures_say(name, least, most):
    [process] = plan(scenario("lastensuojeluilmoituksen-kasittely", name)).setup.processes

    assert least < sum(process.arrivals.week) * 365.25 / 7 < most
