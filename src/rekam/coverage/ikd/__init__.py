"""IKD: how many residents have activated their digital identity, where, and where it was explained.

The figures are those of the centre's dashboard, typed in or imported; `services.take_counts` is the door
through which any other source brings its own.
"""
