"""What `tiinfer.utils` makes of random pictures, as JSON lines: the original, or ours with our shims on PYTHONPATH.

Usage: `python utils_answers.py <seed> <cases>`
"""
import base64
import hashlib
import io
import json
import re
import sys
import tempfile

import numpy as np
import tiinfer.utils as utils
from PIL import Image

WHERE_X = [None, utils.Horizontal.LEFT, utils.Horizontal.RIGHT]
WHERE_Y = [None, utils.Vertical.UPPER, utils.Vertical.LOWER]
COLORS = [None, 0, 200]


def told(name, function, *arguments):
    try:
        value = function(*arguments)
    except Exception as error:
        value = re.sub("0x[0-9a-f]+", "0x", "%s: %s" % (type(error).__name__, error))
    print(json.dumps([name, described(value)]))


def described(value):
    if isinstance(value, tuple):
        return [described(item) for item in value]
    if isinstance(value, Image.Image):
        value = np.array(value)
    if isinstance(value, np.ndarray):
        return [value.shape, str(value.dtype), hashlib.sha256(np.ascontiguousarray(value)).hexdigest()]
    return value


def compare_sizes(random):
    height, width = random.randint(1, 90, 2)
    image = random.randint(0, 256, (height, width, 3)).astype(np.uint8)
    least, most, limit = (int(number) for number in random.randint(1, 120, 3))
    where = [choices[random.randint(len(choices))] for choices in (WHERE_X, WHERE_Y, COLORS)]
    told("scale", utils.scale_image, image, least, most)
    told("fill", utils.fill_image, image, limit, *where)
    told("both", utils.scale_fill_image, image, least, most, limit, *where)


def compare_sources(random):
    pixels = random.randint(0, 256, (9, 11, 3)).astype(np.uint8)
    stream = io.BytesIO()
    Image.fromarray(pixels).save(stream, "PNG")
    text = base64.b64encode(stream.getvalue()).decode()
    with tempfile.NamedTemporaryFile(suffix=".png") as kept:
        kept.write(stream.getvalue())
        kept.flush()
        for source in (text, kept.name, base64.b64encode(b"no picture").decode()):
            told("cv2", utils.image_to_cv2_mat, source)
            told("pil", utils.image_to_pil_image, source)
    told("base64", utils.base64bytes_to_nparray, text, np.float32)
    told("base64", utils.base64bytes_to_pil_image, text)
    for wrong in (None, [1], "image"):
        told("no array", utils.scale_image, wrong, 1, 2)
        told("no array", utils.fill_image, wrong, 1)


if __name__ == "__main__":
    generator = np.random.RandomState(int(sys.argv[1]))
    told("names", lambda: sorted(name for name in dir(utils) if not name.startswith("_")))
    compare_sources(generator)
    for _ in range(int(sys.argv[2])):
        compare_sizes(generator)
