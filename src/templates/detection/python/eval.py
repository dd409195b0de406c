# -*- coding: utf-8 -*-
"""One picture in, what was found in it out, best first."""
import cv2
import numpy as np
import onnxruntime

from evals.utils import CTX, create_net_handler, file_check, net_inference_handler
from evals.utils.error import ErrorBase
from evals.utils.image import load_image

SIZE = 256
MAX_OVERLAP = 0.3


@create_net_handler
def create_net(configs):
    files = configs['model_files']
    session = onnxruntime.InferenceSession(file_check(files, 'blobs.onnx'), providers=['CPUExecutionProvider'])
    with open(file_check(files, 'labels.txt')) as f:
        labels = f.read().splitlines()
    return {'session': session, 'labels': labels}, 0, ''


@net_inference_handler
def net_inference(model, reqs):
    return [infer_one(model, req) for req in reqs], 0, ''


def infer_one(model, req):
    """One request's answer; a picture that cannot be used fails this request alone."""
    try:
        threshold = threshold_of(req['params'])
        image = load(req['data'])
    except ErrorBase as e:
        CTX.logger.error('refused: %s', e)
        return {'code': e.code, 'message': str(e)}
    tensor, scale, offset = preprocess(image)
    output = model['session'].run(['boxes'], {'input': tensor})[0][0]
    detections = [
        {'index': int(index), 'class': model['labels'][index], 'score': float(score), 'pts': corners}
        for box, index, score in find(output, threshold)
        for corners in [corners_of(box, scale, offset, image.shape)]
    ]
    return {'code': 0, 'message': '', 'result': {'detections': detections}}


def load(data):
    """The picture as uint8 BGR [height, width, 3]."""
    if isinstance(data, list):
        raise ErrorBase(400, 'a group is not supported, send one picture per request')
    return load_image(data['uri'], body=data['body'])


def threshold_of(params):
    """params.threshold: the least of the scores that are answered."""
    threshold = params.get('threshold', 0.5) if isinstance(params, dict) else None
    if type(threshold) in (int, float) and 0 <= threshold <= 1:
        return threshold
    raise ErrorBase(400, 'params.threshold must be a number from 0 to 1')


def preprocess(image):
    """The model's input, float32 [1, 3, 256, 256], RGB from 0 to 1: letterboxed, and how to undo that."""
    height, width = image.shape[:2]
    scale = min(float(SIZE) / width, float(SIZE) / height)
    fitted = cv2.resize(image, (max(1, int(round(width * scale))), max(1, int(round(height * scale)))))
    rest_y, rest_x = SIZE - fitted.shape[0], SIZE - fitted.shape[1]
    left, top = rest_x // 2, rest_y // 2
    boxed = cv2.copyMakeBorder(fitted, top, rest_y - top, left, rest_x - left, cv2.BORDER_CONSTANT, value=(114,) * 3)
    tensor = boxed[np.newaxis, :, :, ::-1].transpose(0, 3, 1, 2).astype(np.float32) / 255
    return tensor, scale, (left, top)


def find(output, threshold):
    """
    Boxes as (left, top, right, bottom) in pixels of the model's input with their class and score, best first.

    output: float32 [4 + classes, N]: rows of centre x, centre y, width, height, then one of scores for each class
    """
    scores = output[4:].max(axis=0)
    candidates = np.flatnonzero(scores >= threshold)
    candidates = candidates[np.argsort(-scores[candidates], kind='stable')]
    centres, sizes = output[0:2].T, output[2:4].T
    boxes = np.hstack([centres - sizes / 2, centres + sizes / 2])
    classes = output[4:].argmax(axis=0)
    kept = []
    for i in candidates:
        if not any(classes[k] == classes[i] and overlap(boxes[k], boxes[i]) > MAX_OVERLAP for k in kept):
            kept.append(i)
    return [(boxes[i], classes[i], scores[i]) for i in kept]


def overlap(a, b):
    """Intersection over union."""
    width, height = np.maximum(0, np.minimum(a[2:], b[2:]) - np.maximum(a[:2], b[:2]))
    common = width * height
    return common / (np.prod(a[2:] - a[:2]) + np.prod(b[2:] - b[:2]) - common)


def corners_of(box, scale, offset, shape):
    """The box's corners in the picture, clockwise from left-top, in whole pixels."""
    height, width = shape[:2]
    left, right = (clamp((float(x) - offset[0]) / scale, width) for x in box[0::2])
    top, bottom = (clamp((float(y) - offset[1]) / scale, height) for y in box[1::2])
    return [[left, top], [right, top], [right, bottom], [left, bottom]]


def clamp(position, length):
    return min(max(int(np.floor(position + 0.5)), 0), length - 1)
