"""Bytes to Report and Capture: one file a family of inputs."""
