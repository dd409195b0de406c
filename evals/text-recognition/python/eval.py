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
import onnxruntime

from evals.utils import create_net_handler, net_inference_handler, file_check, value_check, CTX
from evals.utils.error import *

MAX_LINES = 256
HEIGHT = 48
MIN_WIDTH, MAX_WIDTH = 320, 3200
BLANK = 0


@create_net_handler
def create_net(configs):
    with open(file_check(configs['model_files'], 'keys.txt'), 'rb') as f:
        keys = f.read().decode('utf-8').splitlines()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = value_check(configs['custom_params'], 'threads', must=False, default=1)
    path = file_check(configs['model_files'], 'text-recognition.onnx')
    session = onnxruntime.InferenceSession(path, options, providers=['CPUExecutionProvider'])
    CTX.logger.info('loaded %s, %d keys', path, len(keys))
    return {'session': session, 'keys': [''] + keys + [' ']}, 0, ''


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
        text, score = read(model, image)
        return {'texts': [text], 'bboxes': [[0, 0, width, 0, width, height, 0, height]], 'scores': [score]}
    bboxes = check_bboxes(bboxes, width, height)
    found = [read(model, cut(image, bbox)) for bbox in bboxes]
    return {'texts': [text for text, _ in found], 'bboxes': bboxes, 'scores': [score for _, score in found]}


def read(model, line):
    return decode(infer(model['session'], line), model['keys'])


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


def corners(bbox):
    """Four points, as precise as cv2 takes them."""
    values = [float(np.float32(value)) for value in bbox]
    return list(zip(values[0::2], values[1::2]))


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


def cut(image, bbox):
    """The line in a box, made straight; one that stands is laid down, its top to the left."""
    points = np.array(corners(bbox), np.float32)
    width = int(max(np.linalg.norm(points[0] - points[1]), np.linalg.norm(points[2] - points[3]), 1))
    height = int(max(np.linalg.norm(points[0] - points[3]), np.linalg.norm(points[1] - points[2]), 1))
    upright = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    matrix = cv2.getPerspectiveTransform(points, upright)
    line = cv2.warpPerspective(image, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.rot90(line) if height >= width * 1.5 else line


def infer(session, line):
    """Probabilities, float32 [steps,97]: at every step of 8 pixels, of no sign and of each sign of keys."""
    return session.run(None, {session.get_inputs()[0].name: to_input(line)})[0][0]


def to_input(line):
    """A line as float32 [1,3,48,W], planes B, G, R from -1 to 1; what is shorter than 320 gets zeros on its right."""
    height, width = line.shape[:2]
    width = min(max(int(math.ceil(HEIGHT * width / float(height))), 1), MAX_WIDTH)
    resized = cv2.resize(line, (width, HEIGHT), interpolation=cv2.INTER_LINEAR)
    padded = np.zeros((1, 3, HEIGHT, max(width, MIN_WIDTH)), np.float32)
    padded[0, :, :, :width] = ((resized.astype(np.float32) / 255. - 0.5) / 0.5).transpose(2, 0, 1)
    return padded


def decode(probabilities, keys):
    """CTC: the best key of every step, without blanks and repetitions; and the mean of their probabilities."""
    best = probabilities.argmax(axis=1)
    steps = [i for i in range(len(best)) if best[i] != BLANK and (i == 0 or best[i] != best[i - 1])]
    text = ''.join(keys[best[i]] for i in steps)
    score = sum(float(probabilities[i, best[i]]) for i in steps) / max(len(steps), 1)
    return text, score
