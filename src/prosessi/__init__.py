"""Service processes as state machines: checked, walked, simulated, drawn and published from one file."""
