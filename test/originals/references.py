"""What scripts do with several calls of the libraries, for `evalbridge/imaging` to be compared with."""
import numpy as np

try:
    import cv2
except ImportError:
    cv2 = None


def letterbox(image, width, height):
    """As detectors of the YOLO family are fed."""
    rows, columns = image.shape[:2]
    ratio = min(width / columns, height / rows)
    fitted = max(1, round(columns * ratio)), max(1, round(rows * ratio))
    across, down = (width - fitted[0]) / 2, (height - fitted[1]) / 2
    if fitted != (columns, rows):
        image = cv2.resize(image, fitted, interpolation=cv2.INTER_LINEAR)
    return cv2.copyMakeBorder(
        image, round(down - 0.1), round(down + 0.1), round(across - 0.1), round(across + 0.1),
        cv2.BORDER_CONSTANT, value=(114,) * 4)


def crop_quad(image, corners):
    """A rotated box of text, as PaddleOCR straightens it, before it turns what is high."""
    corners = np.float32(corners)
    def side(a, b):
        return np.linalg.norm(corners[a] - corners[b])
    width = max(1, int(max(side(0, 1), side(2, 3))))
    height = max(1, int(max(side(0, 3), side(1, 2))))
    matrix = cv2.getPerspectiveTransform(corners, np.float32([[0, 0], [width, 0], [width, height], [0, height]]))
    return cv2.warpPerspective(image, matrix, (width, height), borderMode=cv2.BORDER_REPLICATE, flags=cv2.INTER_CUBIC)


def standardise(image, mean, std):
    """The input of a network trained on ImageNet, its planes one below the other."""
    scaled = image[:, :, ::-1].astype(np.float32) * np.float32(1 / 255)
    planes = ((scaled - np.float32(mean)) / np.float32(std)).transpose(2, 0, 1)
    return planes.reshape(-1, image.shape[1])


def contours(bitmap):
    """Each contour with its smallest rotated rectangle and that one's corners."""
    found, _ = cv2.findContours(bitmap, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    return [[contour.reshape(-1, 2).tolist(), rectangle, cv2.boxPoints(rectangle).tolist()]
            for contour in found for rectangle in [cv2.minAreaRect(contour)]]


def fill_polygon(corners, width, height):
    mask = np.zeros((height, width), np.uint8)
    cv2.fillPoly(mask, [np.int32(corners).reshape(-1, 1, 2)], 1)
    return mask
