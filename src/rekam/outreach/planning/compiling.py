"""How the inner loops are compiled.

They allocate nothing, so numba need not count references: for tuples of arrays that costs more than the work
(5.8 us a move of the search with counting, 1.1 us without).
"""

from numba import njit

compiled = njit(cache=True, nogil=True, error_model="numpy", _nrt=False)  # type: ignore[call-overload]
