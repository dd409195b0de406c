"""The package that AVA scripts live in. The runner adds the version folder to its path, and the script's functions."""
from evals.utils import metrics
