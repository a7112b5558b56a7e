"""What a promise is about, written shortly or with a key that says what happens."""

from __future__ import annotations

import pytest

from prosessi.model.bind import read_as
from prosessi.model.process import Process
from prosessi.model.promise import Happening, ways_of

TEXT = "prosessi: 1\nprocess: laina\npromises:\n  lupaus: {%s}\nstates: {a: {final: closed}}\n"


def bound(said):
    return read_as(Process, TEXT % said, "laina.yaml")


def promise(said):
    return bound(said).model.promises["lupaus"]


def test_a_name_alone_or_in_a_list_is_what_happens():
    assert promise("always: {comes: a}").always.comes == Happening(name=("a",))
    assert promise("always: {comes: [a, b]}").always.comes == Happening(name=("a", "b"))


def test_a_key_says_what_happens_to_what_is_named():
    happening = promise("never: {twice: {exit: a, document: kirje}}").never.twice

    assert list(happening.told_apart((), (), ())) == [("exit", "a"), ("document", "kirje")]


def test_a_bare_name_is_whatever_has_it():
    happening = promise("never: {comes: [tila, teko, kirje]}").never.comes

    told = {name: way for way, name in happening.told_apart(["tila"], ["teko"], ["kirje"])}

    assert told == {"tila": "enter", "teko": "event", "kirje": "document"}


def test_a_name_of_several_things_can_mean_each_of_them():
    assert ways_of("paatos", ["paatos"], ["hae"], ["paatos"]) == ("enter", "document")


@pytest.mark.parametrize(
    ("said", "code", "fix"),
    [
        ("always: {befor: a, comes: a}", "PR030", "tarkoititko 'before'?"),
        ("aina: {comes: a}", "PR030", "tarkoititko 'always'?"),
        ("always: {ennen: a, comes: a}", "PR030", "tarkoititko 'before'?"),
        ("always: {comes: {tapahtuma: a}}", "PR030", "tarkoititko 'event'?"),
        ("always: {comes: 5}", "PR033", "kirjoita yksi tunnus, tai useampi hakasulkeisiin: [yksi, toinen]"),
        ("never: {comes: Päätös}", "PR036", "kirjoita 'paatos'"),
        ("always: {after: a, comes: a, within: 3 kk}", "PR039", "kirjoita '3 months'"),
        ("never: {in: a, if: 1 +}", "PR038", None),
    ],
)
def test_what_does_not_fit_is_told_in_its_place(said, code, fix):
    (found,) = bound(said).findings

    assert (found.code, found.at.line) == (code, 4)
    assert fix is None or str(found.fix) == fix


def test_the_finnish_heading_is_understood():
    (found,) = (
        f for f in read_as(Process, TEXT.replace("promises", "lupaukset") % "", "f").findings if f.code == "PR030"
    )

    assert str(found.fix) == "tarkoititko 'promises'?"
