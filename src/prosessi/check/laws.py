"""PR705 and PR706: whether the laws of a register were read as they are now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from prosessi.findings import Severity
from prosessi.messages import say, say_many
from prosessi.model.registers import Law, Laws
from prosessi.rules import Found, rule

CHECK_AGAIN_AFTER = 1
"""So many years after it was checked a law is to be looked at again."""


@dataclass(frozen=True, slots=True)
class LawsOn:
    """A register of laws, looked at on a day. `quiet` are the lines on which a comment passes over findings."""

    register: Laws
    today: date
    quiet: frozenset[tuple[int, str]] = frozenset()


@rule("PR705", Severity.NOTE, over="laws")
def checked_long_ago(laws: LawsOn) -> Iterator[Found]:
    """A law was checked against its text more than a year ago.

    Laws change, most often at the turn of a year. What a process rests on is to be looked at once a year: read the
    section in Finlex, and write the day to `checked_on`.

    Bad::

        # laws.yaml
        laws:
          shl_36:
            act: 1301/2014
            name: Sosiaalihuoltolaki
            section: 36 §
            says: Palvelutarve arvioidaan
            checked_on: 2024-01-15  # PR705
            certainty: C1
        # laina.yaml
        prosessi: 1
        process: laina
        law: shl_36
        initial: valmis
        states:
          valmis: {final: success}

    Good::

        # laws.yaml
        laws:
          shl_36:
            act: 1301/2014
            name: Sosiaalihuoltolaki
            section: 36 §
            says: Palvelutarve arvioidaan
            checked_on: 2026-01-15
            certainty: C1
        # laina.yaml
        prosessi: 1
        process: laina
        law: shl_36
        initial: valmis
        states:
          valmis: {final: success}
    """
    old = [
        (name, law.place_of("checked_on"))
        for name, law in laws.register.laws.items()
        if _years_later(law.checked_on, CHECK_AGAIN_AFTER) < laws.today
    ]
    quiet = [[each] for each in old if (each[1].line, "PR705") in laws.quiet]
    rest = [each for each in old if [each] not in quiet]
    for group in (*quiet, rest):
        for name, at in group[:1]:
            yield Found(
                at,
                say_many(
                    "the law '{name}' was checked more than a year ago",
                    "{n} laws were checked more than a year ago",
                    len(group),
                    name=name,
                ),
                say("read the section in Finlex, and write the day to 'checked_on'"),
                tuple((place, say("'{name}'", name=other)) for other, place in group[1:]),
            )


@rule("PR706", Severity.WARNING, over="laws")
def changed_since_checked(laws: LawsOn) -> Iterator[Found]:
    """A law was amended, or ceased to be in force, after it was checked.

    What the register says of it may no longer be so, and neither may what processes rest on it. An amendment that was
    read before it came into force is told by `in_force_from`: the entry is then about the section as amended.

    Bad::

        # laws.yaml
        laws:
          shl_36:
            act: 1301/2014
            name: Sosiaalihuoltolaki
            section: 36 §
            says: Palvelutarve arvioidaan
            amended_by: 123/2026
            amended_on: 2026-02-01
            checked_on: 2026-01-15  # PR706
            certainty: C1
        # laina.yaml
        prosessi: 1
        process: laina
        law: shl_36
        initial: valmis
        states:
          valmis: {final: success}

    Good::

        # laws.yaml
        laws:
          shl_36:
            act: 1301/2014
            name: Sosiaalihuoltolaki
            section: 36 §
            says: Palvelutarve arvioidaan
            amended_by: 123/2026
            amended_on: 2026-02-01
            checked_on: 2026-02-15
            certainty: C1
        # laina.yaml
        prosessi: 1
        process: laina
        law: shl_36
        initial: valmis
        states:
          valmis: {final: success}
    """
    for name, law in laws.register.laws.items():
        at, read_again = (
            law.place_of("checked_on"),
            say("read the section in Finlex, and write the day to 'checked_on'"),
        )
        if law.amended_on and law.amended_on > law.checked_on and not _is_of_the_amended(law):
            yield Found(
                at,
                say("the law '{name}' was amended ({day}) after it was checked", name=name, day=law.amended_on),
                read_again,
                ((law.place_of("amended_on"), say("the amendment")),),
            )
        elif law.in_force_until and law.checked_on <= law.in_force_until < laws.today:
            yield Found(
                at,
                say("the law '{name}' is no longer in force ({day})", name=name, day=law.in_force_until),
                say("name the section that replaced it where processes rest on it, and write the day to 'checked_on'"),
                ((law.place_of("in_force_until"), say("in force until then")),),
            )


def _is_of_the_amended(law: Law) -> bool:
    """Whether the register tells of the section as it is in force since the amendment, read before that day came."""
    return law.amended_on is not None and law.in_force_from is not None and law.in_force_from >= law.amended_on


def _years_later(day: date, years: int) -> date:
    """The same day in a later year; of a leap day the next day."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
