"""Kits and their parts, keys, heartbeats, faults and repair; adapters, one folder a protocol."""
