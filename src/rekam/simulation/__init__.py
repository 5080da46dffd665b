"""Synthetic people and bodies, simulated devices, the demo city. Nothing here is a real person."""
