"""The Python-2 world in which the translation of a Python-2 source runs on Python 3. Python 3 only.

The translator (``evalbridge_tools.translate``) rewrites what is syntax, and what only the call or the operator itself can
tell (`/`, `d.has_key(k)`). What a name can tell is left as it stands, and this package gives the name its old meaning:

``names``       the builtins of translated modules: `xrange`, `unicode`, `map`, `sorted(cmp=)`, `open`, ...
``modules``     the standard library as they knew it: `urllib.urlopen`, `StringIO`, `string.join`, `json.loads(encoding=)`
``operations``  what the rewritten source calls, as `__py2__.div(a, b)`
``loading``     compiles a translation under the name of its original, so that tracebacks show the original's lines

A module that was not translated sees none of it.

Texts: a Python-2 `str` is a Python-3 `str` where its author wrote or read text; it stands for its bytes in UTF-8
(surrogateescape). It is a ``ByteString`` where it came as bytes: a request's body, a file opened `rb`, a literal like
`'\\xff\\xd8'`, a text encoded to something else than ASCII. Both work together as they did on Python 2.
"""
