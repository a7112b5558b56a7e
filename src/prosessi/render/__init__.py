"""Charts as pictures and as words: layout by Graphviz, everything else measured and painted by us.

The one rule: what a picture says comes from `facts`, where it stands from `layout` and `routing`, and how it looks
from `theme` and `painter`; none of them decides for another.
"""
