"""Pictures out of videos."""
import os
import random

from paddle_serving_app.lazy import Image, cv2, np


class VideoDecoder(object):
    """All pictures of a video, RGB, as a list in ``frames``; ``filename`` of the dict is its path.

    :param backend: "cv2", the only one that ever ran on Python 3
    """

    def __init__(self, backend="cv2", mode="train", sampling_rate=32, num_seg=8, num_clips=1, target_fps=30):
        self.backend = backend
        self.mode = mode
        self.sampling_rate = sampling_rate
        self.num_seg = num_seg
        self.num_clips = num_clips
        self.target_fps = target_fps

    def __call__(self, results):
        if self.backend != "cv2":
            raise NotImplementedError("VideoDecoder's backend is cv2, not %s" % self.backend)
        capture = cv2.VideoCapture(results["filename"])
        read = [capture.read() for _ in range(int(capture.get(cv2.CAP_PROP_FRAME_COUNT)))]
        frames = [frame[:, :, ::-1] for found, frame in read if found]
        results.update(format="video", backend=self.backend, frames=frames, frames_len=len(frames))
        return results


class Sampler(object):
    """Some pictures of a video (``frames``), or of a folder (``frame_dir``, ``suffix``), as ``imgs``.

    :param num_seg: into how many parts the video is cut
    :param seg_len: how many pictures are taken of each
    :param frame_interval: from picture to picture in a part; None for neighbours
    :param valid_mode: always the same pictures, not random ones
    :param select_left: one picture of each part, left of its middle
    :param dense_sample: of 64 neighbours
    :param linspace_sample: at even distances
    """

    def __init__(self, num_seg, seg_len, frame_interval=None, valid_mode=False, select_left=False, dense_sample=False,
                 linspace_sample=False, use_pil=True):
        self.num_seg = num_seg
        self.seg_len = seg_len
        self.frame_interval = frame_interval
        self.valid_mode = valid_mode
        self.select_left = select_left
        self.dense_sample = dense_sample
        self.linspace_sample = linspace_sample
        self.use_pil = use_pil

    def __call__(self, results):
        if results["format"] not in ("video", "frame"):
            raise NotImplementedError("Sampler takes videos and frames, not %s" % results["format"])
        count = int(results["frames_len"])
        results["imgs"] = self._images(results, self._indexes(results, count))
        return results

    def _indexes(self, results, count):
        """From 0 for a video, from 1 for a folder."""
        first = 0 if results["format"] == "video" else 1
        if self.frame_interval is not None:
            return self._clips(count) + first
        if self.linspace_sample:
            start, end = results.get("start_idx", 0), results.get("end_idx", count - 1)
            chosen = np.clip(np.linspace(start, end, self.num_seg), 0, count - 1).astype(np.int64)
        elif self.select_left:
            chosen = self._one_of_each(count)
        elif self.dense_sample:
            # As ever: these numbers are from 1 for videos, too.
            return self._dense(count)
        else:
            chosen = self._neighbours(count)
        return [index + 1 if first else int(index % count) for index in chosen]

    def _images(self, results, indexes):
        if results["format"] == "video":
            frames = np.array(results["frames"])
            return [Image.fromarray(frames[index]) for index in indexes]
        paths = [os.path.join(results["frame_dir"], results["suffix"].format(index)) for index in indexes]
        return [Image.open(path).convert("RGB") for path in paths]

    def _clips(self, count):
        assert isinstance(self.frame_interval, int)
        starts = self._test_starts(count) if self.valid_mode else self._train_starts(count)
        return np.mod(starts[:, None] + np.arange(self.seg_len)[None, :] * self.frame_interval, count).reshape(-1)

    def _train_starts(self, count):
        length = self.seg_len * self.frame_interval
        interval = (count - length + 1) // self.num_seg
        if interval > 0:
            return np.arange(self.num_seg) * interval + np.random.randint(interval, size=self.num_seg)
        if count > max(self.num_seg, length):
            return np.sort(np.random.randint(count - length + 1, size=self.num_seg))
        if interval == 0:
            # Whole numbers: Paddle's own were not, and could choose no picture.
            return np.around(np.arange(self.num_seg) * ((count - length + 1.0) / self.num_seg)).astype(int)
        return np.zeros((self.num_seg,), dtype=int)

    def _test_starts(self, count):
        length = self.seg_len * self.frame_interval
        if count <= length - 1:
            return np.zeros((self.num_seg,), dtype=int)
        interval = (count - length + 1) / float(self.num_seg)
        return (np.arange(self.num_seg) * interval + interval / 2.0).astype(int)

    def _dense(self, count):
        last, stride = max(1, 1 + count - 64) - 1, 64 // self.num_seg
        if self.valid_mode:
            starts = np.linspace(0, last, num=10, dtype=int).tolist()
        else:
            starts = [0 if last == 0 else np.random.randint(0, last)]
        return [(index * stride + start) % count + 1 for start in starts for index in range(self.num_seg)]

    def _neighbours(self, count):
        part = int(count / self.num_seg)
        return [index for number in range(self.num_seg)
                for start in [self._start(number, part)] for index in range(start, start + self.seg_len)]

    def _start(self, number, part):
        if part < 1:
            return number
        if part < self.seg_len:
            return number * part
        within = (part - 1) // 2 if self.valid_mode else random.randint(0, part - self.seg_len)
        return number * part + within

    def _one_of_each(self, count):
        part = int(count / self.num_seg)
        if self.valid_mode:
            length = count / self.num_seg
            chosen = [int(length / 2.0 + length * number) for number in range(self.num_seg)]
            return np.array(chosen) if count > self.num_seg else np.zeros((self.num_seg,), dtype=int)
        if part > 0:
            return np.arange(self.num_seg) * part + np.random.randint(part, size=self.num_seg)
        return np.zeros((self.num_seg,), dtype=int)
