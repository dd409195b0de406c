# -*- coding: utf-8 -*-
"""Text detection with PP-OCRv4 (DB) on onnxruntime.

Answers {"detections": [{"pts", "index", "class", "score"}], "bboxes": [[x1, y1, .., x4, y4]]}: per text line four
integer corners in pixels of the input picture, clockwise from left-top, lines sorted from top to bottom.
"""
import time
import traceback

import onnxruntime

from evals.utils import CTX, create_net_handler, file_check, monitor_rt_forward, net_inference_handler, value_check
from evals.utils.error import *
from evals.utils.image import load_image

from db_postprocess import DBPostProcess
from db_preprocess import preprocess


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


def format_result(boxes, scores):
    order = sorted(range(len(boxes)), key=lambda i: (boxes[i][0][1], boxes[i][0][0]))
    return {
        "detections": [{"pts": boxes[i], "index": 1, "class": "text", "score": scores[i]} for i in order],
        "bboxes": [[value for point in boxes[i] for value in point] for i in order],
    }
