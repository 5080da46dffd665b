"""How much speaks for two templates being one body: 1:1, for this session's few people."""

from rekam.abis.engine.compare import full
from rekam.abis.engine.fusion import fuse
from rekam.abis.engine.parameters import DEFAULT
from rekam.abis.engine.rows import rows_of
from rekam.abis.engine.template import PersonTemplate

# Strangers reach this with a chance of at most 1 in 100,000 a comparison (fusion.false_accept_rate). Strict
# on purpose: a false alarm stops a queue of people, and the server searches again against everybody.
SAME_BODY = 5.0


def likeness(first: PersonTemplate, second: PersonTemplate) -> float:
    """log10 likelihood ratio over all positions that both have; 0 where they have none in common.

    From SAME_BODY on they are taken as one body.
    """
    columns = {position: row[None] for position, row in rows_of(second).items()}
    common = {position: row for position, row in rows_of(first).items() if position in columns}
    return fuse(full(probe=common, columns=columns, row=0), parameters=DEFAULT)
