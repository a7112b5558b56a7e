import pytest
from hypothesis import HealthCheck, given, settings

from charts import chart_of
from prosessi.api import load
from prosessi.source.yaml import read
from prosessi.verify.walks.alike import Likeness
from prosessi.verify.walks.mutants import mutants
from prosessi.verify.walks.strong import strengthen, verdicts
from prosessi.verify.walks.tale import first_noticed, steps_of
from prosessi.walk.files import read_walks
from prosessi.walk.generated import Generated, walks_text
from prosessi.walk.script import run_path
from strategies import processes
from verify.granted import granted


def written(chart, strength):
    """The walks as they are read back from a file."""
    paths = [
        Generated(
            f"kulku_{n}", "x", w.tale.start, dict(w.tale.known), dict(w.expects[0]), tuple(steps_of(w.beats, w.expects))
        )
        for n, w in enumerate(strength.walks)
    ]
    walks, findings = read_walks(read(walks_text(chart.process.process, paths), "walks.yaml"))
    assert walks is not None, findings
    return list(walks.paths.items())


@pytest.mark.parametrize(
    "process",
    [
        "lastensuojeluilmoituksen-kasittely",
        "monialainen-jalkautuva-tyoparityo",
        pytest.param("jalkihuolto", marks=pytest.mark.deep),
        pytest.param("monialainen-palvelutarpeen-arviointi", marks=pytest.mark.deep),
    ],
)
def test_every_mutant_of_a_shipped_process_is_noticed_or_proved_alike_in_few_walks(process):
    strength = strengthen(load(process))

    assert strength.count("undecided") == 0
    assert strength.count("noticed") > 100
    assert len(strength.walks) <= 25
    assert all(each.by for each in strength.judged if each.verdict == "noticed")


def test_what_is_called_noticed_is_noticed_by_the_walks_as_they_are_written():
    chart = granted()
    strength = strengthen(chart)
    walks = written(chart, strength)

    for each in strength.judged:
        rival = each.mutant.chart(chart)
        failing = {n for n, (name, path) in enumerate(walks) if not run_path(rival, name, path).passed}
        assert set(each.by) <= failing
        assert failing or each.verdict != "noticed"
        assert not failing or each.verdict == "noticed"


def test_the_walks_pass_on_the_process_itself():
    chart = granted()

    assert all(run_path(chart, name, path).passed for name, path in written(chart, strengthen(chart)))


def test_a_limit_that_no_value_can_meet_makes_mutants_that_change_nothing():
    chart = granted(never=("summa < 500", "summa < 9500"))
    shifted = [mutant for mutant in mutants(chart) if mutant.kind in {"constant", "border"}]

    assert {each.verdict for each in verdicts(chart, shifted)} == {"alike"}


def test_a_limit_that_matters_is_not_called_alike():
    chart = granted()
    likeness = Likeness(chart)

    for mutant in mutants(chart):
        if mutant.kind in {"constant", "border", "negated", "guard dropped", "target", "timer", "marks", "length"}:
            assert not likeness.proved(mutant, mutant.chart(chart)) or mutant.kind == "marks"


URGENT = """
    case: {kiire: {type: boolean}}
    roles: {asiakas: {kind: client}}
    events: {hae: {by: asiakas, decides: kiire}, peru: {}, tee: {}, palaa: {by: asiakas, decides: kiire}}
    deadlines: {alku: {starts: {enter: tyo}, met_by: {enter: [peruttu, tehty]}, within: 7 days, if: kiire}}
    initial: uusi
    states:
      uusi: {transitions: [{event: hae, to: tyo}]}
      tyo: {transitions: [{event: peru, if: not kiire, to: peruttu}, {event: tee, to: tehty}]}
      peruttu: {final: closed}
      tehty: {final: success}
      palattu: {final: success}
"""


def unmet_by(text, state):
    """What becomes of the mutant in which a state does not meet the deadline."""
    chart = chart_of(text)
    left = {"peruttu", "tehty"} - {state}
    found = [m for m in mutants(chart) if m.kind == "marks" and set(m.process.deadlines["alku"].met_by.enter) == left]
    return [each.verdict for each in verdicts(chart, found)]


def test_what_meets_a_deadline_that_does_not_apply_changes_nothing():
    assert unmet_by(URGENT, "peruttu") == ["alike"]
    assert unmet_by(URGENT, "tehty") == ["noticed"]


@pytest.mark.parametrize(("to", "shows"), [("palattu", "whether it was met"), ("tehty", "only when it was met")])
def test_what_met_a_deadline_unseen_shows_when_it_applies_after_all(to, shows):
    later = URGENT.replace("{final: closed}", f"{{transitions: [{{event: palaa, to: {to}}}]}}")

    assert unmet_by(later, "peruttu") == ["noticed" if shows == "whether it was met" else "undecided"]


LATE = """
    case: {tarve: {type: boolean}}
    events: {hae: {decides: tarve}, tee: {}}
    deadlines:
      alku: {starts: {enter: uusi}, met_by: {event: hae}, within: 7 days}
      vastaus: {starts: {enter: pyydetty}, met_by: {enter: saatu}, within: 7 days}
    initial: uusi
    states:
      uusi: {transitions: [{event: hae, to: tyo}]}
      tyo:
        parallel:
          oma: {finish: tee}
          muiden:
            if: tarve
            initial: pyydetty
            states: {pyydetty: {transitions: [{always: true, to: saatu}]}, saatu: {final: done}}
        transitions: [{done: true, to: loppu}]
      loppu: {final: success}
"""


def test_a_deadline_that_is_met_at_once_is_noticed_by_those_who_are_late_with_the_others():
    chart = chart_of(LATE)
    [mutant] = [each for each in mutants(chart) if each.kind == "guard dropped"]

    assert [each.verdict for each in verdicts(chart, [mutant])] == ["noticed"]


@pytest.mark.deep
@given(processes())
@settings(deadline=None, max_examples=6, suppress_health_check=list(HealthCheck))
def test_nothing_proved_alike_is_ever_noticed(process):
    chart = chart_of(process)
    likeness, strength = Likeness(chart), strengthen(chart)
    for each in strength.judged:
        rival = each.mutant.chart(chart)
        if likeness.same(rival) or likeness.proved(each.mutant, rival):
            for walk in strength.walks:
                assert first_noticed(rival, walk.tale, walk.beats, walk.expects) is None
