"""What is proved to be alike nobody can tell apart, and it is proved in few orders of the branches only if in all."""

from datetime import date
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, assume, find, given, settings
from hypothesis import strategies as st

from charts import chart_of
from prosessi.chart.explore import explore
from prosessi.verify.walks import alike, standing
from prosessi.verify.walks.alike import Likeness
from prosessi.verify.walks.choices import Choices
from prosessi.verify.walks.mutants import mutants
from prosessi.verify.walks.tale import expected, noticed, opened, played
from prosessi.verify.walks.tours import roots
from strategies import watched_parallels

WORK = settings(deadline=None, max_examples=15, suppress_health_check=list(HealthCheck))
DEEP = settings(WORK, max_examples=400)
SEARCH = settings(WORK, max_examples=1500, database=None, derandomize=True, phases=[Phase.generate])
SEEDS = st.integers(0, 2**32 - 1)
DAY = date(2026, 1, 5)
ENOUGH = 400
SOME, TALES, LENGTH = 12, 6, 10


def drawn(process, seed):
    """A chart with some of its mutants, drawn at random."""
    chart = chart_of(process)
    assume(explore(chart, most=ENOUGH, full=True).complete)
    rivals = [(mutant, rival) for mutant in mutants(chart) if (rival := mutant.chart(chart)) is not None]
    return chart, Random(seed).sample(rivals, min(SOME, len(rivals)))  # noqa: S311  # nothing secret is drawn


def proved_too_much(process, seed):
    """The mutants that are proved to be alike, though a case goes otherwise or not all orders prove it."""
    chart, rivals = drawn(process, seed)
    whole, part = Likeness(chart), Likeness(chart)
    part.__dict__["full"] = None
    proved = [(mutant, rival) for mutant, rival in rivals if part.proved(mutant, rival)]
    return [
        str(mutant.change)
        for mutant, rival in proved
        if not (whole.same(rival) or whole.proved(mutant, rival)) or goes_otherwise(chart, rival, Random(seed))  # noqa: S311
    ]


def goes_otherwise(chart, rival, random):
    """Whether some cases lived at random, the same deeds done in both, go otherwise in the one than in the other."""
    choices = Choices(chart, (rival,))
    begun = list(roots(choices, DAY))
    return any(told_apart(choices, rival, random.choice(begun), random) for _ in range(TALES if begun else 0))


def told_apart(choices, rival, begun, random):
    mine, other = begun.beat, opened(rival, DAY, begun.known)
    for _ in range(LENGTH):
        watches = range(len(choices.chart.watches))
        deeds = list(choices.deeds(mine.after, watches=watches))
        if not deeds:
            return False
        deed = random.choice([*deeds, deeds[-1]])
        mine = played(choices.chart, mine.after, deed)
        if mine.broken:
            return False
        other = played(rival, other.after, deed)
        refused = mine.refused.reason if mine.refused else None
        if noticed(rival, other, refused, expected(choices.chart, mine, whole=True)) or stands(mine) != stands(other):
            return True
    return False


def stands(beat):
    return [(state.status, state.due) for state in beat.after.deadlines]


@WORK
@given(watched_parallels(), SEEDS)
def test_what_is_proved_to_be_alike_is_so_in_every_order_and_in_every_case(process, seed):
    assert not proved_too_much(process, seed)


@pytest.mark.deep
@DEEP
@given(watched_parallels(), SEEDS)
def test_what_is_proved_to_be_alike_is_so_on_hundreds_of_processes(process, seed):
    assert not proved_too_much(process, seed)


FAULTS = {
    "what is asked everywhere keeps people from acting": (
        alike,
        "_raised_anyway",
        lambda chart: next(event for edge in chart.edges for event in edge.events),
    ),
    "whatever was met counts as never seen": (
        standing,
        "_seem_alike",
        lambda one, other: one._replace(status=other.status, met=other.met) == other,
    ),
    "nobody looks at how a deadline stands": (alike, "form_of_watch", lambda watch: watch.name),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_the_proofs_is_found(fault, monkeypatch):
    monkeypatch.setattr(*FAULTS[fault])

    find(st.tuples(watched_parallels(), SEEDS), lambda each: proved_too_much(*each), settings=SEARCH)


IN_PARTS = """
    deadlines:
      vastaus: {starts: {enter: [saatu, uudelleen]}, met_by: {enter: koottu}, within: 7 days}
    states:
      tyo:
        parallel:
          oma: {finish: tee}
          muiden: {states: {pyydetty: {transitions: [{event: vastaa, to: saatu}]}, saatu: {final: done}}}
        transitions: [{done: true, to: koottu}]
      koottu: {transitions: [{always: true, to: uudelleen}]}
      uudelleen: {transitions: [{event: paata, to: loppu}]}
      loppu: {final: success}
"""


def begun_again(likeness):
    """Whether it is proved to be all the same whether the deadline starts again after it was met."""
    [mutant] = [each for each in mutants(likeness.chart) if each.process.deadlines["vastaus"].again]
    return likeness.proved(mutant, mutant.chart(likeness.chart))


def test_where_a_case_rests_between_branches_can_matter_to_what_watches_one_of_them(monkeypatch):
    likeness = Likeness(chart_of(IN_PARTS))
    likeness.__dict__["full"] = None
    assert not begun_again(likeness)

    monkeypatch.setattr(alike, "parallels_around", lambda *_: frozenset())

    assert begun_again(likeness)
