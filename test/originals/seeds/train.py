"""Trains the SavedModel that the printed TensorFlow script loads, on the 60,000 training digits of MNIST.

    OMP_NUM_THREADS=2 <python with test/fixtures/seeds/mnist-tensorflow/requirements.txt> train.py

The script gives it grey values from 0 to 255, light ink on a dark ground.
"""
import os
import sys

import numpy as np
import tensorflow as tf

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, "..", "..", "..")
MODEL = os.path.join(ROOT, "test", "fixtures", "seeds", "mnist-tensorflow", "model")
EPOCHS = 4
SEED = 1

sys.path.insert(0, os.path.join(ROOT, "evals", "digits", "training"))
import mnist  # noqa: E402


def load(split):
    images, labels = mnist.load(split)
    return images.astype(np.float32)[..., np.newaxis], labels.astype(np.int64)


def main():
    tf.keras.utils.set_random_seed(SEED)
    layers = tf.keras.layers
    model = tf.keras.Sequential([
        layers.Rescaling(1 / 255.0, input_shape=(28, 28, 1)),
        layers.Conv2D(16, 3, activation="relu"),
        layers.MaxPooling2D(),
        layers.Conv2D(24, 3, activation="relu"),
        layers.MaxPooling2D(),
        layers.Dropout(0.25),
        layers.Flatten(),
        layers.Dense(10),
    ])
    model.compile("adam", tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True), ["accuracy"])
    model.fit(*load("train"), batch_size=64, epochs=EPOCHS, verbose=2)
    _, accuracy = model.evaluate(*load("t10k"), verbose=0)
    print("%d of 10000 held-out digits correct" % round(accuracy * 10000))
    model.save(MODEL, include_optimizer=False)


if __name__ == "__main__":
    main()
