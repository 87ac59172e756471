# SPDX-License-Identifier: Apache-2.0
"""What the training scripts share: a reproducible TensorFlow, the full-int8 conversion, and the provenance record."""

import hashlib
import importlib.metadata
import json
import platform
from collections.abc import Iterator
from pathlib import Path

import keras
import numpy as np
import tensorflow as tf

import tflm


def make_reproducible(seed: int) -> None:
    """Same seed, same weights: Python's, NumPy's and TensorFlow's generators, one thread, deterministic kernels."""
    keras.utils.set_random_seed(seed)
    tf.config.threading.set_intra_op_parallelism_threads(1)
    tf.config.threading.set_inter_op_parallelism_threads(1)
    tf.config.experimental.enable_op_determinism()


def to_int8(model: keras.Model, representative: np.ndarray) -> bytes:
    """Full-integer conversion: int8 weights, activations, input and output, batch 1.

    `representative` is a batch of float inputs from the training set; the activation ranges come from them.
    """
    shape = (1, *representative.shape[1:])

    def samples() -> Iterator[list[np.ndarray]]:
        for sample in representative:
            yield [sample.reshape(shape).astype(np.float32)]

    # Shapes in firmware are static: the same layers and weights on an input of exactly one sample.
    single = keras.Sequential([keras.layers.Input(batch_shape=shape), *model.layers])
    converter = tf.lite.TFLiteConverter.from_keras_model(single)
    converter.optimizations = [tf.lite.Optimize.DEFAULT]
    converter.representative_dataset = samples
    # Without this restriction an operator that cannot be quantised would silently stay float.
    converter.target_spec.supported_ops = [tf.lite.OpsSet.TFLITE_BUILTINS_INT8]
    converter.inference_input_type = tf.int8
    converter.inference_output_type = tf.int8
    return converter.convert()


def quantisation(model: bytes) -> tuple[tuple[float, int], tuple[float, int]]:
    """(scale, zero point) of the first input and of the first output."""
    interpreter = tf.lite.Interpreter(model_content=model)
    return interpreter.get_input_details()[0]["quantization"], interpreter.get_output_details()[0]["quantization"]


def quantise(values: np.ndarray, parameters: tuple[float, int]) -> np.ndarray:
    scale, zero_point = parameters
    return np.clip(np.round(values / np.float32(scale)) + zero_point, -128, 127).astype(np.int8)


def write_inputs(folder: Path, samples: np.ndarray) -> None:
    """One file in_K_0.bin per sample, K counted from 1. Whatever the folder held before is removed."""
    folder.mkdir(exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    for index, sample in enumerate(samples, start=1):
        (folder / f"in_{index}_0.bin").write_bytes(sample.tobytes())


def write_model(path: Path, model: bytes, facts: dict) -> None:
    """Writes the .tflite file and provenance.json beside it. `facts` are the figures this example measured."""
    path.write_bytes(model)
    provenance = {
        "file": path.name,
        "sha256": hashlib.sha256(model).hexdigest(),
        "bytes": len(model),
        "command": f"python examples/{path.stem}/train.py",
        "python": platform.python_version(),
        "packages": {name: importlib.metadata.version(name) for name in required_packages(path.parent)},
        "operators": tflm.operators(model),
        **facts,
    }
    path.with_name("provenance.json").write_text(json.dumps(provenance, indent=2) + "\n")


def required_packages(folder: Path) -> list[str]:
    """The package names in the folder's requirements.txt, whose lines are comments or `name==version`."""
    lines = (folder / "requirements.txt").read_text().splitlines()
    return [line.split("==")[0] for line in lines if "==" in line]
