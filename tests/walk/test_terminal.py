from __future__ import annotations

from datetime import date

import pytest

from prosessi.source.yaml import read_file
from prosessi.walk.console import Console
from prosessi.walk.files import read_walks
from prosessi.walk.script import run_walks
from prosessi.walk.terminal import Terminal


@pytest.fixture
def converse(chart, tmp_path):
    """Type lines into a conversation; gives all that was shown, and the terminal."""

    def type_lines(*lines, known=("suuri=kyllä",)):
        waiting, shown = iter(lines), []

        def ask(prompt):
            shown.append(prompt)
            line = next(waiting, None)
            if line is None:
                raise EOFError
            return line

        console = Console(ask, shown.append, "fi")
        terminal = Terminal(chart, tmp_path / "walks.yaml", console, start=date(2025, 4, 15), known=known)
        terminal.greet()
        terminal.converse()
        return "\n".join(shown), terminal

    return type_lines


def test_a_turn_shows_the_day_the_place_and_the_deadlines(converse):
    shown, _ = converse()

    assert "ti 15.4.2025" in shown
    assert "Asia on tilassa ”Hakemus saapunut”" in shown
    assert "Käsittely on aloitettava: viimeistään ma 28.4.2025, 7 arkipäivää jäljellä" in shown


def test_a_turn_shows_what_can_be_done_and_why_the_rest_cannot(converse):
    shown, _ = converse()

    assert "1  Ota käsittelyyn (Käsittelijä)" in shown
    assert "tarvitaan: Avustushakemus" in shown
    assert "Tee päätös: se tehdään tilassa ”Päätettävänä”" in shown


def test_every_case_is_said_to_be_fictional(converse):
    assert "kuvitteellinen" in converse()[0]


def test_a_number_does_the_act_and_asks_for_its_papers(converse):
    shown, terminal = converse("1", "")

    assert "Annetaanko ”Avustushakemus”" in shown
    assert terminal.walk.state == "kasittelyssa"


def test_a_paper_that_is_not_given_leads_to_a_refusal(converse):
    shown, terminal = converse("1", "e")

    assert "Ei käy: puuttuu ”Avustushakemus”." in shown
    assert terminal.walk.state == "saapunut"


def test_an_act_asks_who_does_it_and_what_is_decided(converse):
    shown, terminal = converse("1", "", "2", "3", "2", "ehkä", "1, 2")

    assert "1 = Käsittelijä, 2 = Esihenkilö" in shown
    assert "vaihtoehdot ovat talous ja juristi" in shown
    assert terminal.walk.active == ("talous", "juristi")


def test_the_id_of_an_act_tries_it_and_keeps_the_refusal(converse):
    shown, terminal = converse("paata")

    assert "Ei käy: se tehdään tilassa ”Päätettävänä”." in shown
    assert terminal.walk.log[-1].refused.reason == "not_active"


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("odota 7 arkipäivää", date(2025, 4, 28)),
        ("wait 1 week", date(2025, 4, 22)),
        ("vänta 2 dagar", date(2025, 4, 17)),
        ("2.5.2025", date(2025, 5, 2)),
        ("2025-05-02", date(2025, 5, 2)),
        ("odota", date(2025, 4, 29)),
        ("odota 2025-05-02", date(2025, 5, 2)),
    ],
)
def test_waiting_speaks_every_language(converse, line, day):
    assert converse(line)[1].walk.today == day


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("odota hetki", "hetki"),
        ("1.1.2025", "on jo mennyt"),
        ("takaisin", "peruttavia askelia on 0"),
        ("takaisin 5", "peruttavia askelia on 0"),
        ("99", "ei ole teko"),
        ("hölynpölyä", "ei ole teko"),
        ("aseta suuri", "tieto=arvo"),
        ("aseta suuri=ehkä", "kyllä tai ei"),
    ],
)
def test_what_makes_no_sense_is_answered_and_changes_nothing(converse, line, says):
    shown, terminal = converse(line)

    assert says in shown
    assert len(terminal.walk.log) == 1


@pytest.mark.parametrize("words", ["takaisin 2", "tillbaka 2", "back 2"])
def test_going_back_works_in_every_language(converse, words):
    assert converse("odota 1 päivä", "odota 1 päivä", words)[1].walk.today == date(2025, 4, 15)


def test_what_was_known_can_be_told_before_the_first_act(converse):
    assert converse("aseta suuri=ei")[1].walk.data["suuri"] is False


def test_a_deadline_is_explained_when_asked(converse):
    assert "pe 18.4.2025 ei lasketa: pitkäperjantai" in converse("määräajat")[0]


def test_the_story_so_far_can_be_read(converse):
    assert "Hakija: Peru hakemus." in converse("2", "tarina")[0]


def test_a_saved_walk_passes_with_the_very_log(converse, chart):
    shown, terminal = converse("odota 8 arkipäivää", "1", "", "paata", "tallenna Äidin hakemus", "lopeta")

    walks, findings = read_walks(read_file(terminal.file))
    (result,) = run_walks(chart, walks)
    assert not findings
    assert (result.name, result.failure, result.log) == ("aidin_hakemus", None, terminal.walk.log)
    assert "ei tallennettu" not in shown


def test_the_end_of_input_ends_the_conversation_and_says_what_was_not_saved(converse):
    assert "Läpikäyntiä ei tallennettu." in converse("2")[0]


def test_input_that_ends_in_the_middle_of_an_act_does_nothing(converse):
    assert len(converse("1")[1].walk.log) == 1


def test_an_act_can_be_given_up_in_the_middle(converse):
    shown, terminal = converse("1", "?", "takaisin", "odota 1 päivä")

    assert "Teko jäi tekemättä." in shown
    assert terminal.walk.today == date(2025, 4, 16)
    assert terminal.walk.state == "saapunut"


def test_the_conversation_can_be_ended_in_the_middle_of_an_act(converse):
    _, terminal = converse("1", "lopeta", "2")

    assert terminal.walk.state == "saapunut"


def test_why_tells_the_reason_of_every_other_act(converse):
    assert converse("miksi")[0].count("Tee päätös: se tehdään tilassa") == 2


def test_help_names_the_commands(converse):
    shown, _ = converse("?")

    assert all(word in shown for word in ("odota", "takaisin", "tallenna", "tarina", "lopeta"))
