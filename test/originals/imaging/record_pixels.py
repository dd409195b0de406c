"""Prints what cv2, Pillow and NumPy make of one image; the hashes of test/imaging/{pixels,warp}.test.ts."""
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
show("cv2.COLOR_RGB2HSV", cv2.cvtColor(image, cv2.COLOR_RGB2HSV))
show("cv2.COLOR_BGR2YCrCb", cv2.cvtColor(image, cv2.COLOR_BGR2YCrCb))
show("cv2.flip", cv2.flip(image, 1))
show("cv2.rotate", cv2.rotate(image, cv2.ROTATE_90_CLOCKWISE))

corners = np.float32([[5, 8], [50, 3], [55, 30], [9, 40]])
matrix = cv2.getPerspectiveTransform(corners, np.float32([[0, 0], [99, 0], [99, 41], [0, 41]]))
affine = cv2.getAffineTransform(corners[:3], np.float32([[0, 0], [99, 0], [99, 41]]))
show("cv2.warpPerspective, linear", cv2.warpPerspective(image, matrix, (110, 50), borderValue=(9, 9, 9)))
show("cv2.warpPerspective, cubic", cv2.warpPerspective(
    image, matrix, (110, 50), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE))
show("cv2.warpPerspective, inverse", cv2.warpPerspective(
    image, matrix, (110, 50), flags=cv2.INTER_NEAREST | cv2.WARP_INVERSE_MAP))
show("cv2.warpAffine, linear", cv2.warpAffine(image, affine, (110, 50)))
show("cv2.warpPerspective, float32", cv2.warpPerspective(image.astype(np.float32) / 256, matrix, (110, 50)))
