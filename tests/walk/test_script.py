from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prosessi.model.walks import WalkStep


def what_happened(result):
    """The step that failed, and each difference as expected, happened and why."""
    return result.failure.step, [
        (str(found.expected), str(found.happened), list(map(str, found.why))) for found in result.failure.differences
    ]


def test_a_walk_as_it_should_be_passes(run):
    result = run(
        [
            "{do: ota_kasittelyyn, expect: {state: kasittelyssa, met: aloitus, deadlines: {ratkaisu: 2025-07-15}}}",
            "{do: arvioi, by: esihenkilo, set: {lausunnot: [talous, juristi]}, expect: {active: [juristi, talous]}}",
            "{do: juristi_lausui, after: 3 days, expect: {state: lausunnolla, active: talous}}",
            "{do: talous_lausui, expect: {state: paatettavana}}",
            "{do: paata, by: kasittelija, set: {paatos: hylkays}, refused: not_allowed_by_rule}",
            "{do: paata, by: esihenkilo, set: {paatos: hylkays, summa: 0}, expect: {final: closed, breached: []}}",
            "{do: peru, refused: closed, expect: {documents: paatosasiakirja, case: {paatos: hylkays}, deadlines: {}}}",
        ]
    )

    assert result.failure is None


def test_an_act_that_cannot_happen_fails_with_its_reason(run):
    step, [(expected, happened, why)] = what_happened(run(["{do: paata, by: esihenkilo}"]))

    assert step == 1
    assert expected == "”Tee päätös” tehdään"
    assert "not_active" in happened
    assert why == ["se tehdään tilassa ”Päätettävänä”"]


def test_a_wrong_reason_of_refusal_names_both(run):
    _, [(expected, happened, _)] = what_happened(run(["{do: ota_kasittelyyn, by: hakija, refused: condition}"]))

    assert "condition" in expected
    assert "wrong_role" in happened


def test_an_act_that_was_to_be_refused_but_happened_fails(run):
    result = run(["{do: ota_kasittelyyn, refused: wrong_role}"])

    assert str(result.failure.differences[0].happened) == "se tehtiin"


def test_a_failure_knows_its_day_and_its_place(run):
    failure = run(["{after: 1 day}", "{do: peru, on_date: 2025-05-05, expect: {state: hylatty}}"]).failure

    assert failure.on.date() == date(2025, 5, 5)
    assert (str(failure.at), failure.at.end_column) == ("walks.yaml:9:57", 64)


def test_another_place_tells_which_transition_led_there(run):
    _, [(_, happened, why)] = what_happened(run(["{do: peru, expect: {state: kasittelyssa}}"]))

    assert happened == "asia on tilassa ”Hakija perui”"
    assert why == ["rivin 60 siirtymä vei tilasta ”Hakemus saapunut” tilaan ”Hakija perui”"]


def test_another_last_day_is_explained_day_by_day(run):
    _, [(_, happened, why)] = what_happened(run(["{after: 1 day, expect: {deadlines: {aloitus: 2025-04-24}}}"]))

    assert happened == "viimeinen päivä on ma 28.4.2025"
    assert "pe 18.4.2025 ei lasketa: pitkäperjantai" in why


def test_a_deadline_met_late_is_breached_and_not_met(run):
    late = "{do: ota_kasittelyyn, on_date: 2025-04-29, expect: {%s: aloitus}}"

    assert run([late % "breached"]).passed
    assert not run([late % "met"]).passed


def test_an_empty_list_of_deadlines_means_none(run):
    _, differences = what_happened(run(["{on_date: 2025-04-29, expect: {breached: [], met: [], deadlines: {}}}"]))

    assert [expected for expected, _, _ in differences] == [
        "yhtään määräaikaa ei ole käynnissä",
        "yksikään määräaika ei ole ylittynyt",
    ]


@pytest.mark.parametrize(
    ("step", "part"),
    [
        ("{do: peru, on_date: 2025-04-01}", "1.4.2025"),
        ("{do: peru, after: 2 days, on_date: 2025-05-01}", "'after'"),
        ("{by: hakija}", "'by'"),
        ("{do: peruuta}", "unknown_event"),
        ("{do: peru, by: naapuri}", "wrong_role"),
        ("{do: peru, with: [valokuva]}", "valokuva"),
        ("{do: peru, set: {suuri: false}}", "suuri"),
        ("{do: peru, set: {pituus: 3}}", "pituus"),
        ("{do: peru, expect: {state: perutu}}", "perutu"),
        ("{do: peru, expect: {active: [perutu]}}", "perutu"),
        ("{do: peru, expect: {met: [aloitu]}}", "aloitu"),
        ("{do: peru, expect: {breached: [aloitu]}}", "aloitu"),
        ("{do: peru, expect: {deadlines: {aloitu: 2025-05-05}}}", "aloitu"),
        ("{do: peru, expect: {case: {pituus: 3}}}", "pituus"),
        ("{do: peru, expect: {case: {suuri: ehka}}}", "kyllä"),
        ("{do: peru, expect: {documents: [liite]}}", "Avustushakemus"),
        ("{do: peru, expect: {final: success}}", "päättynyt"),
        ("{do: ota_kasittelyyn, expect: {final: success}}", "jatkuu"),
    ],
)
def test_whatever_is_wrong_with_a_step_is_a_failure_that_names_it(run, step, part):
    _, [(_, happened, _)] = what_happened(run([step]))

    assert part in happened


def test_a_case_that_cannot_begin_fails_at_step_nought(run):
    step, [(_, happened, _)] = what_happened(run(["{do: peru}"], case="{pituus: 3}"))

    assert step == 0
    assert "pituus" in happened


def test_nearest_name_is_offered(run):
    _, [(_, _, why)] = what_happened(run(["{do: peru, expect: {state: perutu}}"]))

    assert why == ["tarkoititko 'peruttu'?"]


NAMES = st.sampled_from(
    ["peru", "paata", "arvioi", "ota_kasittelyyn", "hakija", "aloitus", "saapunut", "suuri", "liite", "outo"]
)
SCALARS = st.one_of(st.none(), st.booleans(), st.integers(-3, 9000), NAMES, st.lists(NAMES, max_size=2))
STEPS = st.fixed_dictionaries(
    {"do": NAMES},
    optional={
        "by": NAMES,
        "with": st.lists(NAMES, max_size=2),
        "set": st.dictionaries(NAMES, SCALARS, max_size=2),
        "on_date": st.dates(date(2024, 1, 1), date(2027, 1, 1)),
        "expect": st.fixed_dictionaries(
            {},
            optional={"state": NAMES, "active": st.lists(NAMES, max_size=2), "case": st.dictionaries(NAMES, SCALARS)},
        ),
    },
)


@settings(deadline=None)
@given(steps=st.lists(STEPS, max_size=5))
def test_whatever_a_walk_says_running_it_gives_a_result(chart, steps):
    from prosessi.model.walks import WalkPath
    from prosessi.walk.script import run_path
    from prosessi.walk.story import tell_result

    path = WalkPath(start=date(2025, 4, 15), steps=tuple(WalkStep(**step) for step in steps))

    assert tell_result(chart, run_path(chart, "polku", path), language="fi")
