"""A process said in other formats, and read from them."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal, overload

from prosessi.api.processes import TEXT
from prosessi.chart.chart import Chart
from prosessi.errors import NotFound
from prosessi.export.exporter import FORMATS, Export
from prosessi.export.exporter import write as write_export
from prosessi.importing.importer import SOURCES, Imported, read_from, unknown_format
from prosessi.messages import language as language_in_use
from prosessi.messages import say
from prosessi.rules import nearest


@overload
def export(chart: Chart, to: Literal["transitions"], *, model: object = None) -> Any: ...
@overload
def export(chart: Chart, to: str, *, language: str | None = None) -> Export: ...
def export(chart: Chart, to: str, *, language: str | None = None, model: object = None) -> Any:
    """Say a process in another format: `mermaid`, `dot` or `scxml` as text, or `transitions` as a machine of it.

    The machine drives `model`, or itself; a process that the library would run differently raises `NotExpressible`.

    >>> export(load("monialainen-palvelutarpeen-arviointi"), "mermaid").text.splitlines()[3]
    'stateDiagram-v2'
    """
    if to not in FORMATS:
        raise _no_such_format(to)
    form = FORMATS[to]
    return write_export(chart, to, language or language_in_use()) if form.textual else form.make(chart, model)


def import_process(source: str | Path | bytes, form: str = "scxml") -> Imported:
    r"""Read a process that another tool wrote. A string with a line break or a `<` is the text itself, else a path.

    Raises `InvalidProcess`, with the findings, if it is not safe, not of that format, or says what a process cannot.

    >>> chart = '<scxml xmlns="http://www.w3.org/2005/07/scxml" version="1.0"><final id="Loppu"/></scxml>'
    >>> import_process(chart).names["Loppu"]
    'loppu'
    """
    if form not in SOURCES:
        raise NotFound(unknown_format(form))
    if isinstance(source, bytes):
        return read_from(source, TEXT, form)
    if isinstance(source, str) and ("\n" in source or "<" in source):
        return read_from(source.encode("utf-8", "surrogatepass"), TEXT, form)
    return read_from(Path(source).read_bytes(), str(source), form)


def _no_such_format(name: str) -> NotFound:
    near = nearest(name, FORMATS)
    if near:
        return NotFound(say("there is no format '{name}'; did you mean '{near}'?", name=name, near=near))
    return NotFound(say("there is no format '{name}'; the formats are {formats}", name=name, formats=list(FORMATS)))
