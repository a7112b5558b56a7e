"""A scenario as its author writes it: how many cases come, how long acts take, and who is there to do them."""

from __future__ import annotations

from typing import Final, Literal

from pydantic import Field

from prosessi.calendars.opening import MONTHS, WEEKDAYS
from prosessi.model.amounts import DatumValue, HowLong, ShortTime
from prosessi.model.basis import Grounded
from prosessi.model.fields import (
    Conditions,
    CountFromOne,
    Day,
    FormatVersion,
    Id,
    Ids,
    Instant,
    Number,
    Often,
    ProcessId,
    Span,
    Times,
)
from prosessi.model.placed import Placed, with_fields
from prosessi.model.staffing import Crew, Hours
from prosessi.model.text import Text


@with_fields({name: (Number | None, Field(None, description="Paino, muilla 1")) for name in WEEKDAYS})
class Weekdays(Placed, json_schema_extra={"description": "Viikonpäivien painot; muilla paino on 1."}):
    """How much more or less comes on some days of the week."""

    @property
    def weights(self) -> tuple[float, ...]:
        """The weight of each day, Monday first."""
        return _weights(self, WEEKDAYS)


@with_fields({name: (Number | None, Field(None, description="Paino, muilla 1")) for name in MONTHS})
class Months(Placed, json_schema_extra={"description": "Kuukausien painot; muilla paino on 1."}):
    """How much more or less comes in some months of the year."""

    @property
    def weights(self) -> tuple[float, ...]:
        """The weight of each month, January first."""
        return _weights(self, MONTHS)


def _weights(written: Placed, names: tuple[str, ...]) -> tuple[float, ...]:
    given = (getattr(written, name) for name in names)
    return tuple(1.0 if weight is None else float(weight) for weight in given)


class Arrivals(
    Grounded,
    json_schema_extra={"description": "Milloin asioita tulee: keskimäärin (rate), välein (every), päivinä, lokista."},
):
    """When cases begin: at random so many in a time, with gaps, on given days, or as a log has it."""

    rate: Often | None = Field(None, description="Kuinka monta missä ajassa: '46 per week'")
    every: ShortTime | None = Field(None, description="Asioiden väli: '12 minutes' tai jakauma; yötä päivää")
    weekdays: Weekdays | None = Field(None, description="Painot viikonpäivittäin: {sat: 0.2, sun: 0.1}")
    months: Months | None = Field(None, description="Painot kuukausittain: {jul: 0.5}; vuoden määrä pysyy")
    hours: Times | None = Field(None, description="Mihin aikaan päivästä: '8-16'; muuten mihin tahansa")
    holidays: Literal["none", "open"] = Field("open", description="none = pyhäpäivinä ei tule mitään")
    dates: tuple[Instant, ...] = Field((), description="Päivät, joina asia alkaa; sama päivä voi olla monta kertaa")
    log: str = Field("", description="CSV-tiedosto, jonka kunkin asian ensimmäinen tapahtuma aloittaa asian")


WAYS_TO_COME: Final = ("rate", "every", "dates", "log")
"""The keys of arrivals of which just one says when cases begin."""


class Doing(Grounded, json_schema_extra={"description": "Miten teko tehdään: kuka, kuinka kauan ja kuinka usein."}):
    """How an act is done: by whom, how long it takes, how often it comes and what it decides."""

    by: Ids = Field((), description="Rooli, joka tekee; monesta se, joka ehtii; ilman tätä ensimmäinen, jolla on väkeä")
    with_: Ids = Field((), alias="with", description="Roolit, jotka ovat mukana koko ajan: yhteinen kokous")
    work: HowLong | None = Field(None, description="Työaika tekoa kohti: '2 hours'")
    after: HowLong | None = Field(None, description="Kuinka kauan ennen sitä odotetaan, kalenteriaikaa: '2 weeks'")
    share: Number | None = Field(None, description="Kuinka usein juuri tämä, kun tilassa on vaihtoehtoja: 0.9")
    chance: Number | None = Field(None, description="Millä todennäköisyydellä tulee, muista teoista riippumatta: 0.05")
    decides: dict[Id, DatumValue] = Field({}, description="Tiedot, jotka tekijä ratkaisee, ja kuinka usein mikin arvo")


class Act(Doing, json_schema_extra={"description": "Yhden tapahtuman luvut."}):
    """The numbers of one event of the process."""

    in_: dict[Id, Doing] = Field({}, alias="in", description="Toiset luvut tästä tilasta lähdettäessä; muu pysyy")


class ProcessNumbers(Grounded, json_schema_extra={"description": "Yhden prosessin luvut."}):
    """The numbers of one process."""

    arrivals: Arrivals | None = Field(None, description="Milloin asioita tulee; ilman tätä vain toisista prosesseista")
    case: dict[Id, DatumValue] = Field({}, description="Asian tiedot alussa")
    acts: dict[Id, Act] = Field({}, description="Teot tapahtumien tunnuksin; muita ei tapahdu")
    first: Conditions = Field((), description="Ehdot: tällaiset asiat pääsevät jonoissa ensin, järjestyksessä")


class Period(Placed, json_schema_extra={"description": "Aika, jona alkavat asiat lasketaan. Molemmat päivät mukaan."}):
    """The days on which the cases that count begin, both ends included."""

    from_: Day = Field(alias="from", description="Ensimmäinen päivä")
    to: Day | None = Field(None, description="Viimeinen päivä; ilman tätä tarvitaan cases")


class Scenario(Grounded, json_schema_extra={"description": "Skenaario: prosessien luvut ja henkilöstö."}):
    """A whole `scenario.yaml`."""

    prosessi: FormatVersion = Field(1, description="Tiedostomuodon versio, aina 1")
    scenario: ProcessId = Field(description="Skenaarion tunnus")
    like: str = Field("", description="Tiedosto, josta tulee kaikki, mitä tässä ei sanota: 'kainuu.scenario.yaml'")
    title: Text | None = Field(None, description="Skenaarion nimi")
    summary: Text | None = Field(None, description="Mistä skenaariossa on kyse")
    period: Period = Field(description="Mitkä asiat lasketaan: {from: 2025-01-01, to: 2025-12-31}")
    warm_up: Span | None = Field(
        None, description="Kuinka kauan ennen alkua ajetaan, jotta jonot ovat tavalliset: '8 weeks'"
    )
    cases: CountFromOne | None = Field(None, description="Näin monta asiaa lasketaan, eikä sen jälkeen tule uusia")
    replications: CountFromOne = Field(20, description="Kuinka monta kertaa ajetaan eri sattumalla")
    calendar: Id | None = Field(
        None, description="Kalenteri tiedostosta calendars.yaml, jonka pyhäpäivinä ei olla töissä"
    )
    processes: dict[ProcessId, ProcessNumbers] = Field(description="Prosessit tunnuksittain")
    staff: dict[Id, Crew] = Field({}, description="Henkilöstö")
    hours: dict[Id, Hours] = Field({}, description="Työajat")
