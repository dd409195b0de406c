# -*- coding: utf-8 -*-
"""Everyday objects in photographs with COCO-SSD (SSDLite on MobileNetV2), on onnxruntime.

Answers {"detections": [{"pts", "index", "class", "score"}]}, the surest first: four corners in whole pixels of the
picture, clockwise from left-top.
"""
import time
import traceback

import cv2
import numpy as np
import onnxruntime

from evals.utils import (
    CTX, create_net_handler, file_check, monitor_rt_forward, net_inference_handler, net_preprocess_handler, value_check)
from evals.utils.error import *
from evals.utils.image import load_image

SIZE = 300
# Two boxes of one class that share more than this part of their union show the same thing.
OVERLAP = 0.6
MAX_DETECTIONS = 100


@create_net_handler
def create_net(configs):
    CTX.logger.info("load configs: %s", configs)
    model_file = file_check(configs["model_files"], "object-detection.onnx")
    params = configs.get("custom_params") or {}
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = int(value_check(params, "threads", False, 1))
    model = {
        "session": onnxruntime.InferenceSession(model_file, options, providers=["CPUExecutionProvider"]),
        "classes": read_classes(file_check(configs["model_files"], "labels.csv")),
        "threshold": float(value_check(params, "threshold", False, 0.5)),
    }
    return model, 0, ""


def read_classes(path):
    """(index, name) of every class that the model was trained on; its outputs have gaps between them."""
    with open(path) as f:
        rows = [line.strip().split(",") for line in f]
    return [(int(index), name) for index, name in rows]


@net_preprocess_handler
def net_preprocess(model, req):
    params = req.get("params")
    wrong = what_is_wrong({} if params is None else params)
    return req, 400 if wrong else 0, wrong


def what_is_wrong(params):
    if not isinstance(params, dict):
        return "params must be an object"
    if not is_number(params.get("threshold", 0)) or not 0 <= params.get("threshold", 0) <= 1:
        return "params.threshold must be a number from 0 to 1"
    if not is_number(params.get("limit", 1)) or params.get("limit", 1) % 1 != 0 or params.get("limit", 1) < 1:
        return "params.limit must be a whole number from 1 on"
    return ""


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


@net_inference_handler
def net_inference(model, reqs):
    return [infer_one(model, req) for req in reqs], 0, ""


def infer_one(model, req):
    """One request's ret; an unusable picture fails this request alone."""
    try:
        params = req.get("params") or {}
        threshold = params.get("threshold", model["threshold"])
        limit = int(params.get("limit", MAX_DETECTIONS))
        found = detect(model, read_image(req["data"]), threshold)
        return {"code": 0, "message": "", "result": {"detections": found[:min(limit, MAX_DETECTIONS)]}}
    except ErrorBase as e:
        CTX.logger.error("%s\n%s", e, traceback.format_exc())
        return {"code": e.code, "message": str(e), "result": None}


def read_image(data):
    if isinstance(data, list):
        raise ErrorBase(400, "object detection takes one image, not a group")
    return load_image("from body", body=data["body"])


def detect(model, image, threshold):
    start = time.time()
    boxes, scores = model["session"].run(["boxes", "scores"], {"image": preprocess(image)})
    monitor_rt_forward().observe(time.time() - start)
    corners = to_pixels(boxes[0], image.shape)
    found = []
    for index, name in model["classes"]:
        of_class = scores[0, :, index - 1]
        for i in suppress(boxes[0], of_class, threshold):
            left, top, right, bottom = corners[i].tolist()
            pts = [[left, top], [right, top], [right, bottom], [left, bottom]]
            found.append({"pts": pts, "index": index, "class": name, "score": float(of_class[i])})
    return sorted(found, key=lambda detection: -detection["score"])


def preprocess(image):
    """BGR uint8 HxWx3 to RGB float32 1x3x300x300 in -1..1. The picture's proportions are lost, as in the training."""
    rgb = cv2.cvtColor(cv2.resize(image, (SIZE, SIZE)), cv2.COLOR_BGR2RGB)
    scaled = rgb.astype(np.float32) * (2.0 / 255.0) - 1.0
    return np.ascontiguousarray(scaled.transpose(2, 0, 1)[np.newaxis])


def suppress(boxes, scores, threshold):
    """Non-maximum suppression in one class: indices of the boxes that stay, the surest first, as many as are answered."""
    candidates = np.where(scores >= threshold)[0]
    order = candidates[np.argsort(-scores[candidates], kind="stable")]
    top, left, bottom, right = boxes.T
    areas = (bottom - top) * (right - left)
    keep = []
    while order.size > 0 and len(keep) < MAX_DETECTIONS:
        best, rest = order[0], order[1:]
        keep.append(best)
        height = np.minimum(bottom[best], bottom[rest]) - np.maximum(top[best], top[rest])
        width = np.minimum(right[best], right[rest]) - np.maximum(left[best], left[rest])
        shared = np.maximum(height, 0) * np.maximum(width, 0)
        order = rest[shared / (areas[best] + areas[rest] - shared) <= OVERLAP]
    return keep


def to_pixels(boxes, shape):
    """Left, top, right, bottom in whole pixels of the picture, inside it."""
    height, width = shape[:2]
    scaled = np.clip(boxes[:, [1, 0, 3, 2]], 0, 1) * np.array([width, height, width, height], dtype=np.float32)
    return np.minimum(scaled.astype(np.int32), [width - 1, height - 1, width - 1, height - 1])
