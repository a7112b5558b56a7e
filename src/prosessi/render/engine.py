"""Graphviz as a layout engine: boxes of fixed sizes go in, places and curves come out. Nothing is drawn by it.

The engine comes from the wheel `graphviz-pure`; `PROSESSI_DOT` names another one, and any `dot` on the path serves
where the wheel is missing. Several graphs go in at once, because starting the engine costs more than a small layout.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sysconfig
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import graphviz
from graphviz.backend import dot_command

from prosessi.errors import ProsessiError
from prosessi.messages import say

VARIABLE = "PROSESSI_DOT"
_POINTS = 72.0


class NoEngine(ProsessiError):
    """There is no layout engine, or it failed."""


def run(graphs: Sequence[str]) -> list[dict[str, Any]]:
    """Lay out DOT graphs. Raises `NoEngine` with a sentence for people when that cannot be done."""
    if not graphs:
        return []
    program = _program()
    dot_command.DOT_BINARY = program
    try:
        answer = graphviz.pipe_string("dot", "json0", "\n".join(graphs), encoding="utf-8", quiet=True)
    except (graphviz.ExecutableNotFound, OSError) as error:
        raise NoEngine(say("the layout engine '{name}' cannot be started", name=str(program))) from error
    except subprocess.CalledProcessError as error:
        reason = (error.stderr or "").strip().splitlines() or [str(error)]
        raise NoEngine(say("the layout engine failed: {reason}", reason=reason[-1])) from error
    return _documents(answer)


def inches(pixels: float) -> str:
    """A length as Graphviz wants it."""
    return f"{pixels / _POINTS:.4f}"


def _program() -> Path:
    chosen = os.environ.get(VARIABLE)
    if chosen:
        return Path(chosen)
    name = "graphviz-pure.exe" if os.name == "nt" else "graphviz-pure"
    for folder in (sysconfig.get_path("scripts"), sysconfig.get_path("scripts", f"{os.name}_user")):
        if folder and (Path(folder) / name).exists():
            return Path(folder) / name
    found = shutil.which("graphviz-pure") or shutil.which("dot")
    if found is None:
        raise NoEngine(
            say("pictures need a layout engine: 'pip install graphviz-pure', or name a 'dot' in {name}", name=VARIABLE)
        )
    return Path(found)


def _documents(answer: str) -> list[dict[str, Any]]:
    decoder = json.JSONDecoder()
    documents: list[dict[str, Any]] = []
    at = 0
    while (at := answer.find("{", at)) != -1:
        document, at = decoder.raw_decode(answer, at)
        documents.append(document)
    return documents
