from prosessi.api.cases import coverage as coverage
from prosessi.api.cases import walk as walk
from prosessi.api.comparing import compare as compare
from prosessi.api.comparing import staff as staff
from prosessi.api.formats import export as export
from prosessi.api.formats import import_process as import_process
from prosessi.api.logs import fit as fit
from prosessi.api.pages import heat as heat
from prosessi.api.pages import report as report
from prosessi.api.pictures import describe as describe
from prosessi.api.pictures import render as render
from prosessi.api.processes import check as check
from prosessi.api.processes import load as load
from prosessi.api.proofs import explore as explore
from prosessi.api.proofs import prove as prove
from prosessi.api.scenarios import foresee as foresee
from prosessi.api.scenarios import load_scenario as load_scenario
from prosessi.api.scenarios import simulate as simulate
from prosessi.chart.chart import Chart as Chart
from prosessi.chart.explore import Graph as Graph
from prosessi.errors import InvalidProcess as InvalidProcess
from prosessi.errors import NotExpressible as NotExpressible
from prosessi.errors import NotFound as NotFound
from prosessi.errors import ProsessiError as ProsessiError
from prosessi.errors import WrongUse as WrongUse
from prosessi.findings import Finding as Finding
from prosessi.findings import Severity as Severity
from prosessi.fitting.result import Fitted as Fitted
from prosessi.importing.importer import Imported as Imported
from prosessi.simulate.plan import Plan as Plan
from prosessi.simulate.results.results import Results as Results
from prosessi.walk.walk import Walk as Walk

__all__ = [
    "Chart",
    "Finding",
    "Fitted",
    "Graph",
    "Imported",
    "InvalidProcess",
    "NotExpressible",
    "NotFound",
    "Plan",
    "ProsessiError",
    "Results",
    "Severity",
    "Walk",
    "WrongUse",
    "check",
    "compare",
    "coverage",
    "describe",
    "explore",
    "export",
    "fit",
    "foresee",
    "heat",
    "import_process",
    "load",
    "load_scenario",
    "prove",
    "render",
    "report",
    "simulate",
    "staff",
    "walk",
]
