"""Writes pictures of every kind that evalbridge/imaging decodes, and broken ones, into a folder.

    python pictures.py FOLDER [SEED]

Without a seed it makes test/fixtures/images/decode again. Needs numpy, opencv-python-headless 4.13 and Pillow 12.3.
"""
import io
import os
import random
import struct
import sys
import zlib

import cv2
import numpy as np
from PIL import Image


class Source:
    """Pixels of one size: colours that run smoothly, with noise and edges."""

    def __init__(self, rng, most=90):
        self.rng = rng
        self.noise = np.random.default_rng(rng.randrange(1 << 30))
        self.width, self.height = rng.randint(17, most), rng.randint(17, most)

    def rgb(self, channels=3, top=256):
        y, x = np.mgrid[:self.height, :self.width]
        planes = []
        for channel in range(channels):
            ramp = (x * (channel + 1) * 5 + y * (7 - 2 * channel)) % 256
            ramp = ramp + self.noise.integers(-12, 13, ramp.shape) + ((x // 9 + y // 7) % 2) * 40
            low = self.noise.integers(0, 256, ramp.shape) if top > 256 else 0
            planes.append(np.clip(ramp, 0, 255) * (top // 256) + low)
        return np.stack(planes, -1).astype(np.uint16 if top > 256 else np.uint8)

    def indices(self, colours):
        return self.noise.integers(0, colours, (self.height, self.width)).astype(np.uint8)

    def palette(self, colours):
        return self.noise.integers(0, 256, (colours, 3)).astype(np.uint8)


def saved(image, kind, **options):
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def encoded(ending, array, *options):
    return cv2.imencode(ending, array, list(options))[1].tobytes()


# JPEG

def segments(jpeg):
    """[marker, bytes with the marker] up to the first scan, and the rest."""
    at, found = 2, []
    while jpeg[at + 1] != 0xDA:
        length = struct.unpack(">H", jpeg[at + 2:at + 4])[0]
        found.append((jpeg[at + 1], jpeg[at:at + 2 + length]))
        at += 2 + length
    return found, jpeg[at:]


def without(jpeg, *markers):
    found, rest = segments(jpeg)
    return jpeg[:2] + b"".join(part for marker, part in found if marker not in markers) + rest


def with_adobe(jpeg, transform):
    adobe = b"\xff\xee\0\x0eAdobe\0\x64\0\0\0\0" + bytes([transform])
    bare = without(jpeg, 0xE0, 0xEE)
    return bare[:2] + adobe + bare[2:]


def exif(orientation, order="<", kind=3, count=1):
    mark = b"II*\0" if order == "<" else b"MM\0*"
    value = struct.pack(order + ("I" if kind in (4, 9) else "H"), orientation) if kind != 1 else bytes([orientation])
    entry = struct.pack(order + "HHI", 0x112, kind, count) + value.ljust(4, b"\0")
    return b"Exif\0\0" + mark + struct.pack(order + "IH", 8, 1) + entry + b"\0\0\0\0"


def jpegs(source):
    rgb = Image.fromarray(source.rgb())
    grey = Image.fromarray(source.rgb(1)[:, :, 0])
    cmyk = Image.fromarray(source.rgb(4), "CMYK")
    for name, factor in (("444", 0x111111), ("422", 0x211111), ("420", 0x221111), ("411", 0x411111), ("440", 0x121111)):
        yield "jpeg-" + name, encoded(".jpg", source.rgb(), cv2.IMWRITE_JPEG_SAMPLING_FACTOR, factor)
    yield "jpeg-q30", saved(rgb, "JPEG", quality=30)
    yield "jpeg-progressive", saved(rgb, "JPEG", quality=80, progressive=True)
    yield "jpeg-progressive-444", saved(rgb, "JPEG", quality=90, progressive=True, subsampling=0)
    yield "jpeg-restarts", encoded(".jpg", source.rgb(), cv2.IMWRITE_JPEG_RST_INTERVAL, 2)
    yield "jpeg-grey", saved(grey, "JPEG", quality=85)
    yield "jpeg-grey-progressive", saved(grey, "JPEG", quality=85, progressive=True)
    yield "jpeg-icc", saved(rgb, "JPEG", icc_profile=profile())
    whole = saved(cmyk, "JPEG", quality=90)
    yield "jpeg-cmyk-adobe", whole
    yield "jpeg-cmyk", without(whole, 0xEE)
    yield "jpeg-ycck", with_adobe(whole, 2)
    colour = saved(rgb, "JPEG", quality=92)
    yield "jpeg-adobe-rgb", with_adobe(saved(rgb, "JPEG", quality=95, subsampling=0), 0)
    yield "jpeg-adobe-ycc", with_adobe(colour, 1)
    yield "jpeg-no-jfif", without(colour, 0xE0)
    for orientation in range(1, 9):
        order = "<" if orientation % 2 else ">"
        yield "jpeg-exif-%d" % orientation, saved(rgb, "JPEG", quality=80, exif=exif(orientation, order))
    yield "jpeg-exif-0", saved(rgb, "JPEG", quality=80, exif=exif(0))
    yield "jpeg-exif-9", saved(rgb, "JPEG", quality=80, exif=exif(9))
    yield "jpeg-grey-exif-6", saved(grey, "JPEG", quality=80, exif=exif(6))
    yield "jpeg-trailing", colour + b"more"
    for name, order in (("intel", "<"), ("motorola", ">")):
        for kind, count in ((1, 1), (3, 0), (3, 2), (4, 1), (7, 1), (8, 1), (9, 1)):
            odd = exif(6, order, kind, count)
            yield "jpeg-exif-%s-type-%d-count-%d" % (name, kind, count), saved(rgb, "JPEG", quality=80, exif=odd)


def profile():
    """A colour profile whose colours are not sRGB's."""
    from PIL import ImageCms
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    at = data.find(b"rXYZ")
    offset = struct.unpack(">I", data[at + 4:at + 8])[0]
    data[24:36] = bytes(12)  # The time of its making.
    data[offset + 8:offset + 20] = struct.pack(">iii", 0x8000, 0x4000, 0x800)
    return bytes(data)


# PNG

def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def packed_rows(samples, bits):
    """Filtered rows of [height, width, channels]; every filter has its turn."""
    height, width, channels = samples.shape
    step = max(1, bits * channels // 8)
    previous, rows = b"", []
    for number, row in enumerate(samples.reshape(height, -1)):
        if bits == 16:
            line = row.astype(">u2").tobytes()
        elif bits == 8:
            line = row.astype(np.uint8).tobytes()
        else:
            spread = (row[:, None] >> np.arange(bits - 1, -1, -1)) & 1
            line = np.packbits(spread.astype(np.uint8).reshape(-1)).tobytes()
        rows.append(filtered(line, previous or bytes(len(line)), step, number % 5))
        previous = line
    return b"".join(rows)


def filtered(line, above, step, kind):
    result = bytearray([kind])
    for at, value in enumerate(line):
        left = line[at - step] if at >= step else 0
        up, corner = above[at], above[at - step] if at >= step else 0
        p = left + up - corner
        paeth = min((abs(p - left), 0, left), (abs(p - up), 1, up), (abs(p - corner), 2, corner))[2]
        result.append((value - (0, left, up, (left + up) // 2, paeth)[kind]) & 255)
    return bytes(result)


ADAM7 = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
GREY, RGB, PALETTE, GREY_ALPHA, RGBA = 0, 2, 3, 4, 6


def png(samples, bits, colour, chunks=(), interlaced=False):
    samples = samples if samples.ndim == 3 else samples[:, :, None]
    height, width = samples.shape[:2]
    passes = [samples[y::down, x::across] for x, y, across, down in ADAM7] if interlaced else [samples]
    data = b"".join(packed_rows(part, bits) for part in passes if part.size)
    header = struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, int(interlaced))
    body = chunk(b"IHDR", header) + b"".join(chunk(*one) for one in chunks)
    return b"\x89PNG\r\n\x1a\n" + body + chunk(b"IDAT", zlib.compress(data)) + chunk(b"IEND", b"")


def pngs(source):
    gamma = (b"gAMA", struct.pack(">I", 100000))
    for bits in (1, 2, 4):
        yield "png-grey%d" % bits, png(source.indices(1 << bits), bits, GREY)
        yield "png-grey%d-trns" % bits, png(source.indices(1 << bits), bits, GREY, [(b"tRNS", b"\0\1")])
    for bits in (1, 2, 4, 8):
        colours = min(1 << bits, 200)
        palette = (b"PLTE", source.palette(colours).tobytes())
        yield "png-palette%d" % bits, png(source.indices(colours), bits, PALETTE, [palette])
        alpha = (b"tRNS", bytes(range(0, 250, 250 // colours))[:colours])
        yield "png-palette%d-trns" % bits, png(source.indices(colours), bits, PALETTE, [palette, alpha])
    grey_palette = (b"PLTE", np.repeat(np.arange(16, dtype=np.uint8) * 17, 3).tobytes())
    yield "png-palette4-of-grey", png(source.indices(16), 4, PALETTE, [grey_palette])
    yield "png-palette4-interlaced", png(source.indices(16), 4, PALETTE, [grey_palette], True)
    for bits, top in ((8, 256), (16, 65536)):
        for name, colour, channels in (("grey", GREY, 1), ("grey-alpha", GREY_ALPHA, 2), ("rgb", RGB, 3), ("rgba", RGBA, 4)):
            samples = source.rgb(channels, top)
            yield "png-%s%d" % (name, bits), png(samples, bits, colour)
            yield "png-%s%d-interlaced" % (name, bits), png(samples, bits, colour, (), True)
            if channels % 2:
                transparent = struct.pack(">%dH" % channels, *[int(value) for value in samples[3, 5]])
                yield "png-%s%d-trns" % (name, bits), png(samples, bits, colour, [(b"tRNS", transparent)])
    yield "png-gamma", png(source.rgb(), 8, RGB, [gamma])
    yield "png-grey-gamma", png(source.rgb(1), 8, GREY, [gamma])
    yield "png-rgba-gamma", png(source.rgb(4), 8, RGBA, [gamma])
    icc = (b"iCCP", b"profile\0\0" + zlib.compress(profile()))
    yield "png-icc", png(source.rgb(), 8, RGB, [icc])
    yield "png-rgb16-icc", png(source.rgb(3, 65536), 16, RGB, [icc])
    yield "png-background", png(source.rgb(4), 8, RGBA, [(b"bKGD", b"\0\xff\0\0\0\0")])
    yield "png-exif-6", png(source.rgb(), 8, RGB, [(b"eXIf", exif(6)[6:])])
    yield "png-significant", png(source.rgb(3, 65536), 16, RGB, [(b"sBIT", b"\x0c\x0c\x0c")])


# WebP, GIF

def webps(source):
    rgb, rgba = Image.fromarray(source.rgb()), Image.fromarray(source.rgb(4))
    yield "webp-lossy", saved(rgb, "WEBP", quality=80)
    yield "webp-lossy-low", saved(rgb, "WEBP", quality=10)
    yield "webp-lossy-alpha", saved(rgba, "WEBP", quality=80)
    yield "webp-lossless", saved(rgb, "WEBP", lossless=True)
    yield "webp-lossless-alpha", saved(rgba, "WEBP", lossless=True, exact=True)
    yield "webp-exif-6", saved(rgb, "WEBP", lossless=True, exif=exif(6))
    yield "webp-animated", saved(rgb, "WEBP", lossless=True, save_all=True, append_images=[rgb.rotate(180)])


def gif(source, width, height, frames, palette=None, background=0, version=b"GIF89a"):
    """Frames are (x, y, indices, own palette, transparent index, disposal, interlaced)."""
    flags = 0x80 | (len(palette).bit_length() - 2) if palette is not None else 0
    data = version + struct.pack("<HHBBB", width, height, flags | 0x70, background, 0)
    data += palette.tobytes() if palette is not None else b""
    for x, y, indices, own, transparent, disposal, interlaced in frames:
        if transparent is not None or disposal:
            data += b"!\xf9\4" + struct.pack("<BHBB", disposal << 2 | (transparent is not None), 5, transparent or 0, 0)
        high, wide = indices.shape
        flags = (0x80 | (len(own).bit_length() - 2) if own is not None else 0) | (0x40 if interlaced else 0)
        data += b"," + struct.pack("<HHHHB", x, y, wide, high, flags) + (own.tobytes() if own is not None else b"")
        if interlaced:
            indices = np.concatenate([indices[0::8], indices[4::8], indices[2::4], indices[1::2]])
        bits = max(2, int(indices.max()).bit_length())
        data += bytes([bits]) + blocks(lzw(indices.reshape(-1), bits)) + b"\0"
    return data + b";"


def lzw(indices, bits):
    clear, codes, out = 1 << bits, {}, []
    width, word = bits + 1, ()
    out.append((clear, width))
    codes = {(value,): value for value in range(clear)}
    following = clear + 2
    for value in indices:
        longer = word + (int(value),)
        if longer in codes:
            word = longer
            continue
        out.append((codes[word], width))
        word = longer[-1:]
        if following == 4096:
            out.append((clear, width))
            codes = {(value,): value for value in range(clear)}
            following, width = clear + 2, bits + 1
            continue
        codes[longer] = following
        if following == 1 << width:
            width += 1
        following += 1
    out.append((codes[word], width))
    following += 1
    out.append((clear + 1, width + (following > 1 << width and width < 12)))
    total, shift, data = 0, 0, bytearray()
    for code, width in out:
        total |= code << shift
        shift += width
        while shift >= 8:
            data.append(total & 255)
            total, shift = total >> 8, shift - 8
    return bytes(data) + (bytes([total]) if shift else b"")


def blocks(data):
    return b"".join(bytes([len(data[at:at + 255])]) + data[at:at + 255] for at in range(0, len(data), 255))


def gifs(source):
    width, height = source.width, source.height
    p16, p256, p2 = source.palette(16), source.palette(256), source.palette(2)
    i16, i256 = source.indices(16), source.indices(256)

    def frame(indices, x=0, y=0, own=None, transparent=None, disposal=0, interlaced=False):
        return x, y, indices, own, transparent, disposal, interlaced
    yield "gif", gif(source, width, height, [frame(i256)], p256)
    yield "gif-87a", gif(source, width, height, [frame(i16)], p16, version=b"GIF87a")
    yield "gif-two-colours", gif(source, width, height, [frame(source.indices(2))], p2)
    yield "gif-local-palette", gif(source, width, height, [frame(i16, own=p16)], p256)
    yield "gif-no-global-palette", gif(source, width, height, [frame(i16, own=p16)])
    yield "gif-interlaced", gif(source, width, height, [frame(i16, interlaced=True)], p16)
    yield "gif-transparent", gif(source, width, height, [frame(i16, transparent=3)], p16, 5)
    yield "gif-transparent-background", gif(source, width, height, [frame(i16, transparent=5)], p16, 5)
    yield "gif-part", gif(source, width, height, [frame(i16[:9, :11], 3, 4)], p16, 5)
    yield "gif-part-transparent", gif(source, width, height, [frame(i16[:9, :11], 3, 4, None, 3)], p16, 5)
    yield "gif-frames", gif(source, width, height, [frame(i16), frame(source.indices(16), transparent=2)], p16)
    yield "gif-frames-disposed", gif(source, width, height, [frame(i16, transparent=7, disposal=2), frame(i16[:5, :5])], p16, 3)
    yield "gif-grey-palette", gif(source, width, height, [frame(i256)], np.repeat(np.arange(256, dtype=np.uint8)[:, None], 3, 1))
    yield "gif-outside", gif(source, width, height, [frame(i16, 3, 4)], p16, 5)
    yield "gif-no-palette", gif(source, width, height, [frame(i16)])
    yield "gif-local-transparent", gif(source, width, height, [frame(i16, own=p16, transparent=4)], p256, 5)
    yield "gif-local-part-transparent", gif(source, width, height, [frame(i16[:9, :11], 3, 4, p16, 4)], p256, 5)
    yield "gif-background-outside", gif(source, width, height, [frame(i16)], p16, 99)
    yield "gif-pillow", saved(Image.fromarray(source.rgb()).convert("P", palette=Image.Palette.ADAPTIVE), "GIF")
    yield "gif-short-palette", gif(source, width, height, [frame(source.indices(16))], source.palette(8))


# BMP

def bmp_rows(samples, bits, top_down=False):
    rows = []
    for row in samples if top_down else samples[::-1]:
        if bits < 8:
            spread = (row[:, None] >> np.arange(bits - 1, -1, -1)) & 1
            line = np.packbits(spread.astype(np.uint8).reshape(-1)).tobytes()
        else:
            line = row.tobytes()
        rows.append(line + bytes(-len(line) % 4))
    return b"".join(rows)


def bmp(source, bits, pixels, compression=0, palette=None, top_down=False, masks=(), header=40, used=None):
    colours = b"" if palette is None else np.concatenate([palette[:, ::-1], 0 * palette[:, :1]], 1).tobytes()
    if header == 12:
        colours = b"" if palette is None else palette[:, ::-1].tobytes()
        info = struct.pack("<IHHHH", 12, source.width, source.height, 1, bits)
    else:
        count = (0 if palette is None else len(palette)) if used is None else used
        height = -source.height if top_down else source.height
        info = struct.pack("<IiiHHIIiiII", header, source.width, height, 1, bits, compression, len(pixels), 2835, 2835, count, 0)
        extra = struct.pack("<%dI" % len(masks), *masks)
        info += extra if header == 40 else extra + bytes(max(0, header - 40 - len(extra)))
    offset = 14 + len(info) + len(colours)
    return b"BM" + struct.pack("<IHHI", offset + len(pixels), 0, 0, offset) + info + colours + pixels


def rle8(source, indices):
    data = b""
    for row in indices[::-1]:
        at = 0
        while at < len(row):
            run = 1
            while at + run < len(row) and row[at + run] == row[at] and run < 255:
                run += 1
            if run > 1 or len(row) - at < 3:
                data, at = data + bytes([run, row[at]]), at + run
            else:
                count = min(len(row) - at, source.rng.randint(3, 12))
                data, at = data + bytes([0, count]) + row[at:at + count].tobytes() + bytes(count % 2), at + count
        data += b"\0\0"
    return data[:-2] + b"\0\1"


def rle4(source, indices):
    data = b""
    for row in indices[::-1]:
        at = 0
        while at < len(row):
            count = min(len(row) - at, source.rng.randint(3, 12))
            if count < 3 or source.rng.random() < 0.5:
                pair = row[at] << 4 | row[min(at + 1, len(row) - 1)]
                data, at = data + bytes([count, pair]), at + count
            else:
                part = list(row[at:at + count]) + [0] * (count % 2)
                absolute = bytes(part[i] << 4 | part[i + 1] for i in range(0, len(part), 2))
                data, at = data + bytes([0, count]) + absolute + bytes(len(absolute) % 2), at + count
        data += b"\0\0"
    return data[:-2] + b"\0\1"


def bmps(source):
    bgr, bgra = source.rgb(), source.rgb(4)
    words = source.rgb(1, 65536)[:, :, 0]
    yield "bmp-24", bmp(source, 24, bmp_rows(bgr, 24))
    yield "bmp-24-top-down", bmp(source, 24, bmp_rows(bgr, 24, True), top_down=True)
    yield "bmp-24-core", bmp(source, 24, bmp_rows(bgr, 24), header=12)
    yield "bmp-24-v5", bmp(source, 24, bmp_rows(bgr, 24), header=124)
    yield "bmp-32", bmp(source, 32, bmp_rows(bgra, 32))
    yield "bmp-32-top-down", bmp(source, 32, bmp_rows(bgra, 32, True), top_down=True)
    opaque = bgra.copy()
    opaque[:, :, 3] = 0
    yield "bmp-32-alpha-zero", bmp(source, 32, bmp_rows(opaque, 32))
    masks = 0xFF0000, 0xFF00, 0xFF, 0xFF000000
    yield "bmp-32-masks", bmp(source, 32, bmp_rows(bgra, 32), 3, masks=masks[:3])
    yield "bmp-32-masks-v4", bmp(source, 32, bmp_rows(bgra, 32), 3, masks=masks, header=108)
    yield "bmp-32-masks-v5", bmp(source, 32, bmp_rows(bgra, 32), 3, masks=masks, header=124)
    yield "bmp-32-masks-v3-alpha", bmp(source, 32, bmp_rows(bgra, 32), 3, masks=masks, header=56)
    yield "bmp-32-masks-rgba", bmp(source, 32, bmp_rows(bgra, 32), 3, masks=(0xFF, 0xFF00, 0xFF0000, 0xFF000000), header=108)
    yield "bmp-16-555", bmp(source, 16, bmp_rows(words, 16))
    yield "bmp-16-565-masks", bmp(source, 16, bmp_rows(words, 16), 3, masks=(0xF800, 0x7E0, 0x1F))
    yield "bmp-16-555-masks", bmp(source, 16, bmp_rows(words, 16), 3, masks=(0x7C00, 0x3E0, 0x1F))
    yield "bmp-16-565-v4", bmp(source, 16, bmp_rows(words, 16), 3, masks=(0xF800, 0x7E0, 0x1F, 0), header=108)
    yield "bmp-16-555-v5", bmp(source, 16, bmp_rows(words, 16), 3, masks=(0x7C00, 0x3E0, 0x1F, 0), header=124)
    yield "bmp-16-444-masks", bmp(source, 16, bmp_rows(words, 16), 3, masks=(0xF00, 0xF0, 0xF))
    yield "bmp-32-masks-odd", bmp(source, 32, bmp_rows(bgra, 32), 3, masks=(0x3FF00000, 0xFFC00, 0x3FF, 0), header=108)
    yield "bmp-32-masks-zero", bmp(source, 32, bmp_rows(bgra, 32), 3, masks=(0, 0, 0, 0), header=108)
    yield "bmp-32-masks-xbgr", bmp(source, 32, bmp_rows(bgra, 32), 3, masks=(0xFF000000, 0xFF0000, 0xFF00, 0), header=56)
    yield "bmp-32-masks-opaque", bmp(source, 32, bmp_rows(bgra, 32), 3, masks=(0xFF0000, 0xFF00, 0xFF, 0), header=108)
    yield "bmp-32-v4", bmp(source, 32, bmp_rows(bgra, 32), header=108)
    yield "bmp-24-os2", bmp(source, 24, bmp_rows(bgr, 24), header=64)
    bilevel = np.array([[0, 0, 0], [255, 255, 255]], np.uint8)
    yield "bmp-1-bilevel", bmp(source, 1, bmp_rows(source.indices(2), 1), palette=bilevel)
    yield "bmp-1-white-first", bmp(source, 1, bmp_rows(source.indices(2), 1), palette=bilevel[::-1])
    yield "bmp-8-bilevel", bmp(source, 8, bmp_rows(source.indices(2), 8), palette=bilevel)
    yield "bmp-8-beyond-palette", bmp(source, 8, bmp_rows(source.indices(60), 8), palette=source.palette(20))
    for bits in (1, 4, 8):
        palette, indices = source.palette(1 << bits), source.indices(1 << bits)
        yield "bmp-%d" % bits, bmp(source, bits, bmp_rows(indices, bits), palette=palette)
        yield "bmp-%d-core" % bits, bmp(source, bits, bmp_rows(indices, bits), palette=palette, header=12)
    yield "bmp-8-top-down", bmp(source, 8, bmp_rows(source.indices(256), 8, True), palette=source.palette(256), top_down=True)
    yield "bmp-8-grey", bmp(source, 8, bmp_rows(source.indices(256), 8), palette=np.repeat(np.arange(256, dtype=np.uint8)[:, None], 3, 1))
    yield "bmp-8-few-colours", bmp(source, 8, bmp_rows(source.indices(20), 8), palette=source.palette(20))
    yield "bmp-8-rle", bmp(source, 8, rle8(source, source.indices(3)), 1, palette=source.palette(256))
    yield "bmp-4-rle", bmp(source, 4, rle4(source, source.indices(16)), 2, palette=source.palette(16))
    skipping = b"\5\1\0\2\3\2\4\2\0\0\0\2\2\1\6\0\0\1"
    yield "bmp-8-rle-skipping", bmp(source, 8, skipping, 1, palette=source.palette(4))
    yield "bmp-pillow-1", saved(Image.fromarray(source.rgb()).convert("1"), "BMP")


# TIFF

def tiff(samples, bits, photometric, order="<", planes=False, tiled=False, palette=None, **tags):
    """Uncompressed. Further tags by name: extra, orientation, format."""
    samples = samples if samples.ndim == 3 else samples[:, :, None]
    height, width, channels = samples.shape
    parts = [samples[:, :, channel:channel + 1] for channel in range(channels)] if planes else [samples]
    if tiled:
        parts = [np.pad(part[y:y + 16, x:x + 16], ((0, max(0, y + 16 - height)), (0, max(0, x + 16 - width)), (0, 0)))
                 for part in parts for y in range(0, height, 16) for x in range(0, width, 16)]
    data = [tiff_rows(part, bits, order) for part in parts]
    entries = {
        256: (4, [width]), 257: (4, [height]), 258: (3, [bits] * channels), 259: (3, [1]), 262: (3, [photometric]),
        277: (3, [channels]), 284: (3, [2 if planes else 1]),
    }
    if tiled:
        entries.update({322: (3, [16]), 323: (3, [16]), 325: (4, [len(one) for one in data])})
    else:
        entries.update({278: (4, [height]), 279: (4, [len(one) for one in data])})
    entries[324 if tiled else 273] = (4, [0] * len(data))
    if palette is not None:
        entries[320] = (3, [int(value) * 257 for value in palette.T.reshape(-1)])
    for tag, name in ((274, "orientation"), (338, "extra"), (339, "format")):
        if name in tags:
            entries[tag] = (3, [tags[name]] * (channels if tag == 339 else 1))
    values_at = 8 + 2 + 12 * len(entries) + 4
    sizes = {tag: len(values) * (2 if kind == 3 else 4) for tag, (kind, values) in entries.items()}
    data_at = values_at + sum(size + size % 2 for size in sizes.values() if size > 4)
    entries[324 if tiled else 273] = (4, [data_at + sum(map(len, data[:index])) for index in range(len(data))])
    directory, values = struct.pack(order + "H", len(entries)), b""
    for tag, (kind, numbers) in sorted(entries.items()):
        packed = struct.pack(order + ("%dH" if kind == 3 else "%dI") % len(numbers), *numbers)
        directory += struct.pack(order + "HHI", tag, kind, len(numbers))
        if len(packed) > 4:
            directory += struct.pack(order + "I", values_at + len(values))
            values += packed + bytes(len(packed) % 2)
        else:
            directory += packed + bytes(4 - len(packed))
    return (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(order + "I", 8) + directory + bytes(4) + values + b"".join(data)


def tiff_rows(part, bits, order):
    if bits >= 8:
        return part.astype("%su%d" % (order, bits // 8)).tobytes()
    spread = (part.reshape(part.shape[0], -1, 1) >> np.arange(bits - 1, -1, -1)) & 1
    return np.packbits(spread.astype(np.uint8).reshape(part.shape[0], -1), axis=1).tobytes()


def tiffs(source):
    WHITE_IS_0, BLACK_IS_0, COLOUR, WITH_PALETTE = 0, 1, 2, 3
    wide = source.rgb(3, 65536)
    yield "tiff-big-endian", tiff(source.rgb(), 8, COLOUR, ">")
    yield "tiff-rgb16-big-endian", tiff(wide, 16, COLOUR, ">")
    yield "tiff-planes", tiff(source.rgb(), 8, COLOUR, planes=True)
    yield "tiff-rgb16-planes", tiff(wide, 16, COLOUR, planes=True)
    yield "tiff-tiled", tiff(source.rgb(), 8, COLOUR, tiled=True)
    yield "tiff-rgb16-tiled", tiff(wide, 16, COLOUR, tiled=True)
    for bits in (1, 2, 4, 8, 16):
        grey = source.rgb(1, 65536) if bits == 16 else source.indices(1 << bits)
        yield "tiff-grey%d" % bits, tiff(grey, bits, BLACK_IS_0)
        yield "tiff-grey%d-white-is-0" % bits, tiff(grey, bits, WHITE_IS_0)
    for bits in (1, 2, 4, 8):
        yield "tiff-palette%d" % bits, tiff(source.indices(1 << bits), bits, WITH_PALETTE, palette=source.palette(1 << bits))
    for extra, name in ((0, "unspecified"), (1, "multiplied"), (2, "straight")):
        yield "tiff-rgba-" + name, tiff(source.rgb(4), 8, COLOUR, extra=extra)
        yield "tiff-rgba16-" + name, tiff(source.rgb(4, 65536), 16, COLOUR, extra=extra)
        yield "tiff-grey-alpha-" + name, tiff(source.rgb(2), 8, BLACK_IS_0, extra=extra)
        yield "tiff-grey-alpha16-" + name, tiff(source.rgb(2, 65536), 16, BLACK_IS_0, extra=extra)
    yield "tiff-rgba-unsaid", tiff(source.rgb(4), 8, COLOUR)
    yield "tiff-signed", tiff(source.rgb(1), 8, BLACK_IS_0, format=2)
    yield "tiff-rgb32", tiff(wide, 32, COLOUR)
    yield "tiff-cielab", tiff(source.rgb(), 8, 8)
    for orientation in range(2, 9):
        yield "tiff-turned-%d" % orientation, tiff(source.rgb(), 8, COLOUR, orientation=orientation)
    yield "tiff-rgb16-turned-6", tiff(wide, 16, COLOUR, orientation=6)
    yield "tiff-rgb16-turned-3", tiff(wide, 16, COLOUR, orientation=3)
    yield "tiff-grey-turned-8", tiff(source.rgb(1), 8, BLACK_IS_0, orientation=8)
    yield "tiff-grey16-turned-5", tiff(source.rgb(1, 65536), 16, BLACK_IS_0, orientation=5)
    rgb, rgba = Image.fromarray(source.rgb()), Image.fromarray(source.rgb(4))
    grey = Image.fromarray(source.rgb(1)[:, :, 0])
    for name in ("raw", "tiff_lzw", "tiff_adobe_deflate", "packbits"):
        short = name.replace("tiff_", "").replace("adobe_", "")
        yield "tiff-rgb-" + short, saved(rgb, "TIFF", compression=name)
    yield "tiff-rgb-jpeg", saved(rgb, "TIFF", compression="jpeg")
    yield "tiff-grey-lzw", saved(grey, "TIFF", compression="tiff_lzw")
    yield "tiff-grey-alpha", saved(Image.fromarray(source.rgb(2), "LA"), "TIFF")
    yield "tiff-rgba", saved(rgba, "TIFF", compression="tiff_lzw")
    yield "tiff-bilevel", saved(rgb.convert("1"), "TIFF")
    yield "tiff-bilevel-fax", saved(rgb.convert("1"), "TIFF", compression="group4")
    yield "tiff-palette", saved(rgb.convert("P", palette=Image.Palette.ADAPTIVE), "TIFF")
    yield "tiff-cmyk", saved(Image.fromarray(source.rgb(4), "CMYK"), "TIFF")
    yield "tiff-grey16", saved(Image.fromarray(source.rgb(1, 65536)[:, :, 0]), "TIFF")
    yield "tiff-rgb16", encoded(".tif", source.rgb(3, 65536))
    yield "tiff-rgba16", encoded(".tif", source.rgb(4, 65536))
    yield "tiff-rgb16-deflate", encoded(".tif", source.rgb(3, 65536), cv2.IMWRITE_TIFF_COMPRESSION, 8)
    yield "tiff-float", encoded(".tif", (source.rgb() / 255).astype(np.float32))
    yield "tiff-exif-6", saved(rgb, "TIFF", tiffinfo={274: 6})
    yield "tiff-pages", saved(rgb, "TIFF", save_all=True, append_images=[rgb.rotate(180)])


# Broken

def broken(source):
    rgb = Image.fromarray(source.rgb())
    flat, indices = png(source.rgb(), 8, RGB), source.indices(256)
    whole = {
        "jpeg": saved(rgb, "JPEG", quality=90), "jpeg-progressive": saved(rgb, "JPEG", quality=90, progressive=True),
        "png": flat, "png-interlaced": png(source.rgb(), 8, RGB, (), True), "webp": saved(rgb, "WEBP", quality=80),
        "webp-lossless": saved(rgb, "WEBP", lossless=True), "tiff": saved(rgb, "TIFF", compression="tiff_lzw"),
        "bmp": bmp(source, 24, bmp_rows(source.rgb(), 24)),
        "bmp-rle": bmp(source, 8, rle8(source, indices), 1, palette=source.palette(256)),
        "gif": gif(source, source.width, source.height, [(0, 0, indices, None, None, 0, False)], source.palette(256)),
    }
    for name, data in whole.items():
        for part in (0.1, 0.5, 0.9):
            yield "broken-%s-upto-%d" % (name, part * 100), data[:int(len(data) * part)]
        yield "broken-%s-last-2" % name, data[:-2]
        yield "broken-%s-cut" % name, data[:source.rng.randrange(len(data))]
        for number in (1, 2, 3):
            damaged = bytearray(data)
            damaged[source.rng.randrange(len(data))] ^= 1 << source.rng.randrange(8)
            yield "broken-%s-bit-%d" % (name, number), bytes(damaged)
    yield "broken-png-checksum", flat[:-16] + bytes([flat[-16] ^ 1]) + flat[-15:]
    yield "broken-empty", b""
    yield "broken-text", b"not a picture at all"
    yield "broken-svg", b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect width='5' height='5'/></svg>"


ENDINGS = {"jpeg": ".jpg", "png": ".png", "webp": ".webp", "gif": ".gif", "bmp": ".bmp", "tiff": ".tif", "broken": ".bin"}


def pictures(seed):
    rng = random.Random(seed)
    for maker in (jpegs, pngs, webps, gifs, bmps, tiffs, broken):
        for name, data in maker(Source(rng, 90 if seed else 25)):
            yield name + ENDINGS[name.split("-")[0]], data


def main(folder, seed="0"):
    os.makedirs(folder, exist_ok=True)
    for name, data in pictures(int(seed)):
        with open(os.path.join(folder, name), "wb") as file:
            file.write(data)


if __name__ == "__main__":
    main(*sys.argv[1:])
