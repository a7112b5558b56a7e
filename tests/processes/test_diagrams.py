"""The pictures in `diagrams/` are those of the shipped processes as they are now."""

from __future__ import annotations

from pathlib import Path

import pytest

import prosessi
from prosessi import shipped

DIAGRAMS = Path(__file__).parents[2] / "diagrams"


@pytest.mark.parametrize("view", ["chart", "lanes"])
@pytest.mark.parametrize("name", shipped.names())
def test_the_diagram_of_a_shipped_process_is_current(name, view, golden):
    drawing = prosessi.render(prosessi.load(name), view=view, language="fi")

    golden(drawing.svg, DIAGRAMS / (f"{name}.svg" if view == "chart" else f"{name}.lanes.svg"))


def test_there_is_no_diagram_of_a_process_that_is_gone():
    drawn = {path.name.partition(".")[0] for path in DIAGRAMS.glob("*.svg")}

    assert drawn == set(shipped.names())
