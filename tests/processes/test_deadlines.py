"""The deadlines of the shipped processes, from the case to the day: held to ends that were reckoned apart from them."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest
import yaml

import prosessi

ROOT = Path(__file__).parents[2]
KNOWN = yaml.safe_load((ROOT / "tests" / "data" / "deadline_vectors.yaml").read_text("utf-8"))
LONG_AGO = date(2019, 1, 1)

assessments = pytest.mark.parametrize("known", KNOWN["working_days"].values(), ids=KNOWN["working_days"])
quarters = pytest.mark.parametrize("known", KNOWN["months"].values(), ids=KNOWN["months"])


@cache
def load(name):
    return prosessi.load(name)


def due(walk, name):
    return next(deadline.due for deadline in walk.deadlines if deadline.name == name)


def assessment_of_a_child(pending):
    chart = load("monialainen-palvelutarpeen-arviointi")
    return prosessi.walk(chart, start=pending, case={"vireilletulo": pending, "lastensuojeluasia": True})


def notification(received):
    walk = prosessi.walk(load("lastensuojeluilmoituksen-kasittely"), start=received)
    walk.send("tee_ilmoitus", by="ilmoittaja", with_="lastensuojeluilmoitus", vireilletulo=received)
    return walk


def aftercare(born, *, plan_made):
    """A case up to the plan, with the five years still far off."""
    walk = prosessi.walk(load("jalkihuolto"), start=plan_made, case={"syntymapaiva": born})
    walk.send("aloita_valmistelu", by="sosiaalityontekija")
    walk.send("kartoita_valmiudet", by="sosiaaliohjaaja")
    walk.send("selvita_oikeus", sijoituksen_laji="sijaishuolto", sijoitettu_yksin=True, sijoitus_kuukausia=24)
    walk.send("laadi_suunnitelma", with_="asiakassuunnitelma", viimeksi_asiakkaana=plan_made)
    return walk


@assessments
def test_an_assessment_begins_by_the_seventh_working_day(known):
    assert due(assessment_of_a_child(known["start"]), "aloitus") == known["due"]


@assessments
def test_a_notification_leads_to_an_assessment_by_the_seventh_working_day(known):
    assert due(notification(known["start"]), "aloitus") == known["due"]


@quarters
def test_an_assessment_is_ready_in_three_months_of_the_matter_becoming_pending(known):
    assert due(assessment_of_a_child(known["start"]), "valmis") == known["due_rolled"]


@pytest.mark.parametrize(
    ("born", "plan_made", "ends"),
    [
        (date(1998, 12, 31), LONG_AGO, date(2019, 12, 31)),  # 21 on the last day of the oldest limit
        (date(1999, 1, 1), date(2022, 1, 3), date(2024, 1, 1)),  # 25 during the transition: it does not lengthen 25
        (date(2000, 10, 15), date(2022, 1, 3), date(2024, 6, 30)),  # 23 before 2024
        (date(2001, 3, 10), date(2022, 1, 3), date(2024, 6, 30)),  # 23 during the transition
        (date(2001, 7, 5), date(2022, 1, 3), date(2024, 7, 5)),  # 23 after it
    ],
)
def test_aftercare_ends_at_the_age_that_was_the_limit_then(born, plan_made, ends):
    assert due(aftercare(born, plan_made=plan_made), "ikaraja") == ends


def test_a_right_that_ended_at_21_did_not_come_back():
    assert aftercare(date(1998, 12, 1), plan_made=date(2022, 1, 3)).active == ("paattymassa",)


def test_need_of_special_support_found_later_counts_from_when_the_matter_became_pending():
    chart = load("monialainen-palvelutarpeen-arviointi")
    walk = prosessi.walk(chart, start=date(2025, 4, 14), case={"vireilletulo": date(2025, 4, 11)})
    walk.send("arvioi_kiireellisyys", by="sosiaaliohjaaja", kiireellinen=False, erityinen_tuki=True)

    assert due(walk, "aloitus") == date(2025, 4, 24)
