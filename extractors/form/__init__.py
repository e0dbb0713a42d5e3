"""Forms of the notice 成经信财〔2025〕12号: 附件1 (recommendations), 附件3 (platform), 附件4 (cloud), 附件5 (park)."""

from __future__ import annotations

from extractors.form.application import ApplicationForm
from extractors.form.recommendation import RECOMMENDATION
from extractors.part import Extractor

_FORM: Extractor = ApplicationForm()
FORM_EXTRACTORS: tuple[Extractor, ...] = (_FORM, RECOMMENDATION)
