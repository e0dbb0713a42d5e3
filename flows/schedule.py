"""The nightly run as a Prefect flow, for prefect.yaml and `gouji nightly --serve`."""

from __future__ import annotations

from pathlib import Path

from prefect import flow, get_run_logger

from evidence.settings import Settings
from flows.desk import open_desk
from flows.nightly import work_through


@flow(name="gouji-nightly", log_prints=False, persist_result=False)
def nightly_flow(inbox: str, out: str, policy: str = "") -> dict[str, int]:
    """Work through the inbox once; the counts of submissions audited, unchanged and failed."""
    with open_desk(Settings(), policy) as desk:
        night = work_through(Path(inbox), Path(out), desk)
    log = get_run_logger()
    log.info("audited %s, unchanged %s, failed %s", night.audited, night.unchanged, night.failed)
    return {"audited": len(night.audited), "unchanged": len(night.unchanged), "failed": len(night.failed)}
