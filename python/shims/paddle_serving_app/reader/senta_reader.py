"""Words to a sentiment network's numbers."""
import io

from . import functional as F


class SentaReader(object):
    """
    :param vocab_path: a word and its number a line, with a tab between; ``senta_vocab.txt``
    """

    def __init__(self, vocab_path="", max_seq_len=20):
        self.max_seq_len = max_seq_len
        self.word_dict = self.load_vocab(vocab_path)

    def load_vocab(self, vocab_path):
        """Numbers by word."""
        vocab = {}
        with io.open(F.required(vocab_path or "senta_vocab.txt"), encoding="utf8") as stream:
            for line in stream:
                if line.strip() not in vocab:
                    fields = line.strip().split("\t")
                    word, number = fields[:2] if len(fields) > 1 else ("", fields[0])
                    vocab[word] = int(number)
        vocab["<unk>"] = len(vocab)
        return vocab

    def process(self, cols):
        """The numbers of words. Unknown ones have that after the last, not that of ``<unk>``, as ever."""
        unknown = len(self.word_dict)
        return [self.word_dict.get(word, unknown) for word in cols]
