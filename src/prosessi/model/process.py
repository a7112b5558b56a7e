"""A process as its author wrote it. These classes are the file format.

Add a field here and it appears in the reader, in the JSON Schema, in the reference page and in the messages. The
names in `alias` are the words that authors write where Python keeps the word for itself.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from prosessi.model.basis import Grounded
from prosessi.model.deadline import Deadline
from prosessi.model.fields import Condition, Default, Flag, FormatVersion, Id, Ids, Number, ProcessId
from prosessi.model.promise import Promise
from prosessi.model.state import State
from prosessi.model.text import Text
from prosessi.model.vocabulary import Document, Role


class Datum(Grounded, json_schema_extra={"description": "Yksi asian tieto, jota ehdoissa voi kysyä."}):
    """One piece of case data that conditions may ask about."""

    type: Literal["boolean", "integer", "number", "choice", "set", "date", "text"] = Field(description="Tiedon laji")
    label: Text | None = Field(None, description="Tiedon nimi ihmiselle")
    of: Ids = Field((), description="Vaihtoehdot (choice ja set)")
    labels: dict[Id, Text] = Field({}, description="Vaihtoehtojen nimet ihmiselle")
    min: Number | None = Field(None, description="Pienin sallittu arvo")
    max: Number | None = Field(None, description="Suurin sallittu arvo")
    default: Default | None = Field(None, description="Arvo asian alkaessa")
    sensitive: Flag = Field(default=False, description="Arkaluonteinen tieto: ei julkaista")


class Event(Grounded, json_schema_extra={"description": "Tapahtuma: teko tai tieto, joka vie asiaa eteenpäin."}):
    """Something that happens to a case, with all that belongs to the act."""

    label: Text | None = Field(None, description="Mitä tehdään, esimerkiksi 'Kirjaa asia vireille'")
    selko: Text | None = Field(None, description="Sama selkokielellä")
    by: Ids = Field((), description="Rooli tai roolit, jotka voivat tehdä tämän")
    needs: Ids = Field((), description="Asiakirjat, jotka on oltava")
    produces: Ids = Field((), description="Asiakirjat, jotka tästä syntyvät")
    decides: Ids = Field((), description="Tiedot, jotka tekijä tässä ratkaisee")


class Qualification(Grounded, json_schema_extra={"description": "Kelpoisuussääntö: kuka saa toimia missäkin tilassa."}):
    """Who may answer for which states, under which condition."""

    label: Text | None = Field(None, description="Sääntö sanoin")
    in_: Ids = Field(alias="in", description="Tilat, joissa sääntö on voimassa")
    events: Ids = Field((), description="Vain nämä tapahtumat; muuten kaikki henkilöstön teot tiloissa")
    if_: Condition | None = Field(None, alias="if", description="Ehto, jolla sääntö on voimassa")
    responsible: Ids = Field(description="Rooli tai roolit, jotka silloin saavat toimia")


class Process(Grounded, json_schema_extra={"description": "Prosessin kuvaus."}):
    """A whole `process.yaml`."""

    prosessi: FormatVersion = Field(description="Tiedostomuodon versio, aina 1")
    process: ProcessId = Field(description="Prosessin tunnus, sama kuin kansion nimi")
    version: str = Field("", description='Kuvauksen versio, lainausmerkeissä: "2026.1"')
    status: Literal["draft", "pilot", "in_use", "retired"] = Field("draft", description="Kuvauksen tila")
    level: Literal[1, 2, 3, 4] | None = Field(
        None, description="JHS 152 -taso: 1 kartta, 2 malli, 3 kulku, 4 työn kulku"
    )
    owner: str = Field("", description="Kuka kuvauksesta vastaa (tehtävä, ei henkilön nimi)")
    language: Literal["fi", "sv", "en"] = Field("fi", description="Kieli, jolla tekijä kirjoittaa")
    title: Text | None = Field(None, description="Prosessin nimi")
    summary: Text | None = Field(None, description="Mistä prosessissa on kyse, muutama virke")
    calendar: Id | None = Field(None, description="Kalenteri tiedostosta calendars.yaml")
    roles: dict[Id, Role] = Field({}, description="Roolit")
    case: dict[Id, Datum] = Field({}, description="Asian tiedot, joita ehdoissa kysytään")
    documents: dict[Id, Document] = Field({}, description="Asiakirjat")
    events: dict[Id, Event] = Field({}, description="Tapahtumat: kuka tekee mitä")
    deadlines: dict[Id, Deadline] = Field({}, description="Määräajat")
    rules: dict[Id, Qualification] = Field({}, description="Kelpoisuussäännöt")
    promises: dict[Id, Promise] = Field({}, description="Lupaukset: mitä aina tai ei koskaan tapahdu")
    initial: Ids = Field((), description="Tila, josta asia alkaa")
    states: dict[Id, State] = Field(description="Tilat")

    @property
    def papers(self) -> frozenset[str]:
        """The documents that it declares or that its events name, which may be those of the vocabulary."""
        return frozenset(self.documents).union(*((*event.needs, *event.produces) for event in self.events.values()))
