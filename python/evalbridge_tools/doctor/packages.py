"""Which package of the index provides a module, where the names differ or something has to be said."""
import re
from collections import namedtuple

# pip: what to ask pip for. python2: the last release that 2.7 takes, where pip does not find that by itself. note: what
# else its user must know. brings: modules that come with it.
Package = namedtuple("Package", "pip python2 note brings")


def _package(pip, python2="", note="", brings=""):
    return Package(pip, python2, note, brings.split())


PACKAGES = {
    "Crypto": _package("pycryptodome"),
    "Cython": _package("Cython"),
    "MySQLdb": _package("mysqlclient"),
    "OpenSSL": _package("pyOpenSSL"),
    "PIL": _package("Pillow", note="Pillow<10 where the script says Image.ANTIALIAS"),
    "attr": _package("attrs"),
    "bs4": _package("beautifulsoup4"),
    "caffe": _package("", note="pip has no Caffe: build it, or install the system's package (Debian: caffe-cpu), and "
                      'name the interpreter that has it with "python:" in release.yaml', brings="numpy google"),
    "caffe2": _package("torch", brings="numpy"),
    "cv2": _package("opencv-python-headless", "opencv-python-headless==4.1.2.30", brings="numpy"),
    "dateutil": _package("python-dateutil", brings="six"),
    "dlib": _package("dlib", note="is compiled: needs CMake and a C++ compiler"),
    "easydict": _package("easydict"),
    "faiss": _package("faiss-cpu", brings="numpy"),
    "google.protobuf": _package("protobuf", "protobuf==3.17.3"),
    "google": _package("protobuf", "protobuf==3.17.3"),
    "grpc": _package("grpcio"),
    "h5py": _package("h5py", brings="numpy"),
    "imutils": _package("imutils"),
    "jieba": _package("jieba"),
    "keras": _package("keras", brings="numpy"),
    "lmdb": _package("lmdb"),
    "matplotlib": _package("matplotlib", brings="numpy PIL dateutil six"),
    "mxnet": _package("mxnet", "mxnet==1.5.1", "mxnet 1.9.1 is its last release and wants numpy<1.24",
                      "numpy requests"),
    "nms": _package("", note="is usually compiled from the project's own sources (make in its folder)"),
    "numpy": _package("numpy"),
    "onnxruntime": _package("onnxruntime", brings="numpy google"),
    "paddle": _package("paddlepaddle", brings="numpy PIL google"),
    "pandas": _package("pandas", brings="numpy dateutil six pytz"),
    "prometheus_client": _package("prometheus_client"),
    "psutil": _package("psutil"),
    "pyclipper": _package("pyclipper"),
    "redis": _package("redis"),
    "requests": _package("requests", brings="urllib3 idna certifi chardet"),
    "scipy": _package("scipy", brings="numpy"),
    "serial": _package("pyserial"),
    "shapely": _package("shapely", "Shapely==1.7.1", brings="numpy"),
    "simplejson": _package("simplejson"),
    "six": _package("six"),
    "skimage": _package("scikit-image", "scikit-image==0.14.5", brings="numpy scipy PIL imageio"),
    "sklearn": _package("scikit-learn", "scikit-learn==0.20.4", brings="numpy scipy joblib"),
    "skvideo": _package("scikit-video", brings="numpy scipy PIL"),
    "tensorflow": _package("tensorflow", "tensorflow==1.15.5", "tensorflow==1.15.5 where the script says tf.Session, "
                           "which needs Python 3.7 or 2.7", "numpy six google h5py"),
    "torch": _package("torch", "torch==1.4.0", brings="numpy"),
    "torchvision": _package("torchvision", "torchvision==0.5.0", brings="numpy PIL torch"),
    "tornado": _package("tornado"),
    "tqdm": _package("tqdm"),
    "werkzeug": _package("Werkzeug"),
    "xgboost": _package("xgboost", brings="numpy scipy"),
    "yaml": _package("PyYAML", "PyYAML==5.4.1", "PyYAML<6 where the script calls yaml.load without a Loader"),
    "zmq": _package("pyzmq"),
    # Of Python 3's standard library, for 2.7.
    "concurrent": _package("", "futures"),
    "configparser": _package("", "configparser"),
    "enum": _package("", "enum34"),
    "ipaddress": _package("", "ipaddress"),
    "pathlib": _package("", "pathlib2", "whose module is pathlib2"),
    "queue": _package("", "future"),
    "statistics": _package("", "statistics"),
    "typing": _package("", "typing"),
}

# Standard modules that later versions of Python 3 dropped, and what brings them back.
DROPPED = {
    "asynchat": "pyasynchat", "asyncore": "pyasyncore", "cgi": "legacy-cgi", "crypt": "", "distutils": "setuptools",
    "imghdr": "standard-imghdr", "imp": "", "lib2to3": "", "pipes": "standard-pipes", "smtpd": "",
    "sndhdr": "standard-sndhdr", "telnetlib": "standard-telnetlib", "uu": "standard-uu", "xdrlib": "standard-xdrlib",
}

# Modules of the platform's own images; they are somebody's file, not a package.
PLATFORM_HELPERS = ("caffe_base", "caffelog", "mxnet_base", "video_classify", "bbox_transform", "rcnn")


def normal(name):
    """A distribution's name as indexes compare them."""
    return re.sub(r"[-_.]+", "-", name).lower()


def advice(module, python2):
    """How to get a module that is not there: (requirement for pip or "", note, whether it is only a guess)."""
    known = PACKAGES.get(module) or PACKAGES.get(module.partition(".")[0])
    if known is None:
        return module.partition(".")[0], "", True
    pip = known.python2 if python2 and known.python2 else known.pip
    return pip, known.note, False


def providers(module):
    """Normalised names of the distributions that provide a top-level module, the likeliest first."""
    names = [normal(module)]
    known = PACKAGES.get(module)
    if known is not None:
        names += [normal(re.split("[=<>]", pip)[0]) for pip in (known.pip, known.python2) if pip]
    names += [normal(name) for name in _ALTERNATIVES.get(module, ())]
    return names


_ALTERNATIVES = {
    "PIL": ("pillow-simd",),
    "cv2": ("opencv-python", "opencv-contrib-python", "opencv-contrib-python-headless"),
    "faiss": ("faiss", "faiss-gpu"),
    "google": ("googleapis-common-protos",),
    "mxnet": ("mxnet-mkl", "mxnet-cu80", "mxnet-cu90", "mxnet-cu92", "mxnet-cu100", "mxnet-cu101", "mxnet-cu112"),
    "onnxruntime": ("onnxruntime-gpu",),
    "paddle": ("paddlepaddle-gpu",),
    "tensorflow": ("tensorflow-gpu", "tensorflow-cpu"),
    "Crypto": ("pycrypto",),
}


def brought(module, requirements):
    """The module whose package brings another along as its own dependency; "" when none is known to."""
    for name, package in PACKAGES.items():
        if module in package.brings and any(provider in requirements for provider in providers(name)):
            return name
    return ""
