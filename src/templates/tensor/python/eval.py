# -*- coding: utf-8 -*-
"""{"values": [numbers]} in, a score for each of them out."""
import json

import numpy as np
import onnxruntime

from evals.utils import CTX, create_net_handler, file_check, net_inference_handler
from evals.utils.error import ErrorBase


@create_net_handler
def create_net(configs):
    path = file_check(configs['model_files'], 'outliers.onnx')
    return onnxruntime.InferenceSession(path, providers=['CPUExecutionProvider']), 0, ''


@net_inference_handler
def net_inference(model, reqs):
    return [infer_one(model, req) for req in reqs], 0, ''


def infer_one(session, req):
    """One request's answer; an input that cannot be used fails this request alone."""
    try:
        values = values_in(req['data'])
    except ErrorBase as e:
        CTX.logger.error('refused: %s', e)
        return {'code': e.code, 'message': str(e)}
    scores = session.run(['scores'], {'input': np.array([[values]], np.float32)})[0][0, 0]
    return {'code': 0, 'message': '', 'result': {'scores': scores.tolist()}}


def values_in(data):
    if isinstance(data, list):
        raise ErrorBase(400, 'a group is not supported, send one input per request')
    try:
        values = json.loads(data['body'])['values']
    except (ValueError, TypeError, KeyError):
        values = None
    if isinstance(values, list) and values and all(is_number(value) for value in values):
        return values
    raise ErrorBase(400, 'the input must be {"values": [...]} with at least one number')


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)
