"""What a line of the table of keeping times says, and how far back a time reaches (pure).

Personal data go when their time is over. Source: UU 27/2022 Pasal 16 (2) and 43 (articles recalled).
In force from 2022-10-17. How many months is the office's choice where no law says it; the reason stands
beside it. A change is a change of policy: it belongs in a commit with its reason.
Each room says its own lines in `keeping.py`; web.retention gathers and applies them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

ACTOR = "retention"  # who lets go, in the audit
Forget = Callable[[datetime, datetime, bool], Sequence[str]]


@dataclass(frozen=True, kw_only=True)
class Keeping:
    """One line of the table.

    what     in words
    reason   the law, or why so long and no longer
    months   after `since`; 0 = no longer; None = as long as the register, or until `since` where it is told
    since    from when the months run
    remains  what is left of it afterwards
    kind     its name in the audit; "" where nothing goes by itself
    forget   lets go of what was over before its first moment; the second is now; the third true changes
             nothing. It answers with the ids
    not_yet  why nothing goes by itself
    vault    kinds of the vault whose bytes these are (vault.services.KINDS)
    fields   columns with bytes, lists or free words, each "app.Model.field"
    """

    what: str
    reason: str
    months: int | None = None
    since: str = ""
    remains: str = ""
    kind: str = ""
    forget: Forget | None = None
    not_yet: str = ""
    vault: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()


def over_before(*, months: int, now: datetime) -> datetime:
    """What began before this moment has been kept for so many months; the day is cut to a month's last.

    months  0 or more; 0 is now
    Raises ValueError below 0.
    """
    if months < 0:
        raise ValueError(f"months must be 0 or more, not {months}")
    whole = now.year * 12 + now.month - 1 - months
    year, month = divmod(whole, 12)
    for day in range(now.day, 27, -1):
        try:
            return now.replace(year=year, month=month + 1, day=day)
        except ValueError:
            continue
    return now.replace(year=year, month=month + 1)
