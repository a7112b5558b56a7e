"""Service processes as state machines: checked, walked, simulated, drawn and published from one file.

The public names are loaded when they are first used, so that `import prosessi` and `prosessi --help` stay quick;
`__init__.pyi` tells them to type checkers.
"""

import importlib as _importlib
import sys as _sys
from types import ModuleType as _ModuleType

_HOMES = {
    "Chart": "prosessi.chart.chart",
    "Finding": "prosessi.findings",
    "Fitted": "prosessi.fitting.result",
    "Graph": "prosessi.chart.explore",
    "Imported": "prosessi.importing.importer",
    "InvalidProcess": "prosessi.errors",
    "NotExpressible": "prosessi.errors",
    "NotFound": "prosessi.errors",
    "Plan": "prosessi.simulate.plan",
    "ProsessiError": "prosessi.errors",
    "Results": "prosessi.simulate.results.results",
    "Severity": "prosessi.findings",
    "Walk": "prosessi.walk.walk",
    "WrongUse": "prosessi.errors",
    "check": "prosessi.api.processes",
    "compare": "prosessi.api.comparing",
    "coverage": "prosessi.api.cases",
    "describe": "prosessi.api.pictures",
    "explore": "prosessi.api.proofs",
    "export": "prosessi.api.formats",
    "fit": "prosessi.api.logs",
    "foresee": "prosessi.api.scenarios",
    "heat": "prosessi.api.pages",
    "import_process": "prosessi.api.formats",
    "load": "prosessi.api.processes",
    "load_scenario": "prosessi.api.scenarios",
    "prove": "prosessi.api.proofs",
    "render": "prosessi.api.pictures",
    "report": "prosessi.api.pages",
    "simulate": "prosessi.api.scenarios",
    "staff": "prosessi.api.comparing",
    "walk": "prosessi.api.cases",
}

__all__ = sorted(_HOMES)  # noqa: PLE0605  # the table says it once


class _Package(_ModuleType):
    """The package itself. A room loaded as a module never hides the verb of the same name, such as `prosessi.check`."""

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in _HOMES and isinstance(value, _ModuleType)):
            super().__setattr__(name, value)

    def __getattr__(self, name: str) -> object:
        if name not in _HOMES:
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        value = getattr(_importlib.import_module(_HOMES[name]), name)
        setattr(self, name, value)
        return value

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *_HOMES})


_sys.modules[__name__].__class__ = _Package
