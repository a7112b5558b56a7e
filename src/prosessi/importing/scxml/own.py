"""What our own export wrote beside the words of SCXML, read back: it says more than they can, and goes before them."""

from __future__ import annotations

import json
from typing import Any

from prosessi.importing.importer import Findings
from prosessi.importing.markup import Element
from prosessi.messages import say

OWN = "urn:prosessi:1"
"""The namespace of these elements."""

Written = dict[str, Any]


def own_words(element: Element, name: str, findings: Findings) -> Written | None:
    """What our element `name` inside an element says; None if there is none."""
    for child in element.children:
        if (child.namespace, child.name) == (OWN, name):
            return _read(child, findings)
    return None


def _read(element: Element, findings: Findings) -> Written | None:
    try:
        written = json.loads(element.text)
    except (ValueError, RecursionError):
        written = None
    if isinstance(written, dict):
        return written
    message = say("what stands in this element of prosessi cannot be read")
    findings.wrong(element.at, message, say("remove the element, or export the process again"))
    return None
