"""Whether the conditions of what can happen fit together: tried out, or decided by z3."""
