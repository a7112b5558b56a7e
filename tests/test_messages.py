from __future__ import annotations

import pickle
from datetime import date, datetime

import pytest

from prosessi import messages
from prosessi.messages import LANGUAGES, AnyOf, language, say, say_many, show, speaking, use_language

VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE")


@pytest.fixture
def environment(monkeypatch):
    """Ask for the language in an environment where just these variables are set."""

    def ask(**variables):
        for name in VARIABLES:
            monkeypatch.delenv(name, raising=False)
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        messages._of_environment.cache_clear()
        use_language(None)
        return language()

    yield ask
    messages._of_environment.cache_clear()


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({}, "fi"),
        ({"LANG": "C.UTF-8"}, "fi"),
        ({"LANG": "C"}, "fi"),
        ({"LANG": "de_DE.UTF-8"}, "fi"),
        ({"LANG": "sv_FI.UTF-8"}, "sv"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "fi_FI.UTF-8"}, "fi"),
    ],
    ids=str,
)
def test_the_environment_chooses_the_language_and_finnish_when_it_is_silent(environment, variables, expected):
    assert environment(**variables) == expected


def test_a_message_is_the_same_value_in_every_language():
    message = say("unknown state '{name}'", name="a")

    assert [message.in_language(each) for each in LANGUAGES] == [
        "tuntematon tila 'a'",
        "okänt tillstånd 'a'",
        "unknown state 'a'",
    ]


def test_how_many_decides_the_form():
    assert [str(say_many("{n} warning", "{n} warnings", n)) for n in (1, 2)] == ["1 varoitus", "2 varoitusta"]


def test_facts_are_shown_as_people_write_them():
    assert show(date(2025, 4, 15), "fi") == "ti 15.4.2025"
    assert show(datetime(2025, 4, 15, 9, 30), "sv") == "ti 15.4.2025 09:30"  # civil time
    assert show(["a", "b", "c"], "fi") == "a, b ja c"


def test_a_language_is_spoken_only_inside_its_block():
    with speaking("sv"):
        assert language() == "sv"

    assert language() == "fi"


def test_things_of_which_one_will_do_are_told_with_or():
    assert [AnyOf(("a", "b", "c")).in_language(wanted) for wanted in ("fi", "sv", "en")] == [
        "a, b tai c",
        "a, b eller c",
        "a, b or c",
    ]
    assert str(say("unknown state '{name}'", name=AnyOf(("a",)))) == "tuntematon tila 'a'"


def test_a_message_can_be_sent_to_another_process():
    message = say("unknown state '{name}'", name=AnyOf(("a",)))

    assert pickle.loads(pickle.dumps(message)) == message
