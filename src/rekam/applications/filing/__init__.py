"""Applications as residents make them: begun, filled in, sent, followed and taken back."""
