"""``inference_py`` under the name that the platform's documents give it."""
from inference_py import create_net, net_inference, net_preprocess
