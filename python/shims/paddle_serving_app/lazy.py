"""Packages that readers need, imported when one is used: a script that uses none needs none of them."""
import importlib
import types


class LazyModule(types.ModuleType):
    """Stands for a module until its first use.

    :param name: may be that of a module in a package
    """

    def __getattr__(self, name):
        value = getattr(importlib.import_module(self.__name__), name)
        setattr(self, name, value)
        return value


cv2 = LazyModule("cv2")
np = LazyModule("numpy")
Image = LazyModule("PIL.Image")
ImageDraw = LazyModule("PIL.ImageDraw")
