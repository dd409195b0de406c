"""What Python 2's names became: the one table of detection, doctor, the translator's fixers and the world of ``modules``.

Here stand names that Python 3 does not have at all. What they do in a translated module say ``names`` and ``modules``.
"""

# Modules, and what has their contents now.
MODULES = {
    "BaseHTTPServer": "http.server", "CGIHTTPServer": "http.server", "ConfigParser": "configparser",
    "Cookie": "http.cookies", "HTMLParser": "html.parser", "Queue": "queue", "SimpleHTTPServer": "http.server",
    "SimpleXMLRPCServer": "xmlrpc.server", "SocketServer": "socketserver", "StringIO": "io", "UserDict": "collections",
    "UserList": "collections", "UserString": "collections", "__builtin__": "builtins", "anydbm": "dbm",
    "cPickle": "pickle", "cStringIO": "io", "commands": "subprocess", "cookielib": "http.cookiejar",
    "copy_reg": "copyreg", "dumbdbm": "dbm.dumb", "dummy_thread": "_thread", "exceptions": "builtins",
    "htmlentitydefs": "html.entities", "httplib": "http.client", "md5": "hashlib", "repr": "reprlib",
    "robotparser": "urllib.robotparser", "sets": "builtins", "sha": "hashlib", "thread": "_thread",
    "urllib2": "urllib.request", "urlparse": "urllib.parse", "whichdb": "dbm", "xmlrpclib": "xmlrpc.client",
}

# Built-ins, and what is written instead.
BUILTINS = {
    "StandardError": "Exception", "apply": "f(*args)", "basestring": "str", "buffer": "memoryview",
    "cmp": "(a > b) - (a < b)", "coerce": "nothing", "execfile": "exec(open(...).read())", "file": "open",
    "intern": "sys.intern", "long": "int", "raw_input": "input", "reduce": "functools.reduce",
    "reload": "importlib.reload", "unichr": "chr", "unicode": "str", "xrange": "range",
}

# Names of modules that there still are.
MEMBERS = {
    "itertools.ifilter": "filter", "itertools.ifilterfalse": "itertools.filterfalse", "itertools.imap": "map",
    "itertools.izip": "zip", "itertools.izip_longest": "itertools.zip_longest",
    "os.getcwdu": "os.getcwd",
    "string.atof": "float", "string.atoi": "int", "string.join": "str.join", "string.letters": "string.ascii_letters",
    "string.lower": "str.lower", "string.lowercase": "string.ascii_lowercase", "string.maketrans": "bytes.maketrans",
    "string.replace": "str.replace", "string.split": "str.split", "string.strip": "str.strip",
    "string.upper": "str.upper", "string.uppercase": "string.ascii_uppercase",
    "sys.exc_clear": "nothing", "sys.exc_type": "sys.exc_info()[0]", "sys.exc_value": "sys.exc_info()[1]",
    "sys.maxint": "sys.maxsize", "sys.setdefaultencoding": "nothing: text is Unicode",
    "types.DictType": "dict", "types.IntType": "int", "types.ListType": "list", "types.LongType": "int",
    "types.StringType": "str", "types.StringTypes": "str", "types.TupleType": "tuple",
    "types.UnicodeType": "str",
    "urllib.quote": "urllib.parse.quote", "urllib.quote_plus": "urllib.parse.quote_plus",
    "urllib.unquote": "urllib.parse.unquote", "urllib.unquote_plus": "urllib.parse.unquote_plus",
    "urllib.urlencode": "urllib.parse.urlencode", "urllib.urlopen": "urllib.request.urlopen",
    "urllib.urlretrieve": "urllib.request.urlretrieve",
}

# Methods of dicts that gave iterators and views.
ITER_METHODS = ("iteritems", "iterkeys", "itervalues", "viewitems", "viewkeys", "viewvalues")

# Special methods that Python 3 calls by other names.
SPECIAL_METHODS = {
    "__cmp__": "__lt__, __eq__", "__div__": "__truediv__", "__getslice__": "__getitem__", "__nonzero__": "__bool__",
    "__unicode__": "__str__",
}

# Codecs of `.encode()` and `.decode()` that take no text, or give none: from bytes to bytes, by Python 3's name.
BYTE_CODECS = {
    "base64": "base64", "base64_codec": "base64", "bz2": "bz2", "bz2_codec": "bz2", "hex": "hex", "hex_codec": "hex",
    "quopri": "quopri", "uu": "uu", "zip": "zlib", "zlib": "zlib", "zlib_codec": "zlib",
}
# And from text to text.
TEXT_CODECS = ("rot13", "rot_13", "string_escape")
