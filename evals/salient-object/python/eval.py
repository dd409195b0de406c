# -*- coding: utf-8 -*-
"""Cuts out what a picture shows with U2-NetP, on onnxruntime.

Answers {"mask": a PNG as data URI, "detections": [{"index", "class", "color", "pts", "score"}]}, the largest object
first. The mask has the picture's size; each object has its colour in it, the rest is black.
"""
import base64
import time
import traceback

import cv2
import numpy as np
import onnxruntime

from evals.utils import CTX, create_net_handler, file_check, monitor_rt_forward, net_inference_handler, value_check
from evals.utils.error import *
from evals.utils.image import load_image

SIZE = 320
MEAN = np.array([0.485, 0.456, 0.406], dtype=np.float32)
STD = np.array([0.229, 0.224, 0.225], dtype=np.float32)
# RGB, as many as objects are answered.
COLORS = [(230, 25, 75), (60, 180, 75), (255, 225, 25), (0, 130, 200), (245, 130, 48), (145, 30, 180), (70, 240, 240),
          (240, 50, 230)]


@create_net_handler
def create_net(configs):
    CTX.logger.info("load configs: %s", configs)
    model_file = file_check(configs["model_files"], "salient-object.onnx")
    params = configs.get("custom_params") or {}
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = int(value_check(params, "threads", False, 1))
    session = onnxruntime.InferenceSession(model_file, options, providers=["CPUExecutionProvider"])
    model = {
        "session": session,
        "input": session.get_inputs()[0].name,
        # The first of seven maps is the fused one.
        "output": session.get_outputs()[0].name,
        "threshold": float(value_check(params, "threshold", False, 0.5)),
        "min_area": float(value_check(params, "min_area", False, 0.005)),
    }
    return model, 0, ""


@net_inference_handler
def net_inference(model, reqs):
    return [infer_one(model, req) for req in reqs], 0, ""


def infer_one(model, req):
    """One request's ret; an unusable picture fails this request alone."""
    try:
        return {"code": 0, "message": "", "result": segment(model, read_image(req["data"]))}
    except ErrorBase as e:
        CTX.logger.error("%s\n%s", e, traceback.format_exc())
        return {"code": e.code, "message": str(e), "result": None}


def read_image(data):
    if isinstance(data, list):
        raise ErrorBase(400, "segmentation takes one image, not a group")
    return load_image("from body", body=data["body"])


def segment(model, image):
    start = time.time()
    prob = model["session"].run([model["output"]], {model["input"]: preprocess(image)})[0][0, 0]
    monitor_rt_forward().observe(time.time() - start)
    height, width = image.shape[:2]
    saliency = cv2.resize((prob * 255).astype(np.uint8), (width, height))
    return paint(saliency, model["threshold"] * 255, model["min_area"] * width * height)


def preprocess(image):
    """BGR uint8 HxWx3 to RGB float32 1x3x320x320, the brightest sample 1, then standardised."""
    resized = cv2.resize(image, (SIZE, SIZE), interpolation=cv2.INTER_AREA)
    rgb = cv2.cvtColor(resized, cv2.COLOR_BGR2RGB)
    scaled = (rgb.astype(np.float32) / max(rgb.max(), 1) - MEAN) / STD
    return np.ascontiguousarray(scaled.transpose(2, 0, 1)[np.newaxis])


def paint(saliency, threshold, min_area):
    """The result: connected regions of uint8 HxW that reach the threshold and have so many pixels."""
    bitmap = (saliency >= threshold).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(bitmap, connectivity=8)
    objects = [label for label in range(1, count) if stats[label, cv2.CC_STAT_AREA] >= min_area]
    objects.sort(key=lambda label: -stats[label, cv2.CC_STAT_AREA])
    mask = np.zeros(saliency.shape + (3,), dtype=np.uint8)
    detections = []
    for label, color in zip(objects, COLORS):
        inside = labels == label
        mask[inside] = color[::-1]  # cv2 wants BGR
        left, top, width, height = stats[label, :4].tolist()
        right, bottom = left + width - 1, top + height - 1
        detections.append({
            "index": 1,
            "class": "salient object",
            "color": list(color),
            "pts": [[left, top], [right, top], [right, bottom], [left, bottom]],
            "score": float(saliency[inside].mean() / 255),
        })
    return {"mask": to_data_uri(mask), "detections": detections}


def to_data_uri(mask):
    png = cv2.imencode(".png", mask)[1].tobytes()
    return "data:image/png;base64," + base64.b64encode(png).decode()
