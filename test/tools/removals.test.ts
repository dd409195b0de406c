import { beforeAll, describe, expect, it } from "vitest";
import type { Diagnosis } from "../../src/cli/doctor/report.ts";
import { examine, write } from "./examine.ts";

const ENTRIES = [
  "from evals.utils import create_net_handler, net_inference_handler",
  "@create_net_handler\ndef create_net(configs):\n    return {}, 0, ''",
  "@net_inference_handler\ndef net_inference(model, reqs):\n    return [], 0, ''\n",
].join("\n");

/** What is said of names that are gone, as `severity line: text (remedy)`. */
function removed({ problems }: Diagnosis): string[] {
  const found = problems.filter(({ rule }) => rule === "removed");
  return found.map(({ severity, line, text, remedy }) => `${severity} ${line}: ${text} (${remedy})`);
}

const NEEDS = (line: number, what: string, which: string, pin: string) =>
  `missing ${line}: uses ${what}, which ${which} does not have (put ${pin} into requirements.txt)`;

/** Lines of a script, its requirements.txt, and what is missing. */
const CASES: readonly (readonly [string, string, readonly string[]])[] = [
  ["import numpy as np\nx = np.float(1)", "numpy", [NEEDS(2, "numpy.float", "numpy", "numpy<1.24")]],
  ["import numpy as np\nx = np.float(1)", "numpy==1.23.5", []],
  ["import numpy as np\nx = np.float(1)", "numpy>=1.16,<1.24  # with a reason", []],
  ["import numpy as np\nx = np.float(1)", "numpy==1.26.4", [NEEDS(2, "numpy.float", "numpy 1.26.4", "numpy<1.24")]],
  ["import numpy as np\nx = np.string_('a')", "numpy<2", []],
  ["import numpy as np\nx = np.string_('a')", "numpy~=2.1", [NEEDS(2, "numpy.string_", "numpy 2", "numpy<2")]],
  ["import numpy as np\nx = np.bool(1)", "numpy", []],
  ["import numpy as np\nx = np.bool(1)", "numpy==1.26.*", [NEEDS(2, "numpy.bool", "numpy 1.26", "numpy<1.24")]],
  ["from numpy import unicode_, float32", "numpy", [NEEDS(1, "numpy.unicode_", "numpy", "numpy<2")]],
  [
    "import numpy\ndef f(a):\n    return a.tostring()",
    "numpy",
    [NEEDS(3, ".tostring() of an array", "numpy", "numpy<2.3")],
  ],
  ["import numpy, xml.etree.ElementTree as ET\ndef f(a):\n    return ET.tostring(a)", "numpy", []],
  [
    "import numpy as np\nx = np.fromstring(b'ab', np.uint8)",
    "numpy",
    [NEEDS(2, "numpy.fromstring of bytes", "numpy", "numpy<2.3")],
  ],
  ["import numpy, array\ndef f(a):\n    return a.tostring()", "numpy", []],
  ["import os\ndef f(a):\n    return a.tostring()", "numpy", []],
  ["import numpy as np\nx = np.fromstring('1 2', sep=' ')", "numpy", []],
  ["import numpy as np\nif hasattr(np, 'float'):\n    x = np.float(1)", "numpy", []],
  ["import numpy as np\nif __name__ == '__main__':\n    x = np.float(1)", "numpy", []],
  ["import cv2, numpy as np\nx = np.int(1)", "opencv-python", [NEEDS(2, "numpy.int", "numpy", "numpy<1.24")]],
  ["import mxnet, numpy as np\nx = np.int(1)", "mxnet", []],
  [
    "import cv2\ndef f(a):\n    _, c, _ = cv2.findContours(a, 1, 2)",
    "opencv-python-headless==4.10.0.84",
    [NEEDS(3, "three values of cv2.findContours", "OpenCV 4.10.0", "opencv-python-headless<4")],
  ],
  ["import cv2\ndef f(a):\n    c, _ = cv2.findContours(a, 1, 2)", "opencv-python-headless", []],
  [
    "import cv2\ndef f(a):\n    if OLD:\n        _, c, _ = cv2.findContours(a, 1, 2)\n    else:\n        c, _ = cv2.findContours(a, 1, 2)\nOLD = 1",
    "opencv-python",
    [],
  ],
  [
    "import cv2\nx, y = cv2.CV_LOAD_IMAGE_COLOR, cv2.CV_8UC3",
    "opencv-python",
    [
      "missing 2: uses cv2.CV_LOAD_IMAGE_COLOR, which OpenCV does not have (only OpenCV 2.4 has it, which no index " +
        'holds: change the line, or name an interpreter that has it with "python:" in release.yaml)',
    ],
  ],
  ["from PIL import Image\nx = Image.ANTIALIAS", "Pillow==9.5.0", []],
  ["from PIL import Image\nx = Image.ANTIALIAS", "pillow", [NEEDS(2, "PIL.Image.ANTIALIAS", "Pillow", "Pillow<10")]],
  ["import PIL.Image\nx = PIL.Image.CUBIC", "pillow", [NEEDS(2, "PIL.Image.CUBIC", "Pillow", "Pillow<10")]],
  ["import os\nfrom PIL import Image\nx = os.path.getsize('/')", "pillow", []],
  [
    "from PIL import ImageFont\ndef f(font):\n    return font.getsize('a')",
    "pillow",
    [NEEDS(3, ".getsize() of a font", "Pillow", "Pillow<10")],
  ],
];

describe("what the version that will be installed no longer has", () => {
  let found: Diagnosis[];
  beforeAll(async () => {
    const files = CASES.map(([lines, wanted]) => ({ "eval.py": `${lines}\n${ENTRIES}`, "requirements.txt": wanted }));
    found = await examine(files.map((folder) => ({ files: folder })));
  }, 120_000);

  it.each(CASES.map(([lines, wanted, expected], index) => ({ lines, wanted, expected, index })))(
    "$lines, with $wanted",
    ({ expected, index }) => {
      const diagnosis = found[index];
      expect(diagnosis === undefined ? [] : removed(diagnosis)).toEqual(expected);
      expect(diagnosis?.verdict).toBe(expected.length === 0 ? "runs" : "needs");
    },
  );
});

const SCRIPT = { "eval.py": `import numpy as np\nx = np.string_(np.float(1))\n${ENTRIES}` };

it("an older Python gets an older numpy", async () => {
  const [found] = await examine([{ files: { ...SCRIPT, "requirements.txt": "numpy" } }], "3.8");
  expect(found && removed(found)).toEqual([NEEDS(2, "numpy.float", "numpy 1.24", "numpy<1.24")]);
});

it("where nothing says which will be installed, the advice is a warning", async () => {
  const [found] = await examine([{ files: SCRIPT }]);
  expect(found && removed(found)).toEqual(
    [NEEDS(2, "numpy.string_", "numpy", "numpy<2"), NEEDS(2, "numpy.float", "numpy", "numpy<1.24")].map((text) =>
      text.replace("missing", "warning"),
    ),
  );
});

it("what is installed counts where nothing is asked for", async () => {
  const site = await write({
    "numpy/__init__.py": "",
    "numpy-1.26.4.dist-info/METADATA": "Metadata-Version: 2.1\nName: numpy\nVersion: 1.26.4\n",
  });
  const [found] = await examine([{ files: SCRIPT, env: { PYTHONPATH: site } }]);
  expect(found && removed(found)).toEqual([NEEDS(2, "numpy.float", "numpy 1.26.4", "numpy<1.24")]);
});
