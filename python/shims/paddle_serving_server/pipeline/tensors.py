"""Arrays of requests (spec: paddle-pipeline, section B2)."""
import io

# By `elem_type`: the field with the values, and their type in numpy.
TYPES = {
    0: ("int64_data", "int64"), 1: ("float_data", "float32"), 2: ("int_data", "int32"), 3: ("float64_data", "float64"),
    4: ("int_data", "int16"), 5: ("float_data", "float16"), 6: ("uint32_data", "uint16"), 7: ("uint32_data", "uint8"),
    8: ("int_data", "int8"), 9: ("bool_data", "bool"),
}
COMPLEX, STRING, BYTES = (10, 11), 12, 13


def unpack(tensor):
    """A Tensor as a dict: its name with an array or text, and, where it says so, its name and ``.lod`` with another.

    :raises ValueError: there is no such type, or the values do not have the shape
    """
    kind = tensor.elem_type
    if kind == STRING:
        return {tensor.name: "".join(tensor.str_data)}
    if kind in COMPLEX:
        raise ValueError("Sorry, the type {} of tensor {} is not supported.".format(kind, tensor.name))
    if kind != BYTES and kind not in TYPES:
        raise ValueError("elem_type:{} error".format(kind))
    import numpy
    values = {tensor.name: _array(numpy, tensor)}
    if tensor.lod:
        values[tensor.name + ".lod"] = numpy.array(tensor.lod).astype("int32").reshape(2, -1)
    return values


def _array(numpy, tensor):
    if tensor.elem_type == BYTES:
        # Never a pickle: it comes from a client.
        return numpy.load(io.BytesIO(tensor.byte_data), allow_pickle=False)
    field, dtype = TYPES[tensor.elem_type]
    if any(length < 0 for length in tensor.shape):
        raise ValueError("negative dimensions are not allowed")
    return numpy.array(getattr(tensor, field)).astype(dtype).reshape(tensor.shape)
