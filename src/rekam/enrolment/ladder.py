"""The ladder's diagram, made from its table: docs/reference/ladder.md holds it, a test keeps them equal."""

from rekam.enrolment.rules import ATTENTION, NEXT


def mermaid() -> str:
    """A mermaid state diagram of `rules.NEXT`; statuses that wait for an office are marked."""
    lines = ["stateDiagram-v2", "    [*] --> UNREGISTERED"]
    lines += [f"    {state} --> {to}" for state, following in NEXT.items() for to in following]
    lines += ["    classDef attention stroke-width:3px"]
    lines += [f"    class {state} attention" for state in ATTENTION]
    return "\n".join(lines)
