"""Fixers for what the standard ones lack, in fissix's form: one class a module.

Each keeps every statement on its lines. What cannot keep its meaning is refused with the line (``tree.refuse``).
"""
