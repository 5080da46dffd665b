"""Roles in the words of the office."""

from rekam.accounts.permissions import ROLE_WORDS as ROLE_NAMES

__all__ = ["ROLE_NAMES"]
