"""From images to templates, one module a modality.

OpenCV is held to one thread in the whole process: our images are small, so that sharing one among threads
costs more than it saves (4 to 8 % of the processor time), and whoever has many images shares those.
"""

import cv2

from rekam.abis.engine.extract.face import extract_face
from rekam.abis.engine.extract.finger import extract_finger
from rekam.abis.engine.extract.iris import extract_iris

__all__ = ["extract_face", "extract_finger", "extract_iris"]

cv2.setNumThreads(1)
