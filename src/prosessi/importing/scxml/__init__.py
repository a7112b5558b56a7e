"""SCXML, the statecharts of the World Wide Web Consortium: their control flow, and data of plain types.

It is read after the recommendation and not after any one tool: where a chart of ours would do something else by the
same words, other words are written for it.
"""

from __future__ import annotations

from prosessi.importing.importer import Findings, Imported, importer
from prosessi.importing.markup import read_markup
from prosessi.importing.scxml.document import read_document
from prosessi.importing.scxml.process import build


@importer("scxml", suffix=".scxml")
def read(raw: bytes, file: str) -> Imported:
    """The process that an SCXML document describes."""
    findings = Findings()
    root = read_markup(raw, file, findings)
    findings.stop_on_errors()
    document = read_document(root, findings) if root is not None else None
    findings.stop_on_errors()
    if document is None:
        raise AssertionError(file)
    return build(document, file, findings)
