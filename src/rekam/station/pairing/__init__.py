"""The laptop's side of pairing: an invitation is read, the office asked, its signed answer checked."""
