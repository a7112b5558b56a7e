"""What must stay true of the house itself."""

from __future__ import annotations

import ast
import io
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from prosessi.locale.__main__ import gather, rooms, translate

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "prosessi"
SOURCES = sorted(PACKAGE.rglob("*.py"))
LOCALE = PACKAGE / "locale"
TEXTS = {".py", ".md", ".yaml", ".json", ".po"}


def _functions():
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef):
                yield path, node


def _code_lines(function):
    """The lines of code of a function: no docstring, no blank lines, no comments."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    if not body:
        return 0
    lines = (ROOT / function.path).read_text("utf-8").splitlines()[body[0].lineno - 1 : body[-1].end_lineno]
    return sum(1 for line in lines if line.strip() and not line.strip().startswith("#"))


def test_no_function_is_longer_than_forty_lines():
    lengths = {}
    for path, function in _functions():
        function.path = path.relative_to(ROOT)
        lengths[f"{function.path}:{function.name}"] = _code_lines(function)

    assert {name: length for name, length in lengths.items() if length > 40} == {}


def test_nine_functions_in_ten_fit_in_fifteen_lines():
    lengths = []
    for path, function in _functions():
        function.path = path.relative_to(ROOT)
        lengths.append(_code_lines(function))

    assert sorted(lengths)[int(len(lengths) * 0.9)] <= 15


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_file_outgrows_its_room(path):
    assert len(path.read_text("utf-8").splitlines()) <= 450


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_says_what_it_is_for(path):
    text = path.read_text("utf-8")

    assert not text.strip() or ast.get_docstring(ast.parse(text))


def test_there_are_no_imports_for_typing_only():
    guilty = [path for path in SOURCES if "TYPE_CHECKING" in path.read_text("utf-8")]

    assert guilty == []


@pytest.mark.parametrize("language", ["fi", "sv"])
@pytest.mark.parametrize("room", rooms())
def test_every_sentence_is_gathered_translated_and_compiled(room, language):
    source = LOCALE / language / f"{room}.po"
    found = gather(room)
    said = any(message.id for message in found)

    po, mo, missing = translate(room, language, found)

    assert missing == 0
    assert said == source.exists()
    assert not said or (source.read_bytes(), source.with_suffix(".mo").read_bytes()) == (po, mo)


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_a_sentence_is_translated_alike_in_every_room(language):
    """When it is shown, nobody asks any more which room said it: the catalogs are one."""
    found = {}
    for source in sorted((LOCALE / language).glob("*.po")):
        for message in read_po(io.BytesIO(source.read_bytes()), locale=language):
            found.setdefault(message.id, set()).add(str(message.string))

    assert [sentence for sentence, told in found.items() if sentence and len(told) > 1] == []


def test_nothing_of_a_machine_is_in_the_house():
    folders = ("src", "tests", "processes", "seeds", "docs", "bench")
    texts = [path for name in folders for path in (ROOT / name).rglob("*") if path.suffix in TEXTS]
    guilty = [path for path in texts if re.search(r"(^|[\s\"'(])/(home|root|work|tmp)/", path.read_text("utf-8"))]

    assert texts
    assert guilty == []
