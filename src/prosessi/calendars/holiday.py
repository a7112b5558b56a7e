"""Finland's public holidays by name, from the `holidays` package, which is loaded when the first day is asked about."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType


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
def holidays_of(year: int) -> Mapping[date, Holiday]:
    """The named days of a year. The package knows the years 1853-2199; outside them there are none."""
    finland = importlib.import_module("holidays.countries.finland").Finland
    fi, sv, en = (finland(years=year, language=language, observed=False) for language in ("fi", "sv_FI", "en_US"))
    return MappingProxyType(
        {
            day: Holiday(_inside_a_sentence(name), _inside_a_sentence(sv[day]), en[day], name.endswith("aatto"))
            for day, name in sorted(fi.items())
        }
    )


def _inside_a_sentence(name: str) -> str:
    """Finnish and Swedish write these names small, but for the one that holds the name of Christ."""
    return name if name.startswith("Kristi") else name[:1].lower() + name[1:]
