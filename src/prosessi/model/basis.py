"""What an element of a process rests on: law, a source fact, or an assumption that says so."""

from __future__ import annotations

from pydantic import Field

from prosessi.model.fields import FactIds, Ids
from prosessi.model.placed import Placed


class Grounded(Placed):
    """An element that can say what it rests on. All three may stand side by side."""

    law: Ids = Field((), description="Lakiviite: tunnus tiedostosta laws.yaml")
    source: FactIds = Field((), description="Lähdefaktan tunnus, esimerkiksi S003-F24")
    assumption: str = Field("", description="Olettama sanoin, ja kuka sen vahvistaa")

    @property
    def grounded(self) -> bool:
        """Whether it names any basis."""
        return bool(self.law or self.source or self.assumption)


def bare(assumption: str) -> str:
    """An assumption without the word itself before it, where that is said anyway."""
    text = assumption.strip()
    word, colon, rest = text.partition(":")
    return rest.strip() if colon and word.lower() in {"olettama", "antagande", "assumption"} else text
