"""Applications that lie in a resident's account, and are opened there without number and code."""
