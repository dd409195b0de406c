"""Sentences to a BERT network's inputs."""
from . import functional as F
from .tokenization import FullTokenizer, convert_to_unicode


class ChineseBertReader(object):
    """
    :param args: a dict: `vocab_file` (``vocab.txt``), `max_seq_len` (20)
    """

    def __init__(self, args={}):
        self.tokenizer = FullTokenizer(vocab_file=F.required(args.get("vocab_file", "vocab.txt")))
        self.max_seq_len = args.get("max_seq_len", 20)
        self.vocab = self.tokenizer.vocab
        self.pad_id, self.cls_id, self.sep_id, self.mask_id = [
            self.vocab[token] for token in ("[PAD]", "[CLS]", "[SEP]", "[MASK]")]
        self.feed_keys = ["input_ids", "position_ids", "segment_ids", "input_mask"]

    def set_feed_keys(self, keys):
        """Other names for the four inputs."""
        self.feed_keys = keys

    def get_feed_keys(self):
        """The names of the four inputs."""
        return self.feed_keys

    def process(self, line):
        """One sentence as a dict of four lists with ``max_seq_len`` whole numbers: ids, positions, segments, mask."""
        tokens = ["[CLS]"] + self.tokenizer.tokenize(convert_to_unicode(line))[:self.max_seq_len - 2]
        ids = self.tokenizer.convert_tokens_to_ids(tokens)
        rows = [self._padded(ids), self._padded(range(len(ids))), self._padded([0] * len(ids)),
                self._padded([1] * len(ids), 0)]
        return dict(zip(self.feed_keys, rows))

    def _padded(self, values, filling=None):
        values = list(values)
        filling = self.pad_id if filling is None else filling
        return values + [filling] * (self.max_seq_len - len(values))
