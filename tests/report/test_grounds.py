"""Every number of a scenario is told with what it rests on, its own ground before that of what is round it."""

import pytest
import yaml

from prosessi.model.scenario import Scenario
from prosessi.report.grounds import told
from report.made import SCENARIO, page
from report.reading import parsed, words


def grounds():
    """The lines of the tables of grounds: what they are about, with how it is written and what it rests on."""
    return {
        words(row[0]): (words(row[1]), words(row[2]))
        for table in parsed(page()).iter("table")
        if table.find("caption").get("id").startswith("grounds-")
        for row in table.find("tbody")
    }


@pytest.mark.parametrize(
    ("about", "basis"),
    [
        ("Kuinka paljon asioita tulee", "Lähde S001-F01"),
        ("Jätä hakemus", "Olettama: Luvut on keksitty kokeilua varten."),
        ("Tarkista hakemus", "Olettama: Kysytty kahdelta käsittelijältä."),
        ("Tarkista hakemus, tilassa ”Käsittely”", "Olettama: Vaikeat tapaukset."),
        ("Tee päätös", "Laki: tuntematon_laki"),
        ("Ketkä pääsevät jonossa ensin", "Olettama: Luvut on keksitty kokeilua varten."),
        ("Käsittelijä", "Olettama: Yksi <virka>"),
        ("Lautakunta", "Perustetta ei ole kirjoitettu."),
        ("Työaika ”Tiistaisin”", "Perustetta ei ole kirjoitettu."),
    ],
)
def test_numbers_rest_on_their_own_ground_or_on_that_of_what_is_round_them(about, basis):
    assert grounds()[about][1] == basis


def test_every_number_of_the_scenario_has_its_line():
    numbers = SCENARIO.processes["tried"]

    assert len(grounds()) == len(numbers.acts) + len(numbers.case) + 3 + len(SCENARIO.staff) + len(SCENARIO.hours)


@pytest.mark.parametrize(
    "written",
    [
        "{rate: 46 per week, weekdays: {sat: 0.2, sun: 0.1}, hours: 8-16}",
        "{dates: [2025-01-03, 2025-01-03]}",
    ],
)
def test_what_is_told_reads_back_as_the_same(written):
    text = "{{prosessi: 1, scenario: k, period: {{from: 2025-01-01}}, processes: {{p: {{arrivals: {0}}}}}}}"
    arrivals = (
        Scenario.model_validate(yaml.safe_load(text.format(written).replace("2025-01-03", "'2025-01-03'")))
        .processes["p"]
        .arrivals
    )

    assert f"{{{told(arrivals)}}}" == written
