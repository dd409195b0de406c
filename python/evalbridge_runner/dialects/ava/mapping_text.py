"""What the first generation's scripts are given: some parse it as text, some use it as a mapping."""
import json

from evalbridge_runner.failure import Failure
from evalbridge_runner.text import exception_text


class MappingText(str):
    """JSON text of an object that also answers as that object: ``json.loads(cfg)``, ``cfg["app"]``, ``cfg.get("app")``.

    Its length, and its characters by number, are the text's; keys, ``in`` and iteration are the mapping's. A change
    through the mapping shows in the mapping alone.
    """

    @classmethod
    def of(cls, value):
        """
        :param value: a dict
        :raises Failure: JSON cannot hold it: 400 where it is nested too deep, as a client may do; else the script made it
        """
        try:
            return cls(json.dumps(value))
        except (RuntimeError, TypeError, ValueError) as error:
            code = 400 if isinstance(error, RuntimeError) else 599
            raise Failure(code, u"the request cannot be written as JSON: " + exception_text(error))

    @property
    def _mapping(self):
        mapping = self.__dict__.get("mapping")
        if mapping is None:
            mapping = self.__dict__["mapping"] = json.loads(self)
        return mapping

    def __getattr__(self, name):
        # The methods that a dict has and a text has not: get, items, update and so on.
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self._mapping, name)

    def __getitem__(self, key):
        return str.__getitem__(self, key) if isinstance(key, (int, slice)) else self._mapping[key]

    def __setitem__(self, key, value):
        self._mapping[key] = value

    def __delitem__(self, key):
        del self._mapping[key]

    def __contains__(self, key):
        return key in self._mapping

    def __iter__(self):
        return iter(self._mapping)
