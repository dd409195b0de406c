"""Prints what cv2 and Pillow make of picture files, as one line of JSON per file.

    python record_decode.py FILE... > test/golden/imaging/decode.jsonl

Every decoder gives the shape and type of the samples and their sha256, or null where it refuses. Needs
opencv-python-headless or Pillow, whichever is there.
"""
import hashlib
import io
import json
import os
import sys
import warnings

import numpy as np


def cv2_decoders():
    import cv2
    modes = {"color": cv2.IMREAD_COLOR, "grey": cv2.IMREAD_GRAYSCALE, "unchanged": cv2.IMREAD_UNCHANGED}

    def decode(data, flag):
        try:
            return cv2.imdecode(np.frombuffer(data, np.uint8), flag)
        except cv2.error:
            return None
    return {"cv2 " + name: lambda data, flag=flag: decode(data, flag) for name, flag in modes.items()}


def pillow_decoders():
    from PIL import Image, ImageOps

    def decode(data, turn=lambda image: image):
        try:
            return np.array(turn(Image.open(io.BytesIO(data))).convert("RGB"))
        except Exception:  # Whatever a plugin raises.
            return None
    return {"pillow": decode, "pillow transposed": lambda data: decode(data, ImageOps.exif_transpose)}


def decoders():
    found = {}
    for make in cv2_decoders, pillow_decoders:
        try:
            found.update(make())
        except ImportError:
            pass
    return found


def described(image):
    if image is None:
        return None
    return "%s %s %s" % ("x".join(map(str, image.shape)), image.dtype, hashlib.sha256(image.tobytes()).hexdigest())


def main(paths):
    warnings.simplefilter("ignore")
    found = decoders()
    for path in paths:
        with open(path, "rb") as file:
            data = file.read()
        answers = {name: described(decode(data)) for name, decode in found.items()}
        print(json.dumps(dict(answers, file=os.path.basename(path))))


if __name__ == "__main__":
    main(sys.argv[1:])
