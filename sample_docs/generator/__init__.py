"""Generator of complete, invented submissions: `generate(programme="platform", seed=7, out=path, clean=False)`."""

from sample_docs.generator.fonts import FontsMissingError
from sample_docs.generator.submission import Programme, check, generate

__all__ = ["FontsMissingError", "Programme", "check", "generate"]
