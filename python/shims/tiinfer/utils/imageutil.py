"""Pictures to the size that a model wants: numpy arrays ``[height, width, channels]``."""
import math
from enum import Enum
from typing import Optional, Tuple  # noqa: F401

import cv2
import numpy

cv2.setNumThreads(5)


class Horizontal(Enum):
    """Where a picture that is too narrow is filled."""

    LEFT = 1
    RIGHT = 2


class Vertical(Enum):
    """Where a picture that is too low is filled."""

    UPPER = 1
    LOWER = 2


def scale_image(image, min_size, max_size):
    """Scales the short side to ``min_size``, or less where the long side would be more than ``max_size`` (pixels).

    A picture with both sides in range already stays as it is.

    :returns: the picture, and its scale to three digits
    :raises TypeError: it is no array
    :raises ValueError: ``min_size`` is the larger
    """
    _check_image(image)
    if min_size > max_size:
        raise ValueError("min_size should not be larger than max_size")
    height, width = image.shape[:2]
    short, long = min(height, width), max(height, width)
    if short >= min_size and long <= max_size:
        return image, 1.0
    scale = round(min_size * 1.0 / short, 3)
    # The short side is met exactly; the scale is not.
    sides = (min_size, scale * width) if height < width else (scale * height, min_size)
    if max(sides) > max_size:
        scale = round(max_size * 1.0 / long, 3)
        sides = height * scale, width * scale
    new_height, new_width = map(math.ceil, sides)
    return cv2.resize(image, (new_width, new_height)), scale


def fill_image(image, padding_limit, horizontal=None, vertical=None, fill_color=None):
    """Fills every side that is shorter than ``padding_limit`` up to it (pixels).

    :param horizontal: where; right
    :param vertical: where; below
    :param fill_color: the value of the filling; 1
    :returns: the picture, filled; as it is where both sides are long enough
    :raises TypeError: it is no array
    """
    _check_image(image)
    color = 1 if fill_color is None else fill_color
    height, width = image.shape[:2]
    if width < padding_limit:
        image = _joined(numpy.hstack, image, (height, padding_limit - width), color, horizontal == Horizontal.LEFT)
    if height < padding_limit:
        size = padding_limit - height, image.shape[1]
        image = _joined(numpy.vstack, image, size, color, vertical == Vertical.UPPER)
    return image


def scale_fill_image(image, min_size, max_size, padding_limit, horizontal=None, vertical=None, fill_color=None):
    """``scale_image``, then ``fill_image``.

    :returns: the picture, and its scale
    :raises ValueError: also where ``padding_limit`` is larger than ``max_size``
    """
    _check_image(image)
    if min_size > max_size:
        raise ValueError("min_size should not be larger than max_size")
    if padding_limit > max_size:
        raise ValueError("padding_limit should not be larger than max_size")
    scaled, scale = scale_image(image, min_size, max_size)
    return fill_image(scaled, padding_limit, horizontal, vertical, fill_color), scale


def _check_image(image):
    if not isinstance(image, numpy.ndarray):
        raise TypeError("image should be numpy.ndarray. Got %s" % type(image))


def _joined(stack, image, size, color, first):
    filling = numpy.full(size + image.shape[2:], color, dtype=numpy.uint8)
    return stack([filling, image] if first else [image, filling])
