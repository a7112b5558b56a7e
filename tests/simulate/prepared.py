"""Two small processes with numbers, made ready to run."""

from __future__ import annotations

from prosessi.chart.compile import compile_process
from prosessi.model.bind import read_as
from prosessi.model.library import EMPTY
from prosessi.model.process import Process
from prosessi.model.scenario import Scenario
from prosessi.simulate.prepare import prepare

PROCESS = """\
prosessi: 1
process: tuki
initial: jonossa
roles:
  asiakas: {kind: client}
  ohjaaja: {}
  paallikko: {}
case:
  kiire: {type: boolean}
  ika: {type: integer, min: 0, max: 17}
  syntynyt: {type: date}
  tuet: {type: set, of: [raha, asunto]}
  tulos: {type: choice, of: [kylla, ei]}
events:
  arvioi: {by: [paallikko, ohjaaja], decides: tulos}
  siirra: {by: ohjaaja}
  keskeyta: {by: ohjaaja}
  peru: {by: asiakas}
rules:
  kiireelliset: {in: arviossa, responsible: paallikko, events: arvioi}
states:
  jonossa:
    transitions:
      - {event: arvioi, to: arviossa}
      - {event: siirra, to: poissa}
      - {event: keskeyta, to: poissa}
      - {event: peru, to: poissa}
  arviossa:
    transitions:
      - {event: arvioi, if: tulos == kylla, to: valmis}
      - {event: arvioi, else: true, to: poissa}
  valmis: {final: handover, process: toinen}
  poissa: {final: closed}
"""
OTHER = "prosessi: 1\nprocess: toinen\ninitial: ohi\nstates: {ohi: {final: success}}\n"
CHARTS = {
    name: compile_process(read_as(Process, text, name).model, EMPTY)
    for name, text in (("tuki", PROCESS), ("toinen", OTHER))
}
HEAD = "scenario: koe\nperiod: {from: 2025-01-01, to: 2025-12-31}\n"


def ready(text, head=HEAD):
    bound = read_as(Scenario, head + text, "scenario.yaml")
    assert bound.findings == ()
    return prepare(bound.model, CHARTS)


def tuki(acts="{}", case="{}", arrivals="{rate: 1 per day}", staff="{ohjaaja: {people: 2}}"):
    numbers = f"processes:\n  tuki:\n    arrivals: {arrivals}\n    case: {case}\n    acts: {acts}\n"
    return ready(f"{numbers}staff: {staff}\n")
