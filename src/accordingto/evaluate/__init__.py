"""Measures: the benchmarks, the frozen sets and the quality gate."""
