"""Replications as jobs, which any process of any machine can do.

One run is never split: each of its cases waits for people whom earlier cases hold, so that nothing after a moment can
be worked out before everything up to it has been. What is shared out is replications. A job is worked out from what is
sent with it and from nothing else, so that it can be done anywhere, in any order, and again if a machine is lost.
"""
