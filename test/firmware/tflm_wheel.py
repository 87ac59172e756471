# SPDX-License-Identifier: Apache-2.0
"""Runs pairs of .tflite files on TFLM's Python build and says whether the second gives the same bytes as the first.

Standard input: one JSON list of {"name", "original", "rewritten", "golden", "invocations"} with paths of files and of a
folder of in_K_T.bin. Standard output: one JSON object per line. The interpreters keep their state from one invocation to
the next, as firmware does.
"""

import json
import pathlib
import sys

import numpy as np
from tflite_micro.python.tflite_micro import runtime

ARENA_BYTES = 24 << 20


def outputs(path: str, golden: pathlib.Path, invocations: int, output_count: int) -> list[list[bytes]]:
    interpreter = runtime.Interpreter.from_bytes(pathlib.Path(path).read_bytes(), arena_size=ARENA_BYTES)
    results = []
    for k in range(1, invocations + 1):
        for t in range(len(list(golden.glob(f"in_{k}_*.bin")))):
            details = interpreter.get_input_details(t)
            data = np.frombuffer((golden / f"in_{k}_{t}.bin").read_bytes(), details["dtype"])
            interpreter.set_input(data.reshape(details["shape"]), t)
        interpreter.invoke()
        results.append([interpreter.get_output(t).tobytes() for t in range(output_count)])
    return results


def main() -> None:
    for pair in json.load(sys.stdin):
        golden = pathlib.Path(pair["golden"])
        count = len(list(golden.glob("out_1_*.bin")))
        verdict = {"name": pair["name"]}
        try:
            before = outputs(pair["original"], golden, pair["invocations"], count)
            after = outputs(pair["rewritten"], golden, pair["invocations"], count)
            verdict["same"] = before == after
            expected = [
                [(golden / f"out_{k}_{t}.bin").read_bytes() for t in range(count)]
                for k in range(1, pair["invocations"] + 1)
            ]
            verdict["golden"] = after == expected
        except Exception as error:  # The wheel reports every failure of TFLM as an exception of its own.
            verdict["error"] = str(error)
        print(json.dumps(verdict), flush=True)


main()
