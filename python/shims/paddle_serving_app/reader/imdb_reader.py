"""Reviews to a sentiment network's numbers."""
import io
import re

_BETWEEN = re.compile(r"(;|,|\.|\?|!|\s|\(|\))")


class IMDBDataset(object):
    """What services use of it: reading for training is not here."""

    def load_resource(self, dictfile):
        """Reads a vocabulary, a word a line."""
        with io.open(dictfile, encoding="utf-8") as stream:
            self._vocab = dict((line.strip(), number) for number, line in enumerate(stream))
        self._unk_id = len(self._vocab)

    def get_words_only(self, line):
        """The numbers of a review's words and marks; unknown ones have the number of words."""
        return self._numbers(line)

    def get_words_and_label(self, line):
        """The same, and [label]; a line is ``review|label``."""
        review, _, label = line.rpartition("|")
        return self._numbers(review), [int(label)]

    def _numbers(self, text):
        words = _BETWEEN.split(text.lower().replace("<br />", " ").strip())
        return [self._vocab.get(word, self._unk_id) for word in words if word and word != " "]
