# SPDX-License-Identifier: Apache-2.0
"""Trains digits.tflite: handwritten digits of 8x8 pixels, an int8 convolutional network of about 4,500 weights."""

import json
import sys
from pathlib import Path

import keras
import numpy as np
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

import export_int8  # noqa: E402
import tflm  # noqa: E402

SEED = 1
TEST_IMAGES = 360
VECTORS = 100
EPOCHS = 80
BATCH = 32


def build() -> keras.Model:
    layers = keras.layers
    return keras.Sequential(
        [
            layers.Input((8, 8, 1)),
            # Noise and dropout exist during training only; the conversion leaves them out.
            layers.GaussianNoise(0.1),
            layers.Conv2D(16, 3, padding="same", activation="relu"),
            layers.DepthwiseConv2D(3, padding="same", activation="relu"),
            layers.Conv2D(32, 1, activation="relu"),
            layers.MaxPooling2D(2),
            layers.DepthwiseConv2D(3, padding="same", activation="relu"),
            layers.Conv2D(48, 1, activation="relu"),
            layers.AveragePooling2D(2),
            layers.Flatten(),
            layers.Dropout(0.3),
            layers.Dense(10),
            layers.Softmax(),
        ],
        name="digits",
    )


def main() -> None:
    export_int8.make_reproducible(SEED)
    digits = load_digits()
    images = (digits.images / 16).astype(np.float32)[..., np.newaxis]
    # Layers, noise, dropout, smoothing and epochs were chosen by cross-validation within the training images.
    train_images, test_images, train_labels, test_labels = train_test_split(
        images, digits.target, test_size=TEST_IMAGES, stratify=digits.target, random_state=SEED
    )

    model = build()
    # Without smoothed labels nearly every score saturates, and golden outputs that are all 127 and -128 prove little.
    rate = keras.optimizers.schedules.CosineDecay(4e-3, EPOCHS * len(train_images) // BATCH)
    model.compile(keras.optimizers.Adam(rate), loss=keras.losses.CategoricalCrossentropy(label_smoothing=0.1))
    model.fit(train_images, keras.utils.to_categorical(train_labels), batch_size=BATCH, epochs=EPOCHS, verbose=0)

    tflite = export_int8.to_int8(model, train_images[:300])
    to_input, _ = export_int8.quantisation(tflite)
    samples = export_int8.quantise(test_images, to_input)
    network = tflm.Network(tflite)
    scores = np.array([np.frombuffer(network.invoke([sample.tobytes()])[0], np.int8) for sample in samples])
    # Scores can tie after quantisation: the first of the largest wins, as in accuracy.mjs.
    correct = scores.argmax(axis=1) == test_labels

    facts = {
        "float_accuracy": accuracy(model.predict(test_images, verbose=0).argmax(axis=1) == test_labels),
        "tflm_accuracy": accuracy(correct),
        "tflm_accuracy_on_vectors": accuracy(correct[:VECTORS]),
    }
    export_int8.write_model(HERE / "digits.tflite", tflite, facts)
    export_int8.write_inputs(HERE / "vectors", samples[:VECTORS])
    (HERE / "vectors" / "labels.json").write_text(json.dumps(test_labels[:VECTORS].tolist()) + "\n")
    print(facts)


def accuracy(correct: np.ndarray) -> dict:
    return {"images": len(correct), "correct": int(correct.sum()), "percent": round(100 * float(correct.mean()), 2)}


if __name__ == "__main__":
    main()
