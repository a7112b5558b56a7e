"""Faults planted in what the importer writes: each must show in at least one of the cases of the recommendation."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from prosessi import import_process
from prosessi.errors import ProsessiError
from recommendation import CASES, Timed, document, expected, walked

FAULTS = {
    "a transition into its own state stays inside": (r", re-enter: true", ""),
    "an internal transition leaves its state": (r"(event: \w+, to: b)\}", r"\1, re-enter: true}"),
    "history is shallow": (r"history: deep", "history: shallow"),
    "history is deep": (r"history: shallow", "history: deep"),
    "what is sent is raised": (r"send:", "raise:"),
    "what comes later is called off": (r"later: \{(\w+): .*\}", r"cancel: [\1]"),
    "what is called off comes": (r"cancel: \[(\w+)\]", r"raise: []"),
    "late data are there from the beginning": (r"default: false", "default: true"),
    "an event delayed twice is one": (r"\bx_2\b", "x"),
    "what is done otherwise is done on the condition": (r"otherwise:", "else_:"),
    "a chart begins at its first state": (r"(?m)^initial: .*\n", ""),
    "a condition is left out": (r", if: [^,{}\[\]]+", ""),
    "automatic becomes done": (r"always: true", "done: true"),
    "nothing is done on entry": (r"\bentry:", "exit:"),
    "nothing is done on beginning": (r"\bbegin:", "entry:"),
    "only one event is heard": (r"event: \[(\w+), [^\]]*\]", r"event: \1"),
    "done is of the state itself": (r"done: (?!true)\w+", "done: true"),
    "events come one after another in the other order": (r"raise: \[(\w+), (\w+)\]", r"raise: [\2, \1]"),
}


def goes_right(case, faulty):
    try:
        return list(walked(faulty, case, Timed)) == expected(case)
    except (ProsessiError, ValueError, KeyError):
        return False


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_shows_in_some_case(fault):
    pattern, wrong = FAULTS[fault]
    touched = []
    for case in CASES:
        imported = import_process(document(case))
        text = re.sub(pattern, wrong, imported.yaml_text)
        if text != imported.yaml_text:
            touched.append(goes_right(case, replace(imported, yaml_text=text)))

    assert touched
    assert not all(touched)
