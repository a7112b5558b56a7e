"""What places in a scenario are called."""

from pathlib import Path

import pytest

from prosessi import load_scenario
from prosessi.simulate.subjects import subject

PROCESSES = Path(__file__).parents[2] / "processes"
KAINUU = PROCESSES / "lastensuojeluilmoituksen-kasittely" / "kainuu.scenario.yaml"
NOTIFICATION = "processes.lastensuojeluilmoituksen-kasittely"


@pytest.fixture(scope="module")
def plan():
    return load_scenario(KAINUU)


@pytest.mark.parametrize(
    ("path", "called"),
    [
        (f"{NOTIFICATION}", "Lastensuojeluilmoituksen käsittely"),
        (f"{NOTIFICATION}.arrivals", "Asioiden tulo"),
        (f"{NOTIFICATION}.arrivals.rate", "Asioiden tulo, rate"),
        (f"{NOTIFICATION}.case.kiireellinen", "Lapsi tarvitsee kiireellistä apua"),
        (f"{NOTIFICATION}.first", "Ketkä pääsevät jonossa ensin"),
        (f"{NOTIFICATION}.acts.ratkaise.work", "Ratkaise arvioinnin tarve, work"),
        (
            f"{NOTIFICATION}.acts.arvioi_kiireellisyys.decides.kiireellinen.chance",
            "Arvioi kiireellisen avun tarve, Lapsi tarvitsee kiireellistä apua, chance",
        ),
        (
            f"{NOTIFICATION}.acts.lapsi_muuttaa.in.odottaa_ratkaisua.work",
            "Lapsi muuttaa toiselle hyvinvointialueelle, tilassa ”odottaa_ratkaisua”, work",
        ),
        ("staff.vastaanotto", "Vastaanotto"),
        ("staff.uusi_vaki.people", "Uusi vaki, people"),
        ("hours.virka_aika", "Työaika ”Virka-aika”"),
        ("hours.ilta", "Työaika ”Ilta”"),
        ("warm_up", "warm_up"),
        ("", "Koko skenaario"),
    ],
)
def test_a_place_goes_by_the_labels_on_its_way(plan, path, called):
    assert str(subject(plan, path.split(".")).whole) == called
