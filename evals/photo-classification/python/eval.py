# -*- coding: utf-8 -*-
"""Photographs: one picture in, the best of ImageNet's 1000 classes out (EfficientNet-Lite0)."""
import os
import re

MAX_PIXELS = 4999 * 4999
os.environ['OPENCV_IO_MAX_IMAGE_PIXELS'] = str(MAX_PIXELS)  # cv2 reads it once, when it is imported

import cv2
import numpy as np
import onnxruntime

from evals.utils import create_net_handler, net_inference_handler, net_preprocess_handler, file_check, value_check, CTX
from evals.utils.error import *

SIZE = 224
LIMIT = 5


@create_net_handler
def create_net(configs):
    with open(file_check(configs['model_files'], 'classes.txt'), 'rb') as f:
        classes = f.read().decode('utf-8').splitlines()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = value_check(configs['custom_params'], 'threads', must=False, default=1)
    path = file_check(configs['model_files'], 'photo-classification.onnx')
    session = onnxruntime.InferenceSession(path, options, providers=['CPUExecutionProvider'])
    CTX.logger.info('loaded %s, %d classes', path, len(classes))
    return {'session': session, 'classes': classes}, 0, ''


@net_preprocess_handler
def net_preprocess(model, req):
    """Adds the network's input to the request, or refuses it while the rest of its batch goes on."""
    try:
        req['data']['input'] = to_input(load_image(req['data']))
    except ErrorBase as e:
        CTX.logger.error('refused: %s', e.message)
        return req, e.code, e.message
    return req, 0, ''


@net_inference_handler
def net_inference(model, reqs):
    inputs = np.stack([req['data']['input'] for req in reqs])
    probabilities = model['session'].run(['probabilities'], {'input': inputs})[0]
    rets = []
    for req, scores in zip(reqs, probabilities):
        result = {'confidences': rank(scores, model['classes'], limit_of(req.get('params')))}
        rets.append({'code': 0, 'message': '', 'result': result})
    return rets, 0, ''


def load_image(data):
    """The picture as uint8 BGR [height,width,3]."""
    if isinstance(data, list):
        raise ErrorBase(400, 'a group is not supported, send one image per request')
    try:
        image = cv2.imdecode(np.frombuffer(data['body'], np.uint8), cv2.IMREAD_COLOR)
    except cv2.error:  # nothing to decode, or too many pixels
        image = None
    if image is None:
        raise ErrorBase(400, 'not a readable image of at most %d pixels' % MAX_PIXELS)
    return image


def to_input(image):
    """The middle of the picture, 7/8 of its shorter side, as float32 [3,224,224]: planes R, G, B from -1 to 1."""
    height, width = image.shape[:2]
    side = max(min(height, width) * 7 // 8, 1)
    top, left = (height - side) // 2, (width - side) // 2
    square = image[top:top + side, left:left + side]
    resized = cv2.resize(square, (SIZE, SIZE), interpolation=cv2.INTER_AREA)
    rgb = cv2.cvtColor(resized, cv2.COLOR_BGR2RGB).astype(np.float32)
    return ((rgb - 127.) / 128.).transpose(2, 0, 1)


def limit_of(params):
    """params.limit, a whole number or digit text from 1 to 1000; else the default."""
    limit = params.get('limit') if isinstance(params, dict) else None
    found = re.match(r'0*([1-9][0-9]{0,2}|1000)(\.0)?\Z', '%s' % (limit,))  # 5.0 is a whole number in JSON
    return int(found.group(1)) if found else LIMIT


def rank(scores, classes, limit):
    best = np.argsort(-scores, kind='stable')[:limit]
    return [{'index': int(i), 'class': classes[i], 'score': float(scores[i])} for i in best]
