"""Who works when, as the author of a scenario writes it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from prosessi.calendars.opening import DAYS, Opening
from prosessi.model.basis import Grounded
from prosessi.model.fields import Count, CountFromOne, Day, Flag, Id, Ids, Number, Times
from prosessi.model.placed import Placed, with_fields
from prosessi.model.text import Text

ALWAYS = "always"
"""The hours of those who work round the clock; nobody has to write them."""

USUAL = Opening(((8 * 3600, 16 * 3600),))
"""When people work, from Monday to Friday, who have no hours of their own."""


@with_fields({name: (Times | None, Field(None, description="Kellonajat: '8-16'")) for name in DAYS})
class Hours(
    Grounded,
    json_schema_extra={"description": "Työajat viikonpäivittäin: {mon-fri: 8-16}. Muina aikoina ei olla töissä."},
):
    """When people are at work: times of the day by days of the week, `mon-fri` as well as `mon`."""

    label: Text | None = Field(None, description="Nimi raportteihin; ilman tätä tunnus")
    holidays: Literal["open", "closed"] = Field("closed", description="Ollaanko pyhäpäivinä töissä")

    @property
    def written(self) -> tuple[tuple[str, Opening], ...]:
        """The days with their times, as they were written."""
        return tuple((name, times) for name in DAYS if (times := getattr(self, name)) is not None)

    @property
    def week(self) -> tuple[Opening, ...]:
        """The times of each day, Monday first; those of a single day go before those of a stretch of days."""
        written = sorted(self.written, key=lambda each: len(DAYS[each[0]]), reverse=True)
        found = {day: times for name, times in written for day in DAYS[name]}
        return tuple(found.get(day, Opening(())) for day in range(7))


class Leave(Placed, json_schema_extra={"description": "Poissaolo: milloin ja kuinka moni. Molemmat päivät mukaan."}):
    """A stretch of days on which fewer people are there, both ends included."""

    from_: Day = Field(alias="from", description="Ensimmäinen poissaolopäivä")
    to: Day = Field(description="Viimeinen poissaolopäivä")
    people: CountFromOne | None = Field(None, description="Kuinka moni on poissa; ilman tätä kaikki")


class Crew(
    Grounded,
    json_schema_extra={
        "description": "Henkilöstö: samanlaisia tekijöitä, samat roolit ja työajat. Ei kenenkään nimeä."
    },
):
    """People who are alike: the same roles and the same hours."""

    label: Text | None = Field(None, description="Nimi raportteihin; ilman tätä tunnus")
    people: Count = Field(description="Kuinka monta")
    roles: Ids = Field((), description="Roolit, joissa he toimivat; ilman tätä tunnuksen mukainen rooli")
    hours: Id | None = Field(
        None, description="Työaika osasta hours, tai always = aina; ilman tätä ma-pe 8-16, pyhinä kiinni"
    )
    part_time: Number | None = Field(None, description="Osa-aika: 0.8 = työpäivä päättyy, kun siitä on tehty 80 %")
    leave: tuple[Leave, ...] = Field((), description="Lomat ja muut poissaolot")
    named: Flag = Field(default=False, description="Asia saa oman työntekijän, joka pitää sen loppuun asti")
    caseload: CountFromOne | None = Field(
        None, description="Enintään näin monta asiaa työntekijällä yhtä aikaa (named)"
    )
