"""Findings that an author passes over, with a reason."""

from __future__ import annotations

import pytest

from prosessi.check import check_text
from prosessi.model.library import EMPTY

ROLE = "  virkailija: {label: Virkailija, assumption: harjoitus}"
PROCESS = f"""\
prosessi: 1
process: laina
title: Laina
assumption: harjoitus
initial: valmis
roles:
{ROLE}
states:
  valmis: {{label: Laina on myönnetty, final: success, assumption: harjoitus}}
"""
BARE = """\
prosessi: 1
process: laina
assumption: harjoitus
initial: saapunut
states:
  saapunut:  # prosessi: ignore PR601 - nimi sovitaan myöhemmin
    assumption: harjoitus
    transitions: [{after: 2 days, to: valmis, assumption: harjoitus}]
  valmis: {final: success, assumption: harjoitus}
"""


def report(text):
    return check_text(text, "laina.yaml", EMPTY, prove=False)


def with_comment(comment):
    return PROCESS.replace(ROLE, f"{ROLE}  {comment}")


def codes(text):
    return [finding.code for finding in report(text).findings]


def test_a_finding_is_passed_over_at_the_end_of_its_line():
    checked = report(with_comment("# prosessi: ignore PR212 - rooli tulee käyttöön keväällä"))

    assert checked.findings == ()
    assert [(each.finding.code, each.reason) for each in checked.suppressed] == [
        ("PR212", "rooli tulee käyttöön keväällä")
    ]


@pytest.mark.parametrize("between", ["", "  # muu kommentti\n", "\n"])
def test_a_comment_on_a_line_of_its_own_is_about_the_next_line(between):
    text = PROCESS.replace(ROLE, f"  # prosessi: ignore PR212 – rooli tulee käyttöön\n{between}{ROLE}")

    assert codes(text) == []


def test_the_line_below_is_not_passed_over():
    text = PROCESS.replace("roles:\n", "roles:  # prosessi: ignore PR212 - ei tätä\n")

    assert codes(text) == ["PR902", "PR212"]


@pytest.mark.parametrize(
    "comment",
    ["# prosessi: ignore PR212", "# prosessi: ignore PR212 -", "# prosessi: ignor PR212", "#prosessi:ignore PR212"],
)
def test_without_a_reason_nothing_is_passed_over(comment):
    assert codes(with_comment(comment)) == ["PR212", "PR901"]


def test_without_a_code_nothing_is_passed_over():
    assert codes(with_comment("# prosessi: ignore - tämä on tarkoitus")) == ["PR212", "PR901"]


def test_several_codes_share_a_reason():
    text = with_comment("# prosessi: ignore PR212, PR701 - rooli kuvataan myöhemmin").replace(
        "Virkailija, assumption: harjoitus", "Virkailija"
    )

    assert codes(text) == []


def test_a_code_that_nothing_has_is_met_with_the_nearest():
    (found,) = report(PROCESS.replace(f"{ROLE}\n", f"{ROLE}  # prosessi: ignore PR212, PR2122 - syy\n")).findings

    assert (found.code, str(found.message)) == ("PR902", "havaintoa 'PR2122' ei ole")


def test_what_is_no_longer_found_is_told():
    (found,) = report(
        PROCESS.replace(f"{ROLE}\n", "  # prosessi: ignore PR212 - syy\n").replace("roles:\n", "")
    ).findings

    assert found.code == "PR902"


def test_while_there_are_errors_nobody_knows_what_else_would_be_found():
    text = with_comment("# prosessi: ignore PR601 - syy").replace("initial: valmis", "initial: vallmis")

    assert codes(text) == ["PR201", "PR212"]


def test_an_error_is_not_passed_over():
    text = PROCESS.replace("initial: valmis", "initial: valmiss  # prosessi: ignore PR201 - näin on")

    assert codes(text) == ["PR201", "PR902", "PR212"]


def test_a_comment_inside_a_text_is_no_comment():
    text = with_comment("").replace("label: Virkailija", 'label: "Virkailija # prosessi: ignore PR212 - syy"')

    assert codes(text) == ["PR212"]


def test_a_header_that_is_commented_out_is_left_alone():
    assert codes(with_comment("# prosessi: 1")) == ["PR212"]


def test_one_of_several_places_of_a_finding_is_passed_over_and_the_others_stay():
    checked = report(BARE)

    (found,) = [finding for finding in checked.findings if finding.code == "PR601"]
    assert [found.at.line, *(place.line for place, _ in found.also)] == [2, 9]
    assert [each.finding.at.line for each in checked.suppressed] == [6]


def test_windows_line_ends_make_no_difference():
    text = PROCESS.replace(ROLE, f"  # prosessi: ignore PR212 - syy\n{ROLE}").replace("\n", "\r\n")

    assert codes(text) == []


def test_the_first_line_of_a_folded_text_has_room_for_a_comment():
    long = " ".join(["sana"] * 20)
    text = PROCESS.replace(
        "valmis: {label: Laina on myönnetty, final: success, assumption: harjoitus}",
        f"valmis:\n    label: Laina\n    selko: >-  # prosessi: ignore PR604 - lain sanamuoto\n      {long}\n"
        "    final: success\n    assumption: harjoitus",
    )

    assert codes(text) == ["PR212"]
