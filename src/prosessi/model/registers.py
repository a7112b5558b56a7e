"""The shared registers: laws, calendars and source facts."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from prosessi.model.fields import Day, FactId, Flag, Id, Ids, Within, Words
from prosessi.model.placed import Placed
from prosessi.model.text import Text


class Law(
    Placed, json_schema_extra={"description": "Yksi säännös: missä se on, mitä se sanoo ja milloin se on tarkistettu."}
):
    """A section of an act: where it is, since when, who amended it, and when somebody last looked."""

    act: str = Field(description="Säädöksen numero, esimerkiksi 1301/2014")
    name: Text = Field(description="Säädöksen nimi")
    abbreviation: str = Field("", description="Lyhenne kuviin, esimerkiksi SHL")
    section: str = Field(description="Pykälä ja momentti, esimerkiksi '36 § 3 mom.'")
    says: Text = Field(description="Sisältö omin sanoin")
    in_force_from: Day | None = Field(None, description="Voimassa alkaen")
    in_force_until: Day | None = Field(None, description="Voimassa asti")
    amended_by: Words = Field((), description="Muutossäädökset")
    amended_on: Day | None = Field(None, description="Viimeisimmän muutoksen voimaantulo")
    checked_on: Day = Field(description="Milloin teksti on viimeksi tarkistettu")
    certainty: Literal["C1", "C2", "C3", "C4"] = Field(
        description="Varmuus: C1 säädösteksti luettu ... C4 tarkistettava"
    )
    rule: str = Field("", description="Säännön tunnus käsikirjassa, esimerkiksi R-SHL-36C")


class Laws(Placed, json_schema_extra={"description": "Lakiviitteet, jotka ovat prosesseille yhteisiä."}):
    """A whole `laws.yaml`."""

    laws: dict[Id, Law] = Field(description="Lait tunnuksittain")


class CalendarSettings(Placed, json_schema_extra={"description": "Kalenteri: miten päivät lasketaan."}):
    """How days are counted somewhere."""

    label: Text | None = Field(None, description="Kalenterin nimi")
    country: Literal["FI"] = Field("FI", description="Maa, jonka pyhäpäivät ovat voimassa")
    eves_are_working_days: Flag = Field(default=False, description="Lasketaanko joulu- ja juhannusaatto arkipäiviksi")
    roll_over: Flag = Field(default=True, description="Siirtyykö pyhälle osuva viimeinen päivä seuraavaan arkipäivään")
    service_by_letter: Within | None = Field(None, description="Milloin kirje katsotaan saaduksi: '7 days'")
    closed: tuple[Day, ...] = Field((), description="Muut päivät, joita ei lasketa")
    law: Ids = Field((), description="Lakiviite")
    assumption: str = Field("", description="Olettama")


class Calendars(Placed, json_schema_extra={"description": "Kalenterit, jotka ovat prosesseille yhteisiä."}):
    """A whole `calendars.yaml`."""

    calendars: dict[Id, CalendarSettings] = Field(description="Kalenterit tunnuksittain")
    default: Id | None = Field(None, description="Kalenteri, jota käytetään, kun muuta ei sanota")


class Fact(Placed, json_schema_extra={"description": "Yksi lähteestä luettu fakta omin sanoin."}):
    """One numbered fact of a source, in our own words."""

    text: str = Field(description="Fakta omin sanoin")
    where: str = Field("", description="Kohta lähteessä")
    kind: str = Field("", description="Laji")
    items: Words = Field((), description="Asiat, joita fakta koskee")


class Facts(Placed, json_schema_extra={"description": "Yhden lähteen numeroidut faktat."}):
    """A whole file of `seeds/`: one source and its facts."""

    source: FactId = Field(description="Lähteen tunnus, esimerkiksi S003")
    what: str = Field(description="Mikä lähde on")
    publisher: str = Field("", description="Julkaisija")
    published: str = Field("", description="Julkaisuaika")
    facts: dict[FactId, Fact] = Field(description="Faktat tunnuksittain")
