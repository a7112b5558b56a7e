from __future__ import annotations

import pytest

from prosessi.check.rules import RULES
from prosessi.cli.main import main


def test_a_finding_is_explained_with_its_examples(capsys, golden):
    code = main(["explain", "pr105"])

    assert code == 0
    golden(capsys.readouterr().out, "explain-pr105.txt")


def test_without_a_code_every_finding_is_listed(capsys):
    main(["explain"])

    listed = [line.split()[0] for line in capsys.readouterr().out.splitlines()]
    assert listed == sorted(RULES)


def test_an_unknown_code_is_met_with_the_nearest(capsys):
    code = main(["explain", "R201"])

    assert code == 2
    assert "tarkoititko 'PR201'" in capsys.readouterr().err


@pytest.mark.parametrize("code", ["", "xyz", "ÄÖ", "PR" * 1000])
def test_a_code_like_no_other_is_a_sentence(code, capsys):
    assert main(["explain", code]) == 2
    assert "'prosessi explain'" in capsys.readouterr().err or code.startswith("PR")
