"""The routes of the review pages: the ledger of audits, one audit's findings, and the log of decisions.

Only the loopback is served, and only to itself: requests with a foreign Host or Origin are refused, so no web page
elsewhere can read evidence or rule on it through the auditor's browser.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import FastAPI, Form, HTTPException, Request, Response
from fastapi.responses import FileResponse, HTMLResponse, PlainTextResponse, RedirectResponse
from fastapi.staticfiles import StaticFiles
from fastapi.templating import Jinja2Templates
from starlette.middleware.trustedhost import TrustedHostMiddleware

from evidence.decision import Decision, Ruling
from evidence.result import Result
from evidence.store import Run, Store

HERE = Path(__file__).parent
HOSTS = ["127.0.0.1", "localhost", "[::1]", "testserver"]
RULINGS = {
    Ruling.CONFIRM: "确认",
    Ruling.REJECT: "不予采纳",
    Ruling.NOTE: "备注",
}
OUTPUTS = {
    "report.pdf": "报告 PDF",
    "report.docx": "报告初稿 Word",
    "report.xlsx": "工作底稿",
    "letter.docx": "补充资料通知",
    "result.json": "结果数据",
    "manifest.json": "文件清单与校验值",
}
STATUSES = {"done": "已完成", "partial": "部分文件未读", "failed": "未完成"}
POLICY = "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; form-action 'self'"


def create_app(store: Store) -> FastAPI:
    """The review pages over a store."""
    app = FastAPI(title="勾稽", docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=HOSTS)
    app.middleware("http")(_only_from_here)
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")
    pages = Jinja2Templates(directory=HERE / "templates")
    _add_pages(app, store, pages)
    _add_outputs(app, store)
    _add_acts(app, store)
    return app


async def _only_from_here(request: Request, go_on: Callable[[Request], Awaitable[Response]]) -> Response:
    """Refuse acts that another site's page sends, and keep pages from loading anything foreign."""
    origin = request.headers.get("origin")
    if request.method != "GET" and origin and urlsplit(origin).hostname not in {"127.0.0.1", "localhost", "testserver"}:
        return PlainTextResponse("拒绝来自其他网站的请求", status_code=403)
    response = await go_on(request)
    if not request.url.path.endswith("/report"):
        response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _add_pages(app: FastAPI, store: Store, pages: Jinja2Templates) -> None:
    @app.get("/", response_class=HTMLResponse)
    def ledger(request: Request) -> Response:
        """All audits, newest first."""
        return pages.TemplateResponse(request, "ledger.html", {"runs": store.runs(), "statuses": STATUSES})

    @app.get("/runs/{number}", response_class=HTMLResponse)
    def run(request: Request, number: int) -> Response:
        """One audit: its amounts, and every finding with what was ruled about it."""
        entry, result = _found(store, number)
        rulings: dict[str, list[Decision]] = {}
        for decision in store.decisions(finding.id for finding in result.findings):
            rulings.setdefault(decision.subject, []).append(decision)
        shown = {"run": entry, "result": result, "rulings": rulings, "choices": RULINGS, "statuses": STATUSES}
        shown["outputs"] = {name: title for name, title in OUTPUTS.items() if (Path(entry.out) / name).is_file()}
        return pages.TemplateResponse(request, "run.html", shown)


def _add_outputs(app: FastAPI, store: Store) -> None:
    @app.get("/runs/{number}/report")
    def report(number: int) -> Response:
        """The report of that audit as it was written."""
        return FileResponse(_output(store, number, "report.html"), media_type="text/html; charset=utf-8")

    @app.get("/runs/{number}/plates/{name}")
    def plate(number: int, name: str) -> Response:
        """The picture of a page, which the report links to."""
        return FileResponse(_output(store, number, f"plates/{name}"), media_type="image/jpeg")

    @app.get("/runs/{number}/files/{name}")
    def output(number: int, name: str) -> Response:
        """One of the other outputs, to be saved."""
        if name not in OUTPUTS:
            raise HTTPException(404, "没有这个文件")
        return FileResponse(_output(store, number, name), filename=name)


def _add_acts(app: FastAPI, store: Store) -> None:
    @app.post("/runs/{number}/findings/{finding}")
    def decide(
        number: int,
        finding: str,
        ruling: Annotated[Ruling, Form()],
        by: Annotated[str, Form(min_length=1, max_length=60)],
        note: Annotated[str, Form(max_length=2000)] = "",
    ) -> Response:
        """Append a ruling about a finding; earlier ones stay in the log."""
        entry, result = _found(store, number)
        if finding not in {found.id for found in result.findings}:
            raise HTTPException(404, "该差异不在本次审计中")
        if ruling is Ruling.REJECT and not note.strip():
            raise HTTPException(422, "不予采纳须写明理由")
        ruled = Decision(subject=finding, ruling=ruling, by=by.strip(), at=datetime.now(UTC), note=note.strip())
        store.decide(ruled, entry.submission)
        return RedirectResponse(f"/runs/{number}#{finding}", status_code=303)


def _output(store: Store, number: int, name: str) -> Path:
    """A file that the audit wrote; 404 where it is gone, and for names that lead out of its folder."""
    entry, _ = _found(store, number)
    folder = Path(entry.out).resolve()
    path = (folder / name).resolve()
    if not path.is_relative_to(folder) or not path.is_file():
        raise HTTPException(404, f"报告文件已不在 {folder / name}, 请重新审计")
    return path


def _found(store: Store, number: int) -> tuple[Run, Result]:
    """The run with that number and its result; 404 where there is none."""
    entry = next((run for run in store.runs() if run.id == number), None)
    result = store.result(number) if entry else None
    if entry is None or result is None:
        raise HTTPException(404, "没有这次审计, 或它没有完成")
    return entry, result
