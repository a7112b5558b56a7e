"""PR606-PR608: what tells of a person, anywhere in a file, its comments included.

A process is about roles and a walk about a made-up case, so none of this is ever needed. The sentences do not repeat
what was found: they end up in logs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from prosessi.findings import Severity
from prosessi.messages import say
from prosessi.rules import Found, rule
from prosessi.source.draft import Draft

_IDENTITY = re.compile(r"(?<![\w-])(\d{2})(\d{2})(\d{2})([-+A-FU-Ya-fu-y])(\d{3})([0-9A-Ya-y])(?![\w-])")
_CHECK = "0123456789ABCDEFHJKLMNPRSTUVWXY"
_CENTURIES = {"+": 1800, **dict.fromkeys("-YXWVU", 1900), **dict.fromkeys("ABCDEF", 2000)}
_ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,}(?![\w-])")
_PHONE = re.compile(
    r"(?<![\w./,:+\-])(?:(?:\+|00)[1-9]\d{0,2}[ -]?(?:\(0\))?[ -]?[1-9]"
    r"|0(?:4\d|50|[235689]|1\d|20|29|30|[67]\d|800))"
    r"(?:[ -]?\d)+(?![\w/:]|[.,-]\d)"
)
_DAY = re.compile(r"\d{2}[ -]\d{2}[ -]\d{4}")
SHORTEST, LONGEST = 7, 15
"""The digits of a telephone number: fewer are something else, more are none that can be dialled (E.164)."""


@rule("PR606", Severity.WARNING, over="page")
def identity_code(draft: Draft) -> Iterator[Found]:
    """A Finnish personal identity code stands in the file.

    It is found by its day of birth and its check character, and one that belongs to nobody (900-999) is found as well:
    nobody can see from the file that it does. A process needs roles, and a walk an age or a date of birth.

    Bad::

        prosessi: 1
        process: laina
        title: Laina
        summary: Asiakas 131052-308T sai lainan  # PR606
        assumption: harjoitus
        initial: valmis
        states:
          valmis: {label: Laina on myönnetty, final: success, assumption: harjoitus}

    Good::

        prosessi: 1
        process: laina
        title: Laina
        summary: Asiakas sai lainan
        assumption: harjoitus
        initial: valmis
        states:
          valmis: {label: Laina on myönnetty, final: success, assumption: harjoitus}
    """
    for found in _IDENTITY.finditer(draft.text):
        if _is_identity_code(found):
            yield Found(
                draft.span(*found.span()),
                say("a personal identity code"),
                say("remove it, also from the history of the file; write a role or a made-up case"),
            )


@rule("PR607", Severity.WARNING, over="page")
def mail_address(draft: Draft) -> Iterator[Found]:
    """An e-mail address stands in the file.

    It names a person, or will lead to nobody in a year. A process names roles; where to write is told elsewhere.

    Bad::

        prosessi: 1
        process: laina
        title: Laina
        owner: matti.malli@example.com  # PR607
        assumption: harjoitus
        initial: valmis
        states:
          valmis: {label: Laina on myönnetty, final: success, assumption: harjoitus}

    Good::

        prosessi: 1
        process: laina
        title: Laina
        owner: asiakaspalvelun päällikkö
        assumption: harjoitus
        initial: valmis
        states:
          valmis: {label: Laina on myönnetty, final: success, assumption: harjoitus}
    """
    for found in _ADDRESS.finditer(draft.text):
        yield Found(
            draft.span(*found.span()), say("an e-mail address"), say("remove it; write the role, such as 'owner: ...'")
        )


@rule("PR608", Severity.WARNING, over="page")
def phone_number(draft: Draft) -> Iterator[Found]:
    """A telephone number stands in the file.

    It belongs to a person, or will be somebody else's in a year. Numbers of acts, dates and amounts are left alone.

    Bad::

        prosessi: 1
        process: laina
        title: Laina
        assumption: harjoitus
        initial: valmis
        # Kysy lisää: 040 123 4567  # PR608
        states:
          valmis: {label: Laina on myönnetty, final: success, assumption: harjoitus}

    Good::

        prosessi: 1
        process: laina
        title: Laina
        assumption: harjoitus
        initial: valmis
        # Kysy lisää asiakaspalvelusta. Laki 677/2023, 1.1.2025.
        states:
          valmis: {label: Laina on myönnetty, final: success, assumption: harjoitus}
    """
    for found in _PHONE.finditer(draft.text):
        digits = sum(each.isdigit() for each in found[0])
        if SHORTEST <= digits <= LONGEST and not _DAY.fullmatch(found[0]):
            yield Found(
                draft.span(*found.span()),
                say("a telephone number"),
                say("remove it; write the role or the service instead"),
            )


def _is_identity_code(found: re.Match[str]) -> bool:
    """Whether the day exists and the check character fits the nine digits, as the register of persons reckons it."""
    day, month, year, sign, number, check = found.groups()
    try:
        date(_CENTURIES[sign.upper()] + int(year), int(month), int(day))
    except ValueError:
        return False
    return number >= "002" and _CHECK[int(day + month + year + number) % 31] == check.upper()
