"""Which process a file near it speaks of."""

from __future__ import annotations

import pytest

from prosessi import shipped
from prosessi.model.beside import process_file, process_in, processes_near


@pytest.fixture
def folders(tmp_path):
    for name in ("laina/process.yaml", "perinta/process.yaml", "laina/kokeilu/laina.yaml", "muu.yaml"):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        process = "perinta" if "perinta" in name else "laina"
        file.write_text(f"# Otsikko\nprosessi: 1\nprocess: {process}\n", "utf-8")
    (tmp_path / "muu.yaml").write_text("nimi: muu\n", "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("name", "beside", "found"),
    [
        ("laina", "laina/scenario.yaml", "laina/process.yaml"),
        ("perinta", "laina/scenario.yaml", "perinta/process.yaml"),
        ("laina", "scenario.yaml", "laina/process.yaml"),
        ("laina", "laina/kokeilu/scenario.yaml", "laina/kokeilu/laina.yaml"),
        ("perinta", "laina/kokeilu/scenario.yaml", "perinta/process.yaml"),
    ],
)
def test_the_nearest_process_of_that_name_is_meant(folders, name, beside, found):
    assert process_file(name, folders / beside) == folders / found


def test_a_shipped_process_is_found_from_anywhere(folders):
    name = shipped.names()[0]

    assert process_file(name, folders / "scenario.yaml") == shipped.folder() / name / "process.yaml"


def test_a_process_that_is_nowhere_is_not_found(folders):
    assert process_file("muu", folders / "scenario.yaml") is None


def test_the_names_near_a_file_are_those_around_it_and_those_shipped(folders):
    assert set(processes_near(folders / "laina" / "scenario.yaml")) == {"laina", "perinta", *shipped.names()}


def test_a_file_that_is_no_process_or_not_there_has_no_process(folders):
    assert process_in(folders / "muu.yaml") is None
    assert process_in(folders / "poissa.yaml") is None
