"""Results as a page for a meeting: told in words, drawn as charts with their tables, and with what they rest on.

The page is one file that asks nobody for anything: no script, no font, no picture from elsewhere. The one rule: every
number of a chart stands in a table beside it, too.
"""
