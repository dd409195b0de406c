"""``paddle_serving_app.reader`` on any interpreter: what needs no package; the rest is compared with the original itself."""
import io
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

from support import PYTHON

PY2 = sys.version_info[0] == 2
if not PY2:
    from paddle_serving_app import reader
    from paddle_serving_app.reader import imdb_reader, ocr_reader, tokenization

# What scripts were seen to import (paddle-pipeline, section B1).
NAMES = """Sequential Resize CenterCrop RGB2BGR BGR2RGB Transpose Div Normalize Base64ToImage URL2Image File2Image ResizeByFactor
DBPostProcess FilterBoxes GetRotateCropImage SortedBoxes OCRReader RCNNPostprocess SegPostprocess PadStride ChineseBertReader
LACReader SentaReader VideoDecoder Sampler Scale TenCrop Image2Array Normalization""".split()
PACKAGES = "import sys; print(sorted({'numpy', 'cv2', 'PIL', 'shapely', 'pyclipper', 'yaml'} & set(sys.modules)))"


class Case(object if PY2 else unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.folder)

    def file(self, name, text):
        path = os.path.join(self.folder, name)
        with io.open(path, "w", encoding="utf-8") as stream:
            stream.write(text)
        return path


class Names(Case):
    def test_all_are_there_and_need_no_package_to_be_imported(self):
        code = "from paddle_serving_app.reader import %s\n%s" % (", ".join(NAMES), PACKAGES)
        environment = dict(os.environ, PYTHONPATH=os.path.join(PYTHON, "shims"))
        self.assertEqual(subprocess.check_output([sys.executable, "-B", "-c", code], env=environment), b"[]\n")

    def test_chains_tell_their_steps(self):
        chain = reader.Sequential([reader.Resize((4, 5)), reader.BGR2RGB()])
        self.assertEqual(repr(chain), "Sequential(\n    Resize(interpolation=None, max_size=2147483647, size=(4, 5))\n"
                                      "    BGR2RGB()\n)")

    def test_a_dictionary_that_is_not_there_is_named(self):
        for make in (reader.SentaReader, reader.LACReader, reader.ChineseBertReader):
            with self.assertRaisesRegex(IOError, "there is no .*: the dictionary belongs into the release's folder"):
                make()


class Words(Case):
    def test_senta(self):
        senta = reader.SentaReader(self.file("v.txt", u"good\t0\nbad\t1\n"))
        self.assertEqual(senta.process(["bad", "worse", "good", "<unk>"]), [1, 3, 0, 2])

    def test_imdb(self):
        imdb = imdb_reader.IMDBDataset()
        imdb.load_resource(self.file("v.txt", u"good\n,\nbad\n"))
        self.assertEqual(imdb.get_words_only("Good,<br />bad  UGLY"), [0, 1, 2, 3])
        self.assertEqual(imdb.get_words_and_label("bad|good|1"), ([3], [1]))

    def test_lac(self):
        for name, text in (("word", u"0\ta\n1\tOOV\n"), ("tag", u"0\tn-B\n1\tn-I\n2\tO\n"), ("q2b", u"\uff21\ta\nno pair\n")):
            self.file(name + ".dic", text)
        lac = reader.LACReader(self.folder)
        self.assertEqual(lac.process(u" a\uff21b "), [0, 0, 1])
        self.assertEqual(lac.parse_result("abcd", [[0], [1], [0], [1]]), ["ab", "cd"])
        self.assertEqual((lac.vocab_size, lac.num_labels, lac.label_to_ids(["n-I", "?"])), (2, 3, [1, 2]))

    def test_lac_with_a_word_twice(self):
        self.file("word.dic", u"0\ta\n1\ta\n")
        with self.assertRaisesRegex(KeyError, "key duplicated with"):
            reader.LACReader(self.folder)


class Tokens(Case):
    def vocabulary(self):
        return self.file("vocab.txt", u"[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nun\n##aff\n##able\n\u4e2d\n!\ncafe\n")

    def test_bert(self):
        bert = reader.ChineseBertReader({"vocab_file": self.vocabulary(), "max_seq_len": 6})
        self.assertEqual(bert.process(u"Unaffable \u4e2d\u4e2d\u4e2d"), {
            "input_ids": [2, 5, 6, 7, 8, 0], "position_ids": [0, 1, 2, 3, 4, 0], "segment_ids": [0, 0, 0, 0, 0, 0],
            "input_mask": [1, 1, 1, 1, 1, 0]})

    def test_pieces(self):
        tokens = tokenization.FullTokenizer(self.vocabulary())
        found = tokens.tokenize(u"CAF\u00c9!\tunaffablex \0un" + u"x" * 101)
        self.assertEqual(found, ["cafe", "!", "[UNK]", "[UNK]"])
        self.assertEqual(tokens.convert_ids_to_tokens(tokens.convert_tokens_to_ids(found)), found)

    def test_what_is_no_text(self):
        with self.assertRaisesRegex(ValueError, "Unsupported string type"):
            tokenization.convert_to_unicode(3)


class Characters(Case):
    def test_ctc_and_attention(self):
        for loss, indexes, text in (("ctc", [10, 10, 36, 10, 11], "aab"), ("attention", [0, 12, 12, 13, 1], "ab")):
            convert = ocr_reader.CharacterOps({"character_type": "en", "loss_type": loss})
            self.assertEqual(convert.decode(indexes, True), text)

    def test_an_unknown_type(self):
        with self.assertRaisesRegex(AssertionError, "Nonsupport type of the character: None"):
            ocr_reader.CharacterOps({"character_type": "fr", "loss_type": "ctc"})


if __name__ == "__main__":
    unittest.main()
