"""Characters to a lexical network's numbers, and its tags to words."""
import io
import os

from . import functional as F


def load_kv_dict(dict_path, reverse=False, delimiter="\t", key_func=None, value_func=None):
    """A dictionary out of a file, a pair a line; lines that are none are left out.

    :param reverse: the value comes first
    :raises KeyError: a key comes twice
    """
    loaded = {}
    with io.open(F.required(dict_path), encoding="utf8") as stream:
        for line in stream:
            terms = line.strip("\n").split(delimiter)
            if len(terms) == 2:
                key, value = reversed(terms) if reverse else terms
                if key in loaded:
                    raise KeyError("key duplicated with [%s]" % key)
                loaded[key_func(key) if key_func else key] = value_func(value) if value_func else value
    return loaded


class LACReader(object):
    """
    :param dict_folder: with `word.dic`, `tag.dic` and `q2b.dic`; ``lac_dict``
    """

    def __init__(self, dict_folder=""):
        words, tags, replaced = [os.path.join(dict_folder or "lac_dict", name) for name in ("word.dic", "tag.dic", "q2b.dic")]
        self.word2id_dict = load_kv_dict(words, reverse=True, value_func=int)
        self.id2word_dict = load_kv_dict(words)
        self.label2id_dict = load_kv_dict(tags, reverse=True, value_func=int)
        self.id2label_dict = load_kv_dict(tags)
        self.word_replace_dict = load_kv_dict(replaced)

    @property
    def vocab_size(self):
        """One more than the highest number of a word."""
        return max(self.word2id_dict.values()) + 1

    @property
    def num_labels(self):
        """One more than the highest number of a tag."""
        return max(self.label2id_dict.values()) + 1

    def word_to_ids(self, words):
        """The numbers of characters, that of ``OOV`` for unknown ones."""
        replaced = [self.word_replace_dict.get(word, word) for word in words]
        return [self.word2id_dict[word if word in self.word2id_dict else "OOV"] for word in replaced]

    def label_to_ids(self, labels):
        """The numbers of tags, that of ``O`` for unknown ones."""
        return [self.label2id_dict[label if label in self.label2id_dict else "O"] for label in labels]

    def process(self, sent):
        """The numbers of a sentence's characters."""
        return self.word_to_ids(sent.strip())

    def parse_result(self, words, crf_decode):
        """A sentence, cut into words.

        :param crf_decode: the network's tag of each character, ``[length, 1]``
        """
        tags = [self.id2label_dict[str(row[0])] for row in crf_decode]
        found = []
        for index, tag in enumerate(tags):
            begins = tag.endswith("-B") or tag == "O" and tag[index - 1] != "O"
            if not found or begins:
                found.append(words[index])
            else:
                found[-1] += words[index]
        return found
