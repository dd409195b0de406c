# -*- coding: utf-8 -*-
"""Handwritten digits: one picture in, the ten classes out, best first."""
import os
import re

MAX_PIXELS = 4999 * 4999
os.environ['OPENCV_IO_MAX_IMAGE_PIXELS'] = str(MAX_PIXELS)  # cv2 reads it once, when it is imported

import cv2
import numpy as np
import onnxruntime

from evals.utils import create_net_handler, net_inference_handler, file_check, value_check, CTX
from evals.utils.error import *

SIZE = 28
CLASSES = 10


@create_net_handler
def create_net(configs):
    path = file_check(configs['model_files'], 'digits.onnx')
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = value_check(configs['custom_params'], 'threads', must=False, default=1)
    session = onnxruntime.InferenceSession(path, options, providers=['CPUExecutionProvider'])
    CTX.logger.info('loaded %s', path)
    return {'session': session, 'batch_size': configs['batch_size']}, 0, ''


@net_inference_handler
def net_inference(model, reqs):
    if len(reqs) > model['batch_size']:
        raise ErrorOutOfBatchSize(model['batch_size'])
    rets, inputs = [None] * len(reqs), {}
    for i, req in enumerate(reqs):
        try:
            inputs[i] = to_input(load_image(req['data']))
        except ErrorBase as e:
            CTX.logger.error('refused: %s', e.message)
            rets[i] = {'code': e.code, 'message': e.message, 'result': {}}
    for i, scores in zip(inputs, classify(model['session'], list(inputs.values()))):
        result = {'confidences': rank(scores, limit_of(reqs[i].get('params')))}
        rets[i] = {'code': 0, 'message': '', 'result': result}
    return rets, 0, ''


def load_image(data):
    """The picture as uint8 BGR [height,width,3]. The platform's own load_image refuses 32x32 and smaller."""
    if isinstance(data, list):
        raise ErrorBase(400, 'a group is not supported, send one image per request')
    body = data.get('body')
    if body is None:
        body = read_file(data.get('uri'))
    try:
        image = cv2.imdecode(np.frombuffer(body, np.uint8), cv2.IMREAD_COLOR)
    except cv2.error:  # nothing to decode, or too many pixels
        image = None
    if image is None:
        raise ErrorBase(400, 'not a readable image of at most %d pixels' % MAX_PIXELS)
    return image


def read_file(path):
    if not path or not os.path.isfile(path):
        raise ErrorFileNotExist(path)
    with open(path, 'rb') as f:
        return f.read()


def to_input(image):
    """Grey, ink 1 and paper 0, as float32 [1,28,28]; the model normalises it further."""
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    resized = cv2.resize(grey, (SIZE, SIZE), interpolation=cv2.INTER_LINEAR)
    return resized.astype(np.float32).reshape(1, SIZE, SIZE) / 255.


def classify(session, inputs):
    """Probabilities, float32 [N,10], of N inputs."""
    return session.run(['probabilities'], {'input': np.stack(inputs)})[0] if inputs else []


def limit_of(params):
    """params.limit, a whole number or digit text; all classes when it is absent or out of range."""
    limit = params.get('limit') if isinstance(params, dict) else None
    found = re.match(r'0*([1-9]|10)(\.0)?\Z', '%s' % (limit,))  # 5.0 is a whole number in JSON
    return int(found.group(1)) if found else CLASSES


def rank(scores, limit):
    best = np.argsort(-scores, kind='stable')[:limit]
    return [{'index': int(i), 'class': str(i), 'score': float(scores[i])} for i in best]
