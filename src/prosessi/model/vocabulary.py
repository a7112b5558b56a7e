"""Words that processes share: roles and documents."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from prosessi.model.basis import Grounded
from prosessi.model.fields import Flag, FormatVersion, Id
from prosessi.model.placed import Placed
from prosessi.model.text import Text


class Role(Grounded, json_schema_extra={"description": "Rooli: kuka toimii. Ei koskaan henkilön nimeä."}):
    """Who acts: a role, never a person."""

    label: Text | None = Field(None, description="Roolin nimi")
    kind: Literal["client", "partner", "staff", "system"] = Field(
        "staff", description="Asiakas, kumppani, henkilöstö tai järjestelmä"
    )


class Document(Grounded, json_schema_extra={"description": "Asiakirja, jonka teko vaatii tai synnyttää."}):
    """A paper or a record that acts need or make."""

    label: Text | None = Field(None, description="Asiakirjan nimi")
    kind: Literal["form", "record", "plan", "decision", "statement", "notice", "consent", "other"] = Field(
        "record", description="Asiakirjan laji"
    )
    from_outside: Flag = Field(
        default=False,
        description="Asiakirja voi tulla myös muualta: asiakkaalta, toisesta palvelusta tai aiemmasta asiasta",
    )


class Vocabulary(Placed, json_schema_extra={"description": "Roolit ja asiakirjat, jotka ovat prosesseille yhteisiä."}):
    """A whole `vocabulary.yaml`. What a process declares itself goes before it."""

    vocabulary: FormatVersion = Field(description="Tiedostomuodon versio, aina 1")
    roles: dict[Id, Role] = Field({}, description="Yhteiset roolit")
    documents: dict[Id, Document] = Field({}, description="Yhteiset asiakirjat")
