"""The command line that scripts share."""
from argparse import ArgumentParser, RawDescriptionHelpFormatter

from paddle_serving_server import documents


class ArgsParser(ArgumentParser):
    """``-c config.yml``, and ``-o`` with values that replace what it says: ``dag.retry=2``. Both are in ``conf_dict``."""

    def __init__(self):
        super(ArgsParser, self).__init__(formatter_class=RawDescriptionHelpFormatter)
        self.add_argument("-c", "--config", help="configuration file to use")
        self.add_argument("-o", "--opt", nargs="+", help="set configuration options")

    def parse_args(self, argv=None):
        args = super(ArgsParser, self).parse_args(argv)
        assert args.config is not None, "Please specify --config=configure_file_path."
        args.conf_dict = documents.load(args.config)
        replace_values(args.conf_dict, args.opt)
        return args


def replace_values(conf, options):
    """Puts what ``-o`` says into a configuration.

    :param options: ``dag.retry=2`` and the like, or None
    :raises ValueError: one of them has not one ``=``
    """
    for option in options or []:
        key, value = option.strip().split("=")
        _replace(conf, key.split("."), _value(value))


def _replace(conf, names, value):
    for name in names[:-1]:
        conf = conf.setdefault(name, {})
    conf[names[-1]] = value


def _value(text):
    if text.isnumeric():
        return int(text)
    return text == "True" if text in ("True", "False") else text
