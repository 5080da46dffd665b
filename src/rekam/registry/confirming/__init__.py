"""What an institution's question is compared with: a resident's row, or a decoy of the same shape."""
