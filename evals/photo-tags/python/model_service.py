# -*- coding: utf-8 -*-
"""Tags for photographs: the best of ImageNet's 1000 classes for each picture of a request (EfficientNet-Lite0)."""
import base64
import binascii
import logging
import os
from typing import Dict, List

MAX_PIXELS = 4999 * 4999
os.environ["OPENCV_IO_MAX_IMAGE_PIXELS"] = str(MAX_PIXELS)  # cv2 reads it once, when it is imported

import cv2
import numpy as np
import onnxruntime
import tiinfer
from mosec.errors import ValidationError

MODEL_FILE = "model/photo-classification.onnx"
CLASSES_FILE = "model/classes.txt"
SIZE = 224
MAX_IMAGES = 16
LIMIT, MAX_LIMIT = 5, 1000


class PhotoTags(tiinfer.Model):
    def __init__(self, model_dir: str):
        super().__init__(model_dir)
        self.model_name = "photo-tags"
        self.result_type = "classification"
        self.session = None
        self.classes = []  # type: List[str]

    def load(self) -> bool:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        path = os.path.join(self.model_dir, MODEL_FILE)
        self.session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
        with open(os.path.join(self.model_dir, CLASSES_FILE), encoding="utf-8") as f:
            self.classes = f.read().splitlines()
        logging.info("loaded %s, %d classes", path, len(self.classes))
        return True

    def preprocess(self, request: Dict) -> Dict:
        """{"images": [base64, ..], "limit": 5} to {"inputs": float32 [n,3,224,224], "limit": 5}"""
        images = request.get("images") if isinstance(request, dict) else None
        if not isinstance(images, list) or not 1 <= len(images) <= MAX_IMAGES:
            raise ValidationError("images must be a list of 1 to %d pictures in base64" % MAX_IMAGES)
        limit = request.get("limit", LIMIT)
        if not is_number(limit) or limit % 1 != 0 or not 1 <= limit <= MAX_LIMIT:
            raise ValidationError("limit must be a whole number from 1 to %d" % MAX_LIMIT)
        inputs = [to_input(load_image(image, i)) for i, image in enumerate(images)]
        return {"inputs": np.stack(inputs), "limit": int(limit)}

    def predict(self, request: Dict) -> Dict:
        scores = self.session.run(["probabilities"], {"input": request["inputs"]})[0]
        return {"scores": scores, "limit": request["limit"]}

    def postprocess(self, request: Dict) -> Dict:
        tags = [self.rank(scores, request["limit"]) for scores in request["scores"]]
        return {"result": {"type": self.result_type, "model_name": self.model_name, "tags": tags}}

    def rank(self, scores, limit):
        best = np.argsort(-scores, kind="stable")[:limit]
        return [{"index": int(i), "class": self.classes[i], "score": float(scores[i])} for i in best]


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def load_image(text, index):
    """The picture as uint8 BGR [height,width,3]."""
    image = None
    try:
        body = base64.b64decode(text, validate=True) if isinstance(text, str) else b""
        image = cv2.imdecode(np.frombuffer(body, np.uint8), cv2.IMREAD_COLOR)
    except (binascii.Error, ValueError, cv2.error):  # no base64, nothing to decode, or too many pixels
        pass
    if image is None:
        raise ValidationError("images[%d] is no readable picture of at most %d pixels" % (index, MAX_PIXELS))
    return image


def to_input(image):
    """The middle of the picture, 7/8 of its shorter side, as float32 [3,224,224]: planes R, G, B from -1 to 1."""
    height, width = image.shape[:2]
    side = max(min(height, width) * 7 // 8, 1)
    top, left = (height - side) // 2, (width - side) // 2
    square = image[top:top + side, left:left + side]
    resized = cv2.resize(square, (SIZE, SIZE), interpolation=cv2.INTER_AREA)
    rgb = cv2.cvtColor(resized, cv2.COLOR_BGR2RGB).astype(np.float32)
    return ((rgb - 127.) / 128.).transpose(2, 0, 1)
