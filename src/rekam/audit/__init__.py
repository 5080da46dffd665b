"""The append-only log of who did and saw what, as a Merkle tree that others can verify."""
