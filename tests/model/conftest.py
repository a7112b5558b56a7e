"""A small process of our own for the tests of this room."""

from __future__ import annotations

import pytest

LOAN = """\
prosessi: 1
process: kirjan-laina
version: "2026.2"
status: draft
title: {fi: Kirjan laina, sv: Lån av en bok}
roles:
  asiakas: {label: Asiakas, kind: client, assumption: Kirjasto vahvistaa}
  hoitaja: {label: Kirjastonhoitaja, law: kirjastolaki_1}
case:
  varattu: {type: boolean, label: Joku on varannut kirjan}
  kunto: {type: choice, of: [ehja, rikki]}
events:
  lainaa: {label: Lainaa kirja, by: hoitaja}
  palauta: {label: Palauta kirja, by: [asiakas, hoitaja], decides: kunto, source: S003-F24}
deadlines:
  laina_aika:
    starts: {enter: lainassa}
    met_by: {exit: lainassa}
    within: 28 days
    if: not varattu
initial: hyllyssa
states:
  hyllyssa:
    label: Hyllyssä
    transitions:
      - {event: lainaa, to: lainassa}
  lainassa:
    label: Lainassa
    transitions:
      - event: palauta
        if: kunto == ehja
        to: hyllyssa
      - {event: palauta, else: true, set: {varattu: false}, to: poistettu}
  poistettu: {label: "Poistettu: rikki", final: closed}
"""


@pytest.fixture(scope="session")
def loan():
    return LOAN
