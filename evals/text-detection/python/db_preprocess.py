# -*- coding: utf-8 -*-
"""From a picture to the input of a DB (differentiable binarisation) network."""
import cv2
import numpy as np

STRIDE = 32
# The model was trained with ImageNet's RGB statistics on BGR pictures; keep it so.
SCALE = np.float32(1.0 / 255.0)
MEAN = np.array([0.485, 0.456, 0.406], dtype=np.float32)
STD = np.array([0.229, 0.224, 0.225], dtype=np.float32)


def preprocess(image, limit_side_len):
    """BGR uint8 HxWx3 to float32 1x3xH'xW', the longer side at most limit_side_len, both multiples of 32."""
    height, width = image.shape[:2]
    ratio = min(1.0, float(limit_side_len) / max(height, width))
    size = (round_to_stride(int(width * ratio)), round_to_stride(int(height * ratio)))
    resized = cv2.resize(image, size, interpolation=cv2.INTER_LINEAR)
    normalised = (resized.astype(np.float32) * SCALE - MEAN) / STD
    return np.ascontiguousarray(normalised.transpose(2, 0, 1)[np.newaxis])


def round_to_stride(length):
    return max(int(round(length / float(STRIDE))) * STRIDE, STRIDE)
