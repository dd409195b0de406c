"""Makes an ONNX model of a Paddle program and its parameters.

Usage: `python to_onnx.py <program> <parameters> <model.onnx>`; without parameters an empty text stands for their file.
"""
import importlib.util
import sys

# What onnxruntime of every Python that scripts run on reads; paddle2onnx goes higher only where an operator needs it.
OPSET = 11
UPGRADE, VERBOSE, CHECK, EXPERIMENTAL, OPTIMIZE = True, False, True, True, True


def compiled_part():
    """The package itself would import paddle, which the compiled part of it does without."""
    package = importlib.util.find_spec("paddle2onnx")
    sys.path.append(package.submodule_search_locations[0])
    import paddle2onnx_cpp2py_export
    return paddle2onnx_cpp2py_export


def main(program, parameters, target):
    model = compiled_part().export(program, parameters, OPSET, UPGRADE, VERBOSE, CHECK, EXPERIMENTAL, OPTIMIZE, {},
                                   "onnxruntime", "", "", False)
    if not model:
        sys.exit("it made nothing")
    with open(target, "wb") as stream:
        stream.write(model)


if __name__ == "__main__":
    main(*sys.argv[1:])
