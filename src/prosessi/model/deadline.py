"""Deadlines: limits that stand beside the states and watch them."""

from __future__ import annotations

from pydantic import Field

from prosessi.model.basis import Grounded
from prosessi.model.fields import Condition, Day, Id, Ids, When, Within, Yes
from prosessi.model.placed import Placed
from prosessi.model.text import Text


class Mark(
    Placed,
    json_schema_extra={
        "description": "Mitä määräaika odottaa: tilaan tulo, tilasta lähtö tai tapahtuma. Mikä tahansa niistä riittää."
    },
):
    """A happening that a deadline waits for: entering or leaving a state, or an event. Any one of them will do."""

    enter: Ids = Field((), description="Tilaan tullaan")
    exit: Ids = Field((), description="Tilasta lähdetään")
    event: Ids = Field((), description="Tapahtuma tapahtuu")


class Version(Placed, json_schema_extra={"description": "Määräaika sellaisena kuin se oli voimassa tiettynä aikana."}):
    """What a limit was over one stretch of time; the case is judged by what was in force on the day it looks at."""

    from_: Day | None = Field(None, alias="from", description="Voimassa alkaen")
    until: Day | None = Field(None, description="Voimassa asti, mukaan lukien")
    within: Within | None = Field(None, description="Määräaika sanoin")
    at: When | None = Field(None, description="Määräpäivä")
    not_before: Day | None = Field(None, description="Siirtymäsäännös: ei pääty ennen tätä päivää")
    revives: Yes | None = Field(None, description="Koskee myös sitä, jonka aika päättyi vanhemman säännön mukaan")
    law: Ids = Field((), description="Lakiviite")


class Deadline(
    Grounded,
    json_schema_extra={
        "description": "Määräaika: mistä se alkaa, millä se toteutuu ja kuinka pitkä se on. Ylitys ei pysäytä asiaa."
    },
):
    """A limit with a start, an end and a length. A missed one never stops the case: it goes on, late."""

    label: Text | None = Field(None, description="Määräajan nimi")
    selko: Text | None = Field(None, description="Määräaika selkokielellä")
    starts: Mark = Field(description="Mistä aika alkaa")
    met_by: Mark = Field(description="Millä määräaika toteutuu")
    from_: Id | None = Field(
        None, alias="from", description="Tieto (date), josta aika lasketaan, jos muu kuin alun päivä"
    )
    within: Within | None = Field(None, description="Pituus sanoin: '7 working days'")
    at: When | None = Field(None, description="Määräpäivä: '2026-09-01' tai 'syntymapaiva + 23 years'")
    versions: tuple[Version, ...] = Field((), description="Määräaika eri aikoina, kun laki on muuttunut")
    if_: Condition | None = Field(None, alias="if", description="Määräaika koskee asiaa vain, jos ehto täyttyy")
    calendar: Id | None = Field(None, description="Kalenteri, jos muu kuin prosessin")
    again: Yes | None = Field(None, description="Alkaa uudelleen, kun alku toistuu toteutumisen jälkeen")
    soft: Yes | None = Field(None, description="Tavoite, ei laissa säädetty määräaika")
    breach: Id | None = Field(None, description="Tapahtuma, joka seuraa, kun määräaika ylittyy")
