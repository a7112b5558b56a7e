"""Queues of which the theory says what comes of them.

Times are in hours and rates are by the hour. The formulas are in Gross, Shortle, Thompson and Harris, Fundamentals of
Queueing Theory.
"""

import math
from itertools import accumulate, count, pairwise, takewhile
from operator import sub


def chance_of_waiting(rate, mean, servers):
    """Of M/M/c: Erlang's C."""
    offered = rate * mean
    terms = list(accumulate(range(1, servers + 1), lambda term, n: term * offered / n, initial=1.0))
    last = terms[-1] * servers / (servers - offered)
    return last / (sum(terms[:-1]) + last)


def wait(rate, mean, servers=1):
    """Of M/M/c, on average."""
    return chance_of_waiting(rate, mean, servers) * mean / (servers - rate * mean)


def share_waiting_over(time, rate, mean, servers=1):
    """The share of the customers of M/M/c who wait for longer."""
    return chance_of_waiting(rate, mean, servers) * math.exp(-(servers / mean - rate) * time)


def wait_for_any(rate, mean, deviation):
    """Of M/G/1, after Pollaczek and Khinchine."""
    return rate * (mean**2 + deviation**2) / 2 / (1 - rate * mean)


def waits_in_turn(classes):
    """Of M/G/1 where some go before others but nobody is broken off for them, after Cobham.

    `classes` are rate, mean and deviation of each, the first going first.
    """
    left = sum(rate * (mean**2 + deviation**2) for rate, mean, deviation in classes) / 2
    idle = accumulate((rate * mean for rate, mean, _ in classes), sub, initial=1.0)
    return [left / (before * after) for before, after in pairwise(idle)]


def birth_and_death(birth, death):
    """How often there are 0, 1, 2 ... customers, if they come at `birth` and from n of them leave at `death(n)`."""
    weights = accumulate(count(1), lambda weight, n: weight * birth / death(n), initial=1.0)
    kept = [*takewhile(lambda weight: weight > 1e-12, weights)]
    return [weight / sum(kept) for weight in kept]


def share_giving_up(rate, mean, patience, servers):
    """Of M/M/c whose customers wait for as long as their patience lasts, exponential (Erlang's A)."""
    often = birth_and_death(rate, lambda n: min(n, servers) / mean + max(n - servers, 0) / patience)
    return sum(share * max(n - servers, 0) for n, share in enumerate(often)) / patience / rate


def share_called_away(rate, mean, patience, servers):
    """The same, where their patience also ends while they are served."""
    often = birth_and_death(rate, lambda n: min(n, servers) / mean + n / patience)
    return sum(share * n for n, share in enumerate(often)) / patience / rate


def mean_of_longer(first, second, most=400.0, steps=200_000):
    """The mean of the longer of two independent times, of which the shares of those over a time are given."""
    width = most / steps
    return width * math.fsum(1 - (1 - first(t)) * (1 - second(t)) for t in (width * (n + 0.5) for n in range(steps)))
