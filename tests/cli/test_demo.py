from __future__ import annotations

import pytest

from prosessi.cli.demo import PROCESS
from prosessi.cli.main import main


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    """What the demo shows, and the folder of its pictures."""
    folder = tmp_path_factory.mktemp("kuvat") / "demo"
    with pytest.MonkeyPatch.context() as patch:
        lines = []
        patch.setattr("prosessi.cli.demo.write", lambda text="": lines.append(text))
        code = main(["demo", "--into", str(folder), "--lang", "fi"])
    return code, "\n".join(lines), folder


def test_the_demo_goes_through(shown):
    assert shown[0] == 0


def test_the_slip_is_told_with_its_place_and_what_was_meant(shown):
    assert "^^^" in shown[1]
    assert "tarkoititko" in shown[1]


def test_one_slip_gives_one_error(shown):
    chapter = shown[1].split("── 2.")[1].split("── 3.")[0]

    assert "1 virhe" in chapter


def test_a_case_is_told_with_a_deadline_that_runs_out(shown):
    chapter = shown[1].split("── 4.")[1].split("── 5.")[0]

    assert "viimeinen päivä on" in chapter


def test_a_forgotten_case_is_told_as_a_family_lives_it(shown):
    chapter = shown[1].split("── 3.")[1].split("── 4.")[0]

    assert "PR410" in chapter
    assert "Lapsi ja perhe: Perhe peruu pyyntönsä: tämä ei käy" in " ".join(chapter.split())
    assert "1 virhe 1 tiedostossa" in chapter


def test_the_pictures_are_where_the_demo_says(shown):
    files = [line.strip() for line in shown[1].splitlines() if line.startswith("  /") or line[3:5] == ":\\"]

    assert sorted(path.name for path in shown[2].iterdir()) == sorted(
        file.replace("\\", "/").split("/")[-1] for file in files
    )
    assert f"{PROCESS}.svg" in {path.name for path in shown[2].iterdir()}
