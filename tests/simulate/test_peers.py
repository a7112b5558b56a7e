"""Models of other simulators' own documentation, as processes: the same comes of them here.

`bench/peers.py` runs both sides. What SimPy says of the bank is kept here; for Ciw's networks there are formulas, with
which Ciw agrees, too.
"""

import math

import pytest

from prosessi.api import check, load_scenario
from prosessi.simulate.prepare import with_cases
from simulate.formulas import wait, wait_for_any
from simulate.queueing import ROOT, mean_time, seen, wait_before

PEERS = ROOT / "bench" / "peers"
IN_SIMPY = {"gone": (0.50780, 0.00026), "minutes": (6.9977, 0.0027)}
"""Of 400 runs of 10,000 customers: mean and standard error."""


def peer(name):
    return with_cases(load_scenario(PEERS / name).setup, 10_000)


def share_gone(run):
    gone = run.setup.processes[0].chart.ids["gone"]
    return sum(1 for final in run.cases[0].final if final == gone) / len(run.cases[0].final)


@pytest.mark.parametrize("name", ["bank", "cafe", "clinic"])
def test_a_model_of_others_has_nothing_to_be_found(name):
    assert check(PEERS / name) == ()


def test_customers_leave_the_bank_as_in_simpy():
    figures = seen(peer("bank"), 20, gone=share_gone, minutes=lambda run: 60 * mean_time(run))

    for name, (theirs, error) in IN_SIMPY.items():
        assert abs(figures[name].mean - theirs) <= 3 * math.hypot(figures[name].error, error), name


def test_the_cafe_is_as_jackson_says():
    figures = seen(peer("cafe"), 20, **{name: wait_before(name) for name in ("serve_cold", "serve_hot", "take_money")})

    assert figures["serve_cold"].is_just(wait(0.3, 1) / 60)
    assert figures["serve_hot"].is_just(wait(0.29, 2.5, 2) / 60)
    assert figures["take_money"].is_just(wait(0.5, 2, 2) / 60)


def test_who_registers_waits_as_pollaczek_and_khinchine_say_whoever_comes_before():
    mean = (1 / 4 + 2 / 6) / 3
    square = (2 / 4**2 + 2 * 2 / 6**2) / 3
    figures = seen(peer("clinic"), 20, desk=wait_before("register"))

    assert figures["desk"].is_just(wait_for_any(3, mean, math.sqrt(square - mean**2)))
