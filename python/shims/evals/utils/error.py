"""The platform's exceptions (AVA, section 2)."""


class ErrorBase(Exception):
    """Has ``code`` and ``message``; its text is the message and its ``args`` are empty."""

    def __init__(self, code=599, msg="Unknown Error"):
        Exception.__init__(self)
        self.code = code
        self.message = msg

    def __str__(self):
        return self.message

    def __unicode__(self):
        return self.message


class ErrorConfig(ErrorBase):
    def __init__(self, value):
        ErrorBase.__init__(self, 400, "no {} config set".format(value))
        self.value = value


class ErrorFileNotExist(ErrorBase):
    def __init__(self, name):
        ErrorBase.__init__(self, 400, "file not exist: {}".format(name))
        self.name = name


class ErrorCV2ImageRead(ErrorBase):
    def __init__(self, image):
        ErrorBase.__init__(self, 400, "cv2 load {} failed".format(image))
        self.image = image


class ErrorImageTooSmall(ErrorBase):
    def __init__(self, image):
        ErrorBase.__init__(self, 400, "image {} is too small, should be more than 32x32".format(image))
        self.image = image


class ErrorImageNdim(ErrorBase):
    def __init__(self, image):
        ErrorBase.__init__(self, 400, "image {} with invalid ndim, should be 3".format(image))
        self.image = image


class ErrorImageTooLarge(ErrorBase):
    def __init__(self, image):
        text = "image {} is too large, should be in 4999x4999, less than 10MB"
        ErrorBase.__init__(self, 400, text.format(image))
        self.image = image


class ErrorInvalidPTS(ErrorBase):
    def __init__(self, pts):
        ErrorBase.__init__(self, 400, "invalid pts {}".format(pts))
        self.pts = pts


class ErrorOutOfBatchSize(ErrorBase):
    def __init__(self, batch_size):
        ErrorBase.__init__(self, 400, "eval request out of batch_size {}".format(batch_size))
        self.batch_size = batch_size


class ErrorTransformImage(ErrorBase):
    def __init__(self, image):
        ErrorBase.__init__(self, 400, "fail to transform image {}".format(image))
        self.image = image


class ErrorNoPTS(ErrorBase):
    def __init__(self, image):
        ErrorBase.__init__(self, 400, "no pts provided for image {}".format(image))
        self.image = image


class ErrorForwardInference(ErrorBase):
    def __init__(self):
        ErrorBase.__init__(self, 500, "forward inference failed")
