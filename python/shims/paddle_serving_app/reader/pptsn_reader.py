"""Steps of video networks: each takes a dict of what is known of a video, and returns it with more.

``imgs`` are pictures of Pillow's, until Image2Array makes one array of them.
"""
from collections.abc import Sequence

from paddle_serving_app.lazy import Image, cv2, np

from .video_reader import Sampler, VideoDecoder  # noqa: F401


class CenterCrop(object):
    """A square in the middle of each picture.

    :param target_size: its side, pixels
    :param do_round: its corner is rounded, not cut off
    :param backend: "pillow", or "cv2" for arrays
    """

    def __init__(self, target_size, do_round=True, backend="pillow"):
        self.target_size = target_size
        self.do_round = do_round
        self.backend = backend

    def __call__(self, results):
        results["imgs"] = [self._crop(img) for img in results["imgs"]]
        return results

    def _crop(self, img):
        side = self.target_size
        width, height = img.size if self.backend == "pillow" else img.shape[1::-1]
        assert width >= side and height >= side, "image width({}) and height({}) should be larger than crop size".format(
            width, height)
        left, top = self._start(width), self._start(height)
        if self.backend == "pillow":
            return img.crop((left, top, left + side, top + side))
        return img[top:top + side, left:left + side]

    def _start(self, length):
        rest = length - self.target_size
        return int(round(rest / 2.0)) if self.do_round else rest // 2


class Scale(object):
    """Each picture to a short side of ``short_size`` pixels.

    :param fixed_ratio: 4 : 3
    :param keep_ratio: the picture's own; else a square
    :param backend: "pillow", or "cv2": then arrays where ``keep_ratio`` is said
    """

    def __init__(self, short_size, fixed_ratio=True, keep_ratio=None, do_round=False, backend="pillow"):
        assert (fixed_ratio and not keep_ratio) or (not fixed_ratio), "fixed_ratio and keep_ratio cannot be true at the same time"
        assert backend in ["pillow", "cv2"], "Scale's backend must be pillow or cv2, but get %s" % backend
        self.short_size = short_size
        self.fixed_ratio = fixed_ratio
        self.keep_ratio = keep_ratio
        self.do_round = do_round
        self.backend = backend

    def __call__(self, results):
        results["imgs"] = [self._scale(img) for img in results["imgs"]]
        return results

    def _scale(self, img):
        size = self._size(*(img.shape[1::-1] if isinstance(img, np.ndarray) else img.size))
        if self.backend == "pillow":
            return img.resize(size, Image.BILINEAR)
        if self.keep_ratio is not None:
            return cv2.resize(img, size, interpolation=cv2.INTER_LINEAR)
        return Image.fromarray(cv2.resize(np.asarray(img), size, interpolation=cv2.INTER_LINEAR))

    def _size(self, width, height):
        short = self.short_size
        if self.fixed_ratio or not self.keep_ratio:
            longer = int(short * 4.0 / 3.0) if self.fixed_ratio else short
            return (short, longer) if width <= height else (longer, short)
        factor = short / min(width, height)
        if self.do_round:
            return int(width * factor + 0.5), int(height * factor + 0.5)
        # The short side by the long one, and the other way round, as ever.
        return int(width * short / height), int(height * short / width)


class TenCrop(object):
    """Five squares of each picture, corners and middle, and their mirror images."""

    def __init__(self, target_size):
        self.target_size = (target_size, target_size)

    def __call__(self, results):
        imgs = results["imgs"]
        width, height = self.target_size
        across, down = (imgs[0].size[0] - width) // 4, (imgs[0].size[1] - height) // 4
        results["imgs"] = []
        for left, top in ((0, 0), (4, 0), (0, 4), (4, 4), (2, 2)):
            left, top = left * across, top * down
            crops = [img.crop((left, top, left + width, top + height)) for img in imgs]
            results["imgs"] += crops + [crop.transpose(Image.FLIP_LEFT_RIGHT) for crop in crops]
        return results


class Image2Array(object):
    """The pictures as one float32 array.

    :param transpose: channels come before height and width, else last
    :param data_format: "tchw", or "cthw": then channels first of all
    """

    def __init__(self, transpose=True, data_format="tchw"):
        assert data_format in ["tchw", "cthw"], "Target format must in ['tchw', 'cthw'], but got %s" % data_format
        self.transpose = transpose
        self.data_format = data_format

    def __call__(self, results):
        imgs = np.stack(results["imgs"]).astype("float32")
        if self.transpose:
            imgs = imgs.transpose((0, 3, 1, 2) if self.data_format == "tchw" else (3, 0, 1, 2))
        results["imgs"] = imgs
        return results


class Normalization(object):
    """``(imgs / 255 - mean) / std`` by channel.

    :param tensor_shape: of mean and deviation; [1, 1, 1, 3] for channels that come last
    :param inplace: by OpenCV, of pictures ``[height, width, channels]``, without the 255
    """

    def __init__(self, mean, std, tensor_shape=[3, 1, 1], inplace=False):
        for name, values in (("Mean", mean), ("Std", std)):
            if not isinstance(values, Sequence):
                raise TypeError("%s must be list, tuple or np.ndarray, but got %s" % (name, type(values)))
        self.inplace = inplace
        self.mean, self.std = [np.array(values, dtype=np.float32) for values in (mean, std)]
        if not inplace:
            self.mean, self.std = self.mean.reshape(tensor_shape), self.std.reshape(tensor_shape)

    def __call__(self, results):
        results["imgs"] = self._by_picture(results["imgs"]) if self.inplace else (results["imgs"] / 255.0 - self.mean) / self.std
        return results

    def _by_picture(self, imgs):
        normalized = np.array(imgs, dtype=np.float32)
        mean, inverse = np.float64(self.mean.reshape(1, -1)), 1 / np.float64(self.std.reshape(1, -1))
        for img in normalized:
            cv2.subtract(img, mean, img)
            cv2.multiply(img, inverse, img)
        return normalized
