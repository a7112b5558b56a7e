"""The summary that people read."""

from random import Random

import pytest

from prosessi.messages import speaking
from prosessi.simulate.results.digest import digest
from prosessi.simulate.results.results import results_of
from prosessi.simulate.results.words import MANY, assumptions, summary
from simulate.fabricated import HARKINTA, HYLATTY, MYONNETTY, SAAPUNUT, SETUP, case, run_of, task


def _run(number, **changes):
    luck = Random(number)  # noqa: S311  (luck, not secrets)
    rows = []
    for _ in range(60):
        begun, took = luck.randrange(28 * 24), luck.expovariate(1 / 120) + 2
        late = max(0, int((took - 200) // 24))
        status = "met" if took < 200 else "breached"
        final = luck.choice([MYONNETTY, HYLATTY])
        rows.append(case(begun, begun + took, waited=took / 2, worked=1.5, final=final, status=status, late=late))
    tasks = (task(SAAPUNUT, 0, 60, 3600, 80), task(HARKINTA, 1, 60, 50, 40))
    queue = [luck.randrange(10) for _ in range(28)]
    return run_of(*rows, replication=number, queue=queue, tasks=tasks, **changes)


def told(runs, wanted=None):
    results = results_of(SETUP, map(digest, runs), wanted=wanted)
    return "\n".join(map(str, summary(results, "Kokeilu"))) + "\n"


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_summary_tells_everything_at_a_glance(language, golden):
    with speaking(language):
        golden(told(_run(number) for number in range(8)), f"summary.{language}.txt")


def test_a_summary_that_was_stopped_says_so_and_what_to_doubt(golden):
    runs = [_run(number, refused=1, stepped=3) for number in range(3)]

    golden(told(runs, wanted=20), "stopped.txt")


def test_cases_that_did_not_end_are_not_passed_over_in_silence():
    assert "1 asia kaikkiaan 2 asiasta oli kesken" in told([run_of(case(), case(0, None))])


def test_work_of_less_than_an_hour_is_told_in_minutes():
    def line_of_work(hours):
        return next(line.split() for line in told([run_of(case(worked=hours))]).splitlines() if "siitä työtä" in line)

    assert line_of_work(1.5)[2:4] == ["tuntia", "1,5"]
    assert line_of_work(0.5)[2:4] == ["minuuttia", "30,0"]


def test_a_run_in_which_nothing_happened_is_told_too():
    assert "ei alkanut yhtään asiaa" in told([run_of()])
    assert "Yksikään asia ei päättynyt" in told([run_of(case(0, None))])


def test_every_assumption_is_listed_or_counted():
    few = "\n".join(map(str, assumptions([("Ratkaise", "Olettama: kaksi tuntia.")], "a.yaml")))
    many = "\n".join(map(str, assumptions([("polku", "Arvio.")] * (MANY + 5), "a.yaml")))

    assert "Ratkaise: kaksi tuntia." in few
    assert "55 olettamaan" in many
    assert "5 muuta: ne ovat tiedostossa a.yaml" in many
    assert list(assumptions([], "a.yaml")) == []
