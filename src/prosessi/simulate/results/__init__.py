"""What runs say: figures worked out from their columns, intervals over replications, and both told to people.

Everything here is a pure function of runs. A run is digested as soon as it is over and may then be forgotten, so that
many of them, or runs made on other machines, need no more room than one.
"""
