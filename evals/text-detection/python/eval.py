# -*- coding: utf-8 -*-
"""Text detection with PP-OCRv4 (DB) on onnxruntime.

Answers {"detections": [{"pts", "index", "class", "score"}], "bboxes": [[x1, y1, .., x4, y4]]}: per text line four
integer corners in pixels of the input picture, clockwise from left-top, lines sorted from top to bottom.
"""
import time
import traceback

import cv2
import numpy as np
import onnxruntime

from evals.utils import CTX, create_net_handler, file_check, monitor_rt_forward, net_inference_handler, value_check
from evals.utils.error import *
from evals.utils.image import load_image

from db_postprocess import DBPostProcess

STRIDE = 32
# The model was trained with ImageNet's RGB statistics on BGR pictures; keep it so.
SCALE = np.float32(1.0 / 255.0)
MEAN = np.array([0.485, 0.456, 0.406], dtype=np.float32)
STD = np.array([0.229, 0.224, 0.225], dtype=np.float32)


@create_net_handler
def create_net(configs):
    CTX.logger.info("load configs: %s", configs)
    model_file = file_check(configs["model_files"], "text-detection.onnx")
    params = configs.get("custom_params") or {}
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = int(value_check(params, "threads", False, 1))
    session = onnxruntime.InferenceSession(model_file, options, providers=["CPUExecutionProvider"])
    model = {
        "session": session,
        "input": session.get_inputs()[0].name,
        "limit_side_len": int(value_check(params, "det_limit_side_len", False, 960)),
        "postprocess": DBPostProcess(
            thresh=float(value_check(params, "det_db_thresh", False, 0.3)),
            box_thresh=float(value_check(params, "det_db_box_thresh", False, 0.6)),
            unclip_ratio=float(value_check(params, "det_db_unclip_ratio", False, 1.5)),
        ),
    }
    return model, 0, ""


@net_inference_handler
def net_inference(model, reqs):
    return [infer_one(model, req) for req in reqs], 0, ""


def infer_one(model, req):
    """One request's ret; an unusable picture fails this request alone."""
    try:
        image = read_image(req["data"])
        return {"code": 0, "message": "", "result": detect(model, image)}
    except ErrorBase as e:
        CTX.logger.error("%s\n%s", e, traceback.format_exc())
        return {"code": e.code, "message": str(e), "result": None}


def read_image(data):
    if isinstance(data, list):
        raise ErrorBase(400, "text detection takes one image, not a group")
    # The first argument only names the picture in messages; data["uri"] would show clients a path of this machine.
    return load_image("from body", body=data["body"])


def detect(model, image):
    start = time.time()
    prob = model["session"].run(None, {model["input"]: preprocess(image, model["limit_side_len"])})[0][0, 0]
    monitor_rt_forward().observe(time.time() - start)
    height, width = image.shape[:2]
    boxes, scores = model["postprocess"](prob, width, height)
    return format_result(boxes, scores)


def preprocess(image, limit_side_len):
    """BGR uint8 HxWx3 to float32 1x3xH'xW', the longer side at most limit_side_len, both multiples of 32."""
    height, width = image.shape[:2]
    ratio = min(1.0, float(limit_side_len) / max(height, width))
    size = (round_to_stride(int(width * ratio)), round_to_stride(int(height * ratio)))
    resized = cv2.resize(image, size, interpolation=cv2.INTER_LINEAR)
    normalised = (resized.astype(np.float32) * SCALE - MEAN) / STD
    return np.ascontiguousarray(normalised.transpose(2, 0, 1)[np.newaxis])


def round_to_stride(length):
    return max(int(round(length / float(STRIDE))) * STRIDE, STRIDE)


def format_result(boxes, scores):
    order = sorted(range(len(boxes)), key=lambda i: (boxes[i][0][1], boxes[i][0][0]))
    return {
        "detections": [{"pts": boxes[i], "index": 1, "class": "text", "score": scores[i]} for i in order],
        "bboxes": [[value for point in boxes[i] for value in point] for i in order],
    }
