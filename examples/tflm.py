# SPDX-License-Identifier: Apache-2.0
"""Runs a .tflite file on TensorFlow Lite Micro's Python build, whose x86 kernels are the reference kernels."""

import numpy as np
from tflite_micro.python.tflite_micro import runtime
from tflite_micro.tensorflow.lite.micro.python import schema_py_generated as schema

ARENA_BYTES = 1 << 20


class Network:
    """One interpreter. Its state lives on from one call to the next, as it does in firmware."""

    def __init__(self, model: bytes) -> None:
        self._model = schema.ModelT.InitFromObj(schema.Model.GetRootAsModel(model, 0))
        graph = self._model.subgraphs[0]
        self._inputs = list(graph.inputs)
        self._outputs = list(graph.outputs)
        # Only this mode leaves every operator's output readable after the invocation.
        self._interpreter = runtime.Interpreter.from_bytes(
            model, arena_size=ARENA_BYTES, intrepreter_config=runtime.InterpreterConfig.kPreserveAllTensors
        )

    def invoke(self, inputs: list[bytes]) -> list[bytes]:
        """Raw little-endian bytes in, one entry per model input; raw bytes out, one entry per model output."""
        for index, data in enumerate(inputs):
            details = self._interpreter.get_input_details(index)
            values = np.frombuffer(data, details["dtype"]).reshape(details["shape"])
            self._interpreter.set_input(values, index)
        self._interpreter.invoke()
        return [self._interpreter.get_output(index).tobytes() for index in range(len(self._outputs))]

    @property
    def input_count(self) -> int:
        return len(self._inputs)

    def layer_hashes(self) -> list[dict]:
        """Hashes of what every operator wrote in the last invocation, in the form that `tinygen verify` reads."""
        graph = self._model.subgraphs[0]
        return [
            {
                "seq": index,
                "subgraph": 0,
                "op": index,
                "name": operator_name(self._model.operatorCodes[operator.opcodeIndex]),
                "outputs": [self._hash(tensor) for tensor in operator.outputs],
            }
            for index, operator in enumerate(graph.operators)
        ]

    def _hash(self, tensor: int) -> dict:
        data = self._interpreter.GetTensor(int(tensor), 0)["tensor_data"].tobytes()
        element = self._model.subgraphs[0].tensors[tensor].type
        return {
            "tensor": int(tensor),
            "type": name_of(schema.TensorType, element),
            "bytes": len(data),
            "fnv1a32": f"{fnv1a32(data):08x}",
        }


def operators(model: bytes) -> list[str]:
    """The operators in execution order with their versions, e.g. `CONV_2D v3`."""
    parsed = schema.ModelT.InitFromObj(schema.Model.GetRootAsModel(model, 0))
    codes = [parsed.operatorCodes[operator.opcodeIndex] for operator in parsed.subgraphs[0].operators]
    return [f"{operator_name(code)} v{code.version}" for code in codes]


def operator_name(code) -> str:
    # Old readers look at the 8-bit field only, so files carry the code twice; the larger one is meant.
    return name_of(schema.BuiltinOperator, max(code.builtinCode, code.deprecatedBuiltinCode))


def name_of(constants: type, value: int) -> str:
    return next(name for name, number in vars(constants).items() if number == value)


def fnv1a32(data: bytes) -> int:
    """FNV-1a with 32 bits: offset basis 0x811c9dc5, prime 0x01000193."""
    state = 0x811C9DC5
    for byte in data:
        state = ((state ^ byte) * 0x01000193) & 0xFFFFFFFF
    return state
