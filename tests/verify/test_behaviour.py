"""What is kept from one text of a process to the next, and what never is."""

from pathlib import Path

import pytest

from prosessi.check.check import check_text
from prosessi.expressions.syntax import Expression
from prosessi.verify import behaviour

FILE = Path(__file__).parents[1] / "check" / "tukihakemus" / "process.yaml"
TEXT = FILE.read_text(encoding="utf-8")
TALE = (
    ("Tuki on myönnetty", "Tuki on annettu"),
    ("title: Tukihakemuksen käsittely", "title: Tuki"),
    ("initial: saapunut\n", "\n\ninitial: saapunut\n"),
    ("  saapunut:\n", "  # saapui\n  saapunut:\n"),
)
DEEDS = (
    ("summa > 0", "summa > 5000"),
    ("summa > 0", "summa < 0"),
    ("if: kiireellinen", "if: not kiireellinen"),
    ("within: 7 working days", "within: 8 working days"),
    ("after: 14 days", "after: 15 days"),
    ("after: 14 days, to: tutkinta", "after: 14 days, to: lisatieto"),
    ("lisatieto_saapui, to: tutkinta", "lisatieto_saapui, to: lisatieto"),
    ("    by: [kasittelija, esihenkilo]", "    by: esihenkilo"),
    ("esihenkilo: {label: Esihenkilö, kind: staff", "esihenkilo: {label: Esihenkilö, kind: system"),
    ("    decides: [tulos, summa]", "    decides: [tulos]"),
    ("    produces: paatos", "    produces: hakemus"),
    ("    needs: hakemus", "    needs: paatos"),
    ("max: 5000", "max: 0"),
    ("type: boolean, label: Kiireellinen", "type: boolean, default: true, label: Kiireellinen"),
    ("met_by: {exit: saapunut}", "met_by: {enter: hylatty}"),
    ("      - {event: ota_kasittelyyn, to: kasittely}\n", ""),
    ("          - {event: tee_paatos, else: true, to: hylatty}\n", ""),
    ("initial: tutkinta", "initial: lisatieto"),
    ("    within: 3 months\n    assumption: Harjoitus.", "    within: 3 months\n    law: hallintolaki-23"),
)
OTHERWISE = ("else: true, to: hylatty", "if: not (tulos == myonteinen and summa > 0), to: hylatty")
WITH_A_GAP = ("else: true, to: hylatty", "if: tulos == kielteinen, to: hylatty")


def changed(change):
    old, new = change
    assert old in TEXT
    return TEXT.replace(old, new, 1)


def found(text):
    """Everything that is found in a text, with its places."""
    return [repr(finding) for finding in check_text(text, str(FILE)).findings]


def found_anew(text):
    """The same, with nothing kept."""
    behaviour._explored.cache_clear()
    return found(text)


def found_after(before, text):
    """The same, when another text has been checked before."""
    found_anew(before)
    return found(text)


def graphs_kept():
    return behaviour._explored.cache_info()


@pytest.mark.parametrize("change", TALE + DEEDS)
def test_a_changed_text_is_judged_as_if_it_were_the_first(change):
    text = changed(change)
    assert found_after(TEXT, text) == found_anew(text)
    assert found_after(text, TEXT) == found_anew(TEXT)


@pytest.mark.parametrize("change", TALE)
def test_what_is_only_told_in_another_way_is_not_explored_again(change):
    found_anew(TEXT)
    asked = graphs_kept()
    found(changed(change))
    assert graphs_kept().misses == asked.misses
    assert graphs_kept().hits > asked.hits


def test_findings_of_a_remembered_graph_speak_of_the_new_text():
    hole = changed(("summa > 0", "summa < 0"))
    moved = "# siirretty\n" + hole
    assert found(hole) != found(moved)
    assert found_after(hole, moved) == found_anew(moved)


def test_a_condition_that_leaves_a_gap_is_seen_after_one_that_left_none():
    assert found_after(changed(OTHERWISE), changed(WITH_A_GAP)) == found_anew(changed(WITH_A_GAP)) != found(TEXT)


def test_a_memory_that_forgets_conditions_would_be_caught(monkeypatch):
    whole = behaviour.without_words
    monkeypatch.setattr(behaviour, "without_words", lambda part: None if isinstance(part, Expression) else whole(part))
    assert found_after(changed(OTHERWISE), changed(WITH_A_GAP)) != found_anew(changed(WITH_A_GAP))


def test_only_so_many_graphs_are_kept():
    for days in range(10, 30):
        found(changed(("after: 14 days", f"after: {days} days")))
    assert graphs_kept().currsize <= behaviour.MOST_KEPT
