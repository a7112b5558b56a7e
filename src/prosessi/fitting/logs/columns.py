"""Which column of a log holds what: known by its name in several systems and languages, or said by the user."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Final

from prosessi.fitting.logs.happening import UnreadableLog
from prosessi.messages import say

_NAMES: Final[Mapping[str, str]] = {
    "case": "case|case id|caseid|case concept name|trace|asia|asian tunnus|asiatunnus|asianumero|asianro|tapaus|ärende"
    "|ärendenummer|ärende id",
    "event": "event|activity|concept name|activity name|task|event name|tapahtuma|toiminto|tehtävä|työvaihe|vaihe"
    "|händelse|aktivitet|åtgärd",
    "lifecycle": "lifecycle|lifecycle transition|transition|event type|elinkaari|livscykel",
    "time": "time|timestamp|time timestamp|complete|complete time|complete timestamp|completed|completion time|end"
    "|end time|end timestamp|endtime|finish|finished|finish time|aika|aikaleima|päättyi|valmistui|valmis|lopetus"
    "|lopetusaika|päättymisaika|pvm|päivämäärä|tid|tidsstämpel|slut|sluttid|avslutad|datum",
    "start": "start|start time|start timestamp|starttime|started|begin|aloitus|aloitusaika|alkoi|alkuaika|aloitettu"
    "|starttid|påbörjad|inledd",
    "role": "role|org role|rooli|ammattinimike|nimike|roll",
    "group": "crew|group|org group|team|department|tiimi|ryhmä|yksikkö|grupp|enhet",
    "person": "resource|org resource|user|employee|worker|tekijä|työntekijä|käsittelijä|käyttäjä|resurssi|resurs"
    "|handläggare|användare",
    "process": "process|prosessi",
}
"""The names of each column, in small letters with spaces between words; the first that is there counts."""

DATA: Final = "data."
"""What may stand before the name of case data."""


@dataclass(frozen=True)
class Columns:
    """The columns by what they hold; what stands in none of them may be case data."""

    case: str = ""
    event: str = ""
    time: str = ""
    start: str = ""
    lifecycle: str = ""
    role: str = ""
    group: str = ""
    person: str = ""
    process: str = ""

    def found_in(self, names: Sequence[str], log: str) -> Columns:
        """These columns where the user named them, else those that are known by name.

        A log without cases, activities or times is none: that raises `UnreadableLog`.
        """
        found = {field.name: _one(getattr(self, field.name), field.name, names, log) for field in fields(self)}
        if not found["time"]:
            found["time"], found["start"] = found["start"], ""
        for needed in ("case", "event", "time"):
            if not found[needed]:
                raise UnreadableLog(
                    say(
                        "the log '{log}' has no column for {what}; name it with {option}: {names}",
                        log=log,
                        what=_WHAT[needed],
                        option=_OPTIONS[needed],
                        names=[name for name in names if name],
                    )
                )
        return Columns(**found)

    @cached_property
    def named(self) -> frozenset[str]:
        """The columns that are taken."""
        return frozenset(getattr(self, field.name) for field in fields(self))


_OPTIONS: Final = {"case": "--case", "event": "--activity", "time": "--time"}
_WHAT: Final = {"case": say("the case"), "event": say("the activity"), "time": say("the time")}


def _one(wanted: str, holds: str, names: Sequence[str], log: str) -> str:
    if wanted:
        if wanted in names:
            return wanted
        raise UnreadableLog(
            say("the log '{log}' has no column '{name}'; it has {names}", log=log, name=wanted, names=list(names))
        )
    by_name = {" ".join(re.split(r"[\W_]+", name.strip().lower())): name for name in reversed(names) if name}
    return next((by_name[known] for known in _NAMES[holds].split("|") if known in by_name), "")
