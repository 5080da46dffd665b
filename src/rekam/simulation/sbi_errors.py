"""The error codes of SBI 0.9.5, with the sentences this device sends beside them."""

from typing import Final

SUCCESS: Final = "0"
NOT_REGISTERED: Final = "100"
NOTHING_DETECTED: Final = "101"
EXTRACTION: Final = "102"
NOT_FOUND: Final = "106"
COUNT: Final = "109"
NOT_READY: Final = "110"
BUSY: Final = "111"
TRANSACTION: Final = "112"
NO_STREAM: Final = "202"
NOT_UNDERSTOOD: Final = "500"
OTHER_SETTING: Final = "501"
SUBTYPE: Final = "502"

SENTENCES: Final = {
    SUCCESS: "Success",
    NOT_REGISTERED: "Device not registered",
    NOTHING_DETECTED: "Unable to detect a biometric object",
    EXTRACTION: "Technical error during extraction",
    "103": "Device tamper detected",
    "104": "Unable to connect to management server",
    "105": "Image orientation error",
    NOT_FOUND: "Device not found",
    "107": "Device public key expired",
    "108": "Domain public key missing",
    COUNT: "Requested number of biometrics not supported",
    NOT_READY: "Device is not ready",
    BUSY: "Device is busy",
    TRANSACTION: "Invalid transaction id",
    NO_STREAM: "No device connected for streaming",
    NOT_UNDERSTOOD: "Request not understood",
    OTHER_SETTING: "Environment, purpose or spec version is not the one of this device",
    SUBTYPE: "Biometric subtype does not belong to this device",
}


class DeviceError(Exception):
    """The device answers a request with one of the codes above instead of a capture."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def error(code: str) -> dict[str, str]:
    """The `error` member of an answer."""
    return {"errorCode": code, "errorInfo": SENTENCES.get(code, "Unknown error")}
