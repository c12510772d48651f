"""Measurements that take longer than a test: speed, growth, soaks."""
