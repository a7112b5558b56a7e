"""Walk-throughs as the author writes them: cases told step by step."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from prosessi.model.fields import Day, Id, Ids, ProcessId, Within
from prosessi.model.placed import Placed
from prosessi.model.text import Text

REASONS = (
    "unknown_event",
    "closed",
    "not_active",
    "wrong_role",
    "not_allowed_by_rule",
    "missing_document",
    "condition",
)
"""Why an event can be refused, in the order in which the reasons are looked for."""

Reason = Literal[
    "unknown_event", "closed", "not_active", "wrong_role", "not_allowed_by_rule", "missing_document", "condition"
]


class Expectation(
    Placed,
    json_schema_extra={
        "description": "Mitä askeleen jälkeen pitää olla totta. Vain se katsotaan, mikä on kirjoitettu."
    },
):
    """What must be true after a step. Only what is written is looked at."""

    state: Id | None = Field(None, description="Tila, jossa asia on")
    active: Ids | None = Field(None, description="Kaikki tilat, joissa asia on, järjestyksestä riippumatta")
    deadlines: dict[Id, Day] | None = Field(None, description="Käynnissä olevat määräajat ja niiden viimeiset päivät")
    met: Ids | None = Field(None, description="Ajoissa toteutuneet määräajat; [] = ei yhtään")
    breached: Ids | None = Field(None, description="Ylittyneet määräajat; [] = ei yhtään")
    final: Literal["success", "closed", "handover"] | None = Field(None, description="Miten asia päättyi")
    case: dict[Id, Any] | None = Field(None, description="Asian tietoja")
    documents: Ids | None = Field(None, description="Asiakirjat, jotka asialla ainakin on")


class WalkStep(Placed, json_schema_extra={"description": "Yksi askel: teko, tai vain ajan kuluminen."}):
    """One step: an act, or only time passing."""

    do: str = Field("", description="Tapahtuma; ilman tätä vain aika kuluu")
    by: Id | None = Field(None, description="Kuka tekee")
    with_: Ids = Field((), alias="with", description="Asiakirjat, jotka annetaan")
    set_: dict[Id, Any] = Field({}, alias="set", description="Tiedot, jotka tekijä ratkaisee")
    after: Within | None = Field(None, description="Kuinka kauan edellisestä: '5 working days'")
    on_date: Day | None = Field(None, description="Päivä, jona tämä tapahtuu")
    refused: Reason | None = Field(None, description="Tapahtuma ei käy, ja miksi")
    expect: Expectation | None = Field(None, description="Mitä tämän jälkeen pitää olla totta")
    note: Text | None = Field(None, description="Huomautus lukijalle")


class WalkPath(Placed, json_schema_extra={"description": "Yhden asian kulku alusta alkaen."}):
    """One case from its start."""

    title: Text | None = Field(None, description="Otsikko")
    story: Text | None = Field(None, description="Kuvitteellinen tapaus sanoin")
    case: dict[Id, Any] = Field({}, description="Asian tiedot alussa")
    documents: Ids = Field((), description="Asiakirjat, jotka asialla on alussa")
    start: Day = Field(description="Päivä, jona asia alkaa")
    steps: tuple[WalkStep, ...] = Field(description="Askeleet")
    expect: Expectation | None = Field(None, description="Mitä heti alussa pitää olla totta")


class Walks(Placed, json_schema_extra={"description": "Läpikäynnit: tapauksia askel askeleelta."}):
    """A whole `walks.yaml`."""

    walks: ProcessId = Field(description="Prosessi, jota kuljetaan")
    paths: dict[Id, WalkPath] = Field(description="Kulut tunnuksittain")
