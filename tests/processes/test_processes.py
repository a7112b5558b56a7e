"""What the shipped processes promise: they check clean, they are told to the end, and every part says its ground."""

from functools import cache
from pathlib import Path

import pytest

import prosessi
from prosessi.findings import Severity
from prosessi.model.basis import Grounded
from prosessi.model.text import LocalText
from prosessi.model.walks import REASONS
from prosessi.verify.proof import Proof
from prosessi.walk.files import load_walks

ROOT = Path(__file__).parents[2]
FOLDERS = sorted(path.parent for path in (ROOT / "processes").glob("*/process.yaml"))
LANGUAGES = ("fi", "sv", "en")

each_process = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)


@cache
def chart(folder):
    return prosessi.load(folder)


@cache
def covered(folder):
    return prosessi.coverage(chart(folder))


def walks(folder):
    return load_walks(folder / "walks.yaml", lambda _: chart(folder)).walks.paths.values()


def parts(value):
    """A part of the model and everything inside it."""
    if isinstance(value, (list, tuple)):
        for each in value:
            yield from parts(each)
    elif isinstance(value, dict):
        yield from parts(tuple(value.values()))
    elif hasattr(type(value), "model_fields"):
        yield value
        yield from parts(tuple(getattr(value, name) for name in type(value).model_fields))


def of_kind(folder, kind):
    return [part for part in parts(chart(folder).process) if isinstance(part, kind)]


def test_the_four_processes_are_there():
    assert [folder.name for folder in FOLDERS] == [
        "jalkihuolto",
        "lastensuojeluilmoituksen-kasittely",
        "monialainen-jalkautuva-tyoparityo",
        "monialainen-palvelutarpeen-arviointi",
    ]


def test_checking_the_folder_finds_nothing_but_wishes():
    assert [str(each) for each in prosessi.check(ROOT / "processes") if each.severity is not Severity.NOTE] == []


@each_process
def test_walks_go_through_everything(folder):
    assert [str(element.what) for element in covered(folder).missing] == []


def test_every_refusal_that_a_process_can_give_is_tried():
    tried = {reason for folder in FOLDERS for reason in covered(folder).refusals}

    assert tried == set(REASONS) - {"unknown_event"}


@each_process
def test_every_promise_is_kept(folder):
    judgements = Proof(chart(folder)).judgements

    assert len(judgements) > 3
    assert {judgement.pledge.name: judgement.verdict for judgement in judgements if judgement.verdict != "holds"} == {}


@each_process
def test_every_case_is_said_to_be_made_up(folder):
    assert {str(path.story).startswith("Kuvitteellinen tapaus.") for path in walks(folder)} == {True}


@each_process
def test_every_walk_has_a_title_of_its_own(folder):
    titles = [str(path.title) for path in walks(folder)]

    assert len(set(titles)) == len(titles)


@each_process
def test_every_source_is_a_numbered_fact(folder):
    named = {fact for part in of_kind(folder, Grounded) for fact in part.source}

    assert {fact for fact in named if chart(folder).library.fact(fact) is None} == set()


@each_process
def test_every_law_stands_in_the_register(folder):
    named = {law for part in of_kind(folder, Grounded) for law in part.law}

    assert {law for law in named if chart(folder).library.law(law) is None} == set()


@each_process
def test_every_assumption_says_who_confirms_it(folder):
    assumptions = [part.assumption for part in of_kind(folder, Grounded) if part.assumption]

    assert [text for text in assumptions if not text.startswith("Olettama: ")] == []
    assert [text for text in assumptions if "vahvistaa" not in text and "sovitaan" not in text] == []


@each_process
def test_every_state_is_told_in_easy_finnish(folder):
    states = [vertex for vertex in chart(folder).vertices if vertex.written is not None]

    assert [vertex.name for vertex in states if not str(vertex.written.selko or "")] == []


@each_process
def test_easy_finnish_has_short_sentences(folder):
    sentences = [
        sentence
        for vertex in chart(folder).vertices
        if vertex.written is not None
        for sentence in str(vertex.written.selko).split(".")
    ]

    assert [sentence for sentence in sentences if len(sentence.split()) > 14] == []


@each_process
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_name_is_there_in_every_language(folder, language):
    labels = [
        part.label for part in parts(chart(folder).process) if isinstance(getattr(part, "label", None), LocalText)
    ]

    assert labels
    assert [str(label) for label in labels if not getattr(label, language)] == []


@each_process
def test_names_are_short_enough_for_a_box(folder):
    labels = [str(vertex.written.label) for vertex in chart(folder).vertices if vertex.written is not None]

    assert [label for label in labels if len(label) > 45] == []


@each_process
def test_the_file_says_that_it_is_no_legal_advice(folder):
    assert "ei oikeudellinen neuvo" in (folder / "process.yaml").read_text("utf-8")
