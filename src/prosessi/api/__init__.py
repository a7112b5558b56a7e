"""The verbs of prosessi: check, load, walk, coverage, render, describe, export, import, simulate and more.

`check` and `load` take a process as a path, as the id of a shipped process, or as YAML text. Everything else takes
the `Chart` that `load` gives, so that a process with errors cannot be run.

Verbs that need the same rooms share a file, which is loaded when one of them is first used: `prosessi` says which.
"""

from __future__ import annotations

from typing import Any

import prosessi


def __getattr__(name: str) -> Any:
    """A verb by its name; it is the one that `prosessi` has."""
    if name not in prosessi.__all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(prosessi, name)
