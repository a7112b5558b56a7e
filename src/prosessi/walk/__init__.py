"""One case at a time, by hand or by script; what happens is asked of the chart, and never decided here."""
