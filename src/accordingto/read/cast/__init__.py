"""The parties of a report: lists, names, nominal phrases, codes and what refers to what; `read/actors.py` is the
door.
"""
