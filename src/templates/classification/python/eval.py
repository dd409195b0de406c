# -*- coding: utf-8 -*-
"""One picture in, the classes out, best first."""
import cv2
import numpy as np
import onnxruntime

from evals.utils import CTX, create_net_handler, file_check, net_inference_handler
from evals.utils.error import ErrorBase
from evals.utils.image import load_image

SIZE = 64


@create_net_handler
def create_net(configs):
    files = configs['model_files']
    session = onnxruntime.InferenceSession(file_check(files, 'colours.onnx'), providers=['CPUExecutionProvider'])
    with open(file_check(files, 'labels.txt')) as f:
        labels = f.read().splitlines()
    return {'session': session, 'labels': labels}, 0, ''


@net_inference_handler
def net_inference(model, reqs):
    return [infer_one(model, req) for req in reqs], 0, ''


def infer_one(model, req):
    """One request's answer; a picture that cannot be used fails this request alone."""
    try:
        limit = limit_of(req['params'])
        scores = infer(model['session'], preprocess(req['data']))
    except ErrorBase as e:
        CTX.logger.error('refused: %s', e)
        return {'code': e.code, 'message': str(e)}
    return {'code': 0, 'message': '', 'result': {'confidences': rank(scores, model['labels'], limit)}}


def preprocess(data):
    """The model's input: float32 [1, 3, 64, 64], RGB from 0 to 1."""
    if isinstance(data, list):
        raise ErrorBase(400, 'a group is not supported, send one picture per request')
    image = load_image(data['uri'], body=data['body'])
    resized = cv2.resize(image, (SIZE, SIZE), interpolation=cv2.INTER_AREA)
    return resized[np.newaxis, :, :, ::-1].transpose(0, 3, 1, 2).astype(np.float32) / 255


def infer(session, tensor):
    """Its probabilities, float32 [classes]."""
    return session.run(['probabilities'], {'input': tensor})[0][0]


def limit_of(params):
    """params.limit: how many classes are listed; all when it is absent."""
    limit = params.get('limit') if isinstance(params, dict) else False
    if limit is None or (type(limit) is int and limit >= 1):
        return limit
    raise ErrorBase(400, 'params.limit must be a whole number from 1 on')


def rank(scores, labels, limit):
    best = np.argsort(-scores, kind='stable')[:limit]
    return [{'index': int(i), 'class': labels[i], 'score': float(scores[i])} for i in best]
