"""Prints what cv2 and Pillow make of picture files, as one line of JSON per file.

    python record_decode.py FILE... > test/golden/imaging/decode.jsonl

Every decoder gives the sha256 of its samples and their shape, or null where it refuses. Needs opencv-python-headless or
Pillow, whichever is there. `--raw FOLDER` first keeps the samples, too.
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


def main(arguments):
    warnings.simplefilter("ignore")
    folder = None
    if arguments[:1] == ["--raw"]:
        folder, arguments = arguments[1], arguments[2:]
    found = decoders()
    for path in arguments:
        with open(path, "rb") as file:
            data = file.read()
        name = os.path.basename(path)
        line = {"file": name}
        for decoder, decode in found.items():
            image = decode(data)
            line[decoder] = image if image is None else {
                "shape": list(image.shape), "dtype": str(image.dtype), "sha256": hashlib.sha256(image.tobytes()).hexdigest(),
            }
            if folder is not None and image is not None:
                image.tofile(os.path.join(folder, name + " " + decoder))
        print(json.dumps(line))


if __name__ == "__main__":
    main(sys.argv[1:])
