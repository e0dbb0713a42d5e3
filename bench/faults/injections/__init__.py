"""The injections by what they touch; importing a module enters its faults in the catalogue."""

from bench.faults.injections import amounts, application, cloud, faces, outside, papers, park, people, standing

__all__ = ["amounts", "application", "cloud", "faces", "outside", "papers", "park", "people", "standing"]
