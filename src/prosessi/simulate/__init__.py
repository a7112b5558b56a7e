"""Many cases at once, competing for the people there are.

The one rule of this room: what a step of a case does is learnt from the chart, and only when it happens and who does
it is decided here.
"""
