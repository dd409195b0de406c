# -*- coding: utf-8 -*-
"""Reads lines of printed text with PP-OCRv4: what is cut out of a picture, and what it says."""
import math

import cv2
import numpy as np
import onnxruntime

HEIGHT = 48
MIN_WIDTH, MAX_WIDTH = 320, 3200
BLANK = 0


class LineReader(object):
    """The model and its signs.

    model_file: its path. keys_file: path of its signs, one per line.
    """

    def __init__(self, model_file, keys_file, threads=1):
        with open(keys_file, 'rb') as f:
            self.keys = [''] + f.read().decode('utf-8').splitlines() + [' ']
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        self.session = onnxruntime.InferenceSession(model_file, options, providers=['CPUExecutionProvider'])
        self.input = self.session.get_inputs()[0].name

    def read(self, line):
        """Text and score of a line, uint8 BGR [height,width,3]."""
        return decode(self.infer(line), self.keys)

    def infer(self, line):
        """Probabilities, float32 [steps,97]: at every step of 8 pixels, of no sign and of each sign of keys."""
        return self.session.run(None, {self.input: to_input(line)})[0][0]


def corners(bbox):
    """Four points, as precise as cv2 takes them."""
    values = [float(np.float32(value)) for value in bbox]
    return list(zip(values[0::2], values[1::2]))


def cut(image, bbox):
    """The line in a box, made straight; one that stands is laid down, its top to the left."""
    points = np.array(corners(bbox), np.float32)
    width = int(max(np.linalg.norm(points[0] - points[1]), np.linalg.norm(points[2] - points[3]), 1))
    height = int(max(np.linalg.norm(points[0] - points[3]), np.linalg.norm(points[1] - points[2]), 1))
    upright = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    matrix = cv2.getPerspectiveTransform(points, upright)
    line = cv2.warpPerspective(image, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.rot90(line) if height >= width * 1.5 else line


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
