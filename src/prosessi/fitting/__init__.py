"""A scenario from what has happened: arrivals, durations, shares and staff, each with how well it fits an event log."""
