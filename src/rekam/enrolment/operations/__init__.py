"""Whether the worker keeps up: queues, their pace, what failed for good, what stands still and why.

Words: an *attempt* is a stage of a packet that was begun and did not succeed yet; a *dead letter* is one that
is not tried any more until somebody sends it again; a *cause* says why a recording stands still.
"""
