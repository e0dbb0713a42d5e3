"""工业互联网市级示范平台: the enterprises served, the platform's place, its metrics, what its purchases are for."""

from __future__ import annotations

from rules.platform import metrics, place, purpose, served

RULES = (*served.RULES, *metrics.RULES, *place.RULES, *purpose.RULES)
