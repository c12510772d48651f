"""The parties of a report: names, descriptions, codes and what refers to what; `read/actors.py` is the door."""
