"""Measurements, each in one run beside what it is measured against; the figures kept are in RESULTS.md."""
