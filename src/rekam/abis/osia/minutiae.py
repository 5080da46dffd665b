"""What was computed of a body, as OSIA's BiometricComputedData. Pure."""

from base64 import b64encode

from rekam.abis.engine.extractor import OURS, Extractor
from rekam.abis.engine.formats import minutiae_2011
from rekam.abis.engine.formats.minutiae import view_of
from rekam.abis.engine.formats.records import Record
from rekam.abis.engine.samples import FINGER_SIDE
from rekam.abis.engine.template import PersonTemplate
from rekam.abis.osia.rules import SUB_TYPE_OF, TEMPLATE_FORMAT, Kind


def computed_of(template: PersonTemplate) -> list[dict[str, object]]:
    """The fingers of a template as minutiae records at 500 ppi, by position; quality 0 to 100.

    The size of the image, which a template does not keep, is told as the largest that there is. Of minutiae
    that another vendor found it is not told who, which nobody said.
    """
    return [
        {
            "biometricType": str(Kind.FINGER),
            "biometricSubType": SUB_TYPE_OF[position],
            "template": b64encode(
                minutiae_2011.write(
                    Record(
                        representations=(
                            view_of(finger, position=position, width=FINGER_SIDE, height=FINGER_SIDE),
                        )
                    )
                )
            ).decode("ascii"),
            "templateFormat": TEMPLATE_FORMAT,
            "quality": finger.quality,
        }
        | (_maker(finger.extractor) if finger.extractor in OURS else {})
        for position, finger in sorted(template.fingers.items())
    ]


def _maker(extractor: Extractor) -> dict[str, object]:
    return {"qualityFormat": "NFIQ2", "algorithm": str(extractor), "vendor": "Rekam"}
