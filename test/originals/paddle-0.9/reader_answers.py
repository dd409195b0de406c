"""What `paddle_serving_app.reader` makes of random data, as JSON lines: the original, or ours with our shims on PYTHONPATH.

Usage: `python reader_answers.py <seed> <cases>`; the working directory must be empty and writable.
"""
import base64
import hashlib
import json
import os
import pathlib
import random
import sys
import types
import warnings

import cv2
import numpy as np
from PIL import Image

# What the original asks of Paddle itself when it is imported, or for one `isinstance`.
paddle = types.ModuleType("paddle")
paddle.Tensor = type("Tensor", (), {})
generator = types.ModuleType("paddle.fluid.incubate.data_generator")
generator.MultiSlotDataGenerator = object
for name in ("paddle.fluid", "paddle.fluid.incubate"):
    sys.modules[name] = types.ModuleType(name)
sys.modules["paddle"] = paddle
sys.modules[generator.__name__] = sys.modules["paddle.fluid.incubate"].data_generator = generator

from paddle_serving_app import reader  # noqa: E402
from paddle_serving_app.reader import functional, image_reader, imdb_reader, ocr_reader, pptsn_reader  # noqa: E402

warnings.simplefilter("ignore")
MEAN, STD = [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]
TEXT = u"It\u2019s caf\u00e9, unaffable!\u4e2d\u6587 \tx\u0301y\ufffd(\u2014) \u3042 AFF##able"
# Both fail, of a case that neither can do, or in other words.
FAILED = "fails"


def told(name, function, *arguments):
    """One line: the name, and what was returned; and how the arguments were left."""
    try:
        value = function(*arguments)
    except Exception:
        value = FAILED
    print(json.dumps([name, described(value), [described(one) for one in arguments if isinstance(one, np.ndarray)]]))


def described(value):
    if isinstance(value, (list, tuple)):
        return [described(item) for item in value]
    if isinstance(value, dict):
        return [[str(key), described(item)] for key, item in sorted(value.items(), key=str)]
    if isinstance(value, Image.Image):
        return ["picture", described(np.array(value))]
    if isinstance(value, np.ndarray):
        return [value.shape, str(value.dtype), hashlib.sha256(np.ascontiguousarray(value)).hexdigest()]
    if isinstance(value, np.generic):
        return [str(value.dtype), repr(float(value))]
    return value


def picture(rng, least=2, most=90, channels=3):
    height, width = rng.randint(least, most, 2)
    return rng.randint(0, 256, (height, width, channels)).astype(np.uint8)


def compare_sources(rng):
    data = cv2.imencode(".png", picture(rng))[1].tobytes()
    path = pathlib.Path("source.png").absolute()
    path.write_bytes(data)
    for name, source in (("File2Image", str(path)), ("URL2Image", path.as_uri()), ("Base64ToImage", base64.b64encode(data))):
        told(name, getattr(reader, name)(), source)
    told("Base64ToImage", reader.Base64ToImage(), base64.b64encode(b"no picture"))
    told("DetectionFile2Image", reader.DetectionFile2Image(), str(path), {})
    told("String2Image", image_reader.String2Image(), data)
    size = int(rng.randint(8, 60))
    told("ImageReader", reader.ImageReader([3, size, size], resize_short_size=size + int(rng.randint(9))).process_image, data)


def compare_steps(rng):
    img = picture(rng)
    size, most, factor, side = (int(rng.randint(1, high)) for high in (120, 150, 40, 60))
    interpolation = [None, cv2.INTER_LINEAR, cv2.INTER_NEAREST, cv2.INTER_AREA, cv2.INTER_CUBIC][rng.randint(5)]
    told("Resize", reader.Resize(size, most, interpolation), img)
    told("Resize", reader.Resize((size, most), interpolation=interpolation), img)
    told("Resize", reader.Resize([size, most]), img)
    told("CenterCrop", reader.CenterCrop(int(rng.randint(1, min(img.shape[:2]) + 1))), img)
    told("ResizeByFactor", reader.ResizeByFactor(int(rng.choice([32, factor])), int(rng.choice([2400, side]))), img)
    told("Div", reader.Div([255.0, 255, 3][rng.randint(3)]), img)
    told("Normalize", reader.Normalize(MEAN, STD), img)
    told("Normalize", reader.Normalize(MEAN, STD, True), np.ascontiguousarray(img.transpose((2, 0, 1)), np.float32))
    told("Transpose", reader.Transpose((2, 0, 1)), img)
    told("RGB2BGR", reader.RGB2BGR(), img)
    told("BGR2RGB", reader.BGR2RGB(), img)
    told("PadStride", reader.PadStride(int(rng.randint(0, 40))), img.transpose((2, 0, 1)))
    told("Sequential", reader.Sequential([reader.Resize(size), reader.BGR2RGB(), reader.Div(255.), reader.Normalize(MEAN, STD),
                                          reader.Transpose((2, 0, 1))]), img)
    told("crop", functional.crop, img, min(img.shape[:2]), False)


def compare_detection(rng):
    img = picture(rng)
    sizes = [int(number) for number in rng.randint(1, 120, 2)]
    keep = bool(rng.randint(2))
    told("DetectionResize", reader.DetectionResize([sizes, sizes[0]][rng.randint(2)], keep), img, {})
    told("DetectionNormalize", reader.DetectionNormalize(MEAN, STD, keep), img, {})
    told("DetectionTranspose", reader.DetectionTranspose((2, 0, 1)), img, {})
    told("DetectionBGR2RGB", reader.DetectionBGR2RGB(), img, {})
    told("DetectionPadStride", reader.DetectionPadStride(int(rng.randint(-1, 40))), img.transpose((2, 0, 1)), {})
    cv2.imwrite("detected.png", img)
    steps = [reader.DetectionFile2Image(), reader.DetectionResize(sizes, keep), reader.DetectionNormalize(MEAN, STD),
             reader.DetectionTranspose((2, 0, 1)), reader.DetectionPadStride(32)]
    told("DetectionSequential", reader.DetectionSequential(steps), "detected.png")


def compare_boxes(rng):
    height, width = (int(number) for number in rng.randint(20, 160, 2))
    img = rng.randint(0, 256, (height, width, 3)).astype(np.uint8)
    drawn = np.zeros((height, width), np.uint8)
    for _ in range(rng.randint(0, 6)):
        middle = [int(rng.randint(width)), int(rng.randint(height))]
        box = cv2.boxPoints((middle, [int(side) for side in rng.randint(2, 70, 2)], int(rng.randint(90))))
        cv2.fillPoly(drawn, [box.astype(np.int32)], int(rng.randint(150, 256)))
    noise = rng.rand(height, width) * rng.choice([0.05, 0.3])
    pred = (drawn / 255.0 * (1 - noise)).astype(np.float32)[np.newaxis, np.newaxis]
    params = {"thresh": 0.3, "box_thresh": [0.5, 0.6][rng.randint(2)], "max_candidates": int(rng.choice([1000, 3])),
              "unclip_ratio": [1.5, 2.0][rng.randint(2)]}
    ratio = (float(rng.choice([1, 0.7, 2.1])), float(rng.choice([1, 0.7, 2.1])))
    find = reader.DBPostProcess(params)
    told("DBPostProcess", find, pred, [ratio])
    found = find(pred, [ratio])[0]
    found = np.array(found, np.int16).reshape(-1, 4, 2)
    scattered = rng.randint(-9, 170, (rng.randint(1, 6), 4, 2)).astype([np.float32, np.int16][rng.randint(2)])
    for boxes in (found, scattered):
        told("FilterBoxes", reader.FilterBoxes(10, 10), boxes, [height, width])
        told("SortedBoxes", reader.SortedBoxes(), boxes)
    for box in reader.FilterBoxes(3, 3)(found, [height, width]):
        told("GetRotateCropImage", reader.GetRotateCropImage(), img, box)


def dictionary(rng):
    characters = [chr(0x4e00 + index) for index in range(60)] + list("ab \u00e9")
    with open("keys.txt", "wb") as stream:
        stream.write(["\n", "\r\n"][rng.randint(2)].join(characters).encode("utf-8"))
    return "keys.txt"


def compare_text_lines(rng):
    char_type = ["ch", "en"][rng.randint(2)]
    ocr = reader.OCRReader(char_type=char_type, char_dict_path=dictionary(rng),
                           image_shape=[3, int(rng.choice([32, 48])), 160])
    imgs = [picture(rng) for _ in range(rng.randint(1, 4))]
    told("OCRReader.resize_norm_img", ocr.resize_norm_img, imgs[0], max(img.shape[1] / float(img.shape[0]) for img in imgs))
    told("OCRReader.preprocess", ocr.preprocess, imgs)
    characters = len(ocr.label_ops.character)
    predictions = rng.rand(3, 9, characters).astype(np.float32)
    predictions[:, ::2, 0] += rng.randint(3)
    predictions[:, 3] = predictions[:, 4]
    told("OCRReader.postprocess_ocrv2", ocr.postprocess_ocrv2, {"save_infer_model/scale_0.tmp_1": predictions})
    told("CTCLabelDecode", ocr.label_ops, predictions, predictions.argmax(axis=2))
    count = ocr.char_ops.get_char_num()
    rows = rng.randint(0, count + 1, (12, 1))
    outputs = {"ctc_greedy_decoder_0.tmp_0": [rows, rows.tolist()][rng.randint(2)],
               "ctc_greedy_decoder_0.tmp_0.lod": [0, 5, 5, 12],
               "softmax_0.tmp_0": rng.rand(20, count + 1).astype(np.float32), "softmax_0.tmp_0.lod": [0, 7, 9, 20]}
    told("OCRReader.postprocess", ocr.postprocess, outputs)
    told("OCRReader.postprocess", ocr.postprocess, outputs, True)
    for loss in ("ctc", "attention"):
        config = {"character_type": char_type, "character_dict_path": "keys.txt", "loss_type": loss}
        convert = ocr_reader.CharacterOps(config)
        told("CharacterOps", convert.encode, u"a\u4e01B\u00e9?")
        told("CharacterOps", convert.decode, rng.randint(0, count, 9), True)
        told("CharacterOps", convert.get_beg_end_flag_idx, "end")


def compare_results(rng):
    img = picture(rng, 30, 90)
    cv2.imwrite("seen.png", img)
    labels = ["one", "two", "three"]
    pathlib.Path("labels.txt").write_text("\n".join(labels))
    count = int(rng.randint(0, 5))
    boxes = np.concatenate([rng.randint(0, 3, (count, 1)), rng.rand(count, 1), rng.rand(count, 4) * 40], axis=1)
    boxes = boxes.astype(np.float32)
    shape = [None, (60, 70)][rng.randint(2)]
    asked = {"image": "seen.png", "boxes": boxes, "boxes.lod": np.array([0, count], np.int32)}
    told("RCNNPostprocess", reader.RCNNPostprocess("labels.txt", "drawn", shape), asked)
    told("RCNNPostprocess, file", lambda: [cv2.imread("drawn/seen.png"), json.load(open("drawn/bbox.json"))])
    none = {"image": "seen.png", "boxes": np.zeros((1, 1), np.float32), "boxes.lod": np.array([0, 1])}
    told("RCNNPostprocess", reader.RCNNPostprocess("labels.txt", "drawn"), none, False)
    boxes[:, 2:] = rng.rand(count, 4) * 1.4 - 0.2
    faces = dict(asked, im_shape=np.array(img.shape[:2], np.float32))
    told("BlazeFacePostprocess", reader.BlazeFacePostprocess("labels.txt", "drawn"), faces)


def compare_segmentation(rng):
    cv2.imwrite("segmented.png", picture(rng, 30, 90))
    mask = rng.randint(0, 21, (1, 512, 512)).astype(np.int64)
    # The original writes with half an option, which OpenCV may refuse.
    write = cv2.imwrite
    cv2.imwrite = lambda path, img, options=(): write(path, img)
    try:
        told("SegPostprocess", reader.SegPostprocess(21), {"mask": mask, "filename": "segmented.png"})
    finally:
        cv2.imwrite = write
    told("SegPostprocess, files", lambda: [cv2.imread("segmented_png_%s.png" % name) for name in ("mask", "result")])


def write_vocabularies(rng):
    tokens = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "un", "##aff", "##able", "cafe", ",", "!", u"\u4e2d", "it", "s",
              "xy", "aff", "#"]
    with open("vocab.txt", "w", encoding="utf-8") as stream:
        stream.write("\n".join("%s\t%d" % (token, index) if rng.randint(2) else token for index, token in enumerate(tokens)))
    pathlib.Path("senta.txt").write_text("good\t1\nbad\t2\n7\nbad\t9\n")
    pathlib.Path("imdb.txt").write_text("good\nbad\n,\n")
    os.makedirs("lac", exist_ok=True)
    dictionaries = {"word": "0\ta\n1\tb\n2\tOOV\n", "tag": "0\tn-B\n1\tn-I\n2\tO\n3\tv-B\n", "q2b": "A\ta\n"}
    for name, text in dictionaries.items():
        pathlib.Path("lac", name + ".dic").write_text(text)


def compare_words(rng):
    write_vocabularies(rng)
    length = int(rng.randint(3, 40))
    told("ChineseBertReader", reader.ChineseBertReader({"vocab_file": "vocab.txt", "max_seq_len": length}).process, TEXT)
    shuffled = list(TEXT * 3)
    rng.shuffle(shuffled)
    bert = reader.ChineseBertReader({"vocab_file": "vocab.txt"})
    told("ChineseBertReader", bert.process, "".join(shuffled))
    told("FullTokenizer", bert.tokenizer.tokenize, "".join(shuffled).encode("utf-8"))
    told("SentaReader", reader.SentaReader("senta.txt").process, ["good", "worse", "bad", ""])
    imdb = imdb_reader.IMDBDataset()
    imdb.load_resource("imdb.txt")
    told("IMDBDataset", imdb.get_words_only, "Good, <br /> bad; (ugly)")
    told("IMDBDataset", imdb.get_words_and_label, "Good|or bad, |1")
    lac = reader.LACReader("lac")
    words = "".join(rng.choice(list("aAbx"), 6))
    told("LACReader", lac.process, " %s " % words)
    told("LACReader", lac.parse_result, words, rng.choice([0, 1, 1, 3], (6, 1)).tolist())
    told("LACReader", lac.parse_result, words[:2], rng.randint(0, 4, (2, 1)).tolist())
    told("LACReader", lambda: [lac.vocab_size, lac.num_labels, lac.label_to_ids(["n-I", "?"])])


def write_video(rng):
    writer = cv2.VideoWriter("video.avi", cv2.VideoWriter_fourcc(*"MJPG"), 10, (48, 32))
    for _ in range(rng.randint(1, 100)):
        writer.write(rng.randint(0, 256, (32, 48, 3)).astype(np.uint8))
    writer.release()


def compare_videos(rng):
    write_video(rng)
    decode = reader.VideoDecoder()
    told("VideoDecoder", lambda: decode({"filename": "video.avi"}))
    options = [{}, {"frame_interval": int(rng.randint(1, 9))}, {"select_left": True}, {"dense_sample": True},
               {"linspace_sample": True}][rng.randint(5)]
    valid, seed = bool(rng.randint(2)), int(rng.randint(1000))
    sample = reader.Sampler(int(rng.randint(1, 9)), int(rng.randint(1, 4)), valid_mode=valid, **options)
    random.seed(seed)
    np.random.seed(seed)
    told("Sampler", lambda: sample(decode({"filename": "video.avi"}))["imgs"])


def compare_frames(rng):
    def pictures(size=None):
        height, width = size or rng.randint(24, 80, 2)
        return {"imgs": [Image.fromarray(rng.randint(0, 256, (height, width, 3)).astype(np.uint8)) for _ in range(3)]}
    keep, backend = [None, False, True][rng.randint(3)], ["pillow", "cv2"][rng.randint(2)]
    scale = reader.Scale(int(rng.randint(5, 60)), fixed_ratio=keep is None, keep_ratio=keep, do_round=bool(rng.randint(2)),
                         backend=backend)
    images = pictures()
    if backend == "cv2" and keep is not None:
        images["imgs"] = [np.array(img) for img in images["imgs"]]
    told("Scale", scale, images)
    told("TenCrop", reader.TenCrop(int(rng.randint(1, 24))), pictures())
    told("pptsn_reader.CenterCrop", pptsn_reader.CenterCrop(int(rng.randint(1, 24)), bool(rng.randint(2))), pictures())
    change = reader.Image2Array(bool(rng.randint(4)), ["tchw", "cthw"][rng.randint(2)])
    told("Image2Array", change, pictures())
    arrays = reader.Image2Array()(pictures())
    told("Normalization", reader.Normalization(MEAN, STD), arrays)
    whole = {"imgs": [np.array(img) for img in pictures()["imgs"]]}
    told("Normalization", reader.Normalization(MEAN, STD, inplace=True), whole)


COMPARED = (compare_sources, compare_steps, compare_detection, compare_boxes, compare_text_lines, compare_results,
            compare_segmentation, compare_words, compare_videos, compare_frames)

if __name__ == "__main__":
    first_seed, cases = int(sys.argv[1]), int(sys.argv[2])
    for case in range(cases):
        for number, compare in enumerate(COMPARED):
            # Fewer of what is slow in the original.
            if compare not in (compare_segmentation, compare_videos) or case % 10 == 0:
                # What the readers themselves choose at random, too.
                np.random.seed(first_seed + case)
                compare(np.random.RandomState((first_seed + 31 * case + number) % 2 ** 31))
