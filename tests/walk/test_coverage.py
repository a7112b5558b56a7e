from __future__ import annotations

from prosessi.walk.coverage import coverage, coverage_of_counts, passages, tell_coverage


def keys(covered):
    return {element.key for element in covered.elements if element.count}


def test_a_case_covers_where_it_has_been(chart, walk):
    walk.send("peru")

    covered = keys(coverage(chart, [walk.log]))
    assert {key for key in covered if key.startswith("state:")} == {"state:saapunut", "state:peruttu"}
    assert "deadline:aloitus:started" in covered
    assert "deadline:aloitus:met" not in covered


def test_the_finishing_act_of_a_branch_counts_as_a_transition(chart, walk):
    walk.send("ota_kasittelyyn")
    walk.send("arvioi", by="kasittelija", lausunnot=["talous"])
    before = coverage(chart, [walk.log]).tally("transition")
    walk.send("talous_lausui")

    assert coverage(chart, [walk.log]).tally("transition") == (before[0] + 2, before[1])


def test_a_deadline_met_late_was_breached_once(chart, walk):
    walk.wait("2025-04-29")
    walk.send("ota_kasittelyyn")

    counts = list(passages(chart, walk.log))
    assert counts.count("deadline:aloitus:breached") == 1
    assert "deadline:aloitus:met" not in counts


def test_missing_elements_have_their_places(chart, walk):
    missing = coverage(chart, [walk.log]).missing

    assert ("odottaa", 67) in [(element.id, element.at.line) for element in missing if element.kind == "state"]


def test_counts_of_two_runs_add_up(chart, walk):
    walk.send("peru")
    once = list(passages(chart, walk.log))
    counts = {key: 2 * once.count(key) for key in once}

    assert coverage_of_counts(chart, counts).elements == coverage(chart, [walk.log, walk.log]).elements


def test_refused_acts_are_counted_by_their_reason(chart, walk):
    walk.send("paata")
    walk.send("peru", by="kasittelija")

    assert coverage(chart, [walk.log]).refusals == {"not_active": 1, "wrong_role": 1}


def test_nothing_walked_is_nothing_covered(chart):
    assert coverage(chart, []).share == 0


def test_coverage_is_told_with_lines(chart, walk):
    told = tell_coverage(coverage(chart, [walk.log]), least=90)

    assert "avustus/process.yaml:67: tila ”Odottaa täydennystä”" in told
    assert "(vaadittu: 90 %)" in told
