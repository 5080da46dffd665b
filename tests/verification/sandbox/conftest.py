from tests.verification.api.conftest import receipt_keys

__all__ = ["receipt_keys"]
