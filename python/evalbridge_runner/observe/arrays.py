"""Arrays of all libraries as numbers in little-endian byte order, row by row, without importing any of these libraries."""

DTYPES = {
    "b1": u"bool", "u1": u"uint8", "i1": u"int8", "u2": u"uint16", "i2": u"int16", "u4": u"uint32", "i4": u"int32",
    "u8": u"uint64", "i8": u"int64", "f2": u"float16", "f4": u"float32", "f8": u"float64"}
# Pillow's modes: type of a sample, samples per pixel.
MODES = {
    "L": (u"uint8", 1), "P": (u"uint8", 1), "LA": (u"uint8", 2), "La": (u"uint8", 2), "RGB": (u"uint8", 3),
    "HSV": (u"uint8", 3), "LAB": (u"uint8", 3), "YCbCr": (u"uint8", 3), "RGBA": (u"uint8", 4), "RGBa": (u"uint8", 4),
    "RGBX": (u"uint8", 4), "CMYK": (u"uint8", 4), "I;16": (u"uint16", 1), "I": (u"int32", 1), "F": (u"float32", 1)}
TENSOR_LIBRARIES = frozenset(("tensorflow", "paddle"))
SAMPLE_BYTES = {u"uint8": 1, u"uint16": 2, u"int32": 4, u"float32": 4}


class RawArray(object):
    """An array whose numbers are not copied yet.

    :param size: of the numbers (bytes)
    :param numbers: returns them
    """

    def __init__(self, dtype, shape, size, numbers):
        self.dtype = dtype
        self.shape = shape
        self.size = size
        self.numbers = numbers


def raw_array(value):
    """A RawArray of an array, a tensor or a picture; None of anything else."""
    if hasattr(value, "mode") and hasattr(value, "size") and hasattr(value, "tobytes"):
        return _of_picture(value)
    return _of_array(_as_numpy(value))


def _as_numpy(value):
    if hasattr(value, "dtype") and hasattr(value, "strides"):
        return value
    libraries = set(base.__module__.partition(".")[0] for base in type(value).__mro__)
    if "torch" in libraries and hasattr(value, "detach"):
        value = value.detach().cpu()
        # numpy has no bfloat16.
        return (value.float() if str(value.dtype) == "torch.bfloat16" else value).numpy()
    return value.numpy() if libraries & TENSOR_LIBRARIES and hasattr(value, "numpy") else None


def _of_array(array):
    if array is None or not hasattr(array, "nbytes"):
        return None
    dtype = DTYPES.get(array.dtype.str[1:])
    if dtype is None:
        return None
    if array.dtype.str[0] == ">":
        array = array.astype(array.dtype.newbyteorder("<"))
    # The name of old versions.
    numbers = array.tobytes if hasattr(array, "tobytes") else array.tostring
    return RawArray(dtype, array.shape, array.nbytes, numbers)


def _of_picture(picture):
    if picture.mode == "1":
        picture = picture.convert("L")
    if picture.mode not in MODES:
        return None
    dtype, channels = MODES[picture.mode]
    width, height = picture.size
    shape = (height, width) if channels == 1 else (height, width, channels)
    return RawArray(dtype, shape, width * height * channels * SAMPLE_BYTES[dtype], picture.tobytes)
