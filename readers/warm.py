"""Imported once by the server that reading children are forked from, so that each begins with its readers loaded.

Libraries for linear algebra start their threads when they are imported; children share the cores, so one each.
"""

import gc
import os

gc.set_threshold(50_000, 20, 50)
"""A file makes tens of thousands of small values and hardly a cycle: looking for them more often takes a tenth."""
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS"):
    os.environ[_name] = "1"
os.environ.pop("GOUJI_RESTRICTED_PASSWORD", None)  # whoever reads untrusted files need not know it

from readers import pdf_signatures, readers  # noqa: E402

readers()
LOADED = (pdf_signatures,)
"""What readers load only when a file needs it."""
