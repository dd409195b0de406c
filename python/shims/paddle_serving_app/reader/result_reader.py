"""Results of detection and segmentation networks, as data and as pictures in files."""
import json
import os

from paddle_serving_app.lazy import Image, ImageDraw, cv2, np

from . import functional as F

DRAWN_FROM = 0.5


class SegPostprocess(object):
    """Writes two pictures beside that of the request: ``<name>_<ending>_mask.png`` and ``.._result.png``, in colours.

    :param class_num: classes of the network, whose map is 512 x 512
    """

    def __init__(self, class_num):
        self.class_num = class_num

    def __call__(self, image_with_result):
        """
        :param image_with_result: the network's outputs, and ``filename``
        """
        name = image_with_result.get("filename")
        if name is None:
            raise ValueError("filename should be specified in postprocess")
        masks = [value for key, value in image_with_result.items() if ".lod" not in key and "filename" not in key]
        if not masks:
            raise ValueError("segment mask should be specified in postprocess")
        mask = masks[-1].astype("uint8").reshape((512, 512, 1))
        height, width = cv2.imread(name, -1).shape[:2]
        colored = np.array(F.color_map(self.class_num), np.uint8)[mask[:, :, 0]]
        stem, _, ending = name.rpartition(".")
        cv2.imwrite("%s_%s_mask.png" % (stem, ending), mask)
        cv2.imwrite("%s_%s_result.png" % (stem, ending), cv2.resize(colored, (width, height), interpolation=cv2.INTER_CUBIC))


class RCNNPostprocess(object):
    """Boxes of a detection network as a list of dicts; also written to ``bbox.json`` and drawn into the picture.

    :param label_file: names of the classes, a line each
    :param output_dir: where it writes
    :param resize_shape: (width, height) that the network saw; None where that was the picture's own
    """

    def __init__(self, label_file, output_dir, resize_shape=None):
        self.output_dir = output_dir
        self.label_file = label_file
        self.resize_shape = resize_shape
        with open(label_file) as stream:
            self.label_list = [line.strip() for line in stream]
        self.clsid2catid = dict((index, index) for index in range(len(self.label_list)))
        self.catid2name = dict(enumerate(self.label_list))

    def __call__(self, image_with_bbox, visualize=True):
        """
        :param image_with_bbox: the network's boxes (class, score, left, top, right, bottom) and their ``.lod``; ``image``,
            the path of the picture
        :param visualize: writes
        :returns: dicts of `category_id`, `bbox` (left, top, width, height) and `score`
        """
        names = [key for key in image_with_bbox if key != "image" and ".lod" not in key and "im_shape" not in key]
        boxes = self._get_bbox_result(image_with_bbox, names[-1] if names else "", self.clsid2catid)
        if not os.path.isdir(self.output_dir):
            os.mkdir(self.output_dir)
        if visualize is not False:
            self.visualize(image_with_bbox["image"], boxes, self.catid2name, len(self.label_list))
            with open(os.path.join(self.output_dir, "bbox.json"), "w") as stream:
                json.dump(boxes, stream, indent=4)
        return boxes

    def _get_bbox_result(self, fetch_map, fetch_name, clsid2catid):
        """The dicts of all boxes. Subclasses say how a box lies in the picture: see ``_placed``."""
        rows = np.array(fetch_map[fetch_name])
        if rows.shape == (1, 1):
            return []
        lod = fetch_map[fetch_name + ".lod"]
        return [self._described(row.tolist(), fetch_map, clsid2catid) for row in rows[:lod[len(lod) - 1] - lod[0]]]

    def _described(self, row, fetch_map, clsid2catid):
        category, score = row[:2]
        return {"category_id": clsid2catid[int(category)], "bbox": self._placed(row[2:], fetch_map), "score": score}

    def _placed(self, corners, fetch_map):
        left, top, right, bottom = corners
        return [left, top, right - left + 1, bottom - top + 1]

    def color_map(self, num_classes):
        """The classes' colours, ``[num_classes, 3]``."""
        return np.array(F.color_map(num_classes)).reshape(-1, 3)

    def draw_bbox(self, image, catid2name, bboxes, threshold, color_list):
        """Draws boxes, except those with a score below a threshold, into a picture of Pillow's, which it returns."""
        draw = ImageDraw.Draw(image)
        for box in bboxes:
            if box["score"] >= threshold:
                text = "{} {:.2f}".format(catid2name[box["category_id"]], box["score"])
                color = tuple(int(value) for value in color_list[box["category_id"]])
                self._draw(draw, self._corners(box["bbox"], image.size), color, text)
        return image

    def _corners(self, bbox, size):
        left, top, width, height = bbox
        right, bottom = left + width, top + height
        if self.resize_shape is None:
            return left, top, right, bottom
        (width, height), (seen_width, seen_height) = size, self.resize_shape
        return left * width / seen_width, top * height / seen_height, right * width / seen_width, bottom * height / seen_height

    def _draw(self, draw, corners, color, text):
        left, top, right, bottom = corners
        draw.line([(left, top), (left, bottom), (right, bottom), (right, top), (left, top)], width=2, fill=color)
        # Pillow 10 has no textsize.
        width, height = draw.textsize(text) if hasattr(draw, "textsize") else draw.textbbox((0, 0), text)[2:]
        draw.rectangle([(left + 1, top - height), (left + width + 1, top)], fill=color)
        draw.text((left + 1, top - height), text, fill=(255, 255, 255))

    def visualize(self, infer_img, bbox_results, catid2name, num_classes):
        """Draws boxes into a picture, which goes into ``output_dir`` under its own name."""
        image = Image.open(infer_img).convert("RGB")
        image = self.draw_bbox(image, self.catid2name, bbox_results, DRAWN_FROM, self.color_map(num_classes))
        image.save(os.path.join(self.output_dir, os.path.basename(infer_img)), quality=95)


class BlazeFacePostprocess(RCNNPostprocess):
    """For networks whose boxes are parts of the picture, 0 to 1; ``im_shape`` of the request is its [height, width]."""

    def clip_bbox(self, bbox, im_size=None):
        """Corners within the picture.

        :param im_size: (height, width); 1 and 1
        """
        height, width = (1., 1.) if im_size is None else im_size[:2]
        return tuple(max(min(value, limit), 0.) for value, limit in zip(bbox, (width, height, width, height)))

    def _placed(self, corners, fetch_map):
        left, top, right, bottom = self.clip_bbox(corners)
        height, width = np.array(fetch_map["im_shape"]).astype(np.int32).tolist()[:2]
        return [left * width, top * height, (right - left) * width, (bottom - top) * height]
