# SPDX-License-Identifier: Apache-2.0
"""Writes the golden outputs of a vector folder: python make-vectors.py MODEL.tflite VECTORS

For K = 1, 2, … the files in_K_T.bin (T = index among the model's inputs) are fed in order to one TensorFlow Lite Micro
interpreter. out_K_T.bin receives each output; layers.json (K = 1) and layers_K.json (K = 2, 3, 4) the hash of what every
operator wrote, so that a difference can be traced to the operator that made it. The .bin files hold raw little-endian
bytes, as `tinygen verify` and `tinygen run` read them.
"""

import argparse
import json
from pathlib import Path

import tflm

INVOCATIONS_WITH_LAYERS = 4


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("vectors", type=Path)
    arguments = parser.parse_args()

    network = tflm.Network(arguments.model.read_bytes())
    for pattern in ("out_*_*.bin", "layers*.json"):
        for stale in arguments.vectors.glob(pattern):
            stale.unlink()

    invocation = 0
    while (arguments.vectors / f"in_{invocation + 1}_0.bin").exists():
        invocation += 1
        names = [f"in_{invocation}_{index}.bin" for index in range(network.input_count)]
        outputs = network.invoke([(arguments.vectors / name).read_bytes() for name in names])
        for index, data in enumerate(outputs):
            (arguments.vectors / f"out_{invocation}_{index}.bin").write_bytes(data)
        if invocation <= INVOCATIONS_WITH_LAYERS:
            name = "layers.json" if invocation == 1 else f"layers_{invocation}.json"
            lines = ",\n  ".join(json.dumps(layer) for layer in network.layer_hashes())
            (arguments.vectors / name).write_text(f"[\n  {lines}\n]\n")
    if invocation == 0:
        raise SystemExit(f"{arguments.vectors}: no in_1_0.bin")
    print(f"{invocation} invocations")


if __name__ == "__main__":
    main()
