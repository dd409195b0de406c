# -*- coding: utf-8 -*-
"""Labels for photographs in two Ops: pictures to tensors, and the best of ImageNet's 1000 classes (EfficientNet-Lite0)."""
import base64
import binascii
import os

MAX_PIXELS = 4999 * 4999
os.environ["OPENCV_IO_MAX_IMAGE_PIXELS"] = str(MAX_PIXELS)  # cv2 reads it once, when it is imported

import cv2
import numpy as np
from paddle_serving_server.web_service import Op, WebService

CLASSES_FILE = "../../photo-classification/model/classes.txt"
SIZE = 224
MAX_IMAGES = 16
REFUSED = 50


class PhotoOp(Op):
    def preprocess(self, input_dicts, data_id, log_id):
        """Pictures in base64, each under a key that begins with "image", to float32 [n,3,224,224]."""
        (_, input_dict), = input_dicts.items()
        keys = [key for key in input_dict if key.startswith("image")]
        if not 1 <= len(keys) <= MAX_IMAGES:
            return {}, False, REFUSED, "there must be 1 to %d pictures, under image, image_1 and so on" % MAX_IMAGES
        inputs = []
        for key in keys:
            image = load_image(input_dict[key])
            if image is None:
                return {}, False, REFUSED, "%s is no readable picture of at most %d pixels" % (key, MAX_PIXELS)
            inputs.append(to_input(image))
        return {"pixels": np.stack(inputs)}, False, None, ""


class LabelOp(Op):
    def init_op(self):
        with open(CLASSES_FILE, encoding="utf-8") as f:
            self.classes = f.read().splitlines()

    def preprocess(self, input_dicts, data_id, log_id):
        return {"input": input_dicts["photo"]["pixels"]}, False, None, ""

    def postprocess(self, input_dicts, fetch_dict, data_id, log_id):
        result = {"class_id": [], "label": [], "prob": []}
        for scores in fetch_dict["probabilities"]:
            best = int(np.argmax(scores))
            result["class_id"].append(best)
            result["label"].append(self.classes[best])
            result["prob"].append(float(scores[best]))
        return {key: str(values) for key, values in result.items()}, None, ""


class PhotoLabels(WebService):
    def get_pipeline_response(self, read_op):
        photo_op = PhotoOp(name="photo", input_ops=[read_op])
        return LabelOp(name="label", input_ops=[photo_op])


def load_image(text):
    """The picture as uint8 BGR [height,width,3]; None when it is none."""
    try:
        body = base64.b64decode(text, validate=True)
        return cv2.imdecode(np.frombuffer(body, np.uint8), cv2.IMREAD_COLOR)
    except (binascii.Error, ValueError, TypeError, cv2.error):  # no base64, nothing to decode, or too many pixels
        return None


def to_input(image):
    """The middle of the picture, 7/8 of its shorter side, as float32 [3,224,224]: planes R, G, B from -1 to 1."""
    height, width = image.shape[:2]
    side = max(min(height, width) * 7 // 8, 1)
    top, left = (height - side) // 2, (width - side) // 2
    square = image[top:top + side, left:left + side]
    resized = cv2.resize(square, (SIZE, SIZE), interpolation=cv2.INTER_AREA)
    rgb = cv2.cvtColor(resized, cv2.COLOR_BGR2RGB).astype(np.float32)
    return ((rgb - 127.) / 128.).transpose(2, 0, 1)


service = PhotoLabels(name="photo-labels")
service.prepare_pipeline_config("config.yml")
service.run_service()
