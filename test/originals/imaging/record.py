"""Records what the real cv2 and Pillow make of images from a simple generator, as one line of JSON per case.

    python record.py > test/golden/imaging/resize.jsonl

Needs numpy and opencv-python-headless or Pillow, whichever is there. OpenCV's own code is asked, not Intel's.
"""
import hashlib
import json
import random
import sys

import numpy as np

CV = {"nearest": 0, "linear": 1, "cubic": 2, "area": 3, "lanczos4": 4}
PILLOW = ("nearest", "box", "bilinear", "hamming", "bicubic", "lanczos")


def noise(seed, kind, width, height, channels):
    """The same generator as in test/imaging/noise.ts."""
    state, values = seed, []
    for _ in range(width * height * channels):
        state = (state * 1664525 + 1013904223) & 0xffffffff
        values.append(state >> 8)
    values = np.array(values, dtype=np.int64).reshape(height, width, channels)
    if kind == "float":
        return (values / 65536 - 64).astype(np.float32)
    return ((values & 255) if kind == "noise" else (values & 1) * 255).astype(np.uint8)


def shapes(count, rng):
    """Sizes of every sort: enlarged, reduced, one side only, and by whole factors."""
    for _ in range(count):
        width, height = rng.randint(1, 60), rng.randint(1, 60)
        if rng.random() < 0.4:
            across, down = rng.randint(1, 4), rng.randint(1, 4)
            yield width * across, height * down, width, height
        else:
            yield width, height, rng.randint(1, 80), rng.randint(1, 80)


def record(library, version, count, resize):
    rng = random.Random(count)
    for width, height, to_width, to_height in shapes(count, rng):
        channels = rng.choice((1, 2, 3, 4) if library == "cv2" else (1, 3, 4))
        kind = rng.choice(("noise", "edges", "float") if library == "cv2" else ("noise", "edges"))
        seed = rng.randint(1, 1 << 30)
        image = noise(seed, kind, width, height, channels)
        for method in CV if library == "cv2" else PILLOW:
            result = np.ascontiguousarray(resize(image, to_width, to_height, method))
            print(json.dumps({
                "library": library, "version": version, "method": method, "seed": seed, "kind": kind,
                "from": [width, height, channels], "to": [to_width, to_height],
                "sha256": hashlib.sha256(result.tobytes()).hexdigest(),
            }))


def record_cv2(count):
    import cv2
    cv2.ipp.setUseIPP(False)
    record("cv2", cv2.__version__, count, lambda image, width, height, method:
           cv2.resize(image, (width, height), interpolation=CV[method]))


def record_pillow(count):
    import PIL
    from PIL import Image

    def resize(image, width, height, method):
        picture = Image.fromarray(image[:, :, 0] if image.shape[2] == 1 else image)
        return np.array(picture.resize((width, height), getattr(Image.Resampling, method.upper())))
    record("pillow", PIL.__version__, count, resize)


if __name__ == "__main__":
    for recorder in (record_cv2, record_pillow):
        try:
            recorder(int(sys.argv[1]) if len(sys.argv) > 1 else 60)
        except ImportError:
            pass
