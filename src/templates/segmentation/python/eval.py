# -*- coding: utf-8 -*-
"""One picture in, a mask of its size out, and what the mask's colours are."""
import base64

import cv2
import numpy as np
import onnxruntime

from evals.utils import CTX, create_net_handler, file_check, net_inference_handler
from evals.utils.error import ErrorBase
from evals.utils.image import load_image

MAX_SIDE = 512  # the longest side that the model sees, in pixels
MIN_SHARE = 0.005  # smaller parts of the picture are not worth telling
# The model's classes and their colours (RGB) in the mask.
CLASSES = [
    ('background', (0, 0, 0)),
    ('red', (230, 25, 75)),
    ('orange', (245, 130, 48)),
    ('yellow', (255, 225, 25)),
    ('green', (60, 180, 75)),
    ('blue', (0, 130, 200)),
    ('purple', (145, 30, 180)),
]


@create_net_handler
def create_net(configs):
    path = file_check(configs['model_files'], 'coloured-regions.onnx')
    return onnxruntime.InferenceSession(path, providers=['CPUExecutionProvider']), 0, ''


@net_inference_handler
def net_inference(model, reqs):
    return [infer_one(model, req) for req in reqs], 0, ''


def infer_one(session, req):
    """One request's answer; a picture that cannot be used fails this request alone."""
    try:
        image = load(req['data'])
    except ErrorBase as e:
        CTX.logger.error('refused: %s', e)
        return {'code': e.code, 'message': str(e)}
    probabilities = session.run(['probabilities'], {'input': preprocess(image)})[0][0]
    return {'code': 0, 'message': '', 'result': result_of(probabilities, image.shape)}


def load(data):
    """The picture as uint8 BGR [height, width, 3]."""
    if isinstance(data, list):
        raise ErrorBase(400, 'a group is not supported, send one picture per request')
    return load_image(data['uri'], body=data['body'])


def preprocess(image):
    """The model's input: float32 [1, 3, h, w], RGB from 0 to 1."""
    height, width = image.shape[:2]
    scale = min(1.0, float(MAX_SIDE) / max(width, height))
    size = max(1, int(width * scale)), max(1, int(height * scale))
    resized = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
    return resized[np.newaxis, :, :, ::-1].transpose(0, 3, 1, 2).astype(np.float32) / 255


def result_of(probabilities, shape):
    """probabilities: float32 [classes, h, w]"""
    classes = probabilities.argmax(axis=0).astype(np.uint8)
    scale_y, scale_x = float(shape[0]) / classes.shape[0], float(shape[1]) / classes.shape[1]
    detections = []
    for index, (name, color) in enumerate(CLASSES):
        ys, xs = np.nonzero(classes == index)
        if index == 0 or len(ys) == 0 or len(ys) < MIN_SHARE * classes.size:
            continue
        left, top = int(np.floor(xs.min() * scale_x)), int(np.floor(ys.min() * scale_y))
        right, bottom = int(np.ceil((xs.max() + 1) * scale_x)) - 1, int(np.ceil((ys.max() + 1) * scale_y)) - 1
        detections.append({
            'index': index,
            'class': name,
            'score': float(probabilities[index, ys, xs].mean(dtype=np.float64)),
            'pts': [[left, top], [right, top], [right, bottom], [left, bottom]],
            'color': list(color),
        })
    full = cv2.resize(classes, (shape[1], shape[0]), interpolation=cv2.INTER_NEAREST)
    return {'mask': mask_of(full, [found['index'] for found in detections]), 'detections': detections}


def mask_of(classes, told):
    """A PNG of the classes' colours; what is not among the detections is background."""
    palette = np.array([color if i in told else (0, 0, 0) for i, (_, color) in enumerate(CLASSES)], np.uint8)
    png = cv2.imencode('.png', palette[classes][:, :, ::-1])[1]
    return 'data:image/png;base64,' + base64.b64encode(png.tobytes()).decode()
