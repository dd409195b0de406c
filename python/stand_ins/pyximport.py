"""In the place of Cython's module where Cython is not installed: scripts install it and bring their modules compiled."""


def install(*args, **kwargs):
    """Nothing to install."""
    return None, None


def uninstall(*args):
    """Nothing to take back."""
