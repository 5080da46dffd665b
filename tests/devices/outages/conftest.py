"""The scope of Kota Serang's office."""

from tests.devices.kits.conftest import office

__all__ = ["office"]
