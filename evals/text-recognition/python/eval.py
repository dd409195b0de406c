# -*- coding: utf-8 -*-
"""Text recognition with PP-OCRv4 on onnxruntime: reads the lines that text detection has found, or a picture of one line.

The lines are in the request's attribute or params, {"bboxes": [[x1, y1, .., x4, y4]]}, as text detection answers them.
Answers {"texts": [..], "bboxes": [..], "scores": [..]}, in their order.
"""
import math
import os

MAX_PIXELS = 4999 * 4999
os.environ['OPENCV_IO_MAX_IMAGE_PIXELS'] = str(MAX_PIXELS)  # cv2 reads it once, when it is imported

import cv2
import numpy as np

from evals.utils import create_net_handler, net_inference_handler, file_check, value_check, CTX
from evals.utils.error import *

from lines import LineReader, corners, cut

MAX_LINES = 256


@create_net_handler
def create_net(configs):
    keys = file_check(configs['model_files'], 'keys.txt')
    path = file_check(configs['model_files'], 'text-recognition.onnx')
    threads = value_check(configs['custom_params'], 'threads', must=False, default=1)
    model = LineReader(path, keys, threads)
    CTX.logger.info('loaded %s, %d keys', path, len(model.keys))
    return model, 0, ''


@net_inference_handler
def net_inference(model, reqs):
    rets = []
    for req in reqs:
        try:
            rets.append({'code': 0, 'message': '', 'result': recognise(model, req)})
        except ErrorBase as e:
            CTX.logger.error('refused: %s', e.message)
            rets.append({'code': e.code, 'message': e.message, 'result': None})
    return rets, 0, ''


def recognise(model, req):
    image = load_image(req['data'])
    height, width = image.shape[:2]
    bboxes = bboxes_of(req)
    if bboxes is None:
        text, score = model.read(image)
        return {'texts': [text], 'bboxes': [[0, 0, width, 0, width, height, 0, height]], 'scores': [score]}
    bboxes = check_bboxes(bboxes, width, height)
    found = [model.read(cut(image, bbox)) for bbox in bboxes]
    return {'texts': [text for text, _ in found], 'bboxes': bboxes, 'scores': [score for _, score in found]}


def load_image(data):
    """The picture as uint8 BGR [height,width,3]. The platform's own load_image refuses lines less than 33 pixels high."""
    if isinstance(data, list):
        raise ErrorBase(400, 'a group is not supported, send one image per request')
    try:
        image = cv2.imdecode(np.frombuffer(data['body'], np.uint8), cv2.IMREAD_COLOR)
    except cv2.error:  # nothing to decode, or too many pixels
        image = None
    if image is None:
        raise ErrorBase(400, 'not a readable image of at most %d pixels' % MAX_PIXELS)
    return image


def bboxes_of(req):
    """The boxes of the attribute, else of the params; None when neither has any."""
    for said in (req['data'].get('attribute'), req.get('params')):
        if isinstance(said, dict) and said.get('bboxes') is not None:
            return said['bboxes']
    return None


def check_bboxes(bboxes, width, height):
    """Boxes as eight numbers each, also when they came as four points."""
    if not isinstance(bboxes, list) or len(bboxes) > MAX_LINES:
        raise ErrorBase(400, 'bboxes must be a list of at most %d' % MAX_LINES)
    checked = [check_bbox(bbox, i, width, height) for i, bbox in enumerate(bboxes)]
    # Lines do not lie on each other; without this rule a small request could ask for hours of work.
    if sum(area(corners(bbox)) for bbox in checked) > 2 * width * height:
        raise ErrorBase(400, 'bboxes are together larger than twice the image')
    return checked


def check_bbox(bbox, index, width, height):
    values = []
    for value in bbox if isinstance(bbox, list) else []:
        values.extend(value if isinstance(value, list) else [value])
    if len(values) != 8 or not all(isinstance(v, (int, float)) and not isinstance(v, bool) for v in values):
        raise ErrorBase(400, 'bboxes[%d] must be four points' % index)
    if not all(0 <= value <= limit for value, limit in zip(values, [width, height] * 4)):
        raise ErrorBase(400, 'bboxes[%d] is not within the image' % index)
    # Clockwise from left-top, y down: at every corner of a convex quadrilateral the border turns right.
    points = corners(values)
    if not all(turn(points[i - 2], points[i - 1], points[i]) >= 1 for i in range(4)):
        raise ErrorBase(400, 'bboxes[%d] is not convex and clockwise' % index)
    return values


def turn(a, b, c):
    """Twice the area of the triangle; negative when it turns left."""
    return (b[0] - a[0]) * (c[1] - b[1]) - (b[1] - a[1]) * (c[0] - b[0])


def area(points):
    """Of the line that is cut out."""
    width = max(side(points[0], points[1]), side(points[2], points[3]))
    return width * max(side(points[0], points[3]), side(points[1], points[2]))


def side(a, b):
    dx, dy = a[0] - b[0], a[1] - b[1]
    return math.sqrt(dx * dx + dy * dy)
