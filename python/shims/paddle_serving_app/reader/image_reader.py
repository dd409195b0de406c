"""Pictures from wherever a request has them, and on to what a network takes.

Pictures are numpy arrays ``[height, width, channels]``, as OpenCV decodes them BGR and uint8.
"""
import base64
import urllib.request

from paddle_serving_app.lazy import cv2, np

from . import functional as F
from .box_reader import DBPostProcess, FilterBoxes, GetRotateCropImage, SortedBoxes  # noqa: F401
from .detection_reader import (  # noqa: F401
    DetectionBGR2RGB, DetectionDiv, DetectionFile2Image, DetectionNormalize, DetectionPadStride, DetectionResize,
    DetectionSequential, DetectionTranspose)
from .result_reader import BlazeFacePostprocess, RCNNPostprocess, SegPostprocess  # noqa: F401


class _Step(object):
    """A step of a Sequential."""

    def __repr__(self):
        return "%s(%s)" % (type(self).__name__, ", ".join("%s=%s" % item for item in sorted(vars(self).items())))


class Sequential(object):
    """Steps, one after the other."""

    def __init__(self, transforms):
        self.transforms = transforms

    def __call__(self, img):
        for transform in self.transforms:
            img = transform(img)
        return img

    def __repr__(self):
        return "%s(%s\n)" % (type(self).__name__, "".join("\n    %s" % step for step in self.transforms))


class File2Image(_Step):
    """The picture in a file; None where OpenCV cannot decode it."""

    def __call__(self, img_path):
        return F.decode(F.read(img_path))


class URL2Image(_Step):
    """The picture at an address."""

    def __call__(self, img_url):
        with urllib.request.urlopen(img_url) as response:
            return F.decode(response.read())


class String2Image(_Step):
    """The picture in bytes."""

    def __call__(self, img_buffer):
        return F.decode(img_buffer)


class Base64ToImage(_Step):
    """The picture in base64 text."""

    def __call__(self, img_base64):
        return F.decode(base64.b64decode(img_base64))


class RGB2BGR(_Step):
    """The channels in reverse; a view."""

    def __call__(self, img):
        return img[:, :, ::-1]


class BGR2RGB(RGB2BGR):
    """The channels in reverse; a view."""


class Div(_Step):
    """Divided by a number, as float32."""

    def __init__(self, value):
        self.value = value

    def __call__(self, img):
        return img.astype("float32") / self.value


class Normalize(_Step):
    """``(img - mean) / std`` by channel, as float32.

    :param channel_first: the picture is ``[channels, height, width]``
    """

    def __init__(self, mean, std, channel_first=False):
        self.mean = mean
        self.std = std
        self.channel_first = channel_first

    def __call__(self, img):
        return F.normalize(img, self.mean, self.std, self.channel_first)


class Lambda(_Step):
    """A function as a step."""

    def __init__(self, lambd):
        assert callable(lambd), repr(type(lambd).__name__) + " object is not callable"
        self.lambd = lambd

    def __call__(self, img):
        return self.lambd(img)


class CenterCrop(_Step):
    """A square in the middle."""

    def __init__(self, size):
        self.size = size

    def __call__(self, img):
        return F.crop(img, self.size, True)


class Resize(_Step):
    """To a tuple (width, height), or the short side to a length; no side longer than ``max_size`` (pixels)."""

    def __init__(self, size, max_size=F.NO_LIMIT, interpolation=None):
        self.size = size
        self.max_size = max_size
        self.interpolation = interpolation

    def __call__(self, img):
        return F.resize(img, self.size, self.max_size, self.interpolation)


class PadStride(_Step):
    """``[channels, height, width]`` filled with 0 up to multiples of a stride; 0 leaves it as it is."""

    def __init__(self, stride):
        self.coarsest_stride = stride

    def __call__(self, img):
        return img if self.coarsest_stride == 0 else F.pad_to_stride(img, self.coarsest_stride)


class ResizeByFactor(_Step):
    """Down to sides that are multiples of a factor, after both were scaled so that none is above ``max_side_len``.

    A side that is no multiple loses one more than it must. The height goes by 32, whatever the factor.
    """

    def __init__(self, factor=32, max_side_len=2400):
        self.factor = factor
        self.max_side_len = max_side_len

    def __call__(self, img):
        height, width, _ = img.shape
        longer = max(height, width)
        ratio = float(self.max_side_len) / longer if longer > self.max_side_len else 1.
        height = self._to_multiple(int(height * ratio), 32)
        width = self._to_multiple(int(width * ratio), self.factor)
        if width <= 0 or height <= 0:
            return None, (None, None)
        return cv2.resize(img, (width, height))

    def _to_multiple(self, side, step):
        if side % self.factor == 0:
            return side
        if side // self.factor <= 1:
            return self.factor
        return (side // step - 1) * step


class Transpose(_Step):
    """The axes in another order."""

    def __init__(self, transpose_target):
        self.transpose_target = transpose_target

    def __call__(self, img):
        return F.transpose(img, self.transpose_target)


class ImageReader(object):
    """Bytes of a picture to what a classifier takes: ``[3, side, side]``, RGB, float32.

    :param image_shape: ``[3, side, side]``
    :param image_mean: by channel, of 0 to 1
    :param resize_short_size: the short side before a square is cut out
    :param crop_center: the square is in the middle, else anywhere
    """

    def __init__(self, image_shape=[3, 224, 224], image_mean=[0.485, 0.456, 0.406], image_std=[0.229, 0.224, 0.225],
                 resize_short_size=256, interpolation=None, crop_center=True):
        self.image_mean = image_mean
        self.image_std = image_std
        self.image_shape = image_shape
        self.resize_short_size = resize_short_size
        self.interpolation = interpolation
        self.crop_center = crop_center

    def resize_short(self, img, target_size, interpolation=None):
        """The short side to a length."""
        return F.resize(img, target_size, interpolation=interpolation)

    def crop_image(self, img, target_size, center):
        """A square."""
        return F.crop(img, target_size, center)

    def process_image(self, sample):
        """The whole way; None where OpenCV cannot decode the bytes."""
        img = F.decode(sample)
        if img is None:
            print("img is None, pass it.")
            return None
        if self.image_shape[1] > 0:
            img = self.resize_short(img, self.resize_short_size, self.interpolation)
            img = self.crop_image(img, self.image_shape[1], self.crop_center)
        img = img[:, :, ::-1].astype("float32").transpose((2, 0, 1)) / 255
        img -= np.array(self.image_mean).reshape((3, 1, 1))
        img /= np.array(self.image_std).reshape((3, 1, 1))
        return img
