# -*- coding: utf-8 -*-
"""Reads pages: the lines of printed English text in a picture, each as soon as it is read (PP-OCRv4)."""
import base64
import binascii
import logging
import os

MAX_PIXELS = 4999 * 4999
os.environ["OPENCV_IO_MAX_IMAGE_PIXELS"] = str(MAX_PIXELS)  # cv2 reads it once, when it is imported

import cv2
import numpy as np
import onnxruntime
from taichu_serve import ModelServer

from db_postprocess import DBPostProcess
from db_preprocess import preprocess
from lines import LineReader, cut

logger = logging.getLogger(__name__)

DETECTION_FILE = "text-detection/model/text-detection.onnx"
RECOGNITION_FILE = "text-recognition/model/text-recognition.onnx"
KEYS_FILE = "text-recognition/model/keys.txt"
LIMIT_SIDE_LEN = 960


class PageText(ModelServer):
    def __init__(self, model_path):
        super(PageText, self).__init__(model_path)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        path = os.path.join(model_path, DETECTION_FILE)
        self.detector = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
        self.input = self.detector.get_inputs()[0].name
        # Photographed lines are curved, and fill their rectangles less than PaddleOCR's 0.6.
        self.boxes_of = DBPostProcess(thresh=0.3, box_thresh=0.5, unclip_ratio=1.5)
        self.reader = LineReader(os.path.join(model_path, RECOGNITION_FILE), os.path.join(model_path, KEYS_FILE))

    def _preprocess(self, input_data, context):
        """{"image": base64} to uint8 BGR [height,width,3]"""
        text = input_data.get("image") if isinstance(input_data, dict) else None
        image = None
        try:
            body = base64.b64decode(text, validate=True) if isinstance(text, str) else b""
            image = cv2.imdecode(np.frombuffer(body, np.uint8), cv2.IMREAD_COLOR)
        except (binascii.Error, ValueError, cv2.error):  # no base64, nothing to decode, or too many pixels
            pass
        if image is None:
            raise ValueError("image must be a picture of at most %d pixels in base64" % MAX_PIXELS)
        return image

    def _inference(self, preprocessed_result, context):
        """The picture, and its lines from top to bottom: four corners each, in pixels."""
        image = preprocessed_result
        probabilities = self.detector.run(None, {self.input: preprocess(image, LIMIT_SIDE_LEN)})[0][0, 0]
        boxes, _ = self.boxes_of(probabilities, image.shape[1], image.shape[0])
        return image, sorted(boxes, key=lambda box: (box[0][1], box[0][0]))

    def _postprocess(self, inference_result, context):
        """Yields each line as soon as it is read, and at last how many there were on the page."""
        image, boxes = inference_result
        context["page"] = page = context.get("page", 0) + 1
        for number, box in enumerate(boxes, 1):
            corners = [value for point in box for value in point]
            text, score = self.reader.read(cut(image, corners))
            box_text = " ".join("%d,%d" % tuple(point) for point in box)
            yield {"page": page, "line": number, "text": text, "score": score, "box": box_text}
        yield {"page": page, "lines": len(boxes)}

    def _warmup(self):
        blank = np.full((64, 320, 3), 255, np.uint8)
        self._inference(blank, {})
        self.reader.read(blank)
        logger.info("warmup finished")
