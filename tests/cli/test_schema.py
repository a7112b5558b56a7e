from __future__ import annotations

import json

import pytest

from prosessi.cli.main import main
from prosessi.model.schema import NAMES


@pytest.mark.parametrize("kind", NAMES)
def test_the_schema_of_each_kind_of_file_is_shown(kind, capsys):
    code = main(["schema", kind])

    assert code == 0
    assert json.loads(capsys.readouterr().out)["$id"] == f"prosessi:{kind}.schema.json"


def test_without_a_kind_it_is_that_of_a_process(capsys):
    main(["schema"])

    assert json.loads(capsys.readouterr().out)["$id"] == "prosessi:process.schema.json"


def test_the_schema_is_saved_for_an_editor(tmp_path):
    main(["schema", "walks", "-o", str(tmp_path / "walks.json")])

    assert json.loads((tmp_path / "walks.json").read_text(encoding="utf-8"))["$id"] == "prosessi:walks.schema.json"


def test_an_unknown_kind_is_refused_with_those_there_are(capsys):
    code = main(["schema", "proces", "--lang", "en"])

    assert code == 2
    assert "the kinds are process, scenario, walks, laws, calendars, vocabulary and facts" in capsys.readouterr().err
