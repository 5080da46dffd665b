"""Look-up keys that belong to nobody: whoever asks for one has a stolen list, or guesses."""
