"""Why a file or a person is not taken in: stable codes, each with what to do about it. Pure.

In English, as all that the ABIS alone says.
"""

from typing import Final

WHY: Final = {
    "reference_unfit": "A reference is 1 to 100 letters, digits and -._: and no number alone, since people"
    " are known by numbers. Rename it to an opaque id.",
    "reference_differs": "This reference was taken in before with other files. Nothing was changed. Delete it"
    " at the door first, or give this body a reference of its own.",
    "no_files": "There is no file here. Put at least one record or image into it.",
    "too_many_files": "More than 64 files of one person. Keep the best of each part.",
    "too_large": "A file over 16 MiB, or over 64 MiB of one person. Leave out what is not needed.",
    "file_outside": "The file is a link, or lies outside the folder of the import. Copy it there.",
    "file_missing": "The file cannot be read. See whether it is there and may be read.",
    "file_kind_unknown": "None of the formats that are read: ISO/IEC 19794-2, -4, -5, -6, CBEFF XML, PNG,"
    " JPEG, JPEG 2000, WSQ.",
    "position_unknown": "The record does not say which part of the body it is, and neither does its file's"
    " name or the manifest. Name it right_thumb ... left_little, iris_right, iris_left or face.",
    "position_contradicts": "The record says another part of the body than its file's name or the manifest."
    " One of them is wrong: ask its vendor.",
    "several_fingers": "An image or a record of several fingers at once. Cut it into single fingers.",
    "minutiae_few": "Fewer than 6 minutiae: two strangers would share them. Send the image, if there is one.",
    "nothing_extracted": "No finger, iris or face could be made out in the images. Look at them.",
    "minutiae_record_invalid": "Not a record of ISO/IEC 19794-2:2005 or :2011 that holds together: lengths,"
    " counts, kinds or places contradict each other.",
    "image_record_invalid": "Not a record of ISO/IEC 19794-4, -5 or -6:2011 that holds together, or its image"
    " cannot be decoded.",
    "image_too_large": "More pixels a side than 1,000 (2,000 for a face). Send it at 500 ppi, or cut it.",
    "image_too_small": "Fewer than 32 pixels a side.",
    "image_resolution_unknown": "The resolution is not told, differs in the two directions, or lies outside"
    " 100 to 1,200 ppi (minutiae: under 99 pixels a centimetre).",
    "compression_unknown": "A compression that this part of the body cannot have here."
    " See docs/reference/biometric-formats.md.",
    "compression_needs_wsq": "A WSQ image, and the package that reads them is missing: the extra `wsq`.",
    "cbeff_invalid": "Not CBEFF in XML as ISO/IEC 19785-3 has it, or beyond the bounds of our reader.",
    "cbeff_data_contradicts_type": "A BIR says another kind than its bytes are.",
}


class Refused(Exception):
    """A file or a person that is not taken in; `code` is one of WHY."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
