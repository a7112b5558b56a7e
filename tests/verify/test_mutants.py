import pytest

from prosessi.api import load
from prosessi.expressions.syntax import parse
from prosessi.messages import speaking
from prosessi.verify.walks.mutants import mutants
from prosessi.verify.walks.slips import slips
from verify.granted import granted


def changes(kind, language="en"):
    with speaking(language):
        return [str(mutant.change) for mutant in mutants(granted()) if mutant.kind == kind]


def test_a_limit_is_one_more_and_one_less():
    assert changes("constant") == ["the limit were 501 and not 500", "the limit were 499 and not 500"]


def test_a_limit_is_told_in_finnish():
    assert changes("constant", "fi")[0] == "raja olisi 501 eikä 500"


def test_a_border_is_counted_in():
    assert changes("border") == ["the condition said “summa <= 500” and not “summa < 500”"]


def test_a_deadline_is_a_working_day_longer_and_shorter():
    assert changes("length", "fi") == [
        "määräaika ”Paatos” olisi 8 arkipäivää eikä 7 arkipäivää",
        "määräaika ”Paatos” olisi 6 arkipäivää eikä 7 arkipäivää",
    ]


def test_a_paper_is_not_asked_for():
    assert changes("needs") == ["“Hae” did not need “Hakemus”"]


@pytest.mark.parametrize("kind", ["role", "transition dropped", "target", "marks", "timer", "negated", "guard dropped"])
def test_there_are_mutants_of_each_kind(kind):
    assert changes(kind)


def test_every_mutant_of_a_shipped_process_can_run_and_says_where_it_is():
    chart = load("lastensuojeluilmoituksen-kasittely")

    assert all(mutant.chart(chart) is not None and mutant.at.line > 1 for mutant in mutants(chart))


def test_the_original_stays_as_it_was():
    chart = granted()
    before = chart.process.model_dump()

    mutants(chart)

    assert chart.process.model_dump() == before


def test_and_becomes_or_and_keeps_its_brackets():
    assert [slip.condition.text for slip in slips(parse("a and (b or c)"))] == [
        "a or (b or c)",
        "a and (b and c)",
        "not (a and (b or c))",
    ]
