"""`gouji review`: the review pages on the loopback."""

from __future__ import annotations

import uvicorn

from evidence.problems import ExitCode
from evidence.settings import Settings
from evidence.store import Store
from flows.commands.terminal import console
from review.app import create_app


def run(port: int) -> int:
    """Serve until interrupted."""
    store = Store.open(Settings().database_url)
    console.print(f"review pages: http://127.0.0.1:{port}/ (stop with Ctrl-C)", markup=False)
    try:
        uvicorn.run(create_app(store), host="127.0.0.1", port=port, log_level="warning")
    finally:
        store.close()
    return int(ExitCode.OK)
