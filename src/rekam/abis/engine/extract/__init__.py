"""From images to templates, one module a modality."""

from rekam.abis.engine.extract.face import extract_face
from rekam.abis.engine.extract.finger import extract_finger
from rekam.abis.engine.extract.iris import extract_iris

__all__ = ["extract_face", "extract_finger", "extract_iris"]
