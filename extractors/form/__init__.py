"""Application forms: 附件3 (platform), 附件4 (star cloud), 附件5 (park) of the notice 成经信财〔2025〕12号."""

from __future__ import annotations

from extractors.form.application import ApplicationForm
from extractors.part import Extractor

FORM_EXTRACTORS: tuple[Extractor, ...] = (ApplicationForm(),)
