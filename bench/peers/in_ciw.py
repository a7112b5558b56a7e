"""Two of Ciw's tutorials with many customers: how long is waited where, of many runs. Prints JSON.

It is run by a Python that has Ciw, which prosessi does not need.
"""

from __future__ import annotations

import json
import statistics
import sys
from collections.abc import Mapping, Sequence

import ciw
from ciw.dists import Deterministic, Exponential


def cafe() -> ciw.network.Network:
    """A network of queues; minutes."""
    return ciw.create_network(
        arrival_distributions=[Exponential(rate=0.3), Exponential(rate=0.2), None],
        service_distributions=[Exponential(rate=1.0), Exponential(rate=0.4), Exponential(rate=0.5)],
        routing=[[0.0, 0.3, 0.7], [0.0, 0.0, 1.0], [0.0, 0.0, 0.0]],
        number_of_servers=[1, 2, 2],
    )


def clinic() -> ciw.network.Network:
    """Two classes of customers; hours."""
    nothing = [0.0, 0.0, 0.0]
    return ciw.create_network(
        arrival_distributions={
            "Baby": [Exponential(rate=1.0), None, None],
            "Child": [Exponential(rate=2.0), None, None],
        },
        service_distributions={
            "Baby": [Exponential(rate=4.0), Exponential(rate=1.0), Deterministic(value=0.0)],
            "Child": [Exponential(rate=6.0), Deterministic(value=0.0), Exponential(rate=1.0)],
        },
        routing={"Baby": [[0.0, 1.0, 0.0], nothing, nothing], "Child": [[0.0, 0.0, 1.0], nothing, nothing]},
        number_of_servers=[1, 2, 3],
    )


NETWORKS = {
    "cafe": (cafe, ("serve_cold", "serve_hot", "take_money")),
    "clinic": (clinic, ("register", "see_baby", "see_child")),
}


def waits(network: ciw.network.Network, names: Sequence[str], customers: int, seed: int) -> Mapping[str, float]:
    """The mean wait before each service in one run."""
    ciw.seed(seed)
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_customers(customers, method="Finish")
    records = simulation.get_all_records()
    return {
        name: statistics.fmean(record.waiting_time for record in records if record.node == node)
        for node, name in enumerate(names, 1)
    }


def main(runs: int, customers: int) -> None:
    """Print the figures of each run."""
    told = {}
    for model, (network, names) in NETWORKS.items():
        made = [waits(network(), names, customers, seed) for seed in range(runs)]
        told[model] = {name: [run[name] for run in made] for name in names}
    print(json.dumps(told))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
