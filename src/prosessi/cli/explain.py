"""`prosessi explain`: what a finding means and how to mend it."""

from __future__ import annotations

from textwrap import fill

import click

from prosessi.cli.output import CLEAN, complain, write
from prosessi.cli.spoken import spoken_command
from prosessi.messages import Message, say

WIDTH = 88


@spoken_command(say("Explain a finding by its code, such as PR201; without a code, list them all"))
@click.argument("code", required=False)
def command(code: str | None) -> int:
    """Show one rule's documentation, or the first lines of all."""
    from prosessi.check.rules import RULES
    from prosessi.rules import nearest

    if code is None:
        write("\n".join(f"{code}  {RULES[code].prose[0]}" for code in sorted(RULES)))
        return CLEAN
    found = RULES.get(code.strip().upper())
    if found is None:
        return complain(_unknown(code, nearest(code.upper(), RULES)))
    from prosessi.check.report import severity_word

    title = f"{found.code}  {found.name}  ({severity_word(found.severity)})"
    examples = [_example(say("Like this it is found:"), text) for text in found.examples("Bad")]
    examples += [_example(say("Like this it is right:"), text) for text in found.examples("Good")]
    prose = [fill(str(paragraph), WIDTH) for paragraph in found.prose]
    write("\n\n".join([title, *prose, *examples]))
    return CLEAN


def _example(heading: Message, text: str) -> str:
    indented = "\n".join(f"    {line}".rstrip() for line in text.splitlines())
    return f"{heading}\n\n{indented}"


def _unknown(code: str, near: str | None) -> Message:
    if near is None:
        return say("there is no finding '{code}'; 'prosessi explain' lists them all", code=code)
    return say("there is no finding '{code}'; did you mean '{near}'?", code=code, near=near)
