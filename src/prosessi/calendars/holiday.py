"""Finland's public holidays by name, from the `holidays` package, which is loaded when the first day is asked about."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.machinery import PathFinder
from importlib.util import module_from_spec
from pathlib import Path
from types import MappingProxyType
from typing import Any

COUNTRY = "holidays.countries.finland"


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day off with its name in each language. `eve` marks Christmas Eve and Midsummer Eve, no holidays by law."""

    fi: str
    sv: str
    en: str
    eve: bool

    def in_language(self, wanted: str) -> str:
        """The name as it stands inside a sentence of the language `wanted`."""
        return str(getattr(self, wanted))


@cache
def named_days_of(year: int) -> Mapping[date, bool]:
    """The named days of a year, in their order, and whether each is an eve.

    The package knows the years 1853-2199; outside them there are none.
    """
    return MappingProxyType({day: name.endswith("aatto") for day, name in sorted(_named(year, "fi").items())})


@cache
def holidays_of(year: int) -> Mapping[date, Holiday]:
    """The same days, each with its names."""
    fi, sv, en = (_named(year, language) for language in ("fi", "sv_FI", "en_US"))
    return MappingProxyType(
        {
            day: Holiday(_inside_a_sentence(fi[day]), _inside_a_sentence(sv[day]), en[day], eve)
            for day, eve in named_days_of(year).items()
        }
    )


def _named(year: int, language: str) -> Mapping[date, str]:
    days: Mapping[date, str] = _country()(years=year, language=language, observed=False)
    return days


@cache
def _country() -> Any:
    """What the package has of Finland.

    Its module is loaded alone if it can be found: the ordinary way brings in those of all countries, which takes
    longer than many a command.
    """
    folders = [str(Path(folder, "countries")) for folder in importlib.import_module("holidays").__path__]
    spec = PathFinder.find_spec(COUNTRY, folders)
    if spec is None or spec.loader is None:
        return importlib.import_module(COUNTRY).Finland
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.Finland


def _inside_a_sentence(name: str) -> str:
    """Finnish and Swedish write these names small, but for the one that holds the name of Christ."""
    return name if name.startswith("Kristi") else name[:1].lower() + name[1:]
