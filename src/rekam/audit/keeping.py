"""How long this room keeps what (kernel.keeping)."""

from rekam.kernel.keeping import Keeping

LINES = (
    Keeping(
        what="the audit",
        reason="every look at a resident stays provable; it holds no name and no NIK",
        not_yet="kept for ever",
        fields=(
            *("audit.Entry.subjects", "audit.Entry.facts", "audit.Leaf.leaf_hash", "audit.Block.node_hash"),
        ),
    ),
)
