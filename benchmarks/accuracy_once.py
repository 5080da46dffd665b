"""Templates of images, each extracted once however many tables need it."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from typing import Generic, TypeVar

from rekam.abis.bench_pairs import EXTRACTORS, Subject, subject_of
from rekam.abis.engine.extract import extract_face, extract_iris
from rekam.abis.engine.rows import Row, face_row, finger_row, iris_row
from rekam.abis.engine.samples import Sample
from rekam.abis.engine.template import FaceTemplate, FingerTemplate, IrisTemplate
from rekam.kernel.errors import RuleBroken

Made = TypeVar("Made")


class Once(Generic[Made]):
    """An extractor that remembers what it made of an image, refusals included."""

    def __init__(self, extract: Callable[[Sample], Made]) -> None:
        self._extract = extract
        self._known: dict[bytes, Made | RuleBroken] = {}

    def __call__(self, sample: Sample) -> Made:
        key = hashlib.sha256(sample.pixels.tobytes() + repr(sample.pixels.shape).encode()).digest()
        if key not in self._known:
            try:
                self._known[key] = self._extract(sample)
            except RuleBroken as refused:
                self._known[key] = refused
        found = self._known[key]
        if isinstance(found, RuleBroken):
            raise found
        return found


class Engine:
    """The extractors of one run."""

    def __init__(self) -> None:
        self.fingers: dict[str, Once[FingerTemplate]] = {name: Once(one) for name, one in EXTRACTORS.items()}
        self.irises: Once[IrisTemplate] = Once(extract_iris)
        self.faces: Once[FaceTemplate] = Once(extract_face)

    @property
    def extractors(self) -> list[str]:
        """The default first, the plain one beside it."""
        return sorted(self.fingers, key=lambda name: (name == "mindtct", name))

    def subject(self, name: str, *, extractor: str = "mindtct") -> Subject:
        """`subject_of` with rows from here."""

        def row(sample: Sample) -> Row:
            if name == "fingers":
                return finger_row(self.fingers[extractor](sample))
            return iris_row(self.irises(sample)) if name == "irises" else face_row(self.faces(sample))

        return replace(subject_of(name, extractor=extractor), row=row)
