"""`prosessi explain`: what a finding means and how to mend it."""

from __future__ import annotations

import click

from prosessi.cli.output import CLEAN, complain, write
from prosessi.cli.spoken import spoken_command
from prosessi.messages import Message, say


@spoken_command(say("Explain a finding by its code, such as PR201; without a code, list them all"))
@click.argument("code", required=False)
def command(code: str | None) -> int:
    """Show one rule's documentation, or the first lines of all."""
    from prosessi.check import RULES
    from prosessi.rules import nearest

    if code is None:
        for declared in sorted(RULES.values(), key=lambda known: known.code):
            write(f"{declared.code}  {declared.summary}")
        return CLEAN
    found = RULES.get(code.upper())
    if found is None:
        return complain(_unknown(code, nearest(code.upper(), RULES)))
    write(f"{found.code}  {found.name}  ({found.severity})\n\n{found.doc}")
    return CLEAN


def _unknown(code: str, near: str | None) -> Message:
    if near is None:
        return say("there is no finding '{code}'; 'prosessi explain' lists them all", code=code)
    return say("there is no finding '{code}'; did you mean '{near}'?", code=code, near=near)
