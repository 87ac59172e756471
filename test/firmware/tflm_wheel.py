# SPDX-License-Identifier: Apache-2.0
"""Runs pairs of .tflite files on TFLM's Python build, one original and one rewritten, and compares what they give.

Standard input: one JSON list of {"name", "original", "rewritten", "golden", "invocations"} with paths of files and of a
folder of in_K_T.bin. Standard output: one JSON object per line. The interpreters keep their state from one invocation to
the next, as firmware does.
"""

import json
import os
import pathlib
import re
import sys
import tempfile

import numpy as np
from tflite_micro.python.tflite_micro import runtime

ARENA_BYTES = 24 << 20
HEAD = re.compile(r"Arena allocation head (\d+) bytes")


def run(path: str, golden: pathlib.Path, invocations: int, output_count: int):
    """All outputs of all invocations, and the bytes of the arena that tensors and scratch took."""
    interpreter = runtime.Interpreter.from_bytes(pathlib.Path(path).read_bytes(), arena_size=ARENA_BYTES)
    results = []
    for k in range(1, invocations + 1):
        for t in range(len(list(golden.glob(f"in_{k}_*.bin")))):
            details = interpreter.get_input_details(t)
            data = np.frombuffer((golden / f"in_{k}_{t}.bin").read_bytes(), details["dtype"])
            interpreter.set_input(data.reshape(details["shape"]), t)
        interpreter.invoke()
        results += [interpreter.get_output(t) for t in range(output_count)]
    return results, arena_head(interpreter)


def arena_head(interpreter) -> int:
    """TFLM logs its allocations from C++ and returns them nowhere, so its standard error is read."""
    kept = os.dup(2)
    with tempfile.TemporaryFile() as log:
        os.dup2(log.fileno(), 2)
        try:
            interpreter.print_allocations()
        finally:
            os.dup2(kept, 2)
            os.close(kept)
        log.seek(0)
        return int(HEAD.search(log.read().decode())[1])


def from_golden(results, golden: pathlib.Path, output_count: int) -> dict:
    """How many elements differ from the golden vectors, and by how much at most."""
    count, largest = 0, 0.0
    for index, result in enumerate(results):
        k, t = divmod(index, output_count)
        expected = np.frombuffer((golden / f"out_{k + 1}_{t}.bin").read_bytes(), result.dtype)
        if result.tobytes() == expected.tobytes():
            continue
        distance = np.abs(result.reshape(-1).astype(np.float64) - expected.astype(np.float64))
        count, largest = count + int(np.count_nonzero(distance)), max(largest, float(distance.max()))
    return {"elements": count, "largest": largest}


def main() -> None:
    for pair in json.load(sys.stdin):
        golden = pathlib.Path(pair["golden"])
        count = len(list(golden.glob("out_1_*.bin")))
        verdict = {"name": pair["name"]}
        try:
            before, _ = run(pair["original"], golden, pair["invocations"], count)
            after, verdict["head"] = run(pair["rewritten"], golden, pair["invocations"], count)
            verdict["same"] = [one.tobytes() for one in before] == [one.tobytes() for one in after]
            verdict["fromGolden"] = from_golden(before, golden, count)
        except Exception as error:  # The wheel reports every failure of TFLM as an exception of its own.
            verdict["error"] = str(error)
        print(json.dumps(verdict), flush=True)


main()
