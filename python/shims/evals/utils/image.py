"""Loads pictures with OpenCV, within the platform's limits (AVA, section 3)."""
import os

from evals.utils._optional import lazy_module
from evals.utils.error import (
    ErrorCV2ImageRead, ErrorFileNotExist, ErrorImageNdim, ErrorImageTooLarge, ErrorImageTooSmall, ErrorInvalidPTS)

cv2 = lazy_module("cv2")
np = lazy_module("numpy")

MAX_IMAGE_BYTES = 10 * 1024 * 1024
MIN_IMAGE_SIDE = 32
MAX_IMAGE_SIDE = 4999


def load_image(image_file, body=None):
    """Decodes a picture.

    :param image_file: local path; only named in errors when there is a body
    :param body: bytes of a JPEG, PNG or BMP. A number stands for the old second parameter, an aspect ratio: ignored
    :returns: BGR, uint8, height x width x 3
    :raises ErrorBase: 400, one of its subclasses
    """
    body = None if isinstance(body, (int, float)) else body
    _check_bytes(image_file, body)
    image = _decode(image_file, body)
    if image.shape[0] <= MIN_IMAGE_SIDE or image.shape[1] <= MIN_IMAGE_SIDE:
        raise ErrorImageTooSmall(image)
    if image.ndim != 3:
        raise ErrorImageNdim(image)
    if image.shape[0] > MAX_IMAGE_SIDE or image.shape[1] > MAX_IMAGE_SIDE:
        raise ErrorImageTooLarge(image_file)
    return image


def _check_bytes(image_file, body):
    if body is None and not os.path.exists(image_file):
        raise ErrorFileNotExist(image_file)
    size = os.path.getsize(image_file) if body is None else len(body)
    if size > MAX_IMAGE_BYTES:
        raise ErrorImageTooLarge(image_file)


def _decode(image_file, body):
    import cv2
    import numpy
    try:
        if body is None:
            image = cv2.imread(image_file)
        else:
            image = cv2.imdecode(numpy.frombuffer(body, dtype=numpy.uint8), 1)
    except cv2.error:
        image = None
    if image is None:
        raise ErrorCV2ImageRead(image_file)
    return image


def load_image_roi(image_file, roi, roi_scale=1.0, output_square=0, body=None):
    """Cuts a region out of a picture; what lies outside of the picture is black.

    :param roi: [x, y, width, height, ...] in pixels
    :param roi_scale: the region grows by this factor around its centre
    :param output_square: not 0: both sides become the longer one
    :returns: BGR, uint8
    """
    image = load_image(image_file, body=body)
    (width, height), (x, y), source = _crop(image.shape[1], image.shape[0], roi, roi_scale, output_square)
    left, top, right, bottom = source
    import numpy
    region = numpy.zeros((height, width, image.shape[2]), image.dtype)
    region[y:y + bottom - top, x:x + right - left] = image[top:bottom, left:right]
    return region


def _crop(image_width, image_height, roi, roi_scale, output_square):
    """Where to cut.

    :returns: (width, height) of the region, (x, y) in it where the pixels go, (left, top, right, bottom) of the pixels

    The platform never takes the picture's last row and column; scripts' results depend on it.
    """
    center_x, center_y = int(roi[0] + roi[2] / 2.0), int(roi[1] + roi[3] / 2.0)
    width, height = int(roi[2] * roi_scale), int(roi[3] * roi_scale)
    if output_square:
        width = height = max(width, height)
    x, y = center_x - width // 2, center_y - height // 2
    left, top = max(x, 0), max(y, 0)
    right = max(left, min(image_width - 1, center_x + width // 2))
    bottom = max(top, min(image_height - 1, center_y + height // 2))
    return (width, height), (max(-x, 0), max(-y, 0)), (left, top, right, bottom)


def check_valid_pts(pts):
    """Whether four points go left-top, right-top, right-bottom, left-bottom, with opposite sides of equal length."""
    if len(pts) != 4:
        return False
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = [point[:2] for point in pts]
    return x1 > x0 and y3 > y0 and x1 - x0 == x2 - x3 and y2 - y1 == y3 - y0


def load_image_roi_by_4pts(image_file, pts, roi_scale=1.0, output_square=0, body=None):
    """``load_image_roi`` for the rectangle of four points.

    :raises ErrorInvalidPTS: the points are no such rectangle
    """
    if not check_valid_pts(pts):
        raise ErrorInvalidPTS(pts)
    roi = [pts[0][0], pts[0][1], pts[2][0] - pts[0][0], pts[2][1] - pts[0][1]]
    return load_image_roi(image_file, roi, roi_scale, output_square, body=body)
