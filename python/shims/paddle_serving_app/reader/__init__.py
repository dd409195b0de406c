"""What scripts import from here. Each name needs what it uses, and only when it is used:

=====================================  =================================================
decoding, resizing, ``OCRReader``      numpy, opencv-python
``DBPostProcess``                      these, shapely, pyclipper
drawing boxes, video                   these, Pillow
``ChineseBertReader``, ``LACReader``,  nothing
``SentaReader``
=====================================  =================================================
"""
from .chinese_bert_reader import ChineseBertReader  # noqa: F401
from .image_reader import (  # noqa: F401
    BGR2RGB, Base64ToImage, CenterCrop, Div, File2Image, ImageReader, Normalize, PadStride, RGB2BGR, Resize, ResizeByFactor,
    Sequential, Transpose, URL2Image)
from .image_reader import (  # noqa: F401
    BlazeFacePostprocess, DBPostProcess, FilterBoxes, GetRotateCropImage, RCNNPostprocess, SegPostprocess, SortedBoxes)
from .image_reader import (  # noqa: F401
    DetectionBGR2RGB, DetectionFile2Image, DetectionNormalize, DetectionPadStride, DetectionResize, DetectionSequential,
    DetectionTranspose)
from .lac_reader import LACReader  # noqa: F401
from .ocr_reader import OCRReader  # noqa: F401
from .pptsn_reader import Image2Array, Normalization, Sampler, Scale, TenCrop, VideoDecoder  # noqa: F401
from .senta_reader import SentaReader  # noqa: F401
