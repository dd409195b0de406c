"""Steps of PaddleDetection's networks: each takes a picture and what is known of it, and returns both.

What is known: a dict with ``im_shape`` ([height, width]) and ``scale_factor`` ([down, across]), both float32.
"""
from paddle_serving_app.lazy import cv2, np

from . import functional as F


class DetectionSequential(object):
    """Steps, one after the other. Returns the picture, and what is known of it."""

    def __init__(self, transforms):
        self.transforms = transforms

    def __call__(self, im):
        im_info = {"scale_factor": np.array([1., 1.], dtype=np.float32), "im_shape": None}
        for transform in self.transforms:
            im, im_info = transform(im, im_info)
        return im, im_info

    def __repr__(self):
        return "%s(%s\n)" % (type(self).__name__, "".join("\n    %s" % step for step in self.transforms))


class DetectionFile2Image(object):
    """The picture in a file, RGB."""

    def __call__(self, img_path, im_info=None):
        img = cv2.cvtColor(F.decode(F.read(img_path)), cv2.COLOR_BGR2RGB)
        if im_info is not None:
            im_info["im_shape"] = np.array(img.shape[:2], dtype=np.float32)
            im_info["scale_factor"] = np.array([1., 1.], dtype=np.float32)
        return img, im_info


class DetectionBGR2RGB(object):
    """The channels in reverse; a view."""

    def __call__(self, img, img_info=None):
        return img[:, :, ::-1], img_info


class DetectionDiv(object):
    """Divided by a number, as float32."""

    def __init__(self, value):
        self.value = value

    def __call__(self, img, img_info=None):
        return img.astype("float32") / self.value, img_info


class DetectionNormalize(object):
    """``(im - mean) / std`` by channel, as float32.

    :param is_scale: ``im / 255`` before
    """

    def __init__(self, mean, std, is_scale=True):
        self.mean = mean
        self.std = std
        self.is_scale = is_scale

    def __call__(self, im, im_info=None):
        im = im.astype(np.float32, copy=False)
        if self.is_scale:
            im = im / 255.0
        im -= np.array(self.mean)[np.newaxis, np.newaxis, :]
        im /= np.array(self.std)[np.newaxis, np.newaxis, :]
        return im, im_info


class DetectionResize(object):
    """To a size.

    :param target_size: a length, or [height, width]
    :param keep_ratio: the short side to the smaller of both, unless the long one would be above the larger
    :param interpolation: one of OpenCV's; linear
    """

    def __init__(self, target_size, keep_ratio=True, interpolation=1):
        self.target_size = [target_size, target_size] if isinstance(target_size, int) else target_size
        self.keep_ratio = keep_ratio
        self.interpolation = interpolation

    def __call__(self, im, im_info=None):
        assert len(self.target_size) == 2
        assert self.target_size[0] > 0 and self.target_size[1] > 0
        down, across = self.generate_scale(im)
        im = cv2.resize(im, None, None, fx=across, fy=down, interpolation=self.interpolation)
        if im_info is not None:
            im_info["im_shape"] = np.array(im.shape[:2]).astype("float32")
            im_info["scale_factor"] = np.array([down, across]).astype("float32")
        return im, im_info

    def generate_scale(self, im):
        """The factors (down, across)."""
        height, width = im.shape[:2]
        if not self.keep_ratio:
            return self.target_size[0] / float(height), self.target_size[1] / float(width)
        scale = float(np.min(self.target_size)) / float(min(height, width))
        most = np.max(self.target_size)
        if np.round(scale * max(height, width)) > most:
            scale = float(most) / float(max(height, width))
        return scale, scale


class DetectionTranspose(object):
    """The axes in another order."""

    def __init__(self, transpose_target):
        self.transpose_target = transpose_target

    def __call__(self, im, im_info=None):
        return F.transpose(im, self.transpose_target), im_info


class DetectionPadStride(object):
    """``[channels, height, width]`` filled with 0 up to multiples of a stride.

    :param stride: 0 or less leaves it, and then returns it alone
    """

    def __init__(self, stride=0):
        self.coarsest_stride = stride

    def __call__(self, im, im_info=None):
        return im if self.coarsest_stride <= 0 else (F.pad_to_stride(im, self.coarsest_stride), im_info)
