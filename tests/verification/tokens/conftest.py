from tests.verification.api.conftest import asker, receipt_keys

__all__ = ["asker", "receipt_keys"]
