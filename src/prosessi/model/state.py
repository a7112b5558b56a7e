"""States and transitions as the author writes them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from prosessi.model.basis import Grounded
from prosessi.model.fields import Condition, Done, Id, Ids, Join, ProcessId, Value, When, Within, Yes
from prosessi.model.placed import Placed
from prosessi.model.text import Text


class Deed(
    Placed,
    json_schema_extra={
        "description": "Yksi asia, joka samalla tehdään, ehdolla tai ilman. Mitä on kirjoitettu, tehdään tässä"
        " järjestyksessä: set, raise, send, later, cancel, then."
    },
):
    """One thing done on the way, perhaps only on a condition.

    With `if` it is done if that holds, and else `otherwise` is. `raise` is taken before anything else that comes from
    outside, `send` when the case has come to rest, `later` after its time; `cancel` calls off what was to come later.
    """

    if_: Condition | None = Field(None, alias="if", description="Tehdään vain, jos ehto täyttyy")
    set_: dict[Id, Value] = Field({}, alias="set", description="Asian tiedot, jotka saavat tässä arvon")
    raise_: Ids = Field((), alias="raise", description="Tapahtumat, jotka tästä seuraavat heti")
    send: Ids = Field((), description="Tapahtumat, jotka seuraavat, kun asia on muuten asettunut")
    later: dict[Id, Within] = Field(
        {}, description="Tapahtumat, jotka seuraavat ajan kuluttua, missä asia silloin onkin"
    )
    cancel: Ids = Field((), description="Tapahtumat, joita ei enää odoteta (later)")
    then: tuple[Deed, ...] = Field((), description="Mitä vielä tehdään, järjestyksessä")
    otherwise: Deed | None = Field(None, description="Mitä tehdään, jos ehto ei täyty")


class Actions(
    Placed,
    json_schema_extra={
        "description": "Mitä samalla tapahtuu: ensin tiedot saavat arvonsa, sitten nousevat tapahtumat."
    },
):
    """What happens on the way: data are set first, then events are raised, both in the order written, then the rest."""

    set_: dict[Id, Value] = Field({}, alias="set", description="Asian tiedot, jotka saavat tässä arvon")
    raise_: Ids = Field((), alias="raise", description="Tapahtumat, jotka tästä seuraavat heti")
    then: tuple[Deed, ...] = Field((), description="Mitä vielä tehdään, järjestyksessä, kukin ehdolla tai ilman")


class Transition(
    Grounded, json_schema_extra={"description": "Siirtymä. Tasan yksi laukaisija: event, after, at, done tai always."}
):
    """One way on: exactly one trigger, a condition, what is set, and where it leads.

    Without `to` the case stays where it is and only the actions are done.
    """

    event: Ids = Field((), description="Tapahtuma, joka vie eteenpäin")
    after: Within | None = Field(None, description="Kun tilassa on oltu tämän ajan: '14 days'")
    at: When | None = Field(None, description="Tiettynä päivänä: 'syntymapaiva + 18 years'")
    done: Done | None = Field(
        None, description="Kun rinnakkaiset haarat tai sisätilat ovat valmiit; tai tilat, joita odotetaan"
    )
    always: Yes | None = Field(None, description="Heti, ilman tapahtumaa")
    if_: Condition | None = Field(None, alias="if", description="Ehto")
    else_: Yes | None = Field(None, alias="else", description="Kun mikään muu saman tapahtuman ehto ei täyty")
    set_: dict[Id, Value] = Field({}, alias="set", description="Asian tiedot, jotka saavat tässä arvon")
    raise_: Ids = Field((), alias="raise", description="Tapahtumat, jotka tästä seuraavat heti")
    then: tuple[Deed, ...] = Field((), description="Mitä vielä tehdään, järjestyksessä, kukin ehdolla tai ilman")
    to: Ids = Field((), description="Tila, johon siirrytään")
    re_enter: Yes | None = Field(None, alias="re-enter", description="Poistu ja tule sisään uudelleen")
    label: Text | None = Field(None, description="Siirtymän nimi kuvassa, jos muu kuin tapahtuman nimi")


class State(Grounded, json_schema_extra={"description": "Tila, jossa asia voi odottaa, tai rinnakkaisen tilan haara."}):
    """A situation in which a case can rest, or a branch of a parallel one.

    What is written decides what it is: `states` nests, `parallel` runs side by side, `final` ends, `history`
    remembers, and `finish` makes a branch of one step.
    """

    label: Text | None = Field(None, description="Tilan nimi")
    selko: Text | None = Field(None, description="Tila selkokielellä, asiakkaalle")
    description: Text | None = Field(None, description="Mitä tilassa tehdään")
    responsible: Ids = Field((), description="Rooli, joka vastaa")
    if_: Condition | None = Field(None, alias="if", description="Haara alkaa vain, jos ehto täyttyy")
    finish: Ids = Field((), description="Yhden vaiheen haara: tapahtuma, joka päättää sen")
    entry: Actions | None = Field(None, description="Mitä tapahtuu tilaan tultaessa")
    exit: Actions | None = Field(None, description="Mitä tapahtuu tilasta lähdettäessä")
    transitions: tuple[Transition, ...] = Field((), description="Siirtymät, järjestyksessä")
    begin: Actions | None = Field(None, description="Mitä tapahtuu, kun alkutila valitaan, ennen siihen tuloa")
    initial: Ids = Field((), description="Ensimmäinen sisätila")
    states: dict[Id, State] = Field({}, description="Sisätilat")
    parallel: dict[Id, State] = Field({}, description="Rinnakkaiset haarat")
    join: Join | None = Field(None, description="Montako haaraa odotetaan: all, any tai luku")
    history: Literal["shallow", "deep"] | None = Field(None, description="Palaa siihen, missä viimeksi oltiin")
    final: Literal["success", "closed", "handover", "done"] | None = Field(
        None, description="Asia päättyy: success, closed tai handover; sisätila päättyy: done"
    )
    process: ProcessId | None = Field(None, description="Prosessi, joka jatkaa (handover)")


def deeds_of(written: Actions | Transition | Deed | None) -> Iterator[Deed]:
    """Every deed written inside actions or another deed, outer before inner."""
    if written is None:
        return
    inner = (written.otherwise,) if isinstance(written, Deed) and written.otherwise else ()
    for deed in (*written.then, *inner):
        yield deed
        yield from deeds_of(deed)
