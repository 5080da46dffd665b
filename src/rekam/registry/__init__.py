"""Residents, family cards and the events that change them; who is wajib KTP."""
