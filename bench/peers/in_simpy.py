"""SimPy's example "Bank Renege" with many customers: the share who leave, and minutes in the bank, of many runs.

Prints JSON. It is run by a Python that has SimPy, which prosessi does not need.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator, Mapping

import simpy


def bank(customers: int, seed: int) -> Mapping[str, float]:
    """One run."""
    luck = random.Random(seed)  # noqa: S311  # nothing secret is drawn
    env = simpy.Environment()
    counter = simpy.Resource(env, capacity=1)
    gone, times = list[bool](), list[float]()

    def customer() -> Iterator[simpy.Event]:
        come = env.now
        with counter.request() as turn:
            seen = yield turn | env.timeout(luck.uniform(1, 3))
            gone.append(turn not in seen)
            if turn in seen:
                yield env.timeout(luck.expovariate(1 / 12))
        times.append(env.now - come)

    def customers_come() -> Iterator[simpy.Event]:
        for _ in range(customers):
            yield env.timeout(luck.expovariate(1 / 10))
            env.process(customer())

    env.process(customers_come())
    env.run()
    return {"gone": sum(gone) / customers, "minutes": sum(times) / customers}


def main(runs: int, customers: int) -> None:
    """Print the figures of each run."""
    made = [bank(customers, seed) for seed in range(runs)]
    print(json.dumps({"bank": {figure: [run[figure] for run in made] for figure in made[0]}}))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
