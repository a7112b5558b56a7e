"""An observer says of every case what the promise means, as told without it."""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from itertools import combinations, islice, product

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from charts import chart_of
from prosessi.chart.explore import explore
from prosessi.chart.promises import BROKEN, PATTERNS, pledges
from prosessi.verify.promises.judgement import judge
from strategies import processes
from verify.promised import chart_names, promises
from verify.replay import replayed

CUES, ANSWERS = {1, 3}, {2, 3}
MEANING = {
    (True, ("before", "comes")): lambda word: all(ANSWERS & set(word[: i + 1]) for i in at(word, CUES)),
    (True, ("after", "comes")): lambda word: all(ANSWERS & set(word[i:]) for i in at(word, CUES)),
    (True, ("comes",)): lambda word: bool(at(word, ANSWERS)),
    (False, ("comes",)): lambda word: not at(word, CUES),
    (False, ("twice",)): lambda word: len(at(word, CUES)) < 2,
    (False, ("after", "comes")): lambda word: not any(ANSWERS & set(word[i + 1 :]) for i in at(word, CUES)),
    (False, ("before", "comes")): lambda word: all(ANSWERS & set(word[: i + 1]) for i in at(word, CUES)),
    (False, ("together",)): lambda word: not at(word, CUES),
    (False, ("in",)): lambda word: not at(word, CUES),
}
"""What each kind of promise means of a whole case, told in letters: nothing, the cue, the answer, both at once."""


def at(word, letters):
    return [place for place, letter in enumerate(word) if letter in letters]


def kept(pattern, word):
    """What the observer of a pattern says of a whole case."""
    state = 0
    for letter in word:
        state = pattern.rows[state][letter]
        if state == BROKEN:
            return False
    return state not in pattern.owing


def means_what_it_says(pattern):
    meaning = MEANING[pattern.always, pattern.in_order]
    words = [word for length in range(6) for word in product(range(4), repeat=length)]
    return all(kept(pattern, word) == meaning(word) for word in words)


def swapped(pattern):
    """The same pattern with two answers of its observer changed, once for each two that differ."""
    for state, row in enumerate(pattern.rows):
        for one, other in combinations(range(4), 2):
            if row[one] != row[other]:
                letters = list(row)
                letters[one], letters[other] = letters[other], letters[one]
                rows = (*pattern.rows[:state], tuple(letters), *pattern.rows[state + 1 :])
                yield replace(pattern, rows=rows)


named = pytest.mark.parametrize("pattern", PATTERNS, ids=lambda each: f"{each.always}-{'-'.join(each.in_order)}")


@named
def test_an_observer_says_what_the_promise_means_of_every_short_case(pattern):
    assert means_what_it_says(pattern)


@named
def test_no_observer_with_two_answers_swapped_goes_unnoticed(pattern):
    faults = list(swapped(pattern))

    assert faults
    assert not [fault.rows for fault in faults if means_what_it_says(fault)]


@named
def test_an_observer_that_owes_nothing_or_all_goes_unnoticed_nowhere(pattern):
    states = frozenset(range(len(pattern.rows)))

    assert not means_what_it_says(replace(pattern, owing=states - pattern.owing))


@settings(max_examples=40)
@given(process=processes(), pattern=st.sampled_from(PATTERNS), data=st.data())
def test_no_way_up_to_a_length_tells_otherwise(process, pattern, data):
    chart = chart_of(process | {"promises": {"lupaus": data.draw(promises(pattern, sorted(chart_names(process))))}})
    graph = explore(chart, most=400)
    [pledge] = pledges(chart)
    judgement = judge(graph, pledge)
    ways = list(islice(short_ways(graph), 4000))
    broken = [way for way in ways if breaks(graph, pledge, way)]
    told = judgement.verdict == "broken" or judgement.why == "undated"

    assert told or not broken or not graph.complete
    if judgement.example is not None:
        assert replayed(chart, judgement.example)
    if judgement.example is not None and len(ways) < 4000 and len(judgement.example.steps) < 3:
        assert len(judgement.example.steps) + 1 >= min(map(steps_of, broken), default=0)


def short_ways(graph, most=5):
    """Every way of so many moves, and those to an end, shortest first."""
    waiting = deque([(0, ())])
    while waiting:
        node, way = waiting.popleft()
        yield way
        if len(way) < most:
            waiting += [(move.target, (*way, move)) for move in graph.moves[node]]


def steps_of(way):
    return sum(move.kind != "known" for move in way)


def letters_of(graph, pledge, way):
    """A way told in letters, by looking at each happening by itself."""
    for move in way:
        node = graph.nodes[move.target]
        applies = pledge.condition is None or pledge.condition.evaluate(node.data, node.snapshot.active) == 1.0
        happened = []
        for number, microstep in enumerate(move.microsteps):
            papers = graph.chart.process.events[move.event].produces if move.kind == "act" and number == 0 else ()
            happened.append({("event", microstep.event), *(("document", paper) for paper in papers)})
            happened += [{("exit", state)} for state in microstep.exited]
            happened += [{("enter", state)} for state in microstep.entered]
        told = [(seen(pledge.cue, what), seen(pledge.answer, what)) for what in happened]
        told.append((resting(pledge.cue, node.snapshot.active), False))
        for cue, answer in told:
            letter = cue + 2 * answer
            yield letter if applies or pledge.pattern.limited == 0 else letter & ~pledge.pattern.limited


def seen(sight, happened):
    wanted = {"enter": sight.enter, "exit": sight.exit, "event": sight.events, "document": sight.documents}
    return any(what in wanted[way] for way, what in happened)


def resting(sight, active):
    return bool(sight.resting) and len(sight.resting & active) >= sight.least


def breaks(graph, pledge, way):
    """Whether a way breaks a promise: at any moment, or, of what has to come, because it can come no more."""
    word = tuple(letters_of(graph, pledge, way))
    meaning = MEANING[pledge.pattern.always, pledge.pattern.in_order]
    if meaning(word):
        return False
    if not pledge.pattern.owing:
        return True
    end = way[-1].target if way else 0
    if pledge.pattern.limited == 0 and pledge.condition is not None:
        return False
    ahead = nx.descendants(graph.digraph(), end) | {end}
    answers = (
        2 & letter for node in ahead for move in graph.moves[node] for letter in letters_of(graph, pledge, (move,))
    )
    return graph.complete and not any(answers)
