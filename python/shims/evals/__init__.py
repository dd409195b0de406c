"""The package that AVA scripts live in. The runner adds the version folder to its path, and the script's functions."""
from evals.utils import metrics


def net_preprocess(model, req, reqid=''):
    """Stands for the script's own where it has none: the request as it is."""
    return req, 0, ''
