"""A process that kills itself in the middle of its work, as a power cut or `kill -9` would."""

import os
import signal
from collections.abc import Callable, Mapping
from typing import Any

# moment: module or class, function, which call, before (or after) it
Moments = Mapping[str, tuple[Any, str, int, bool]]


def die_at(moment: str, *, moments: Moments) -> Callable[..., Any]:
    """From now on this process dies by SIGKILL when that call comes; what stands in the function's place."""
    place, name, call, before = moments[moment]
    whole: Callable[..., Any] = getattr(place, name)
    calls = 0

    def counted(*arguments: Any, **named: Any) -> Any:
        nonlocal calls
        calls += 1
        if before and calls == call:
            os.kill(os.getpid(), signal.SIGKILL)
        answer = whole(*arguments, **named)
        if calls == call:
            os.kill(os.getpid(), signal.SIGKILL)
        return answer

    setattr(place, name, counted)
    return counted
