"""The steps that several readers share. Pictures are numpy arrays ``[height, width, channels]`` unless it says otherwise."""
import os

from paddle_serving_app.lazy import cv2, np

NO_LIMIT = 2147483647


def decode(data):
    """Bytes of a file as a picture: BGR, uint8; None where OpenCV cannot decode them."""
    return cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)


def read(path):
    """The bytes of a file."""
    with open(path, "rb") as stream:
        return stream.read()


def required(path):
    """A dictionary's path. Paddle's own package downloaded what was missing; a service must bring it.

    :raises IOError: there is none
    """
    if not os.path.exists(path):
        raise IOError("there is no %s: the dictionary belongs into the release's folder" % path)
    return path


def transpose(img, transpose_target):
    """The axes in another order."""
    return img.transpose(transpose_target)


def normalize(img, mean, std, channel_first):
    """``(img - mean) / std`` by channel, as float32.

    :param channel_first: the picture is ``[channels, height, width]``
    """
    shape = (3, 1, 1) if channel_first else (1, 1, 3)
    img = np.array(img).astype("float32")
    # In place: computed with float64, kept as float32.
    img -= np.array(mean).reshape(shape)
    img /= np.array(std).reshape(shape)
    return img


def crop(img, target_size, center):
    """A square; in the middle, or anywhere."""
    height, width = img.shape[:2]
    if center == True:  # noqa: E712
        left, top = (width - target_size) // 2, (height - target_size) // 2
    else:
        left = np.random.randint(0, width - target_size + 1)
        top = np.random.randint(0, height - target_size + 1)
    return img[top:top + target_size, left:left + target_size, :]


def resize(img, target_size, max_size=NO_LIMIT, interpolation=None):
    """To a size.

    :param target_size: a tuple (width, height), or what the short side becomes
    :param max_size: of a side, pixels
    :param interpolation: one of OpenCV's; linear
    """
    if isinstance(target_size, tuple):
        size = min(target_size[0], max_size), min(target_size[1], max_size)
    else:
        percent = float(target_size) / min(img.shape[0], img.shape[1])
        longer = max(img.shape[0], img.shape[1])
        if np.round(percent * longer) > max_size:
            percent = float(max_size) / float(longer)
        size = int(round(img.shape[1] * percent)), int(round(img.shape[0] * percent))
    return cv2.resize(img, size, interpolation=interpolation) if interpolation else cv2.resize(img, size)


def pad_to_stride(img, stride):
    """``[channels, height, width]``, both sides filled with 0 up to a multiple; float32."""
    channels, height, width = img.shape
    padded = np.zeros((channels, _up_to(height, stride), _up_to(width, stride)), dtype=np.float32)
    padded[:, :height, :width] = img
    return padded


def _up_to(side, stride):
    return int(np.ceil(float(side) / stride) * stride)


def color_map(num_classes):
    """A colour for each class: lists of three numbers, the bits of the class spread over them."""
    return [[_channel(label, bit) for bit in range(3)] for label in range(num_classes)]


def _channel(label, bit):
    value, position = 0, 7
    while label:
        value |= (label >> bit & 1) << position
        label >>= 3
        position -= 1
    return value
