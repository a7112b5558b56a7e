"""A run that never ran: a small process and a log of it written by hand, so that what reads logs can be tried alone."""

from datetime import date

from charts import chart_of
from prosessi.simulate.run import Cases, Log, Run, Samples, What
from prosessi.simulate.setup import Act, Crew, Hours, ProcessSetup, Setup

PROCESS = """
process: hakemus
title: Tukihakemus <"&'>
case:
  kiire: {type: boolean, default: false}
  ika: {type: integer, min: 0, max: 120}
  osuus: {type: number}
  tuki: {type: choice, of: [raha, asuminen]}
  muodot: {type: set, of: [yksi, kaksi, kolme]}
  paiva: {type: date}
roles: {kasittelija: {kind: staff}, asiakas: {kind: client}}
documents: {paatos: {label: Päätös}, hakemus: {}}
events:
  arvioi: {label: "Arvioi, pyydä", by: kasittelija, needs: [hakemus], decides: [tuki, muodot, osuus, paiva, kiire]}
  paata: {by: kasittelija, produces: [paatos]}
  peru: {by: asiakas}
  muistuta: {}
deadlines:
  arviointi: {starts: {enter: vireilla}, met_by: {exit: vireilla}, within: 2 days, breach: muistuta}
  paatos: {starts: {enter: arvioitu}, met_by: {event: paata}, within: 7 working days}
states:
  vireilla:
    transitions:
      - {event: arvioi, to: arvioitu}
      - {event: peru, to: peruttu}
      - {event: muistuta, set: {kiire: true}}
  arvioitu:
    transitions:
      - {event: paata, if: not kiire or tuki == 'raha', to: tehty}
      - {event: peru, to: peruttu}
      - {after: 30 days, to: peruttu}
  tehty: {final: success}
  peruttu: {final: closed}
"""

HOUR, DAY = 3600, 86400


def run_of(*lines, cases=None, replication=0, span=(0, DAY), finished=True):
    """A run with these lines in its log: time, case, what, which, value."""
    columns = list(zip(*lines, strict=True)) if lines else [()] * 5
    return Run(
        setup=SETUP,
        seed=1,
        replication=replication,
        engine="plain",
        events=len(lines),
        seconds=0.0,
        span=span,
        cases=cases or (Cases((), (), (), (), (), (), ((), ()), ((), ())),),
        tasks=(),
        worked=(0, 0),
        available=(0, 0),
        samples=Samples((), (), (), (), ()),
        refused=0,
        stepped=0,
        finished=finished,
        log=Log(*columns),
    )


def setup_of(text, acts, **changes):
    """A setup of one process without numbers: nobody comes and nothing is drawn."""
    chart = chart_of(text)
    process = ProcessSetup(chart, None, (), tuple(acts))
    values = {
        "name": "koe",
        "start": date(2025, 1, 6),
        "counted_from": 0,
        "until": None,
        "cases": None,
        "run_dry": False,
        "end": 400 * DAY,
        "processes": (process,),
        "roles": ("kasittelija",),
        "crews": (Crew("kasittelijat", (0,), 0, ((0, 2),)), Crew("oma", (0,), 0, ((0, 1),), named=True)),
        "hours": (Hours("aina", (((0, DAY),),) * 7),),
    }
    return Setup(**values | changes)


def act(event, by=None, *, roles=()):
    return Act(event, by, None, roles, None, None, 1.0, ())


ACTS = (act("arvioi", "kasittelija", roles=(0,)), act("paata", "kasittelija", roles=(0,)), act("peru", "asiakas"))
ARVIOI, PAATA, PERU = range(3)
SETUP = setup_of(PROCESS, ACTS)
CHART = SETUP.processes[0].chart
KIIRE, IKA, OSUUS, TUKI, MUODOT, PAIVA = range(6)
TEHTY, PERUTTU = CHART.ids["tehty"], CHART.ids["peruttu"]
TIMER = next(edge.id for edge in CHART.edges if edge.after is not None)
SOME_DAY = date(2025, 1, 31).toordinal()

TOLD = (
    (8 * HOUR, 0, What.VALUE, IKA, 17.0),
    (8 * HOUR, 0, What.BEGUN, 0, -1),
    (8 * HOUR, 0, What.AWAITED, ARVIOI, 0),
    (8 * HOUR, 0, What.AWAITED, PERU, 0),
    (8 * HOUR, 0, What.QUEUED, ARVIOI, 0),
    (9 * HOUR, 1, What.VALUE, IKA, 40.0),
    (9 * HOUR, 1, What.BEGUN, 0, 0),
    (9 * HOUR, 1, What.AWAITED, ARVIOI, 0),
    (9 * HOUR + 1, 0, What.STARTED, ARVIOI, 0),
    (10 * HOUR, 0, What.VALUE, TUKI, 1.0),
    (10 * HOUR, 0, What.VALUE, MUODOT, 5.0),
    (10 * HOUR, 0, What.VALUE, OSUUS, 0.5),
    (10 * HOUR, 0, What.VALUE, PAIVA, SOME_DAY),
    (10 * HOUR, 0, What.VALUE, KIIRE, 0.0),
    (10 * HOUR, 0, What.DONE, ARVIOI, 0),
    (10 * HOUR, 0, What.AWAITED, PAATA, 0),
    (10 * HOUR, 0, What.QUEUED, PAATA, 0),
    (10 * HOUR, 0, What.STARTED, PAATA, 1),
    (12 * HOUR, 0, What.DONE, PAATA, 1),
    (12 * HOUR, 0, What.DROPPED, PERU, 0),
    (12 * HOUR, 0, What.ENDED, TEHTY, 0),
    (3 * DAY, 1, What.BREACH, 0, 0),
    (3 * DAY + HOUR, 1, What.STARTED, ARVIOI, 0),
    (3 * DAY + 2 * HOUR, 1, What.DROPPED, ARVIOI, 0),
    (3 * DAY + 2 * HOUR, 1, What.DONE, PERU, -1),
    (3 * DAY + 2 * HOUR, 1, What.ENDED, PERUTTU, 0),
)
