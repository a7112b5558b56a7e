"""What would make a value fit the format, where that is certain."""

from __future__ import annotations

import re

from prosessi.expressions.tokens import written_plainly
from prosessi.findings import Edit
from prosessi.model.misfit import Misfit
from prosessi.model.mother_tongue import respelt
from prosessi.model.wording import fitting_id, word
from prosessi.rules import replaced

_FINNISH_DAY = re.compile(r"[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4}")


def choice_edits(misfit: Misfit) -> tuple[Edit, ...]:
    """The possible value in the place of a misspelt or quoted one."""
    words = [word(choice) for choice in misfit.allowed]
    if not isinstance(misfit.value, str):
        return ()
    if misfit.value in words:  # a number or a truth value in quotes
        return (Edit(misfit.at, misfit.value),)
    return respelt(misfit.at, misfit.value, words)


def id_edits(misfit: Misfit) -> tuple[Edit, ...]:
    """The id without capitals and accents, in the place of one word that has them."""
    value = misfit.value
    if misfit.key == "law" or not isinstance(value, str) or not re.fullmatch(r"[^\W\d][\w-]*", value):
        return ()
    proposal = fitting_id(value, misfit.pattern)
    return replaced(misfit.at, value, proposal) if proposal else ()


def day_edits(misfit: Misfit) -> tuple[Edit, ...]:
    """The day as year-month-day, in the place of one written the Finnish way."""
    value = str(misfit.value)
    return replaced(misfit.at, value, written_plainly(value)) if _FINNISH_DAY.fullmatch(value) else ()
