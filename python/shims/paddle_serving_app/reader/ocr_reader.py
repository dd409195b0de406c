"""Lines of text: pictures of them to what a recognition network takes, and its answers to text."""
import math
import string

from paddle_serving_app.lazy import cv2, np

from . import functional as F

DIGITS_AND_LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz"
# All that can be printed but white space.
SYMBOLS = string.printable[:-6]
BEGIN, END = "sos", "eos"
LANGUAGES = ["ch", "en", "EN_symbol", "french", "german", "japan", "korean", "it", "xi", "pu", "ru", "ar", "ta", "ug", "fa",
             "ur", "rs", "oc", "rsc", "bg", "uk", "be", "te", "ka", "chinese_cht", "hi", "mr", "ne", "EN"]


def _characters_of(path):
    """All characters of a dictionary, mostly one a line."""
    lines = F.read(F.required(path)).decode("utf-8").split("\n")
    return [character for line in lines for character in line.strip("\r")]


class CharacterOps(object):
    """Text to indexes and back.

    :param config: a dict: `character_type` ("ch", "en" or "en_sensitive"), `character_dict_path` (of "ch"), `loss_type`
        ("ctc" or "attention")
    """

    def __init__(self, config):
        self.character_type = config["character_type"]
        self.loss_type = config["loss_type"]
        if self.character_type == "ch":
            characters = _characters_of(config["character_dict_path"])
        else:
            characters = {"en": list(DIGITS_AND_LETTERS), "en_sensitive": list(SYMBOLS)}.get(self.character_type)
        assert characters is not None, "Nonsupport type of the character: None"
        self.character_str = "".join(characters)
        self.beg_str, self.end_str = BEGIN, END
        self.character = ([BEGIN, END] if self.loss_type == "attention" else []) + characters
        self.dict = dict((character, index) for index, character in enumerate(self.character))

    def encode(self, text):
        """An array of indexes; unknown characters are left out."""
        text = text.lower() if self.character_type == "en" else text
        return np.array([self.dict[character] for character in text if character in self.dict])

    def decode(self, text_index, is_remove_duplicate=False):
        """Text of indexes.

        :param is_remove_duplicate: of neighbours that are equal, the first
        """
        ignored = [0, 1] if self.loss_type == "attention" else [self.get_char_num()]
        return "".join(self.character[index] for position, index in enumerate(text_index)
                       if index not in ignored
                       and not (is_remove_duplicate and position > 0 and text_index[position - 1] == index))

    def get_char_num(self):
        """How many characters there are."""
        return len(self.character)

    def get_beg_end_flag_idx(self, beg_or_end):
        """The index of what stands for the beginning ("beg") or the end ("end")."""
        assert self.loss_type == "attention", "error in get_beg_end_flag_idx when using the loss %s" % self.loss_type
        return np.array(self.dict[{"beg": BEGIN, "end": END}[beg_or_end]])


class BaseRecLabelDecode(object):
    """Text of indexes, with its mean probability.

    :param config: a dict: `character_type` (a language), `character_dict_path` (but for "en" and "EN_symbol")
    """

    def __init__(self, config):
        self.character_type = config["character_type"]
        assert self.character_type in LANGUAGES, "Only {} are supported now but get {}".format(
            LANGUAGES, self.character_type)
        own = {"en": DIGITS_AND_LETTERS, "EN_symbol": SYMBOLS}.get(self.character_type)
        path = config["character_dict_path"]
        assert own is not None or path is not None, (
            "character_dict_path should not be None when character_type is {}".format(self.character_type))
        characters = list(own) if own is not None else _characters_of(path) + [" "]
        self.character_str = "".join(characters)
        self.beg_str, self.end_str = BEGIN, END
        self.character = self.add_special_char(characters)
        self.dict = dict((character, index) for index, character in enumerate(self.character))

    def add_special_char(self, dict_character):
        """What stands beside the characters."""
        return dict_character

    def get_ignored_tokens(self):
        """Indexes that stand for no character: CTC's blank."""
        return [0]

    def decode(self, text_index, text_prob=None, is_remove_duplicate=False):
        """
        :param text_index: ``[batch, length]``
        :param text_prob: of each index; 1
        :returns: by text, (text, mean probability; nan for an empty one)
        """
        return [self._decode(indexes, None if text_prob is None else text_prob[number], is_remove_duplicate)
                for number, indexes in enumerate(text_index)]

    def _decode(self, indexes, probabilities, is_remove_duplicate):
        ignored = self.get_ignored_tokens()
        kept = [position for position, index in enumerate(indexes)
                if index not in ignored
                and not (is_remove_duplicate and position > 0 and indexes[position - 1] == index)]
        text = "".join(self.character[int(indexes[position])] for position in kept)
        return text, np.mean([1 if probabilities is None else probabilities[position] for position in kept])


class CTCLabelDecode(BaseRecLabelDecode):
    """Text of a CTC network's probabilities, ``[batch, length, characters]``."""

    def __init__(self, config, **kwargs):
        super(CTCLabelDecode, self).__init__(config)

    def __call__(self, preds, label=None, *args, **kwargs):
        text = self.decode(preds.argmax(axis=2), preds.max(axis=2), is_remove_duplicate=True)
        return text if label is None else (text, self.decode(label))

    def add_special_char(self, dict_character):
        return ["blank"] + dict_character


class OCRReader(object):
    """
    :param image_shape: [channels, height, width] that the network takes; of "ch", the width goes by the pictures
    :param char_type: "ch" or "en"
    :param char_dict_path: the dictionary, a character a line
    """

    def __init__(self, algorithm="CRNN", image_shape=[3, 32, 320], char_type="ch", batch_num=1,
                 char_dict_path="./ppocr_keys_v1.txt"):
        self.rec_image_shape = image_shape
        self.character_type = char_type
        self.rec_batch_num = batch_num
        config = {"character_type": char_type, "character_dict_path": char_dict_path, "loss_type": "ctc"}
        self.char_ops = CharacterOps(config)
        self.label_ops = CTCLabelDecode(config)

    def resize_norm_img(self, img, max_wh_ratio):
        """One picture: to the height, then filled with 0 on the right; -1 to 1.

        :param max_wh_ratio: width / height of the widest in the batch
        :returns: float32 ``[channels, height, width]``
        """
        channels, height, width = self.rec_image_shape
        if self.character_type == "ch":
            width = int(32 * max_wh_ratio)
        resized_width = min(int(math.ceil(height * (img.shape[1] / float(img.shape[0])))), width)
        resized = cv2.resize(img, (resized_width, height)).astype("float32").transpose((2, 0, 1)) / 255
        resized -= 0.5
        resized /= 0.5
        padded = np.zeros((channels, height, width), dtype=np.float32)
        padded[:, :, 0:resized_width] = resized
        return padded

    def preprocess(self, img_list):
        """The first of some pictures, as wide as the widest."""
        widest = max(img.shape[1] * 1.0 / img.shape[0] for img in img_list)
        return [self.resize_norm_img(img, widest) for img in img_list][0]

    def postprocess(self, outputs, with_score=False):
        """Text of a network that decodes by itself.

        :param outputs: `ctc_greedy_decoder_0.tmp_0` and `softmax_0.tmp_0` (for scores), each with its ``.lod``
        :returns: by picture, [text] or [text, mean probability]
        """
        return [[self._text(outputs, number)] + ([self._score(outputs, number)] if with_score else [])
                for number in range(len(outputs["ctc_greedy_decoder_0.tmp_0.lod"]) - 1)]

    def _text(self, outputs, number):
        rows = outputs["ctc_greedy_decoder_0.tmp_0"]
        begin, end = outputs["ctc_greedy_decoder_0.tmp_0.lod"][number:number + 2]
        return self.char_ops.decode([row[0] for row in rows[begin:end]])

    def _score(self, outputs, number):
        begin, end = outputs["softmax_0.tmp_0.lod"][number:number + 2]
        rows = outputs["softmax_0.tmp_0"]
        probabilities = (np.array(rows).astype(np.float32) if isinstance(rows, list) else rows)[begin:end, :]
        best = np.argmax(probabilities, axis=1)
        valid = np.where(best != probabilities.shape[1] - 1)[0]
        return np.mean(probabilities[valid, best[valid]])

    def postprocess_ocrv2(self, outputs, with_score=False):
        """Text of PP-OCR's second generation and later.

        :param outputs: `save_infer_model/scale_0.tmp_1`, ``[batch, length, characters]``
        :returns: by picture, (text, mean probability; nan for no text)
        """
        predictions = outputs["save_infer_model/scale_0.tmp_1"]
        return self.label_ops(predictions.numpy() if hasattr(predictions, "numpy") else predictions)
