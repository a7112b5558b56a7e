"""The sequences of numbers that the loop goes over: those it only reads, and those it writes.

They are not handed from function to function. For each run the functions are made anew among the sequences of that run
(`plain`), and the compiled loop finds them in memory (`compiling`).
"""

from __future__ import annotations

from collections.abc import MutableSequence, Sequence

Ints = Sequence[int]
Floats = Sequence[float]
Table = MutableSequence[int]
Reals = MutableSequence[float]

at: Table
terms: Ints
heap: list[int]
tickers: Table
others: Table
behind: Table
cases: Table
keys: Table
data: Reals
owners: Table
watches: Table
free: Table
out: Table
log: Table
log_values: Reals
tasks: Table
odds: Floats
streams: Ints
decisions: Ints
decision_streams: Ints
ways: Ints
values: Floats
programs: Ints
codes: Ints
arguments: Floats
stack: Reals
rows: Ints
nodes: Ints
constants: Floats
bounds: Floats
landings: Ints
deeds: Ints
places: Ints
offers: Ints
limits: Ints
known: Ints
answers: Ints
rests: Ints
standings: Ints
processes: Table
process_keys: Ints
foreseen: Reals
rates: Floats
moments: Ints
defaults: Floats
crews: Table
roles: Ints
lists: Ints
queues: Table
waiting: Table
kinds: Ints
before: Ints
spans: Ints
