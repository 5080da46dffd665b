"""Reading the weights out of an ONNX file: which constant arrays each step of the network is given.

An ONNX file is a Protocol Buffers message. Only the few fields that name a step's results, its inputs and the
constants are read; what the steps compute is written in our own code beside the weights' use.
Source: onnx.proto of the ONNX specification (ModelProto, GraphProto, NodeProto, TensorProto).
"""

from collections.abc import Iterator, Mapping

import numpy as np
import numpy.typing as npt

F32 = npt.NDArray[np.float32]

MODEL_GRAPH = 7
GRAPH_NODE, GRAPH_INITIALIZER = 1, 5
NODE_INPUT, NODE_OUTPUT = 1, 2
TENSOR_DIMS, TENSOR_TYPE, TENSOR_FLOATS, TENSOR_NAME, TENSOR_RAW = 1, 2, 4, 8, 9
TYPE_FLOAT = 1
VARINT, FIXED64, BYTES, FIXED32 = 0, 1, 2, 5


def step_constants(content: bytes) -> Mapping[str, list[F32]]:
    """The float constants that each step takes, by the name of the step's first result.

    Raises ValueError for bytes that are no such file.
    """
    graph = _only(content, MODEL_GRAPH)
    known = dict(filter(None, map(_constant, _parts(graph, GRAPH_INITIALIZER))))
    steps = {}
    for node in _parts(graph, GRAPH_NODE):
        taken = [known[name] for part in _parts(node, NODE_INPUT) if (name := part.decode()) in known]
        steps[_parts(node, NODE_OUTPUT)[0].decode()] = taken
    return steps


def _constant(tensor: bytes) -> tuple[str, F32] | None:
    fields = list(_fields(tensor))
    if (TENSOR_TYPE, TYPE_FLOAT) not in fields:
        return None
    shape = [value for field, value in fields if field == TENSOR_DIMS and isinstance(value, int)]
    data = b"".join(_parts(tensor, TENSOR_RAW)) or b"".join(_parts(tensor, TENSOR_FLOATS))
    array = np.frombuffer(data, dtype="<f4").astype(np.float32).reshape(shape)
    return _only(tensor, TENSOR_NAME).decode(), array


def _parts(message: bytes, wanted: int) -> list[bytes]:
    return [value for field, value in _fields(message) if field == wanted and isinstance(value, bytes)]


def _only(message: bytes, wanted: int) -> bytes:
    found = _parts(message, wanted)
    if len(found) != 1:
        raise ValueError(f"field {wanted} stands {len(found)} times in the file of weights, not once")
    return found[0]


def _fields(message: bytes) -> Iterator[tuple[int, int | bytes]]:
    at = 0
    while at < len(message):
        key, at = _varint(message, at)
        field, kind = key >> 3, key & 7
        if kind == VARINT:
            number, at = _varint(message, at)
            yield field, number
            continue
        if kind == BYTES:
            length, at = _varint(message, at)
        elif kind in (FIXED32, FIXED64):
            length = 4 if kind == FIXED32 else 8
        else:
            raise ValueError(f"the file of weights holds a field of kind {kind}")
        if at + length > len(message):
            raise ValueError("the file of weights is cut short")
        yield field, message[at : at + length]
        at += length


def _varint(message: bytes, at: int) -> tuple[int, int]:
    number = shift = 0
    while at < len(message):
        byte = message[at]
        number |= (byte & 127) << shift
        at, shift = at + 1, shift + 7
        if byte < 128:
            return number, at
    raise ValueError("the file of weights is cut short")
