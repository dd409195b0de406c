# -*- coding: utf-8 -*-
"""Answers what the client dictates, as a first-generation script would have to answer it.

``params._cb`` is a message of the platform's queue (status_code, status_text, header, response), ``params._stub`` an
answer of its HTTP face (status, headers, body): what a script returns so that the platform makes such a message of it.
"""
import base64
import json
import os
import time

DEFAULT = {"code": 0, "message": "", "result": {"ok": True}}


class Nonsense(object):
    """An answer that no script should give."""

    def __init__(self, text):
        self.text = text


def net_init(cfg):
    cfg = json.loads(cfg)
    return {"error": "", "workspace": cfg["workspace"], "standard": cfg["custom_values"].get("standard", {})}


def net_inference(model, args):
    args = json.loads(args)
    log = []
    results = [answer(model, req, log) for req in args["reqs"]]
    if isinstance(results[0], Nonsense):
        return results[0].text
    return json.dumps({"headers": {"xlog": log, "xstatus": "", "xmetrics": {}}, "results": results, "error": ""})


def answer(model, req, log):
    params = req.get("params")
    params = params if isinstance(params, dict) else {}
    if "_cb" in params:
        return of_queue(params["_cb"], req, log)
    if "_stub" in params or model["standard"]:
        return of_http(dict(model["standard"], **params.get("_stub", {})), req, model)
    log.append("STUB:5")
    return ret(DEFAULT)


def of_queue(message, req, log):
    time.sleep(SILENCE if message.get("none") else message.get("delay", 0))
    header = message.get("header", {"X-Log": ["STUB:5"]})
    log.extend(header.get("X-Log", []))
    status = message.get("status_code", 200)
    if status != 200:
        made = {"code": status, "message": message["status_text"]}
    elif "response_json" in message:
        made = ret(message["response_json"])
    elif "response" in message:
        return of_text(message["response"])
    else:
        made = ret(dict(DEFAULT, result=echo(req)) if message.get("echo") else DEFAULT)
    return dict(made, header=dict((name, header[name]) for name in header if name == "X-Origin-A"))


def of_http(message, req, model):
    time.sleep(message.get("delay", 0))
    headers = message.get("headers", {})
    status = message.get("status", 200)
    origin = headers.get("X-Origin-A", [])
    header = {"X-Origin-A": origin if isinstance(origin, list) else [origin]}
    if status != 200:
        return {"code": status, "message": error_of(message.get("body", "")), "header": header}
    if headers.get("Content-Type") == "application/octet-stream":
        body = base64.b64decode(message["body_b64"]) if "body_b64" in message else message["body"].encode("utf-8")
        return {"code": 0, "message": "", "result_file": write(model, body), "header": header}
    if "body" in message:
        return of_text(message["body"])
    return dict(ret({"result": {"echo": echo(req)}}), header=header)


def of_text(text):
    try:
        response = json.loads(text)
    except ValueError:
        return Nonsense(text)
    return ret(response or {}) if isinstance(response, (dict, type(None))) else Nonsense(text)


def error_of(body):
    try:
        return json.loads(body)["error"]
    except ValueError:
        return ""


def ret(response):
    return {"code": response.get("code", 0), "message": response.get("message", ""),
            "result": json.dumps(response.get("result"))}


def echo(req):
    return dict((name, req[name]) for name in ("data", "params") if name in req)


def write(model, body):
    path = os.path.join(model["workspace"], "answer-%d" % os.getpid())
    with open(path, "wb") as stream:
        stream.write(body)
    return path


# Longer than any client waits (s).
SILENCE = 12
