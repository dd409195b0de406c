"""BERT's tokens."""
import io
import unicodedata
from collections import OrderedDict

# Blocks of Chinese characters.
CHINESE = ((0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2B73F), (0x2B740, 0x2B81F),
           (0x2B820, 0x2CEAF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F))
# Of ASCII all that is neither a letter nor a digit.
PUNCTUATION = ((33, 47), (58, 64), (91, 96), (123, 126))


def convert_to_unicode(text):
    """Text, or bytes of it in UTF-8.

    :raises ValueError: something else
    """
    if not isinstance(text, (bytes, str)):
        raise ValueError("Unsupported string type: %s" % type(text))
    return text.decode("utf-8", "ignore") if isinstance(text, bytes) else text


def load_vocab(vocab_file):
    """Numbers by token: a token a line, its number behind a tab or that of the line."""
    vocab = OrderedDict()
    with io.open(vocab_file, encoding="UTF-8") as stream:
        for number, line in enumerate(stream):
            items = line.strip().split("\t")
            if len(items) > 2:
                break
            vocab[items[0].strip()] = int(items[1] if len(items) == 2 else number)
    return vocab


class FullTokenizer(object):
    """Words, then pieces of words.

    :param vocab_file: see ``load_vocab``
    """

    def __init__(self, vocab_file, do_lower_case=True, use_sentence_piece_vocab=False):
        self.vocab = load_vocab(vocab_file)
        self.inv_vocab = dict((number, token) for token, number in self.vocab.items())
        self.basic_tokenizer = BasicTokenizer(do_lower_case)
        self.wordpiece_tokenizer = WordpieceTokenizer(self.vocab, use_sentence_piece_vocab=use_sentence_piece_vocab)

    def tokenize(self, text):
        """A list of tokens."""
        return [piece for word in self.basic_tokenizer.tokenize(text) for piece in self.wordpiece_tokenizer.tokenize(word)]

    def convert_tokens_to_ids(self, tokens):
        """Their numbers."""
        return [self.vocab[token] for token in tokens]

    def convert_ids_to_tokens(self, ids):
        """Tokens by their numbers."""
        return [self.inv_vocab[number] for number in ids]


class BasicTokenizer(object):
    """Words, marks and single Chinese characters; by default without accents and in lower case."""

    def __init__(self, do_lower_case=True):
        self.do_lower_case = do_lower_case

    def tokenize(self, text):
        """A list of words."""
        words = "".join(map(_spaced, convert_to_unicode(text))).split()
        if self.do_lower_case:
            words = [_without_accents(word.lower()) for word in words]
        return [part for word in words for part in " ".join(_split_at_marks(word)).split()]


class WordpieceTokenizer(object):
    """The longest pieces of words that the vocabulary has, from the left; those but the first begin with ``##``.

    :param use_sentence_piece_vocab: instead, the first begins with U+2581
    """

    def __init__(self, vocab, unk_token="[UNK]", max_input_chars_per_word=100, use_sentence_piece_vocab=False):
        self.vocab = vocab
        self.unk_token = unk_token
        self.max_input_chars_per_word = max_input_chars_per_word
        self._prefixes = (u"\u2581", "") if use_sentence_piece_vocab else ("", "##")

    def tokenize(self, text):
        """A list of pieces; ``unk_token`` for a word without any."""
        return [piece for word in convert_to_unicode(text).split() for piece in self._pieces(word)]

    def _pieces(self, word):
        if len(word) > self.max_input_chars_per_word:
            return [self.unk_token]
        pieces, start = [], 0
        while start < len(word):
            prefix = self._prefixes[start > 0]
            end = next((end for end in range(len(word), start, -1) if prefix + word[start:end] in self.vocab), None)
            if end is None:
                return [self.unk_token]
            pieces.append(prefix + word[start:end])
            start = end
        return pieces


def _spaced(character):
    """A character with what belongs around it; nothing for one that cannot be read."""
    if character in " \t\n\r" or unicodedata.category(character) == "Zs":
        return " "
    if character in u"\0\ufffd" or unicodedata.category(character).startswith("C"):
        return ""
    return " %s " % character if _within(character, CHINESE) else character


def _without_accents(word):
    return "".join(character for character in unicodedata.normalize("NFD", word) if unicodedata.category(character) != "Mn")


def _split_at_marks(word):
    """Yields marks, and what is between them."""
    between = ""
    for character in word:
        if _within(character, PUNCTUATION) or unicodedata.category(character).startswith("P"):
            yield between
            yield character
            between = ""
        else:
            between += character
    yield between


def _within(character, ranges):
    return any(first <= ord(character) <= last for first, last in ranges)
