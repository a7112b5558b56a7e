"""The loop written out by machine as one function, for runs that are long and not compiled.

The source of the loop is made of functions of a page, with all that any setup can need. In Python each call and each
question whose answer is known costs. So for a setup the calls are written out where they stand, what cannot happen is
left away, and what is known is not asked again: `sources` reads the functions, `hoisting` and `unfolding` write out
calls, `fields` makes variables of what the loop keeps, `numbering` finds what is known and `pruning` leaves away what
nobody reads. `loop` puts them together. The bytes of a run stay the same.
"""
