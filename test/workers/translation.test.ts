import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CreateError } from "../../src/workers/worker.ts";
import { findInterpreters } from "../interpreters.ts";
import { CACHE, PROGRAMS_IN_PYTHON_2, runTranslated, translate, translatePrograms } from "../support/python2.ts";

const python3 = (await findInterpreters()).filter(({ version }) => version.startsWith("3."));

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "evalbridge-python2-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function write(files: Record<string, string | Buffer>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
}

/** Why a script is refused; "" when it is not. */
async function refusal(script: string): Promise<string> {
  await write({ "eval.py": script });
  const error: unknown = await translate(folder, "eval.py", { source: "python2" }).catch((thrown: unknown) => thrown);
  if (!(error instanceof CreateError)) return "";
  return /safely: (.*); set "python:"/.exec(error.message)?.[1] ?? error.message;
}

describe("programs in Python 2, translated, print what 2.7 printed", () => {
  const ends = [...new Set([python3.at(0), python3.at(-1)])].flatMap((found) => (found === undefined ? [] : [found]));

  it.each(ends)("CPython $minor", { timeout: 180_000 }, async ({ path: python }) => {
    const translation = await translatePrograms();
    for (const { name, path, expected } of PROGRAMS_IN_PYTHON_2) {
      expect([name, await runTranslated(python, translation, path)]).toEqual([name, expected]);
    }
  });
});

describe("a translation", () => {
  it("keeps every line where it was", async () => {
    const translation = await translatePrograms();
    const document = JSON.parse(await readFile(join(translation?.folder ?? "", "translation.json"), "utf8"));
    expect(document.files).toHaveLength(PROGRAMS_IN_PYTHON_2.length);
    for (const { original, translation: name } of document.files) {
      const [before, after] = [
        await readFile(original, "latin1"),
        await readFile(join(translation?.folder ?? "", name), "latin1"),
      ];
      expect([original, after.split("\n").length]).toEqual([original, before.split("\n").length]);
    }
  });

  it("is made once for the same sources", async () => {
    await write({ "eval.py": "print 'a'\n" });
    const first = await translate(folder, "eval.py");
    const { mtimeMs } = await stat(join(first?.folder ?? "", "translation.json"));
    const again = await translate(folder, "eval.py");
    expect(again).toEqual(first);
    expect((await stat(join(again?.folder ?? "", "translation.json"))).mtimeMs).toBe(mtimeMs);
    await write({ "eval.py": "print 'b'\n" });
    expect((await translate(folder, "eval.py"))?.folder).not.toBe(first?.folder);
    expect((await readdir(join(CACHE, "translations"))).filter((name) => name.includes("."))).toEqual([]);
  });

  it("is made by two hosts at the same time", async () => {
    await write({ "eval.py": `print ${JSON.stringify(folder)}\n` });
    const [first, second] = await Promise.all([translate(folder, "eval.py"), translate(folder, "eval.py")]);
    expect(second).toEqual(first);
    expect(await readFile(join(first?.folder ?? "", "changes.diff"), "utf8")).toContain("+print(");
  });

  it("is made anew where the one that is there is damaged", async () => {
    await write({ "eval.py": `print ${JSON.stringify(folder)}, "damaged"\n` });
    const first = await translate(folder, "eval.py");
    const document = join(first?.folder ?? "", "translation.json");
    const whole = await readFile(document, "utf8");
    await writeFile(document, whole.slice(0, 20));
    expect(await translate(folder, "eval.py")).toEqual(first);
    expect(await readFile(document, "utf8")).toBe(whole);
  });

  it("leaves out environments, installed packages and hidden folders", async () => {
    const bad = "def broken(:\n";
    await write({
      "eval.py": "print 'a'\n",
      "venv/pyvenv.cfg": "",
      "venv/lib/x.py": bad,
      "lib/site-packages/y.py": bad,
      ".git/z.py": bad,
      "helper/w.py": "xrange(3)\n",
    });
    const { folder: made = "" } = (await translate(folder, "eval.py")) ?? {};
    const { files } = JSON.parse(await readFile(join(made, "translation.json"), "utf8"));
    expect(files.map(({ original }: { original: string }) => original)).toEqual([
      join(folder, "eval.py"),
      join(folder, "helper/w.py"),
    ]);
  });
});

describe("what is Python 2", () => {
  it.each([
    ["print 'x'", "eval.py:1 shows: syntax of Python 2"],
    ["try:\n    pass\nexcept ValueError, e:\n    pass", "syntax of Python 2"],
    ["for i in xrange(3): pass", "eval.py:1 shows: xrange"],
    ["import sys\nreload(sys)\nsys.setdefaultencoding('utf-8')", "eval.py:2 shows: reload"],
    ["x = {}\nx.has_key(1)", "eval.py:2 shows: .has_key()"],
    ["import urllib\ndef f(u): return urllib.urlopen(u)", "urllib.urlopen"],
    ["try:\n    f()\nexcept Exception as e:\n    print(e.message)", "e.message"],
    ["def f(reqs):\n    rets = range(len(reqs))\n    rets[0] = 1", "an item of range"],
    ["def f(x):\n    return len(map(abs, x))", "the length of map"],
    ["def f(d):\n    return d.keys()[0]", "an item of .keys()"],
    ["def f(d):\n    k = d.keys()\n    k.sort()", ".sort of .keys()"],
    ["import struct\ndef f(b): return struct.unpack(str(len(b)/4)+'f', b)", "/ of whole numbers in a format"],
    ["def f(x): return x[len(x)/2]", "/ of whole numbers as an index"],
    ["import csv\nwith open('x', 'rb') as f:\n    csv.reader(f)", "csv.reader of a file opened rb"],
    ["import json\njson.loads('{}', encoding='utf-8')", "json.loads(encoding=)"],
    ["class A:\n    __metaclass__ = type", "__metaclass__"],
    ["print >>f, 'x'", "print >>"],
  ])("%j", async (script, mark) => {
    await write({ "eval.py": `${script}\n` });
    expect((await translate(folder, "eval.py"))?.remark).toContain(mark);
  });

  it("is what the entry imports, wherever it lies", async () => {
    await write({
      "eval.py": "import evals.tools.a\n",
      "tools/__init__.py": "",
      "tools/a.py": "from b import c\n",
      "tools/b.py": "c = unicode('x')\n",
    });
    expect((await translate(folder, "eval.py"))?.remark).toContain("tools/b.py:1 shows: unicode");
  });
});

describe("what is Python 3, and left alone", () => {
  it.each([
    ["print('x')\nx = 7 / 2"],
    ["try:\n    xrange\nexcept NameError:\n    xrange = range"],
    ["import sys\nif sys.version_info[0] < 3:\n    reload(sys)\n    text = unicode"],
    ["from six.moves import range, xrange\nxrange(3)"],
    ["try:\n    import cPickle as pickle\nexcept ImportError:\n    import pickle"],
    ["def f(reqs):\n    rets = list(range(3))\n    rets[0] = 1"],
    ["def f(d):\n    for k in d.keys():\n        yield k\n    return range(3)[1]"],
    ["def f(x):\n    return f'{x}' + str(unicode)"],
    ["def long(x): return x\nlong(3)"],
    ["def broken(:"],
    ["class E(Exception):\n    pass\ntry:\n    pass\nexcept E as e:\n    e.message"],
  ])("%j", async (script) => {
    await write({ "eval.py": `${script}\n` });
    expect(await translate(folder, "eval.py")).toBeUndefined();
  });

  it.each([
    ["a sum", `x = 'a'${" + 'b'".repeat(1000)}\n`],
    ["a sum that nothing parses", `x = 'a'${" + 'b'".repeat(20_000)}\n`],
    ["a choice", `if x == 0:\n    pass\n${"elif x == 1:\n    pass\n".repeat(1000)}`],
  ])("however deep it is nested: %s", async (_name, script) => {
    await write({ "eval.py": script });
    expect(await translate(folder, "eval.py")).toBeUndefined();
  });

  it("modules of its own that have an old name", async () => {
    await write({
      "eval.py": "import commands\nfrom exceptions import Bad\nfrom evals.exceptions import Bad\n",
      "commands/__init__.py": "",
      "exceptions.py": "class Bad(Exception):\n    pass\n",
    });
    expect(await translate(folder, "eval.py")).toBeUndefined();
  });

  it("whatever lies beside it that it does not import", async () => {
    await write({ "eval.py": "x = 7 / 2\n", "old_tool.py": "print 'x'\n" });
    expect(await translate(folder, "eval.py")).toBeUndefined();
  });

  it("without building the tools' environment", async () => {
    await write({ "eval.py": "x = 7 / 2\n" });
    const cache = join(folder, "cache");
    expect(await translate(folder, "eval.py", {}, cache)).toBeUndefined();
    expect(await readdir(cache)).toEqual(["translations"]);
  });
});

describe("what is refused", () => {
  it.each([
    ["def f(c):\n    exec c\n    return x", "eval.py:2: exec without `in` in a function"],
    [
      "y = [x for x in [1]]\n\nprint x",
      "eval.py:3: x, the variable of a list comprehension in line 1, is used behind it",
    ],
    [
      "def f(a, (b, c)):\n    if a:\n        return b",
      "eval.py:1: a tuple as parameter of a function that begins with",
    ],
    [
      "def f():\n    try:\n        g()\n    except E, e:\n        if 1:\n            pass\n    return e",
      "eval.py:4: e is bound by except and used behind",
    ],
    ["def f():\n    from os import *", "eval.py:2: not to be said on Python 3: import * only allowed at module level"],
    ["call(async=True)", "eval.py:1: not to be said on Python 3"],
    ["x = 'a' '\\xff' u'b'", "eval.py:1: a string literal that joins bytes and unicode"],
    ["print 'a\nprint 'b'", "not readable as Python 2"],
  ])("%j", async (script, reason) => {
    const told = await refusal(`${script}\n`);
    expect(told).toContain(reason);
  });

  it("and names all there is, up to five", async () => {
    const lines = Array.from({ length: 7 }, (_, number) => `def f${number}(c): exec c`);
    expect((await refusal(`${lines.join("\n")}\n`)).split("; ")).toHaveLength(5);
  });

  it("a module that is compiled for Python 2", async () => {
    await write({ "nms.so": Buffer.from("\x7fELF...initnms..."), "box.so": Buffer.from("\x7fELF...PyInit_box...") });
    expect(await refusal("import box\nimport nms\nprint 1\n")).toBe("eval.py:2: nms.so is compiled for Python 2");
  });

  it("but what is not imported does not count", async () => {
    await write({ "unused.py": "def f(c):\n    exec c\n" });
    expect(await refusal("print 1\n")).toBe("");
  });
});
