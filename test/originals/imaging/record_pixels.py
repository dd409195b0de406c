"""Prints what cv2, Pillow and NumPy make of one image; the hashes of test/imaging/pixels.test.ts."""
import hashlib

import cv2
import numpy as np
from PIL import Image

from record import noise


def show(name, array):
    print(name, hashlib.sha256(np.ascontiguousarray(array).tobytes()).hexdigest())


image = noise(77, "noise", 61, 47, 3)
mean = np.array([0.485, 0.456, 0.406], np.float32)
std = np.array([0.229, 0.224, 0.225], np.float32)
floats = image.astype(np.float32)
show("cv2.cvtColor", cv2.cvtColor(image, cv2.COLOR_RGB2GRAY))
show("convert('L')", np.array(Image.fromarray(image).convert("L")))
show("standardised", ((floats[:, :, ::-1] * np.float32(1 / 255.0) - mean) / std).transpose(2, 0, 1))
show("image / 255", floats / np.float32(255))
show("cv2.copyMakeBorder", cv2.copyMakeBorder(image, 3, 5, 2, 7, cv2.BORDER_CONSTANT, value=(1, 2, 3)))
show("a slice", image[10:30, 5:40])
