"""The mistakes that peers were tried with: each is told once, in its place, with what to write instead."""

from __future__ import annotations

import pytest

from prosessi.check import check_text
from prosessi.model.library import EMPTY

MACHINE = """\
prosessi: 1
process: kone
title: Kone
assumption: harjoitus
case:
  kierros: {type: integer, default: 0, label: Kierros, assumption: harjoitus}
events:
  start: {label: Aloita, assumption: harjoitus}
  finish: {label: Lopeta, assumption: harjoitus}
initial: idle
states:
  idle:
    label: Odottaa
    assumption: harjoitus
    transitions:
      - {event: start, if: kierros < 3, to: work}
  work:
    label: Töissä
    assumption: harjoitus
    transitions:
      - {event: finish, to: done}
  done: {label: Valmis, final: success, assumption: harjoitus}
"""

TO_DONE = "- {event: finish, to: done}"
FAULTS = {
    "a misspelt target": ("to: work", "to: wrok", "16:45 PR201"),
    "a misspelt key": ("final: success", "finla: success", "22:25 PR030"),
    "a state twice": ("  done: {label", "  idle: {label: Toinen}\n  done: {label", "22:3 PR020"),
    "no initial state": ("initial: idle\n", "", "10:1 PR101"),
    "an unknown initial state": ("initial: idle", "initial: idel", "10:10 PR201"),
    "half a guard": ("kierros < 3", "kierros <", "16:36 PR038"),
    "a guard about undeclared data": ("kierros < 3", "kieros < 3", "16:28 PR301"),
    "a guard that compares kinds": ("kierros < 3", "kierros < 'x'", "16:38 PR301"),
    "an unreachable state": (
        "  done: {label",
        "  lost: {label: Poissa, final: closed, assumption: x}\n  done: {label",
        "22:3 PR102",
    ),
    "a dead end": (
        TO_DONE,
        TO_DONE + "\n      - {event: start, to: rest}\n  rest: {label: Lepo, assumption: x}",
        "23:3 PR105",
    ),
    "a shadowed transition": (TO_DONE, TO_DONE + "\n      - {event: finish, to: idle}", "22:9 PR122"),
    "a contradictory guard": ("kierros < 3", "kierros > 5 and kierros < 3", "16:28 PR401"),
    "a bad duration": (TO_DONE, TO_DONE + "\n      - {after: 3 dayz, to: idle}", "22:19 PR039"),
    "a way out of a final state": (
        "final: success, assumption: harjoitus",
        "final: success, assumption: harjoitus, transitions: [{event: start, to: work}]",
        "22:78 PR111",
    ),
    "an endless round": (
        TO_DONE,
        TO_DONE
        + "\n      - {event: start, to: a}"
        + "\n  a: {label: A, assumption: x, transitions: [{always: true, to: b}]}"
        + "\n  b: {label: B, assumption: x, transitions: [{always: true, to: a}]}",
        "23:46 PR123",
    ),
    "an event that does not exist": ("event: finish", "event: finsh", "21:17 PR202"),
    "a raised event that does not exist": ("event: finish,", "event: finish, raise: tauko,", "21:32 PR202"),
    "a value for undeclared data": ("event: finish,", "event: finish, set: {kerta: 1},", "21:31 PR205"),
    "a colon in a text": ("label: Odottaa", "label: Odottaa: yhä", "13:19 PR010"),
    "a key twice": ("label: Odottaa", "label: Odottaa\n    label: Lepää", "14:5 PR020"),
}


def test_the_machine_itself_is_sound():
    assert check_text(MACHINE, "kone.yaml", EMPTY).findings == ()


@pytest.mark.parametrize(("old", "new", "expected"), FAULTS.values(), ids=FAULTS)
def test_a_mistake_is_told_once_in_its_place_with_a_remedy(old, new, expected):
    assert MACHINE.count(old) == 1
    findings = check_text(MACHINE.replace(old, new), "kone.yaml", EMPTY).findings

    assert [f"{found.at.line}:{found.at.column} {found.code}" for found in findings] == [expected]
    assert all(found.fix for found in findings)


def test_a_misspelt_name_is_met_with_the_nearest_and_its_line():
    (found,) = check_text(MACHINE.replace("to: work", "to: wrok"), "kone.yaml", EMPTY).findings

    assert str(found.message) == "tuntematon tila 'wrok'"
    assert str(found.fix) == "tarkoititko 'work' (rivi 17)?"


def test_a_forgotten_way_on_gives_no_more_than_two_findings():
    forgotten = MACHINE.replace(f"    transitions:\n      {TO_DONE}\n", "")

    found = check_text(forgotten, "kone.yaml", EMPTY).findings

    assert [finding.code for finding in found] == ["PR105", "PR102"]
