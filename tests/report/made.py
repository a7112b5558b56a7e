"""Results made up by hand: grants that wait for one officer, with a scenario that says so, in two runs."""

from array import array
from datetime import date
from functools import cache

from pictures import chart
from prosessi.model.bind import read_as
from prosessi.model.scenario import Scenario
from prosessi.report.making import Making
from prosessi.report.report import report
from prosessi.simulate.results.digest import digest
from prosessi.simulate.results.results import results_of
from prosessi.simulate.run import STATUSES, Cases, Run, Samples, Task
from prosessi.simulate.setup import DAY, Act, Crew, Hours, ProcessSetup, Setup

HOUR = 3600
CHART = chart("small")
OFFICE = Hours("virka_aika", (((8 * HOUR, 16 * HOUR),),) * 5 + ((),) * 2)
MAKING = Making("prosessi simulate koe.scenario.yaml --seed 7", "0.1.0", {"koe": "0123abcd", "tried": "4567ef01"})
ACTS = ("jata", "tarkista", "paata", "kysy")

SCENARIO = read_as(
    Scenario,
    """
prosessi: 1
scenario: koe
title: {fi: "Avustukset <b>2025</b> & muut", sv: Understöd 2025, en: Grants in 2025}
period: {from: 2025-01-06, to: 2025-06-29}
warm_up: 1 week
processes:
  tried:
    assumption: Luvut on keksitty kokeilua varten.
    arrivals: {rate: 20 per week, weekdays: {sat: 0.2}, source: S001-F01}
    case: {taydellinen: {chance: 0.8}}
    acts:
      jata: {after: {exponential: {mean: 2 days}}}
      tarkista:
        by: kasittelija
        work: {lognormal: {median: 20 minutes, p90: 1 hour}, assumption: Kysytty kahdelta käsittelijältä.}
        decides: {taydellinen: {ways: [{if: taydellinen, fixed: true}, {chance: 0.5}]}}
        in: {kasittely: {work: 1.5 hours, assumption: Vaikeat tapaukset.}}
      paata: {work: 1 hour, law: tuntematon_laki}
    first: [taydellinen]
staff:
  kasittelija: {people: 1, leave: [{from: 2025-06-01, to: 2025-06-08}], assumption: "Yksi <virka>"}
  lautakunta: {people: 3, roles: [johto], hours: tiistaisin, named: true, caseload: 30}
hours: {tiistaisin: {tue: 9-11}}
""",
    "koe.scenario.yaml",
).model

SETUP = Setup(
    name="koe",
    start=date(2024, 12, 30),
    counted_from=7 * DAY,
    until=182 * DAY,
    cases=None,
    run_dry=False,
    end=900 * DAY,
    processes=(
        ProcessSetup(
            CHART,
            None,
            (),
            tuple(
                Act(name, None, None, roles, None, None, 1.0, ())
                for name, roles in zip(ACTS, ((), (0,), (0, 1), (0,)), strict=True)
            ),
        ),
    ),
    roles=("kasittelija", "johto"),
    crews=(
        Crew("kasittelija", (0,), 0, ((0, 1),)),
        Crew("lautakunta", (1,), 0, ((0, 3), (100 * DAY, 2)), named=True, caseload=30),
    ),
    hours=(OFFICE,),
)


def run_of(replication, cases=200):
    """A run in which every fifth case is late and the last one has not ended."""
    days = [(number * 7 + replication) % 40 + (60 if number % 19 == 0 else 0) for number in range(cases)]
    begun = [7 * DAY + number * 20 * HOUR for number in range(cases)]
    ended = [begin + taken * DAY + 5 * HOUR for begin, taken in zip(begun, days, strict=True)]
    order = sorted(range(cases), key=ended.__getitem__)
    met, late = STATUSES.index("met"), STATUSES.index("met_late")
    return Run(
        setup=SETUP,
        seed=7,
        replication=replication,
        engine="plain",
        events=900,
        seconds=0.5 + replication,
        span=(7 * DAY, 182 * DAY),
        cases=(
            Cases(
                number=_column(order),
                begun=_column(begun[number] for number in order),
                ended=_column([*(ended[number] for number in order[:-1]), -1]),
                waited=_column(days[number] * DAY // 2 for number in order),
                worked=_column(2 * HOUR for _ in order),
                final=_column([CHART.ids["myonnetty"]] * (cases - 1) + [-1]),
                statuses=(_column(late if number % 5 == replication else met for number in order),),
                late=(_column(number % 9 + 1 if number % 5 == replication else 0 for number in order),),
            ),
        ),
        tasks=(
            Task(0, CHART.ids["alussa"], 0, cases, 0, 0),
            Task(0, CHART.ids["tarkistus"], 1, cases + 40, 1500 * DAY, 120 * HOUR),
            Task(0, CHART.ids["arvio"], 2, cases - 60, 90 * DAY, 200 * HOUR),
            Task(0, CHART.ids["tarkistus"], 3, 0, 0, 0),
        ),
        worked=(700 * HOUR, 160 * HOUR),
        available=(800 * HOUR, 2400 * HOUR),
        samples=_samples(replication),
        refused=0,
        stepped=0,
        finished=False,
        log=None,
    )


@cache
def results():
    """Both runs together."""
    return results_of(SETUP, [digest(run_of(replication)) for replication in (0, 1)])


@cache
def page(language="fi"):
    """The report in a language."""
    return report(results(), SCENARIO, MAKING, wanted=language)


def _samples(replication):
    days = range(7, 182)
    return Samples(
        time=_column(day * DAY + DAY // 2 for day in days),
        queues=(_column((day * 3 + replication) % 17 for day in days), _column(day % 3 for day in days)),
        busy=(_column(1 if day % 7 < 5 else 0 for day in days), _column(day % 3 for day in days)),
        caseloads=(_column(0 for _ in days), _column(20 + day % 5 for day in days)),
        open=(_column(30 + day % 5 for day in days),),
    )


def _column(values):
    return array("q", values)
