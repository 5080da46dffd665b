"""New versions of the station itself: side by side, switched by one pointer, one step back.

`launch` starts what the pointer (`slots`) names; everything else runs inside the version that is in use.
"""
