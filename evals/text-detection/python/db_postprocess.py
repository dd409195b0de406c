# -*- coding: utf-8 -*-
"""From the probability map of a DB (differentiable binarisation) network to text boxes."""
import math

import cv2
import numpy as np
import pyclipper

MAX_CANDIDATES = 1000
MIN_SIZE = 3


class DBPostProcess(object):
    def __init__(self, thresh, box_thresh, unclip_ratio):
        self.thresh = thresh
        self.box_thresh = box_thresh
        self.unclip_ratio = unclip_ratio

    def __call__(self, prob, dest_width, dest_height):
        """Boxes and scores of one picture.

        prob: float32 HxW in [0, 1]. dest_width, dest_height: size of the picture that the boxes refer to.
        Returns a list of [[x, y] x 4], ints clockwise from left-top, and a list of floats.
        """
        bitmap = (prob > self.thresh).astype(np.uint8) * 255
        # OpenCV 3 returns three values, 2 and 4 return two.
        contours = cv2.findContours(bitmap, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)[-2]
        boxes, scores = [], []
        for contour in contours[:MAX_CANDIDATES]:
            quad, score = self.candidate(prob, contour)
            if quad is None:
                continue
            box = to_picture(quad, prob.shape, dest_width, dest_height)
            if side(box[0], box[1]) > MIN_SIZE and side(box[0], box[3]) > MIN_SIZE:
                boxes.append(box.tolist())
                scores.append(score)
        return boxes, scores

    def candidate(self, prob, contour):
        """The grown quad (float32 4x2, pixels of the map) of a contour and its score, or (None, 0)."""
        quad, short_side = mini_quad(contour)
        if short_side < MIN_SIZE:
            return None, 0.0
        score = mean_inside(prob, quad)
        if score < self.box_thresh:
            return None, 0.0
        grown = unclip(quad, self.unclip_ratio)
        if len(grown) != 1:
            return None, 0.0
        quad, short_side = mini_quad(np.array(grown[0], dtype=np.int32).reshape(-1, 1, 2))
        return (quad, score) if short_side >= MIN_SIZE + 2 else (None, 0.0)


def mini_quad(points):
    """Corners (float32 4x2, clockwise from left-top) and shorter side of the smallest rotated rectangle."""
    rect = cv2.minAreaRect(points)
    corners = sorted(cv2.boxPoints(rect), key=lambda p: p[0])
    left = sorted(corners[:2], key=lambda p: p[1])
    right = sorted(corners[2:], key=lambda p: p[1])
    return np.array([left[0], right[0], right[1], left[1]], dtype=np.float32), min(rect[1])


def mean_inside(prob, quad):
    """Mean of the map inside the quad, within the map."""
    height, width = prob.shape
    x0, x1 = [int(np.clip(v, 0, width - 1)) for v in (np.floor(quad[:, 0].min()), np.ceil(quad[:, 0].max()))]
    y0, y1 = [int(np.clip(v, 0, height - 1)) for v in (np.floor(quad[:, 1].min()), np.ceil(quad[:, 1].max()))]
    mask = np.zeros((y1 - y0 + 1, x1 - x0 + 1), dtype=np.uint8)
    polygon = (quad - np.array([x0, y0], dtype=np.float32)).astype(np.int32)
    cv2.fillPoly(mask, polygon[np.newaxis], 1)
    return cv2.mean(prob[y0:y1 + 1, x0:x1 + 1], mask)[0]


def unclip(quad, ratio):
    """The quad grown to undo the shrinking of DB's training targets: a list of polygons, normally one."""
    points = [(float(x), float(y)) for x, y in quad]
    area, perimeter = 0.0, 0.0
    for (xa, ya), (xb, yb) in zip(points, points[1:] + points[:1]):
        area += xa * yb - xb * ya
        perimeter += math.sqrt((xb - xa) * (xb - xa) + (yb - ya) * (yb - ya))
    offset = pyclipper.PyclipperOffset()
    # Clipper computes in integers: the fraction is cut off.
    offset.AddPath(quad.astype(np.int64).tolist(), pyclipper.JT_ROUND, pyclipper.ET_CLOSEDPOLYGON)
    return offset.Execute(abs(area) / 2.0 * ratio / perimeter)


def to_picture(quad, map_shape, dest_width, dest_height):
    """The quad in whole pixels of the picture, inside it."""
    scaled = quad / np.array(map_shape[::-1], dtype=np.float32) * np.array([dest_width, dest_height], np.float32)
    return np.clip(np.round(scaled), 0, [dest_width - 1, dest_height - 1]).astype(np.int32)


def side(a, b):
    return int(math.sqrt((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2))
