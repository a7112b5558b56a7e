"""Days, durations and time limits: what a working day is, when a limit ends, and why. It knows no process."""
