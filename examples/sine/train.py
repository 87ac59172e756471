# SPDX-License-Identifier: Apache-2.0
"""Trains sine.tflite: y = sin(x) for 0 <= x < 2*pi with three int8 fully connected layers."""

import sys
from pathlib import Path

import keras
import numpy as np

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

import export_int8  # noqa: E402
import tflm  # noqa: E402

SEED = 1
EPOCHS = 300
BATCH = 32
VECTORS = 16
PERIOD = 2 * np.pi


def main() -> None:
    export_int8.make_reproducible(SEED)
    x = np.random.default_rng(SEED).uniform(0, PERIOD, (1024, 1)).astype(np.float32)

    model = keras.Sequential(
        [
            keras.layers.Input((1,)),
            keras.layers.Dense(16, activation="relu"),
            keras.layers.Dense(16, activation="relu"),
            keras.layers.Dense(1),
        ],
        name="sine",
    )
    rate = keras.optimizers.schedules.CosineDecay(1e-2, EPOCHS * len(x) // BATCH)
    model.compile(keras.optimizers.Adam(rate), loss="mse")
    model.fit(x, np.sin(x), batch_size=BATCH, epochs=EPOCHS, verbose=0)

    tflite = export_int8.to_int8(model, x[:256])
    to_input, (scale, zero_point) = export_int8.quantisation(tflite)

    def sine(values: np.ndarray) -> np.ndarray:
        network = tflm.Network(tflite)
        raw = [network.invoke([sample.tobytes()])[0] for sample in export_int8.quantise(values, to_input)]
        return (np.frombuffer(b"".join(raw), np.int8).astype(np.float32) - zero_point) * scale

    grid = np.linspace(0, PERIOD, 1000, endpoint=False, dtype=np.float32)
    error = np.abs(sine(grid) - np.sin(grid))
    facts = {"error": {"points": len(grid), "mean": round(float(error.mean()), 4), "max": round(float(error.max()), 4)}}
    export_int8.write_model(HERE / "sine.tflite", tflite, facts)

    points = np.linspace(0, PERIOD, VECTORS, endpoint=False, dtype=np.float32)
    export_int8.write_inputs(HERE / "vectors", export_int8.quantise(points, to_input))
    print(facts)


if __name__ == "__main__":
    main()
