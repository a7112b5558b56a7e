"""One mistake is told once, where it was made, and what follows from it is not told beside it."""

from __future__ import annotations

import pytest

from prosessi.check import check_text
from prosessi.check.rules import RULES
from prosessi.model.library import EMPTY

HEAD = """\
prosessi: 1
process: laina
initial: alku
roles: {koulu: {kind: partner}, neuvola: {kind: partner}}
case: {summa: {type: integer, min: 0, max: 1000}, tulos: {type: choice, of: [kesken, hyva, huono], default: kesken}}
"""
BROAD_OVERLAP = """\
events: {ratkaise: {decides: summa}}
states:
  alku:
    transitions:
      - {event: ratkaise, if: summa < 900, to: eka}
      - {event: ratkaise, if: summa >= 100 and summa < 500, to: toka}
      - {event: ratkaise, if: summa >= 400 and summa < 800, to: kolmas}
      - {event: ratkaise, else: true, to: muu}
  eka: {final: success}
  toka: {final: success}
  kolmas: {final: success}
  muu: {final: closed}
"""
NEVER_READY = """\
events: {ratkaise: {decides: summa}, kysy: {}, vastaa: {}, kirjaa: {}}
states:
  alku:
    transitions:
      - {event: ratkaise, to: alue}
  alue:
    parallel:
      yksi:
        initial: kysytaan
        states:
          kysytaan: {transitions: [{event: kysy, to: vastataan}]}
          vastataan: {transitions: [{event: vastaa, to: kysytaan}]}
          vastattu: {final: done}
      toinen: {finish: kirjaa}
    transitions:
      - {done: true, if: summa > 5, to: valmis}
      - {done: true, else: true, to: muu}
  valmis: {final: success}
  muu: {final: closed}
"""
NOBODY_DECIDES = """\
events: {ratkaise: {}}
states:
  alku:
    transitions:
      - {event: ratkaise, if: tulos == hyva, to: valmis}
      - {event: ratkaise, if: tulos == huono, to: muu}
      - {event: ratkaise, else: true, to: kesken}
  valmis: {final: success}
  muu: {final: closed}
  kesken: {final: closed}
"""
AUTOMATIC_GAP = """\
events: {ratkaise: {decides: summa}}
states:
  alku:
    transitions:
      - {event: ratkaise, to: jako}
  jako:
    transitions:
      - {always: true, if: summa < 5, to: valmis}
      - {always: true, if: summa > 5, to: muu}
  valmis: {final: success}
  muu: {final: closed}
"""
WAITS = """\
events: {ratkaise: {by: koulu, decides: summa}, kerro: {by: koulu}, lausu: {by: neuvola}}
states:
  alku:
    transitions:
      - {event: ratkaise, to: kyselyt}
  kyselyt:
    parallel:
      eka: {finish: kerro}
      toka: {finish: lausu}
    transitions:
      - {done: true, to: valmis}
  valmis: {final: success}
"""
UNREACHED = """\
events: {ratkaise: {decides: summa}, aloita: {}, paata: {}}
promises:
  paatos: {always: {before: jatko, comes: ratkaise}}
  loppu: {always: {after: jatko, comes: paata}}
states:
  alku:
    transitions:
      - {event: ratkaise, to: valmis}
  jatko:
    transitions:
      - {event: paata, to: valmis}
  valmis: {final: success}
"""
FAULTS = {
    "a broad overlap": (BROAD_OVERLAP, {"PR411"}),
    "a branch that is never ready": (NEVER_READY, {"PR102", "PR132"}),
    "data that nobody decides": (NOBODY_DECIDES, {"PR412"}),
    "an automatic gap": (AUTOMATIC_GAP, {"PR410"}),
    "partners side by side": (WAITS, {"PR511"}),
    "a state that nothing leads to": (UNREACHED, {"PR102"}),
}


@pytest.mark.parametrize(("text", "codes"), FAULTS.values(), ids=FAULTS)
def test_one_mistake_is_told_once(text, codes):
    findings = check_text(HEAD + text, "p.yaml", EMPTY).findings
    told = [each.code for each in findings if RULES[each.code].over == "proof" or each.code < "PR2"]

    assert set(told) == codes
    assert len(told) == len(codes)


def test_what_is_told_together_names_every_place():
    findings = {each.code: each for text, _ in FAULTS.values() for each in check_text(HEAD + text, "p", EMPTY).findings}

    assert [at.line for at, _ in findings["PR411"].also] == [10, 12]
    assert [at.line for at, _ in findings["PR412"].also] == [11]
    assert [at.line for at, _ in findings["PR511"].also] == [14]
