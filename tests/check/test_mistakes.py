"""The mistakes of authors: each is told at most twice, in its place, and with what to write instead."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import yaml

from prosessi.check import check_path, check_text

FOLDER = Path(__file__).parent / "tukihakemus"
MISTAKES = yaml.safe_load((FOLDER / "mistakes.yaml").read_text(encoding="utf-8"))["mistakes"]


@cache
def found_in(name):
    mistake = MISTAKES[name]
    file = FOLDER / mistake["file"]
    sound = file.read_text(encoding="utf-8")

    assert sound.count(mistake["old"]) == 1
    return check_text(sound.replace(mistake["old"], mistake["new"]), str(file)).findings


def test_the_files_themselves_have_nothing_to_mend():
    assert [str(finding) for report in check_path(FOLDER) for finding in report.findings] == []


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_where_it_was_made(name):
    findings = found_in(name)

    assert [f"{finding.at.line}:{finding.at.column} {finding.code}" for finding in findings] == MISTAKES[name]["found"]
    assert len(findings) <= 2


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_with_what_to_do(name):
    assert all(finding.fix for finding in found_in(name))


@pytest.mark.parametrize(
    ("name", "fix"),
    [
        ("comma in flow text", 'kirjoita koko teksti lainausmerkkeihin: label: "Peru hakemus, jos haluat"'),
        ("comma decimal", 'kirjoita koko teksti lainausmerkkeihin: if: "tulos == myonteinen and summa > 0.5"'),
        ("colon glued flow", "kirjoita 'event: peru'"),
        ("ja list", "erota useampi tunnus pilkuilla: [kasittelija, esihenkilo]"),
        ("to list str", "kirjoita useampi hakasulkeisiin: to: [hylatty, peruttu]"),
        ("avain suomeksi nimi", "tarkoititko 'label'?"),
        ("kyllä else", "tarkoititko 'true'?"),
        ("default fi", "kirjoita 'false'"),
        ("duration fi2", "kirjoita '7 working days'"),
        ("law as text", "kirjoita lain tunnus tiedostosta laws.yaml, esimerkiksi shl_36_1"),
        ("choice in if", "kirjoita 'myonteinen'"),
        ("on fi", "kirjoita '=='"),
        ("event to a role", "'esihenkilo' on rooli, mutta tähän kuuluu tila"),
        ("state deeper", "jos ne kuuluvat kohtaan 'lisatieto', aloita 'lisatieto' enemmän vasemmalta"),
        ("start fi", "kirjoita '2026-01-07'"),
        ("walks id", "kirjoita 'walks: tukihakemus'"),
    ],
)
def test_the_remedy_is_the_one_that_helps(name, fix):
    assert [str(finding.fix) for finding in found_in(name)] == [fix]
