"""Text boxes of detection networks: found, put in order, and cut out.

A box is ``[4, 2]``: its corners as (x, y), pixels.
"""
from paddle_serving_app.lazy import LazyModule, cv2, np

geometry = LazyModule("shapely.geometry")
pyclipper = LazyModule("pyclipper")


class DBPostProcess(object):
    """Boxes out of the map of a network with Differentiable Binarization.

    :param params: a dict: `thresh` (of a pixel), `box_thresh` (of a box's mean), `max_candidates`, `unclip_ratio` (how far
        boxes grow)
    """

    def __init__(self, params):
        self.thresh = params["thresh"]
        self.box_thresh = params["box_thresh"]
        self.max_candidates = params["max_candidates"]
        self.unclip_ratio = params["unclip_ratio"]
        self.min_size = 3

    def __call__(self, pred, ratio_list):
        """
        :param pred: ``[n, 1, height, width]``, 0 to 1
        :param ratio_list: by map, (down, across): how its picture was scaled
        :returns: by map, the boxes in its picture: int16 ``[count, 4, 2]``; an empty list for none
        """
        maps = pred[:, 0, :, :]
        return [self._scaled(one, one > self.thresh, ratio) for one, ratio in zip(maps, ratio_list)]

    def _scaled(self, pred, bitmap, ratio):
        height, width = pred.shape
        boxes, scores = self.boxes_from_bitmap(pred, bitmap, width, height)
        boxes = [box for box, score in zip(boxes, scores) if score > self.box_thresh]
        if not boxes:
            return []
        boxes = np.array(boxes)
        ratio_h, ratio_w = ratio
        # Kept as int16: what is behind the point is lost.
        boxes[:, :, 0] = boxes[:, :, 0] / ratio_w
        boxes[:, :, 1] = boxes[:, :, 1] / ratio_h
        return boxes

    def boxes_from_bitmap(self, pred, _bitmap, dest_width, dest_height):
        """Boxes of a map and their scores; all 0 where a contour is none.

        :param _bitmap: where there is text, ``[height, width]``
        :param dest_width: of the map that the boxes are for
        """
        height, width = _bitmap.shape
        found = cv2.findContours((_bitmap * 255).astype(np.uint8), cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
        # OpenCV 3 returns the picture, too.
        contours = found[-2]
        count = min(len(contours), self.max_candidates)
        boxes = np.zeros((count, 4, 2), dtype=np.int16)
        scores = np.zeros((count,), dtype=np.float32)
        for index in range(count):
            box, score = self._box_of(pred, contours[index])
            if box is not None:
                box[:, 0] = np.clip(np.round(box[:, 0] / width * dest_width), 0, dest_width)
                box[:, 1] = np.clip(np.round(box[:, 1] / height * dest_height), 0, dest_height)
                boxes[index] = box.astype(np.int16)
                scores[index] = score
        return boxes, scores

    def _box_of(self, pred, contour):
        points, side = self.get_mini_boxes(contour)
        if side < self.min_size:
            return None, 0
        points = np.array(points)
        score = self.box_score_fast(pred, points)
        if self.box_thresh > score:
            return None, 0
        box, side = self.get_mini_boxes(self.unclip(points).reshape(-1, 1, 2))
        return (None, 0) if side < self.min_size + 2 else (np.array(box), score)

    def unclip(self, box):
        """A box, grown on all sides."""
        polygon = geometry.Polygon(box)
        distance = polygon.area * self.unclip_ratio / polygon.length
        offset = pyclipper.PyclipperOffset()
        offset.AddPath(box, pyclipper.JT_ROUND, pyclipper.ET_CLOSEDPOLYGON)
        return np.array(offset.Execute(distance))

    def get_mini_boxes(self, contour):
        """The least rectangle around a contour: its corners from the upper left on, clockwise; and its shorter side."""
        rectangle = cv2.minAreaRect(contour)
        points = sorted(cv2.boxPoints(rectangle), key=lambda point: point[0])
        left, right = points[:2], points[2:]
        upper_left, lower_left = left if left[1][1] > left[0][1] else left[::-1]
        upper_right, lower_right = right if right[1][1] > right[0][1] else right[::-1]
        return [upper_left, upper_right, lower_right, lower_left], min(rectangle[1])

    def box_score_fast(self, bitmap, _box):
        """The mean of a map inside of a box."""
        height, width = bitmap.shape[:2]
        box = _box.copy()
        left, right = _limits(box[:, 0], width)
        top, bottom = _limits(box[:, 1], height)
        mask = np.zeros((bottom - top + 1, right - left + 1), dtype=np.uint8)
        box[:, 0] = box[:, 0] - left
        box[:, 1] = box[:, 1] - top
        cv2.fillPoly(mask, box.reshape(1, -1, 2).astype(np.int32), 1)
        return cv2.mean(bitmap[top:bottom + 1, left:right + 1], mask)[0]


def _limits(values, size):
    """The first and the last pixel that values lie in."""
    return (np.clip(np.floor(values.min()).astype(np.int32), 0, size - 1),
            np.clip(np.ceil(values.max()).astype(np.int32), 0, size - 1))


class FilterBoxes(object):
    """Boxes with their corners in order and within the picture; none that is too small.

    :param width: boxes that are not wider are left out; so with ``height``
    """

    def __init__(self, width, height):
        self.filter_width = width
        self.filter_height = height

    def __call__(self, dt_boxes, image_shape):
        """
        :param dt_boxes: boxes of any type of number
        :param image_shape: (height, width, ..)
        :returns: float32 ``[count, 4, 2]``; an empty array for none
        """
        height, width = image_shape[0:2]
        boxes = [self.clip_det_res(self.order_points_clockwise(box), height, width) for box in dt_boxes]
        return np.array([box for box in boxes if self._is_large(box)])

    def _is_large(self, box):
        return _distance(box[0], box[1]) > self.filter_width and _distance(box[0], box[3]) > self.filter_height

    def order_points_clockwise(self, pts):
        """The corners from the upper left on, float32."""
        by_x = pts[np.argsort(pts[:, 0]), :]
        left, right = by_x[:2, :], by_x[2:, :]
        upper_left, lower_left = left[np.argsort(left[:, 1]), :]
        upper_right, lower_right = right[np.argsort(right[:, 1]), :]
        return np.array([upper_left, upper_right, lower_right, lower_left], dtype="float32")

    def clip_det_res(self, points, img_height, img_width):
        """Corners within the picture, whole numbers; changed where they are."""
        for point in points:
            point[0] = int(min(max(point[0], 0), img_width - 1))
            point[1] = int(min(max(point[1], 0), img_height - 1))
        return points


def _distance(one, other):
    return int(np.linalg.norm(one - other))


class SortedBoxes(object):
    """Boxes from top to bottom; neighbours at about one height from left to right. Returns a list."""

    def __call__(self, dt_boxes):
        boxes = sorted(dt_boxes, key=lambda box: (box[0][1], box[0][0]))
        for index in range(len(boxes) - 1):
            one, other = boxes[index], boxes[index + 1]
            if abs(other[0][1] - one[0][1]) < 10 and other[0][0] < one[0][0]:
                boxes[index], boxes[index + 1] = other, one
        return boxes


class GetRotateCropImage(object):
    """A box's part of a picture, straight; lying on its side where it is much higher than wide.

    The box is moved to where it lies in the part: callers pass a copy.
    """

    def __call__(self, img, points):
        left, right = int(np.min(points[:, 0])), int(np.max(points[:, 0]))
        top, bottom = int(np.min(points[:, 1])), int(np.max(points[:, 1]))
        part = img[top:bottom, left:right, :].copy()
        points[:, 0] = points[:, 0] - left
        points[:, 1] = points[:, 1] - top
        width, height = _distance(points[0], points[1]), _distance(points[0], points[3])
        corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
        matrix = cv2.getPerspectiveTransform(points, corners)
        straight = cv2.warpPerspective(part, matrix, (width, height), borderMode=cv2.BORDER_REPLICATE)
        height, width = straight.shape[0:2]
        return np.rot90(straight) if height * 1.0 / width >= 1.5 else straight
