# SPDX-License-Identifier: Apache-2.0
"""Records what TensorFlow Lite for Microcontrollers answers to random cases of an operator.

    python test/vectors/make.py STRIDED_SLICE TRANSPOSE ...

needs Node and the Python package tflite_micro. Writes test/vectors/<operator>/vectors.json: models (deflated, base64),
inputs and TFLM's outputs. vectors.test.ts compares the TypeScript reference kernels with them.
"""

import base64
import json
import multiprocessing
import pathlib
import subprocess
import sys
import tempfile
import zlib

import numpy

HERE = pathlib.Path(__file__).resolve().parent
CASES = "5"
# Larger tensors would make the recorded files large; SignalPCAN's table needs --largest=300.
LARGEST_TENSOR = next((a.split("=")[1] for a in sys.argv if a.startswith("--largest=")), "200")
ARENA_BYTES = 400_000


def run(folder, case):
    """Outputs of every invocation as base64; runs in a process of its own, so that the arena is fresh memory."""
    from tflite_micro.python.tflite_micro import runtime

    model = (folder / f"{case['name']}.tflite").read_bytes()
    interpreter = runtime.Interpreter.from_bytes(model, arena_size=ARENA_BYTES)
    answers = []
    for inputs in case["invocations"]:
        for i, (tensor, text) in enumerate(zip(case["inputs"], inputs)):
            dtype = numpy.dtype(tensor["dtype"])
            data = numpy.frombuffer(base64.b64decode(text), dtype=dtype)
            interpreter.set_input(data.reshape(tensor["shape"]), i)
        interpreter.invoke()
        outputs = [interpreter.get_output(i).tobytes() for i in range(case["outputs"])]
        answers.append([base64.b64encode(data).decode() for data in outputs])
    return answers


def worker(folder, case, queue):
    try:
        queue.put((True, run(folder, case)))
    except Exception as error:  # the package raises plain errors of many kinds
        queue.put((False, str(error)))


def ask(folder, case):
    queue = multiprocessing.Queue()
    process = multiprocessing.Process(target=worker, args=(folder, case, queue))
    process.start()
    try:
        fine, answer = queue.get(timeout=60)
    except Exception:
        fine, answer = False, "no answer"
    process.join()
    if not fine:
        print(f"{case['name']}: left out, TFLM says: {answer}")
        return None
    return answer


def record(folder, case):
    answers = ask(folder, case)
    if answers is None:
        return None
    model = (folder / f"{case['name']}.tflite").read_bytes()
    return {
        "name": case["name"],
        "model": base64.b64encode(zlib.compress(model, 9)).decode(),
        "invocations": [
            {"inputs": inputs, "outputs": outputs} for inputs, outputs in zip(case["invocations"], answers)
        ],
    }


def main(names):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        export = ["npx", "tsx", str(HERE / "export-cases.ts"), name, CASES, LARGEST_TENSOR, *names]
        subprocess.run(export, cwd=HERE.parent.parent, check=True)
        index = json.loads((folder / "index.json").read_text())
        for op in names:
            cases = [entry for entry in (record(folder, case) for case in index if case["op"] == op) if entry]
            target = HERE / next(case["folder"] for case in index if case["op"] == op)
            target.mkdir(exist_ok=True)
            (target / "vectors.json").write_text(json.dumps(cases, indent=2) + "\n")
            print(f"{op}: {len(cases)} cases")


if __name__ == "__main__":
    main([argument for argument in sys.argv[1:] if not argument.startswith("--")])
