"""What a scenario may hold, and that every family of distributions can be written in it."""

from __future__ import annotations

import pytest

from prosessi.distributions import distribution, families
from prosessi.model.amounts import DatumAmount, TimeAmount
from prosessi.model.bind import kind_of, read_as
from prosessi.model.scenario import Scenario
from prosessi.model.staffing import Hours
from prosessi.source.yaml import read

HEAD = "scenario: vilkas\nperiod: {from: 2025-01-01, to: 2025-12-31}\n"


def act(text):
    """The findings and the one act of a scenario whose act is written so."""
    bound = read_as(Scenario, f"{HEAD}processes:\n  laina:\n    acts:\n      lainaa: {text}\n", "s.yaml")
    return bound.findings, bound.model and bound.model.processes["laina"].acts["lainaa"]


def test_a_scenario_is_told_by_its_key():
    assert kind_of(read(f"{HEAD}processes: {{}}\n", "s.yaml").value) is Scenario


def test_a_plain_time_stands_for_itself():
    findings, lainaa = act("{work: 1.5 hours}")

    assert findings == ()
    assert lainaa.work.forms == ("fixed",)
    assert lainaa.work.distribution() == distribution("fixed", value=5400.0)


@pytest.mark.parametrize("family", [family for family in families() if family != "fixed"])
def test_every_form_of_every_family_can_be_written(family):
    for form in families()[family].forms:
        needed = [name for name, parameter in form.parameters.items() if not parameter.optional]
        sizes = {name: n for n, name in enumerate(needed, 2)}
        times = {name: f"{n} hours" if form.parameters[name].amount else float(n) for name, n in sizes.items()}
        lists = {name: [value] for name, value in times.items() if form.parameters[name].many}

        amount = TimeAmount.model_validate({family: {**times, **lists}})

        assert amount.forms == (family,)
        assert set(amount.parameters) == set(needed)
        assert amount.distribution(never_negative=True).family == family


def test_parameters_of_time_are_seconds_and_pure_numbers_stay():
    amount = TimeAmount.model_validate({"lognormal": {"mean": "2 hours", "sigma": 0.5}})

    assert amount.parameters == {"mean": 7200.0, "sigma": 0.5}


def test_numbers_of_case_data_have_no_unit():
    assert DatumAmount.model_validate({"uniform": {"from": 0, "to": 17}}).parameters == {"from": 0, "to": 17}


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("{work: 2}", "PR033 avaimen 'work' arvon pitää olla ajan pituus, mutta tässä on arvo 2"),
        ("{work: 2 tuntia}", "PR046 tuntematon yksikkö 'tuntia'"),
        ("{work: {lognormal: {median: 20 min, p90: 1 hour}}}", "PR046 tuntematon yksikkö 'min'"),
        ("{work: {lognorml: {mean: 1 hour}}}", "PR030 avainta 'lognorml' ei tunneta tässä kohdassa"),
        ("{work: {gamma: {meen: 1 hour, shape: 2}}}", "PR030 avainta 'meen' ei tunneta tässä kohdassa"),
        ("{työ: 2 hours}", "PR030 avainta 'työ' ei tunneta tässä kohdassa"),
    ],
)
def test_a_mistake_is_told_once_in_words_of_the_author(text, finding):
    findings, _ = act(text)

    assert [f"{each.code} {each.message}" for each in findings] == [finding]
    assert all(each.fix for each in findings)


def test_a_single_day_goes_before_a_stretch_of_days():
    hours = Hours.model_validate({"mon-fri": "8-16", "wed": "8-12"})

    assert [str(day) for day in hours.week] == ["8-16", "8-16", "8-12", "8-16", "8-16", "", ""]
