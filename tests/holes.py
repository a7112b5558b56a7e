"""Small processes with one hole each in their conditions, and what mends it."""

from dataclasses import dataclass, field

HEAD = """\
prosessi: 1
process: laina
initial: alku
case:
  summa: {type: integer, min: 0, max: 1000}
  tulot: {type: integer, min: 0, max: 5000}
  menot: {type: integer, min: 0, max: 5000}
  osuus: {type: number, min: 0, max: 1}
  hyva: {type: boolean}
  kiire: {type: boolean}
  tulos: {type: choice, of: [myonto, hylky, siirto]}
  laji: {type: choice, of: [asunto, auto]}
  mukana: {type: set, of: [koulu, terveys, poliisi]}
  alkaa: {type: date}
  loppuu: {type: date}
events:
  arvioi: {decides: [hyva, kiire]}
  ratkaise: {decides: [summa, tulot, menot, osuus, tulos, laji, mukana, alkaa, loppuu]}
  paata: {}
  peru: {}
states:
"""
FIRST = HEAD.count("\n") + 1
ENDS = {"valmis": "success", "muu": "closed", "kolmas": "closed"}


def process(states):
    """A whole process, with those ends that something leads to."""
    ends = (f"  {name}: {{final: {how}}}\n" for name, how in ENDS.items() if f"to: {name}" in states)
    return HEAD + states + "".join(ends)


def choice(*conditions):
    """One state in which `ratkaise` has these conditions; a transition starts every line."""
    targets = ("valmis", "muu", "kolmas", "valmis")
    rows = [
        f"      - {{event: ratkaise, {condition}, to: {target}}}"
        for condition, target in zip(conditions, targets, strict=False)
    ]
    return "\n".join(["  alku:", "    transitions:", *rows, ""])


@dataclass(frozen=True)
class Hole:
    """A process, what is found in it (line from the first state on, column, code), what is said, and what mends it."""

    states: str
    found: str
    said: str
    mend: tuple[str, str] = ("", "")
    asks: frozenset[str] = field(default_factory=frozenset)

    @property
    def text(self):
        return process(self.states)

    @property
    def mended(self):
        old, new = self.mend
        assert self.states.count(old) == 1
        return process(self.states.replace(old, new))

    @property
    def place(self):
        line, column, code = self.found.split(":")
        return f"{FIRST + int(line) - 1}:{column} {code}"


NESTED = """\
  alku:
    initial: eka
    transitions:
      - {event: ratkaise, if: summa > 500, to: muu}
    states:
      eka:
        transitions:
          - {event: ratkaise, if: summa < 500, to: valmis}
"""
PARALLEL = """\
  alku:
    parallel:
      yksi:
        initial: y1
        states:
          y1:
            transitions:
              - {event: ratkaise, if: tulos == myonto, to: valmis}
      toinen:
        initial: t1
        states:
          t1:
            transitions:
              - {event: ratkaise, if: laji == auto and tulos != myonto, to: muu}
    transitions:
      - {event: peru, to: muu}
"""
KNOWN = """\
  alku:
    transitions:
      - {event: arvioi, if: hyva, to: loppu}
      - {event: arvioi, else: true, to: muu}
  loppu:
    transitions:
      - {event: paata, if: not hyva, to: kolmas}
      - {event: paata, else: true, to: valmis}
"""
DONE = """\
  alku:
    initial: eka
    transitions:
      - {done: true, if: summa < 100, to: valmis}
      - {done: true, if: summa > 100, to: muu}
    states:
      eka:
        transitions:
          - {event: ratkaise, to: toka}
      toka: {final: done}
"""
CLOCKS = """\
  alku:
    transitions:
      - {event: arvioi, to: odotus}
  odotus:
    transitions:
      - {after: 14 days, if: hyva and kiire, to: valmis}
      - {after: 14 days, if: not hyva, to: muu}
      - {event: peru, to: muu}
"""
AUTOMATIC = """\
  alku:
    transitions:
      - {event: ratkaise, to: jako}
  jako:
    transitions:
      - {always: true, if: tulos == myonto, to: valmis}
      - {always: true, if: tulos == hylky, to: muu}
"""
AFTERWARDS = """\
  alku:
    transitions:
      - {event: ratkaise, if: summa < 500, to: loppu}
      - {event: ratkaise, else: true, to: muu}
  loppu:
    transitions:
      - {event: paata, if: summa < 100, to: valmis}
      - {event: paata, if: summa > 200, to: kolmas}
"""
UNSET = """\
  alku:
    transitions:
      - {event: peru, to: loppu}
      - {event: arvioi, to: loppu}
  loppu:
    transitions:
      - {event: paata, if: hyva is set and hyva, to: valmis}
      - {event: paata, if: hyva is set and not hyva, to: muu}
"""
UNANSWERED = """\
  alku:
    transitions:
      - {event: peru, to: loppu}
      - {event: arvioi, to: loppu}
  loppu:
    transitions:
      - {event: paata, if: hyva, to: valmis}
      - {event: paata, if: not hyva, to: muu}
"""
WHERE = """\
  alku:
    parallel:
      yksi:
        initial: y1
        states:
          y1: {transitions: [{event: arvioi, to: y2}]}
          y2: {final: done}
      toinen:
        initial: t1
        states:
          t1:
            transitions:
              - {event: ratkaise, if: active(y1) and summa > 10, to: t2}
              - {event: ratkaise, if: active(y2), to: t2, set: {laji: auto}}
          t2: {final: done}
    transitions:
      - {done: true, to: valmis}
"""

ELSEWHERE_DONE = """\
  alku:
    initial: sisa
    transitions:
      - {done: sisa, if: summa < 100, to: valmis}
      - {done: sisa, if: summa > 100, to: muu}
    states:
      sisa:
        initial: eka
        states:
          eka: {transitions: [{event: ratkaise, to: toka}]}
          toka: {final: done}
"""
ON_THE_WAY = """\
  alku:
    transitions:
      - {event: ratkaise, to: jako}
  jako:
    transitions:
      - {always: true, if: tulos != hylky, to: valmis}
      - {always: true, if: tulos != myonto, to: muu}
"""
AT_THE_END = """\
  alku:
    initial: eka
    transitions:
      - {done: true, if: summa <= 100, to: valmis}
      - {done: true, if: summa >= 100, to: muu}
    states:
      eka:
        transitions:
          - {event: ratkaise, to: toka}
      toka: {final: done}
"""
IN_TIME = """\
  alku:
    transitions:
      - {event: arvioi, to: odotus}
  odotus:
    transitions:
      - {after: 14 days, if: hyva, to: valmis}
      - {after: 14 days, if: kiire or not hyva, to: muu}
"""

HOLES = {
    "a number on the boundary": Hole(
        choice("if: summa < 300", "if: summa > 300"), "3:9:PR410", "Summa = 300", ("summa < 300", "summa <= 300")
    ),
    "a stretch of numbers": Hole(
        choice("if: summa < 300", "if: summa >= 400"), "3:9:PR410", "Summa = 300", (">= 400", ">= 300")
    ),
    "a number beyond the last bound": Hole(
        choice("if: summa < 300", "if: summa >= 300 and summa < 1000"),
        "3:9:PR410",
        "Summa = 1000",
        ("summa < 1000", "summa <= 1000"),
    ),
    "a fraction": Hole(
        choice("if: osuus < 0.25", "if: osuus > 0.25"), "3:9:PR410", "Osuus = 0.25", ("osuus > 0.25", "osuus >= 0.25")
    ),
    "an alternative forgotten": Hole(
        choice("if: tulos == myonto", "if: tulos == hylky"),
        "3:9:PR410",
        "Tulos = siirto",
        ("tulos == hylky", "tulos != myonto"),
    ),
    "an else forgotten": Hole(
        choice("if: tulos == myonto"),
        "3:9:PR410",
        "Tulos = hylky, no transition fits, and the case stays in “Alku” (2 such combinations)",
        ("to: valmis}", "to: valmis}\n      - {event: ratkaise, else: true, to: muu}"),
    ),
    "a set": Hole(
        choice("if: mukana is empty", "if: koulu in mukana"),
        "3:9:PR410",
        "Mukana = terveys, no transition fits, and the case stays in “Alku” (3 such combinations)",
        ("koulu in mukana", "mukana is not empty"),
    ),
    "a day": Hole(
        choice("if: alkaa < 2026-01-01", "if: alkaa > 2026-01-01"),
        "3:9:PR410",
        "Alkaa = Thu 1 Jan 2026",
        ("alkaa > 2026-01-01", "alkaa >= 2026-01-01"),
    ),
    "two data": Hole(
        choice("if: laji == auto", "if: laji == asunto and summa < 500"),
        "3:9:PR410",
        "Summa = 500 and Laji = asunto",
        ("laji == asunto and summa < 500", "laji == asunto"),
    ),
    "two data compared": Hole(
        choice("if: tulot < menot", "if: tulot > menot"),
        "3:9:PR410",
        "no transition fits",
        ("tulot > menot", "tulot >= menot"),
        frozenset({"z3"}),
    ),
    "a sum": Hole(
        choice("if: tulot - menot > 100", "if: tulot < menot + 100"),
        "3:9:PR410",
        "no transition fits",
        ("tulot < menot + 100", "tulot <= menot + 100"),
        frozenset({"z3"}),
    ),
    "days reckoned with": Hole(
        choice("if: loppuu < alkaa + 30", "if: loppuu > alkaa + 30"),
        "3:9:PR410",
        "no transition fits",
        ("loppuu > alkaa + 30", "loppuu >= alkaa + 30"),
        frozenset({"z3"}),
    ),
    "in an inner and an outer state": Hole(NESTED, "8:13:PR410", "Summa = 500", ("summa < 500", "summa <= 500")),
    "in two branches": Hole(
        PARALLEL,
        "8:17:PR410",
        "Tulos = hylky and Laji = asunto",
        (" laji == auto and tulos != myonto, to: muu", " tulos != myonto, to: muu"),
    ),
    "at the end of inner states": Hole(DONE, "4:9:PR410", "Summa = 100", ("summa < 100", "summa <= 100")),
    "at the end of another state": Hole(
        ELSEWHERE_DONE, "4:9:PR410", "when “Sisa” is done: if Summa = 100", ("summa < 100", "summa <= 100")
    ),
    "when the time is up": Hole(CLOCKS, "6:9:PR410", "Hyva = yes and Kiire = no", ("if: hyva and kiire", "if: hyva")),
    "on the way": Hole(AUTOMATIC, "6:9:PR410", "Tulos = siirto", ("tulos == hylky", "tulos != myonto")),
    "of what is left after an earlier choice": Hole(
        AFTERWARDS, "7:9:PR410", "Summa = 100", ("if: summa > 200", "if: summa >= 100")
    ),
    "what is not known": Hole(
        UNSET, "7:9:PR410", "Hyva is not known", ("hyva is set and not hyva", "hyva is not set or not hyva")
    ),
    "what cannot be answered": Hole(
        UNANSWERED, "7:9:PR410", "Hyva is not known", ("{event: peru, to: loppu}", "{event: peru, to: muu}")
    ),
    "where the case is elsewhere": Hole(WHERE, "13:17:PR410", "Summa", ("active(y1) and summa > 10", "active(y1)")),
    "a boundary in both": Hole(
        choice("if: summa <= 300", "if: summa >= 300"), "4:31:PR411", "Summa = 300", ("summa >= 300", "summa > 300")
    ),
    "alternatives that do not exclude each other": Hole(
        choice("if: tulos == myonto", "if: laji == auto", "else: true"),
        "4:31:PR411",
        "Tulos = myonto and Laji = auto",
        ("laji == auto", "laji == auto and tulos != myonto"),
    ),
    "sets that meet": Hole(
        choice("if: koulu in mukana", "if: terveys in mukana", "else: true"),
        "4:31:PR411",
        "Mukana = koulu and terveys",
        ("if: terveys in mukana", "if: terveys in mukana and koulu not in mukana"),
    ),
    "fractions that meet": Hole(
        choice("if: osuus <= 0.5", "if: osuus > 0.25"), "4:31:PR411", "Osuus = 0.5", ("osuus > 0.25", "osuus > 0.5")
    ),
    "sums that meet": Hole(
        choice("if: tulot >= menot", "if: tulot <= menot"),
        "4:31:PR411",
        "two conditions hold at once",
        ("tulot <= menot", "tulot < menot"),
        frozenset({"z3"}),
    ),
    "alternatives on the way": Hole(ON_THE_WAY, "7:28:PR411", "Tulos = siirto", ("tulos != myonto", "tulos == hylky")),
    "alternatives at the end of inner states": Hole(
        AT_THE_END, "5:26:PR411", "Summa = 100", ("summa >= 100", "summa > 100")
    ),
    "alternatives when the time is up": Hole(
        IN_TIME, "7:30:PR411", "Hyva = yes and Kiire = yes", ("kiire or not hyva", "not hyva")
    ),
    "a condition already decided": Hole(
        KNOWN, "7:31:PR412".replace("31", "28"), "Hyva = yes", ("if: not hyva", "if: kiire")
    ),
}
