"""What every room's tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

from prosessi.messages import use_language


def pytest_addoption(parser):
    parser.addoption("--update-golden", action="store_true", help="rewrite the golden files with what comes out now")


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
