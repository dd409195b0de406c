"""Real runner processes with scripts of tiinfer's."""
import json
import os
import subprocess
import sys
import unittest

from support import PYTHON, ROOT, Runner, single

PY2 = sys.version_info[0] == 2
SCRIPTS = os.path.join(ROOT, "test", "fixtures", "tiinfer")
RECORDED = os.path.join(ROOT, "test", "conformance", "tiinfer", "apps", "tiinfer")
PLACED = {"index": 1}


class RunnerCase(unittest.TestCase):
    def start(self, folder, environment=None, entry=u"model_service.py", **create):
        """A runner whose channel is closed after the test, and which must then end quietly."""
        params = dict({"batch_size": 1}, **create.pop("params", {}))
        create = dict(create, dialect=u"tiinfer", folder=folder, environment=environment or {}, params=params)
        runner = Runner("", entry, **create)
        self.addCleanup(lambda: self.assertEqual(runner.close(), 0))
        return runner

    def refusal(self, *args, **kwargs):
        """What a script that cannot be loaded says."""
        ready = self.start(*args, **kwargs).ready
        self.assertEqual(ready["code"], 599)
        return ready["message"]

    def declared(self, *args, **kwargs):
        return self.start(*args, **kwargs).ready["ready"]["declared"]

    def ask(self, runner, *values):
        """(code, message, result as text) for each of some JSON values in one call."""
        bodies = [value if isinstance(value, bytes) else json.dumps(value).encode("utf-8") for value in values]
        _, responses = runner.call(*map(single, bodies))
        return [(response.get("code"), response.get("message", u""), response.get("result")) for response in responses]


def steps(**create):
    return dict({"folder": os.path.join(SCRIPTS, "steps")}, **create)


class Python2(RunnerCase):
    def test_says_that_it_is_too_old(self):
        self.assertEqual(self.refusal(**steps()),
                         u"tiinfer and mosec are for Python 3: set `python` in release.yaml to 3.6 or newer")


class OneProcess(RunnerCase):
    def test_runs_the_steps_where_the_platform_did(self):
        runner = self.start(args=[u"--timeout", u"500", u"--new"], **steps())
        (code, message, result), = self.ask(runner, {"index": 1})
        place = {"dir": steps()["folder"], "cwd": steps()["folder"], "module": "model_service",
                 "argv": ["--timeout", "500", "--new"]}
        expected = {"label": "one", "loads": [1, 1, 1], "place": place}
        self.assertEqual((code, message, result), (0, u"", json.dumps(expected, indent=2)))
        self.assertIn("loading from " + steps()["folder"], runner.output(0))
        self.assertIn("TI_INFERENCE_NUMS: 1", runner.output(0))

    def test_a_working_folder_and_a_model_dir_of_their_own(self):
        model = os.path.join(SCRIPTS, "workers")
        runner = self.start(environment={"TI_MODEL_DIR": "/models"}, **steps())
        self.assertEqual(json.loads(self.ask(runner, PLACED)[0][2])["place"]["dir"], "/models")
        refused = self.refusal(working_folder=model, **steps())
        self.assertRegex(refused, r"^model_service\.py could not be loaded: FileNotFoundError: .*mapping\.json")

    def test_what_a_script_catches_is_an_answer(self):
        self.assertEqual(self.ask(self.start(**steps()), {}), [(0, u"", u'{\n  "error": "invalid param"\n}')])

    def test_what_it_does_not_catch(self):
        runner = self.start(**steps())
        self.assertEqual(self.ask(runner, {"index": 9}, b"{x", {"index": 0})[:2], [
            (500, u"inference internal error", None),
            (400, u"encoding/decoding error: cannot se/deserialize request bytes", None)])
        self.assertIn("IndexError", runner.logs[0]["message"])
        self.assertEqual(runner.logs[0]["level"], u"error")

    def test_a_list_for_each_batch(self):
        for change in ({"environment": {"TI_INFERENCE_MAX_BATCH_SIZE": "3"}}, {"environment": {"BATCH": "3"}},
                       {"params": {"batch_size": 3}}):
            runner = self.start(**steps(**change))
            self.assertEqual(runner.ready["ready"]["declared"]["stages"][0]["batch_size"], 3)
            answers = self.ask(runner, {"index": 2}, {"index": 0})
            self.assertEqual([json.loads(result)["label"] for _, _, result in answers], ["two", "zero"])
            failed = (500, u"inference internal error", None)
            self.assertEqual(self.ask(runner, {"index": 2}, {"index": 9}), [failed, failed])
            # predict drops one.
            self.assertEqual(self.ask(runner, {"index": 2}, {}), [failed, failed])

    def test_one_bad_body_is_the_whole_batchs(self):
        runner = self.start(environment={"BATCH": "2"}, **steps())
        self.assertEqual([code for code, _, _ in self.ask(runner, {"index": 2}, b"{")], [400, 400])

    def test_how_many_processes(self):
        for environment, instances in (
                ({}, 1), ({"WORKERS": "3"}, 3), ({"WORKERS": "3", "TI_INFERENCE_NUMS": "2"}, 2),
                ({"WORKERS": "3", "NUMS": "4"}, 4), ({"WORKERS": "3", "TI_INFERENCE_NUMS": "abc"}, 3),
                ({"TI_INFERENCE_NUMS": "abc"}, 1), ({"WORKERS": "0"}, 1), ({"WORKERS": '"2"'}, 1),
                ({"WORKERS": "true"}, 1)):
            stage, = self.declared(environment=environment, **steps())["stages"]
            self.assertEqual(stage["instances"], instances, environment)

    def test_what_is_declared(self):
        stage = {"name": u"Inference_1", "instances": 1, "batch_size": 1, "batch_delay_ms": 10}
        self.assertEqual(self.declared(**steps()), {
            "stages": [stage], "served": [{"name": u"/inference", "events": False}],
            "http_port": 8501, "timeout_ms": 30000, "max_queue": 1024})

    def test_flags(self):
        args = [u"--timeout=700", u"--port", u"9001", u"--capacity", u"0", u"--wait", u"5", u"--no-such", u"1"]
        declared = self.declared(args=args, environment={"MOSEC_PORT": "9002", "MOSEC_WAIT": "x"}, **steps())
        self.assertEqual([declared[name] for name in ("timeout_ms", "http_port", "max_queue")], [700, 9001, 0])
        self.assertEqual(declared["stages"][0]["batch_delay_ms"], 5)
        self.assertEqual(self.declared(environment={"MOSEC_PORT": "9002"}, **steps())["http_port"], 9002)
        self.assertEqual(self.refusal(args=[u"--port", u"x"], **steps()), u"model_service.py could not be loaded: "
                         u"ValueError: command line: argument --port: invalid int value: 'x'")


class Stages(RunnerCase):
    def chain(self, environment, value):
        """What comes out of all stages of the steps script, one runner each, with how the first declares them."""
        stages = self.declared(environment=environment, **steps())["stages"]
        body = json.dumps(value).encode("utf-8")
        for index in range(len(stages)):
            runner = self.start(environment=environment, stage=index, **steps())
            _, (response,) = runner.call(single(body))
            self.assertEqual(response["code"], 0)
            body = response.get("body")
        told = [(stage["name"].split("_")[0], stage["instances"], stage["batch_size"]) for stage in stages]
        return told, response["result"]

    def test_every_step_in_processes_of_its_own_and_only_one_loads(self):
        environment = {"TI_PREPROCESS_NUMS": "2", "TI_POSTPROCESS_NUMS": "3", "TI_INFERENCE_NUMS": "4", "WORKERS": "9"}
        stages, result = self.chain(environment, {"index": 1})
        self.assertEqual(stages, [("Preprocess", 2, 1), ("Inference", 4, 1), ("Postprocess", 3, 1)])
        self.assertEqual(json.loads(result)["loads"], [0, 1, 0])

    def test_a_models_own_number_is_known_to_the_first_stage(self):
        stages, _ = self.chain({"TI_PREPROCESS_NUMS": "1", "TI_POSTPROCESS_NUMS": "1", "WORKERS": "2"}, {"index": 1})
        self.assertEqual([instances for _, instances, _ in stages], [1, 2, 1])

    def test_steps_without_processes_never_run(self):
        stages, result = self.chain({"TI_PREPROCESS_NUMS": "1"}, {"index": 1})
        self.assertEqual([name for name, _, _ in stages], ["Preprocess", "Inference"])
        self.assertEqual(json.loads(result), {"label": "one", "loads": [0, 1]})
        stages, result = self.chain({"TI_POSTPROCESS_NUMS": "1"}, {"index": 1})
        self.assertEqual([name for name, _, _ in stages], ["Inference", "Postprocess"])
        self.assertEqual(json.loads(result)["loads"], [1, 0])

    def test_and_the_log_says_so(self):
        text = u"%s never runs: the steps have stages of their own, and TI_%s_NUMS gives it none"
        for named, other in ((u"PREPROCESS", u"POSTPROCESS"), (u"POSTPROCESS", u"PREPROCESS")):
            runner = self.start(environment={"TI_%s_NUMS" % named: "1"}, **steps())
            log, = runner.logs
            self.assertEqual((log["level"], log["message"]), (u"warn", text % (other.lower(), other)))

    def test_an_error_of_any_stage_is_the_answer(self):
        environment = {"TI_PREPROCESS_NUMS": "1", "TI_POSTPROCESS_NUMS": "1"}
        runner = self.start(environment=environment, **steps())
        self.assertEqual([code for code, _, _ in self.ask(runner, 5, b"{")], [500, 400])

    def test_a_stage_that_is_not_there(self):
        self.assertEqual(self.refusal(stage=1, **steps()), u"the script has no stage 2: it has 1")


class Workers(RunnerCase):
    """Scripts that append workers of their own."""
    folder = os.path.join(SCRIPTS, "workers")

    def test_stages(self):
        stages = self.declared(self.folder)["stages"]
        self.assertEqual([(stage["name"], stage["instances"], stage["batch_size"]) for stage in stages],
                         [(u"Doubled_1", 2, 1), (u"Summed_2", 1, 3)])
        variables = [{"variables": [{"key": u"DEVICE", "value": value}]} for value in (u"0", u"1")]
        self.assertEqual(stages[0]["env"], variables)
        self.assertNotIn("env", stages[1])

    def test_instances_and_warm_up(self):
        first = self.start(self.folder, stage=0, instance=2)
        _, (response,) = first.call(single(b'{"values": [1, 2]}'))
        second = self.start(self.folder, stage=1)
        expected = {"values": 6, "forwarded": [2, 2], "device": [None, "1"], "worker": [0, 2], "batch": 1}
        (_, _, result), = self.ask(second, response["body"])
        self.assertEqual(json.loads(result), expected)
        self.assertRegex(second.logs[0]["message"], r"(?s)^Summed: its warm-up failed; .*KeyError: 'values'")


class Loading(RunnerCase):
    def test_a_model_that_does_not_load(self):
        created = u"Inference could not be created: "
        for load, message in ((u"bad", u"Exception: load model error: Classifier.load() returned False"),
                              (u"raises", u"OSError: no weights"), (u"exits", u"SystemExit: 4")):
            self.assertEqual(self.refusal(environment={"LOAD": load}, **steps()), created + message)

    def test_no_processes(self):
        self.assertEqual(self.refusal(environment={"TI_INFERENCE_NUMS": "0"}, **steps()),
                         u"model_service.py could not be loaded: AssertionError: worker number must be no less than 1")

    def test_neither_a_model_nor_workers(self):
        self.assertEqual(self.refusal(os.path.join(RECORDED, "none")),
                         u"the script registers no worker: it has no subclass of tiinfer.Model, and appends none "
                         u"(tiinfer.append_worker, or append_worker of a mosec.Server)")

    def test_the_base_class_is_no_model_of_the_scripts(self):
        runner = self.start(os.path.join(RECORDED, "alpha"))
        self.assertEqual(self.ask(runner, {"a": 1}), [(0, u"", u'{\n  "zed": {\n    "a": 1\n  }\n}')])

    def test_a_file_of_another_name(self):
        runner = self.start(os.path.join(SCRIPTS, "named"), entry=u"classifier.py")
        self.assertEqual(self.ask(runner, 1), [(0, u"", u'[\n  "model_service",\n  "Aleph",\n  [\n    2\n  ]\n]')])


class Names(unittest.TestCase):
    """What scripts find in `tiinfer` (spec: tiinfer, section A8)."""
    NAMES = """
        Dict IMPORT_MODULE_NAME Inference Is_Multi_Framework_Type List Model Postprocess Preprocess Type Union
        Worker append_worker get_int_env get_mosec_workers get_ti_inference_max_batch_size
        get_ti_inference_nums get_ti_model_dir get_ti_postprocess_nums get_ti_preprocess_nums importlib
        inspect load_model_service load_workers logging os print_envs set_ti_inference_max_batch_size
        set_ti_inference_nums set_ti_postprocess_nums set_ti_preprocess_nums string
    """.split()

    def run_python(self, *arguments):
        environment = dict(os.environ, PYTHONPATH=os.path.join(PYTHON, "shims"), TI_MODEL_DIR="/models")
        process = subprocess.run([sys.executable, "-B"] + list(arguments), env=environment, cwd=steps()["folder"],
                                 stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        return process.stdout.decode("utf-8"), process.stderr.decode("utf-8")

    def test_all_are_there(self):
        code = "import json, tiinfer; from tiinfer import *; print(json.dumps(dir()))"
        names = json.loads(self.run_python("-c", code)[0])
        self.assertEqual([name for name in self.NAMES if name not in names], [])

    def test_settings_and_workers(self):
        code = """if True:
            from tiinfer import *
            set_ti_postprocess_nums(3)
            append_worker(Inference, 2, env=[{}, {}])
            worker, = get_mosec_workers()
            print(get_ti_model_dir(), get_ti_preprocess_nums(), get_ti_postprocess_nums(), Is_Multi_Framework_Type(),
                  sorted(worker.items(), key=lambda item: item[0])[:4])"""
        self.assertEqual(self.run_python("-c", code), (
            "/models 0 3 True [('env', [{}, {}]), ('max_batch_size', 1), ('num', 2), ('start_method', 'spawn')]\n", ""))

    def test_without_a_host(self):
        _, errors = self.run_python("-m", "tiinfer")
        self.assertIn("RuntimeError: this mosec is evalbridge's: start the script with `evalbridge serve`", errors)


def load_tests(loader, tests, pattern):
    """On Python 2 there is nothing but a refusal to test."""
    cases = [Python2] if PY2 else [OneProcess, Stages, Workers, Loading, Names]
    return unittest.TestSuite(map(loader.loadTestsFromTestCase, cases))


if __name__ == "__main__":
    unittest.main()
