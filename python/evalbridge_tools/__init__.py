"""Tools that read a script's source without running it. Python 3.8 or newer, in an environment of their own."""
