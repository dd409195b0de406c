"""Pictures from wherever a request says: a local file, an address, or base64."""
import base64
import os
import urllib.request
from io import BytesIO

import cv2
import numpy as np
from PIL import Image


def image_to_cv2_mat(img_data):
    """A picture as OpenCV's array (BGR, uint8); None where OpenCV cannot decode it.

    :param img_data: the path of a file, an address that starts with ``http``, or base64 text
    """
    if os.path.isfile(img_data):
        return cv2.imread(img_data)
    return cv2.imdecode(np.frombuffer(_bytes_of(img_data), np.uint8), cv2.IMREAD_COLOR)


def image_to_pil_image(img_data):
    """A picture as Pillow's; see ``image_to_cv2_mat``."""
    return Image.open(img_data if os.path.isfile(img_data) else BytesIO(_bytes_of(img_data)))


def base64bytes_to_pil_image(s):
    """A picture in base64 as Pillow's."""
    return Image.open(BytesIO(base64.b64decode(s)))


def base64bytes_to_nparray(s, dtype=np.uint8):
    """A picture in base64 as an array, with the type that its pixels have: ``dtype`` is not looked at."""
    return np.array(base64bytes_to_pil_image(s))


def _bytes_of(img_data):
    if img_data.startswith("http"):
        with urllib.request.urlopen(img_data) as response:
            return response.read()
    return base64.b64decode(img_data)
