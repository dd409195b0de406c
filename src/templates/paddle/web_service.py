"""The pipeline: what is asked under its name goes through these Ops, one behind the other."""
import base64
import io

import numpy as np
from paddle_serving_server.web_service import Op, WebService
from PIL import Image

# What a name of a colour means, and how large the picture is that is counted.
COLOURS = {"black": (13, 13, 13), "grey": (128, 128, 128), "white": (242, 242, 242), "red": (204, 31, 31),
           "orange": (235, 128, 26), "yellow": (237, 217, 38), "green": (46, 153, 56), "blue": (38, 82, 191),
           "purple": (128, 51, 158), "brown": (110, 70, 40)}
SIZE = 64


class PhotoOp(Op):
    """A picture to pixels."""

    def preprocess(self, input_dicts, data_id, log_id):
        """
        :param input_dicts: by the Op before this one a dict; here what the client sent, value by key
        :returns: the model's feed, whether the model is skipped, and a number and a text where the request is refused
        """
        (_, values), = input_dicts.items()
        try:
            body = base64.b64decode(values["image"])
            picture = Image.open(io.BytesIO(body)).convert("RGB").resize((SIZE, SIZE), Image.BILINEAR)
        except (KeyError, ValueError, OSError):
            return {}, False, 50, "image must be a picture in base64"
        return {"pixels": np.asarray(picture, np.float32).reshape(-1, 3)}, False, None, ""

    # No model_config in config.yml: there is no model, and postprocess gets what preprocess returned. It returns that.


class ColoursOp(Op):
    """The colours that most pixels are near to: put your model in their place."""

    def init_op(self):
        """Runs once in every process, before the first request."""
        self.names = np.array(list(COLOURS))
        self.meant = np.array(list(COLOURS.values()), np.float32)

    def preprocess(self, input_dicts, data_id, log_id):
        pixels = input_dicts["photo"]["pixels"]
        return {"distance": np.linalg.norm(pixels[:, None] - self.meant, axis=2)}, False, None, ""

    def postprocess(self, input_dicts, fetch_dict, data_id, log_id):
        """
        :param fetch_dict: what the model gave; without one, what preprocess returned
        :returns: the answer, a text for each key; a number and a text where it is refused
        """
        nearest = np.argmin(fetch_dict["distance"], axis=1)
        shares = np.bincount(nearest, minlength=len(COLOURS)) / len(nearest)
        best = np.argsort(-shares, kind="stable")[:3]
        return {"colour": str(self.names[best].tolist()), "share": str(shares[best].round(3).tolist())}, None, ""


class ColoursService(WebService):
    def get_pipeline_response(self, read_op):
        """Which Op comes behind which; the last one's output is the answer."""
        photo = PhotoOp(name="photo", input_ops=[read_op])
        return ColoursOp(name="colours", input_ops=[photo])


# Clients ask for /colours/prediction.
service = ColoursService(name="colours")
service.prepare_pipeline_config("config.yml")
service.run_service()
