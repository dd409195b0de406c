import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { Diagnosis } from "../../src/cli/doctor/report.ts";
import { findInterpreters } from "../interpreters.ts";
import type { Folder, Given } from "./examine.ts";
import { examine } from "./examine.ts";

const HEAD = "from evals.utils import create_net_handler, net_inference_handler\n";
const CREATE = "@create_net_handler\ndef create_net(configs):\n    return {}, 0, ''\n";
const INFER = "@net_inference_handler\ndef net_inference(model, reqs):\n    return [], 0, ''\n";
const WHOLE = HEAD + CREATE + INFER;

/** Problems as `severity rule line: text`. */
function problems({ problems: found }: Diagnosis): string[] {
  return found.map(({ severity, rule, line, text }) => `${severity} ${rule} ${line}: ${text}`);
}

/** One table for a test: what a case is about, its files, and what is to be found. */
function table(rows: readonly (readonly [string, Folder | string, readonly string[]])[], minor?: string): void {
  let found: Diagnosis[];
  beforeAll(async () => {
    const cases: Given[] = rows.map(([, files]) => ({
      files: typeof files === "string" ? { "eval.py": files } : files,
    }));
    found = await examine(cases, minor);
  }, 120_000);
  it.each(rows.map(([name, , expected], index) => [name, index, expected] as const))("%s", (_name, index, expected) => {
    const diagnosis = found[index];
    expect(diagnosis === undefined ? [] : problems(diagnosis)).toEqual(expected);
  });
}

describe("entry points", () => {
  table([
    ["nothing to complain about", WHOLE, []],
    [
      "no script at all",
      "x = 1\n",
      ["error no-entry-points 0: defines neither create_net nor net_init, nor net_inference"],
    ],
    ["an empty file", "", ["error no-entry-points 0: defines neither create_net nor net_init, nor net_inference"]],
    ["no create_net", HEAD + INFER, ["error no-create 0: defines net_inference, but neither create_net nor net_init"]],
    ["no net_inference", HEAD + CREATE, ["error no-inference 0: defines no net_inference"]],
    ["in another module", { "eval.py": "from net import create_net, net_inference\n", "net.py": WHOLE }, []],
    ["by a star", { "eval.py": "from net import *\n", "net.py": WHOLE }, []],
    [
      "undecorated",
      `${HEAD}${CREATE}def net_inference(model, reqs):\n    return [], 0, ''\n`,
      ["warning undecorated 5: net_inference has no decorator"],
    ],
    [
      "the wrong decorator",
      WHOLE.replace("@create_net_handler", "@net_inference_handler"),
      ["error wrong-decorator 3: create_net is decorated with net_inference_handler"],
    ],
    [
      "too many parameters",
      WHOLE.replace("(configs)", "(configs, more)"),
      ["error arity 3: create_net takes 2 arguments, but is called with 1"],
    ],
    [
      "too few",
      WHOLE.replace("(model, reqs)", "(model)"),
      ["error arity 6: net_inference takes 1 argument, but is called with 2"],
    ],
    ["with a default", WHOLE.replace("(model, reqs)", "(model, reqs, reqid='')"), []],
    ["any number", WHOLE.replace("(model, reqs)", "(*args, **kwargs)"), []],
    [
      "a generator",
      WHOLE.replace("    return [], 0, ''", "    yield [], 0, ''"),
      ["error generator 6: net_inference yields, so that calling it only makes a generator"],
    ],
    [
      "ends on import",
      `import sys\n${WHOLE}sys.exit(0)\n`,
      ["error exits 9: sys.exit() runs on import, which ends the worker"],
    ],
    ["ends as a program", `import sys\n${WHOLE}if __name__ == '__main__':\n    sys.exit(0)\n`, []],
  ]);
});

describe("what a function returns", () => {
  const infer = (body: string) =>
    `${HEAD}${CREATE}@net_inference_handler\ndef net_inference(model, reqs):\n    ${body}\n`;
  const create = (body: string) => `${HEAD}@create_net_handler\ndef create_net(configs):\n    ${body}\n${INFER}`;
  const g1 = (init: string) => `def net_init(cfg):\n    ${init}\ndef net_inference(model, args):\n    return '{}'\n`;
  table([
    ["2 values of create_net", create("return {}, 0"), ["error return-shape 4: create_net returns 2 values"]],
    [
      "2 values of net_inference",
      infer("return rets, ''"),
      [
        "warning return-shape 7: net_inference returns 2 values, which are read as rets and an error text; the old platform refused them",
      ],
    ],
    [
      "2 values that always fail",
      infer("return rets, 0"),
      [
        "error return-shape 7: net_inference returns 2 values, which are read as rets and an error text: 0 there fails every call",
      ],
    ],
    ["a list", infer("rets = []\n    return rets"), ["error return-shape 8: net_inference returns a list"]],
    ["nothing", infer("pass"), ["error no-return 6: net_inference ends without a return statement, and so with None"]],
    [
      "sometimes nothing",
      infer("if reqs:\n        return [], 0, ''"),
      ["warning no-return 6: net_inference may end without a return statement, and so with None"],
    ],
    [
      "always something",
      infer("try:\n        return [], 0, ''\n    except Exception as e:\n        return [], 599, str(e)"),
      [],
    ],
    [
      "a message with success",
      infer("return [], 0, 'success'"),
      ["error message 7: net_inference returns code 0 with the message 'success': a message fails the call, with 599"],
    ],
    ["a message with create_net's success", create("return {}, 0, 'success'"), []],
    [
      "a code that is dropped",
      infer("return rets, 400, ''"),
      ["warning code 7: net_inference returns code 400 without a message: the code is dropped, each ret's own counts"],
    ],
    ["a code that is text", infer("return [], 'ok', ''"), ["error code 7: net_inference returns the code 'ok'"]],
    [
      "unknown keys",
      infer("return [{'code': 0, 'msg': '', 'result': {}}], 0, ''"),
      ["note ret-key 7: a ret has the key 'msg', which is dropped"],
    ],
    [
      "G1 without error",
      g1("return {'net': 1}"),
      ["error model-error 2: net_init returns a dict without the key error"],
    ],
    ["G1 with error", g1("return {'error': ''}"), []],
    ["G1 as text", g1("return '{}'"), ["error return-shape 2: net_init returns text"]],
  ]);
});

describe("imports", () => {
  table([
    [
      "of packages",
      `import cv2\nimport PIL.Image\nfrom sklearn import svm\n${WHOLE}`,
      [
        "missing missing-module 1: imports cv2, which is nowhere",
        "missing missing-module 2: imports PIL, which is nowhere",
        "missing missing-module 3: imports sklearn, which is nowhere",
      ],
    ],
    [
      "that requirements.txt brings",
      { "eval.py": `import cv2, numpy\n${WHOLE}`, "requirements.txt": "opencv-python-headless==4.10.0.84\n" },
      [],
    ],
    [
      "that requirements.txt does not bring",
      { "eval.py": `import cv2, lmdb\n${WHOLE}`, "requirements.txt": "opencv-python\n" },
      ["missing missing-module 1: imports lmdb, which is nowhere"],
    ],
    [
      "that a script can do without",
      `try:\n    import ujson as json\nexcept ImportError:\n    import json\n${WHOLE}`,
      [],
    ],
    [
      "of which one must be there",
      `try:\n    import ujson as json\nexcept ImportError:\n    import simplejson as json\n${WHOLE}`,
      ["missing missing-module 4: imports simplejson, which is nowhere"],
    ],
    ["of a program", `${WHOLE}if __name__ == '__main__':\n    import cv2\n`, []],
    [
      "inside a function",
      `${WHOLE}def helper():\n    import cv2\n`,
      ["warning missing-module 9: imports cv2, which is nowhere when helper is called"],
    ],
    [
      "of the platform",
      `from evals.utils.error import ErrorBase, ErrorNothing\n${WHOLE}`,
      ["error platform-name 1: evals.utils.error has no ErrorNothing"],
    ],
    [
      "of the platform's images",
      `from evals.mxnet_base import net\n${WHOLE}`,
      ["missing missing-module 1: imports evals.mxnet_base, which is nowhere"],
    ],
    ["of what stands in for Cython", `import pyximport\npyximport.install()\n${WHOLE}`, []],
    [
      "of Cython source, without Cython",
      { "eval.py": `import pyximport\npyximport.install()\nimport nms\n${WHOLE}`, "nms.pyx": "x = 1\n" },
      ["missing missing-module 3: imports nms, which is there as Cython source only (nms.pyx)"],
    ],
    [
      "of Cython source, with Cython",
      {
        "eval.py": `import pyximport\npyximport.install()\nimport nms\nfrom evals.lib import fast\n${WHOLE}`,
        "nms.pyx": "x = 1\n",
        "lib/__init__.py": "",
        "requirements.txt": "Cython\nsetuptools\n",
      },
      ["error own-name 4: evals.lib has no fast"],
    ],
    [
      "of Cython source that nothing compiles",
      { "eval.py": `from evals.lib.fast import x\n${WHOLE}`, "lib/__init__.py": "", "lib/fast.pyx": "x = 1\n" },
      ["missing missing-module 1: imports evals.lib.fast, which is there as Cython source only (fast.pyx)"],
    ],
    [
      "of siblings",
      {
        "eval.py": `from evals.src.tree import Tree\nfrom lib.net import net\nimport tool\n${WHOLE}`,
        "src/__init__.py": "",
        "src/tree.py": "class Tree: pass\n",
        "lib/__init__.py": "",
        "lib/net.py": "net = 1\n",
        "python/tool.py": "",
      },
      [],
    ],
    [
      "of what siblings lack",
      { "eval.py": `from config import A, B\nimport lib.net\n${WHOLE}`, "config.py": "A = 1\n", "lib/__init__.py": "" },
      [
        "error own-name 1: config has no B",
        "missing missing-module 2: imports lib.net: lib is there, but not all of it",
      ],
    ],
    [
      "of the name of its module",
      {
        "eval.py": `from config import config, generate\nfrom rcnn.rcnn import rcnn, other\n${WHOLE}`,
        "config.py": "config = {}\ndef generate():\n    pass\n",
        "rcnn/__init__.py": "",
        "rcnn/rcnn.py": "rcnn = 1\n",
      },
      ["error own-name 2: rcnn.rcnn has no other"],
    ],
    [
      "that a module makes up",
      { "eval.py": `from config import A, B\n${WHOLE}`, "config.py": "globals().update(A=1, B=2)\n" },
      [],
    ],
    [
      "from a folder that the script names",
      {
        "eval.py": `import os, sys\nsys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'deps'))\nimport tool\n${WHOLE}`,
        "deps/tool.py": "",
      },
      [],
    ],
    ["in a circle", { "eval.py": `import a\n${WHOLE}`, "a.py": "import b\n", "b.py": "import a\n" }, []],
    ["renamed in Python 3", `import urllib2, ConfigParser, cPickle\n${WHOLE}`, []],
    ["that Python 3.13 has no more", `import telnetlib\n${WHOLE}`, []],
  ]);
});

it("imports of what is installed count while nothing else has to be installed", async () => {
  const script = `import pip, setuptools\n${WHOLE}`;
  const [as, built] = await examine([
    { files: { "eval.py": script, "requirements.txt": "pip\n" } },
    { files: { "eval.py": script, "requirements.txt": "pip\nno-such-package==1\n" } },
  ]);
  expect(as && problems(as)).toEqual([]);
  expect(built && problems(built)).toEqual([
    "missing missing-module 1: imports setuptools, which requirements.txt does not ask for",
  ]);
});

it("imports of Python 2's library are missing where nothing is translated", async () => {
  const files = { "eval.py": `import urllib2\n${WHOLE}` };
  const [found] = await examine([{ files, source: "python3" }]);
  expect(found && problems(found)).toEqual(["missing missing-module 1: imports urllib2, which is nowhere"]);
});

describe("imports on Python 3.13", () => {
  table(
    [
      [
        "that it has no more",
        `import telnetlib\n${WHOLE}`,
        ["missing missing-module 1: imports telnetlib, which is nowhere"],
      ],
    ],
    "3.13",
  );
});

describe("imports on Python 2.7", () => {
  table(
    [
      ["of its own library", `import urllib2, ConfigParser, cPickle\n${WHOLE}`, []],
      [
        "of Python 3's library",
        `import queue, enum\n${WHOLE}`,
        [
          "missing missing-module 1: imports queue, which is nowhere",
          "missing missing-module 1: imports enum, which is nowhere",
        ],
      ],
      ["Python 3's syntax", `${WHOLE}x = f'{1}'\n`, ["error syntax 8: Python 2.7.18 does not read it: invalid syntax"]],
      [
        "no declared encoding",
        `${WHOLE}# \u4e2d\n`,
        ["error syntax 8: Python 2.7.18 does not read it: Non-ASCII character, but no encoding declared"],
      ],
    ],
    "2.7",
  );
});

describe("every interpreter that a release may name", async () => {
  const minors = (await findInterpreters()).map(({ minor }) => minor);

  it.each(minors)("%s", async (minor) => {
    const files = { "eval.py": `import json, cv2\nfrom evals.utils.error import ErrorBase\n${WHOLE}` };
    const [found] = await examine([{ files }], minor);
    expect(found && problems(found)).toEqual(["missing missing-module 1: imports cv2, which is nowhere"]);
    expect(found?.imports.map(({ module, status }) => [module, status])).toEqual([
      ["json", "standard"],
      ["cv2", "missing"],
      ["evals.utils.error", "platform"],
      ["evals.utils", "platform"],
    ]);
  });
});

describe("files and parameters", () => {
  const create = (body: string) =>
    `${HEAD}@create_net_handler\ndef create_net(configs):\n    ${body}\n    return {}, 0, ''\n${INFER}`;
  table([
    ["by key", create("x = configs['model_files']['a.params']"), ["missing file 4: wants the file a.params"]],
    [
      "by file_check",
      create("x = file_check(configs['tar_files'], 'a.params')"),
      ["missing file 4: wants the file a.params"],
    ],
    ["if there", create("x = file_check(configs['model_files'], 'a.params', must=False)"), []],
    ["after a test", create("if 'a' in configs['custom_files']:\n        x = configs['custom_files']['a']"), []],
    [
      "a parameter",
      create("x = value_check(configs['custom_params'], 'threshold')"),
      ["missing parameter 4: wants the parameter threshold"],
    ],
    ["a parameter with a default", create("x = configs['custom_params'].get('threshold', 1)"), []],
    ["a path", create("x = open('labels.txt').read()"), ["missing path 4: opens labels.txt, which is not there"]],
    ["a path that is there", { "eval.py": create("x = open('labels.txt').read()"), "labels.txt": "a" }, []],
    [
      "a path beside the script",
      create("x = open(os.path.join(os.path.dirname(__file__), 'a', 'b.txt'))"),
      ["missing path 4: opens a/b.txt, which is not there"],
    ],
    ["a path that is written", create("x = open('out.txt', 'w')"), []],
    ["a path of a program", `${WHOLE}if __name__ == '__main__':\n    open('x.jpg')\n`, []],
  ]);

  it("are provided by release.yaml, which may name what is not there", async () => {
    const script = create(
      "x = configs['model_files']['a'], configs['model_files']['b'], configs['custom_params']['c']",
    );
    const given = { model_files: { a: import.meta.filename, b: "/nowhere/b" }, custom_params: ["c"] };
    const [found] = await examine([{ files: { "eval.py": script }, ...given }]);
    expect(found?.wants.map(({ kind, name, provided }) => [kind, name, provided])).toEqual([
      ["model_files", "a", import.meta.filename],
      ["model_files", "b", "/nowhere/b"],
      ["custom_params", "c", "c"],
    ]);
    expect(found && problems(found)).toEqual(["missing release-file 0: model_files b: there is no such file"]);
  });

  it("are pointed out where they lie in the folder", async () => {
    const files = { "eval.py": create("x = configs['model_files']['a.params']"), "model/a.params": "" };
    const [found] = await examine([{ files }]);
    expect(found?.problems[0]?.remedy).toBe("add `model_files: { a.params: model/a.params }` to release.yaml");
  });
});

describe("modules with the name of another", () => {
  const files = (imports: string, names: readonly string[]): Folder => ({
    "eval.py": imports + WHOLE,
    ...Object.fromEntries(names.map((name) => [name, "x = 1\n"])),
  });

  async function shadows(folder: Folder, minor: string): Promise<string[][]> {
    const [found] = await examine([{ files: folder }], minor);
    if (found === undefined) return [];
    const own = (path: string) => path.replace(`${found.folder}/`, "");
    return found.shadows.map((shadow) => [shadow.module, own(shadow.own), shadow.kind, shadow.wins]);
  }

  it("hide what nobody has imported, and are hidden by what the runner has, on Python 3", async () => {
    const folder = files("import string, queue, utils, config\n", [
      "string.py",
      "queue.py",
      "utils.py",
      "config.py",
      "lib/__init__.py",
    ]);
    expect(await shadows(folder, "3.11")).toEqual([
      ["queue", "queue.py", "standard", "own"],
      ["string", "string.py", "standard", "other"],
      ["utils", "utils.py", "platform", "other"],
    ]);
    const [found] = await examine([{ files: folder }]);
    expect(found && problems(found).map((text) => text.replace(/\(.*\)/, "()"))).toEqual([
      "error shadow 0: is hidden by the standard library's string (): the runner has imported that one before",
      "error shadow 0: is hidden by the platform's utils (): it comes first in `evals`",
      "warning shadow 0: hides the standard library's queue ()",
    ]);
    expect(found?.problems[0]).toMatchObject({
      file: join(found?.folder ?? "", "string.py"),
      text: expect.stringContaining("/string.py"),
    });
  });

  it("win on Python 2, but for the platform's utils", async () => {
    const folder = files("import string, utils\n", ["string.py", "utils.py"]);
    expect(await shadows(folder, "2.7")).toEqual([
      ["string", "string.py", "standard", "own"],
      ["utils", "utils.py", "platform", "other"],
    ]);
  });

  it("are no harm where the platform's is meant, or they lie elsewhere", async () => {
    const folder = files("from utils import create_net_handler, error\n", ["utils.py"]);
    const [beside, elsewhere] = await examine([
      { files: folder },
      { files: files("import utils\n", ["src/utils.py"]) },
    ]);
    expect(beside && problems(beside).map((text) => text.replace(/\(.*\)/, "()"))).toEqual([
      "note shadow 0: is hidden by the platform's utils ()",
    ]);
    expect(elsewhere?.shadows).toMatchObject([{ module: "utils", wins: "own" }]);
  });

  it("may be the platform's own, out of an old image", async () => {
    const copy = { "utils/__init__.py": "def net_inference_handler(f):\n    return f\n" };
    const [found] = await examine([{ files: { "eval.py": `import utils\n${WHOLE}`, ...copy } }]);
    expect(found && problems(found)).toEqual([
      "note shadow 0: is the platform's own utils; evalbridge's stands for it",
    ]);
  });
});

describe("Python 2", () => {
  const SYNTAX: readonly (readonly [string, string])[] = [
    ['print "a"', "print statement"],
    ["try:\n    pass\nexcept E, e:\n    pass", "except E, e"],
    ["try:\n    pass\nexcept E, (a, b):\n    pass", "except E, e"],
    ['raise E, "a"', "raise E, value"],
    ['exec "a" in b', "exec statement"],
    ["x = `a`", "`x`"],
    ["x = a <> b", "<>"],
    ["x = 10L", "a long literal (10L)"],
    ["x = 0777", "an octal literal (0777)"],
    ["x = ur'a'", 'ur"..."'],
    ["def f(a, (b, (c, d))):\n    pass", "a tuple as parameter"],
    ["x = [y for y in 1, 2]", "a bare tuple in a comprehension"],
    ["f(async=True)", "a name that is a keyword now"],
    ["if a:\n        pass\n\tb()", "tabs and spaces mixed"],
  ];
  const MEANING: readonly (readonly [string, string])[] = [
    ["xrange(1)", "xrange"],
    ['print >>f, "a", ', "print statement"],
    ["unicode(a)", "unicode"],
    ["reload(sys)", "reload(module)"],
    ["sys.setdefaultencoding('utf-8')", "sys.setdefaultencoding"],
    ["import urllib2", "import urllib2"],
    ["urllib.urlopen(a)", "urllib.urlopen"],
    ["d.has_key(a)", "dict.has_key"],
    ["d.iteritems()", "iteritems, itervalues, iterkeys"],
    ["x.next()", "x.next()"],
    ["str(len(a)/4)", "/ between whole numbers"],
    ["x = range(3)\nx[0] = 1", "map, filter, zip or range used as a list"],
    ["map(f, a)[0]", "map, filter, zip or range used as a list"],
    ["d.keys()[0]", "keys(), values() or items() used as a list"],
    ["try:\n    pass\nexcept ValueError as e:\n    e.message", "e.message"],
    ["class E(Exception):\n    code = 1\ntry:\n    pass\nexcept E as e:\n    e.message", "e.message"],
    ["try:\n    pass\nexcept ValueError as e:\n    e[0]", "e[0]"],
    ["a.sort(cmp=f)", "sort(cmp)"],
    ["a.encode('hex')", 'text.encode("hex"), .decode("base64")'],
    ["json.loads(a, encoding='utf-8')", "json.loads(encoding=)"],
    ["csv.reader(open(a, 'rb'))", "csv on a file opened as bytes"],
    ["class A:\n    __metaclass__ = M", "__metaclass__"],
    ["class A:\n    def __nonzero__(self):\n        return 1", "__nonzero__"],
  ];
  const NONE = [
    "x = 1.0 / 3",
    "x = a / 3.0",
    "from __future__ import division\nx = len(a) / 2",
    "xrange = range\nxrange(1)",
    "from six.moves import xrange\nxrange(1)",
    "try:\n    pass\nexcept ErrorBase as e:\n    e.message",
    "class E(Exception):\n    def __init__(self):\n        self.message = 1\ntry:\n    pass\nexcept E as e:\n    e.message",
    "for i in range(3):\n    pass",
    "print('a')",
    "d.keys()",
  ];
  let found: Diagnosis[];
  beforeAll(async () => {
    const texts = [...SYNTAX, ...MEANING].map(([text]) => text);
    found = await examine([...texts, ...NONE].map((text) => ({ files: { "eval.py": `\n\n${text}\n` } })));
  }, 120_000);

  it.each(SYNTAX.map(([text, name], index) => [text, name, index] as const))("by syntax: %j", (text, name, index) => {
    expect(found[index]).toMatchObject({ language: [2], python2: [{ construct: name }] });
    expect(found[index]?.python2[0]?.line).toBeGreaterThan(2);
    expect(found[index]?.translated, text).toBe(true);
  });

  it.each(MEANING.map(([text, name], index) => [text, name, SYNTAX.length + index] as const))(
    "by meaning: %j",
    (_text, name, index) => {
      expect(found[index]?.language).toEqual([2, 3]);
      expect(found[index]?.python2.map(({ construct }) => construct)).toEqual([name]);
    },
  );

  it.each(NONE.map((text, index) => [text, SYNTAX.length + MEANING.length + index] as const))(
    "not in %j",
    (_text, index) => {
      expect(found[index]?.python2).toEqual([]);
    },
  );
});

describe("anything at all", () => {
  table([
    [
      "a syntax error in both languages",
      "def create_net(c)\n    return 1\n",
      ["error unreadable 1: Python 2: invalid syntax, line 1; Python 3: expected ':', line 1"],
    ],
    [
      "bytes of no text",
      { "eval.py": Uint8Array.from({ length: 512 }, (_, i) => i) },
      ["error unreadable 1: holds NUL bytes: a binary file, not Python source"],
    ],
    [
      "GBK that says so",
      {
        "eval.py": Buffer.concat([
          Buffer.from("# -*- coding: gbk -*-\n# "),
          Buffer.from([0xd6, 0xd0, 0x0a]),
          Buffer.from(WHOLE),
        ]),
      },
      [],
    ],
    [
      "GBK that does not",
      { "eval.py": Buffer.concat([Buffer.from("\n# "), Buffer.from([0xd6, 0xd0, 0x0a]), Buffer.from(WHOLE)]) },
      [
        "error unreadable 2: is not UTF-8, and declares no encoding; its bytes would fit gbk: no Python reads them without a line `# -*- coding: gbk -*-` at the top",
      ],
    ],
    [
      "an encoding that nobody knows",
      `# -*- coding: klingon -*-\n${WHOLE}`,
      ["error unreadable 1: declares an unknown encoding: klingon"],
    ],
    [
      "latin-1, Python 2",
      { "eval.py": Buffer.from(`# -*- coding: latin-1 -*-\n# \xe9\nprint "x"\n${WHOLE}`, "latin1") },
      [],
    ],
    ["Windows and old Mac line ends", WHOLE.replaceAll("\n", "\r\n").replace("\r\n", "\r"), []],
    ["a byte order mark", `\uFEFF${WHOLE}`, []],
    ["100,000 lines", WHOLE + "x = [1]\n".repeat(100_000), []],
    [
      "a character that is no operator",
      `${WHOLE}x = 1 \xB3e 2\n`,
      [expect.stringMatching(/^error unreadable/) as unknown as string],
    ],
    [
      "parentheses without end",
      `${WHOLE}x = ${"(".repeat(10_000)}\n`,
      [expect.stringMatching(/^error unreadable/) as unknown as string],
    ],
    [
      "sums without end",
      `${WHOLE}x = ${Array.from({ length: 100_000 }, () => "1").join("+")}\n`,
      [expect.stringMatching(/^error unreadable/) as unknown as string],
    ],
    ["a missing file", { "other.py": "" }, ["error unreadable 0: is not a regular file"]],
  ]);

  const LEGACY = new URL("../fixtures/legacy/", import.meta.url).pathname;
  const scripts = readdirSync(LEGACY, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith("eval.py"));
  const texts = scripts.map((name) => readFileSync(join(LEGACY, name)));

  /** Bytes, or a real script with pieces cut out and rubbish put in. */
  const damaged = fc.oneof(
    fc.uint8Array({ maxLength: 400 }),
    fc
      .tuple(
        fc.constantFrom(...texts),
        fc.array(fc.tuple(fc.nat(), fc.nat({ max: 40 }), fc.uint8Array({ maxLength: 12 })), { maxLength: 6 }),
      )
      .map(([text, cuts]) =>
        cuts.reduce((bytes: Uint8Array, [at, length, rubbish]) => {
          const start = at % bytes.length;
          return Buffer.concat([bytes.subarray(0, start), rubbish, bytes.subarray(start + length)]);
        }, text),
      ),
  );

  it("gets a report, and nothing crashes", { timeout: 300_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(damaged, { minLength: 30, maxLength: 40 }), async (files) => {
        const found = await examine(files.map((content) => ({ files: { "eval.py": content } })));
        expect(found).toHaveLength(files.length);
        // A tool's own crash is reported in these words, too.
        for (const diagnosis of found) expect(problems(diagnosis).join()).not.toContain("ended without a word");
      }),
      { numRuns: 3 },
    );
  });
});
