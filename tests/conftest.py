"""What every room's tests share."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from prosessi.messages import use_language

# The fast suite draws the same examples every time, so that a red gate always means a change; deep runs draw anew.
settings.register_profile("same every time", derandomize=True, deadline=None)
settings.register_profile("anew", deadline=None)


def pytest_addoption(parser):
    parser.addoption("--update-golden", action="store_true", help="rewrite the golden files with what comes out now")


def pytest_configure(config):
    settings.load_profile("anew" if "not deep" not in config.option.markexpr else "same every time")


@pytest.fixture(autouse=True)
def _speak_finnish():
    use_language("fi")
    yield
    use_language(None)


@pytest.fixture
def golden(request):
    """Compare a text with a golden file beside the test, or rewrite that file when asked to."""

    def compare(text: str, name: str) -> None:
        path = Path(request.path).parent / "golden" / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")

        assert text == path.read_text(encoding="utf-8")

    return compare
