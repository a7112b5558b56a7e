"""PR702-PR704: whether the bases that a process names exist."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from prosessi.check.outline import Outline
from prosessi.findings import Severity
from prosessi.messages import say
from prosessi.rules import Found, respelt, rule

REGISTERS = {"law": "laws.yaml", "fact": "seeds/"}


@rule("PR702")
def unknown_law(outline: Outline) -> Iterator[Found]:
    """A law is named that laws.yaml does not have.

    Bad::

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
        law: shl_63  # PR702
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
    for use in outline.unknown("law"):
        near = outline.nearest("law", use.name)
        yield Found(
            use.at,
            say("the law '{name}' is not in laws.yaml", name=use.name),
            say("did you mean '{near}'?", near=near) if near else say("add '{name}' to laws.yaml", name=use.name),
            edits=respelt(use.at, use.name, outline.declared("law") or {}),
        )


@rule("PR703")
def unknown_fact(outline: Outline) -> Iterator[Found]:
    """A source fact is named that no file of seeds/ has.

    Bad::

        # seeds/S003.yaml
        source: S003
        what: Asiakasosallisuuden malli
        facts:
          S003-F01: {text: Asiakas on mukana suunnittelussa}
        # laina.yaml
        prosessi: 1
        process: laina
        source: S003-F10  # PR703
        initial: valmis
        states:
          valmis: {final: success}

    Good::

        # seeds/S003.yaml
        source: S003
        what: Asiakasosallisuuden malli
        facts:
          S003-F01: {text: Asiakas on mukana suunnittelussa}
        # laina.yaml
        prosessi: 1
        process: laina
        source: S003-F01
        initial: valmis
        states:
          valmis: {final: success}
    """
    for use in outline.unknown("fact"):
        near = outline.nearest("fact", use.name)
        yield Found(
            use.at,
            say("the fact '{name}' is not in the files of seeds/", name=use.name),
            say("did you mean '{near}'?", near=near) if near else say("write the number of a fact that is there"),
        )


@rule("PR704", Severity.NOTE)
def register_missing(outline: Outline) -> Iterator[Found]:
    """Laws or facts are named, but the register that has them is nowhere to be found.

    Laws stand in `laws.yaml` and facts in `seeds/`, beside the process or in a folder above it. Without them nobody
    can tell whether the references are right.

    Bad::

        prosessi: 1
        process: laina
        law: shl_36  # PR704
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
    for kind, register in REGISTERS.items():
        uses = [use for use in outline.uses if use.kind == kind]
        if uses and outline.declared(kind) is None and not _broken(outline, register):
            first = min(uses, key=lambda use: use.at)
            yield Found(
                first.at,
                say("'{name}' cannot be looked up: there is no {register}", name=first.name, register=register),
                say("put {register} beside the process or in a folder above it", register=register),
            )


def _broken(outline: Outline, register: str) -> bool:
    """Whether the register is there, but could not be read."""
    return any(Path(finding.at.file).name == register for finding in outline.library.findings)
