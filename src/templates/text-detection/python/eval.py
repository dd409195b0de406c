# -*- coding: utf-8 -*-
"""One picture in, its lines of text out, from top to bottom."""
import cv2
import numpy as np
import onnxruntime

from evals.utils import CTX, create_net_handler, file_check, net_inference_handler
from evals.utils.error import ErrorBase
from evals.utils.image import load_image

MAX_SIDE = 960  # the longest side that the model sees, in pixels
MIN_HEIGHT, MIN_WIDTH = 4, 12  # lower or narrower regions of the model's map are no text
MARGIN = 0.15  # what the map lacks of a line above and below, as a part of the region's height


@create_net_handler
def create_net(configs):
    path = file_check(configs['model_files'], 'text-lines.onnx')
    return onnxruntime.InferenceSession(path, providers=['CPUExecutionProvider']), 0, ''


@net_inference_handler
def net_inference(model, reqs):
    return [infer_one(model, req) for req in reqs], 0, ''


def infer_one(session, req):
    """One request's answer; a picture that cannot be used fails this request alone."""
    try:
        threshold = threshold_of(req['params'])
        image = load(req['data'])
    except ErrorBase as e:
        CTX.logger.error('refused: %s', e)
        return {'code': e.code, 'message': str(e)}
    probabilities = session.run(['probabilities'], {'input': preprocess(image)})[0][0, 0]
    lines = [(box_of(region, probabilities.shape, image.shape), score) for region, score in find(probabilities, threshold)]
    lines.sort(key=lambda line: (line[0][0][1], line[0][0][0]))
    detections = [{'index': 1, 'class': 'text', 'score': score, 'pts': pts} for pts, score in lines]
    bboxes = [[number for point in pts for number in point] for pts, _ in lines]
    return {'code': 0, 'message': '', 'result': {'detections': detections, 'bboxes': bboxes}}


def load(data):
    """The picture as uint8 BGR [height, width, 3]."""
    if isinstance(data, list):
        raise ErrorBase(400, 'a group is not supported, send one picture per request')
    return load_image(data['uri'], body=data['body'])


def threshold_of(params):
    """params.threshold: from which probability on a pixel belongs to text."""
    threshold = params.get('threshold', 0.5) if isinstance(params, dict) else None
    if type(threshold) in (int, float) and 0 <= threshold <= 1:
        return threshold
    raise ErrorBase(400, 'params.threshold must be a number from 0 to 1')


def preprocess(image):
    """The model's input: float32 [1, 3, h, w], RGB from 0 to 1."""
    height, width = image.shape[:2]
    scale = min(1.0, float(MAX_SIDE) / max(width, height))
    size = max(1, int(width * scale)), max(1, int(height * scale))
    resized = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
    return resized[np.newaxis, :, :, ::-1].transpose(0, 3, 1, 2).astype(np.float32) / 255


def find(probabilities, threshold):
    """Regions of the map as (left, top, width, height) with the mean of their probabilities."""
    marked = (probabilities >= threshold).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(marked, connectivity=8)
    for label, (left, top, width, height, _) in enumerate(stats):
        if label > 0 and width >= MIN_WIDTH and height >= MIN_HEIGHT:
            yield (left, top, width, height), float(probabilities[labels == label].mean(dtype=np.float64))


def box_of(region, map_shape, shape):
    """The region's corners in the picture, clockwise from left-top, in whole pixels."""
    left, top, width, height = (int(number) for number in region)
    scale_y, scale_x = float(shape[0]) / map_shape[0], float(shape[1]) / map_shape[1]
    margin = height * MARGIN
    x0, x1 = int(np.floor(left * scale_x)), int(np.ceil((left + width) * scale_x)) - 1
    y0 = max(0, int(np.floor((top - margin) * scale_y)))
    y1 = min(shape[0], int(np.ceil((top + height + margin) * scale_y))) - 1
    return [[x0, y0], [x1, y0], [x1, y1], [x0, y1]]
