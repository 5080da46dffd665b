"""Jemput bola: sites, teams, visits, work lists and their results."""
