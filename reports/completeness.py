"""Completeness: what the notice asks for, and whether it is there, can be used, and suffices (domain 1.8)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from evidence.case import Case
from evidence.declared import DeclaredLine, Programme
from evidence.finding import Finding, Severity
from evidence.kind import Kind
from evidence.match import LineEvidence
from evidence.policy import Material, Policy
from evidence.problems import Problem, Trouble
from evidence.record import Record

State = Literal["missing", "present", "usable", "sufficient", "not_asked"]
"""`present`: a file of that kind is there; `usable`: it was read whole; `sufficient`: nothing stands against it."""

WORK = "审计工作需要（通知未单列）"
"""Stands in place of a clause where the audit, not the notice, asks for it."""

_POOR = ("page_missing", "material_unreadable")
"""Codes that leave a document present but not usable."""


@dataclass(frozen=True, slots=True)
class Required:
    """One material asked for, and how far it is there."""

    title: str
    clause: str
    state: State
    files: tuple[str, ...]
    gaps: tuple[str, ...]
    """What is missing or stands against it, in neutral sentences."""
    seals: int = 0
    """Seals found on its pages."""


def completeness(case: Case, findings: Sequence[Finding], problems: Sequence[Problem]) -> tuple[Required, ...]:
    """The notice's own list, the papers of every declared line, and what the audit of persons needs."""
    programme = case.declaration.programme or Programme.PLATFORM
    desk = _Desk(case, tuple(findings), tuple(problems))
    rows = [desk.material(one) for one in case.policy.materials.get(programme, ())]
    if programme is not Programme.PARK:
        rows += desk.of_lines()
    if any(line.is_personnel for line in case.declaration.lines):
        rows += [desk.kinds(title, kinds, _clause(case.policy, "personnel")) for title, kinds in _PERSONNEL]
    rows.append(desk.kinds("法定代表人身份证（加盖鲜章）", (Kind.ID_CARD,), _clause(case.policy, "licence")))
    return tuple(rows)


_PERSONNEL = (
    ("组成架构、人员名册", (Kind.ROSTER,)),
    ("工资表", (Kind.PAYROLL,)),
    ("工资银行代发明细", (Kind.BANK_BATCH,)),
    ("社会保险缴纳证明", (Kind.SOCIAL_INSURANCE,)),
    ("住房公积金缴存明细", (Kind.HOUSING_FUND,)),
    ("工时记录", (Kind.TIMESHEET,)),
    ("劳动合同", (Kind.LABOUR_CONTRACT,)),
)


def _clause(policy: Policy, key: str) -> str:
    return policy.clauses.get(key, WORK)


@dataclass(frozen=True, slots=True)
class _Desk:
    """The case laid out for the questions of this module."""

    case: Case
    findings: tuple[Finding, ...]
    problems: tuple[Problem, ...]

    def material(self, asked: Material) -> Required:
        """A material of the notice; some are asked of one kind of cloud only."""
        row = self.kinds(asked.title, asked.kinds, _clause(self.case.policy, asked.clause))
        if row.state == "missing" and not self._asked(asked):
            told = (
                "申报表所填部署模型不要求" if self.case.public_cloud is not None else "申报表未能确定部署模型，视其而定"
            )
            return Required(row.title, row.clause, "not_asked", (), (told,))
        return row

    def _asked(self, asked: Material) -> bool:
        public = self.case.public_cloud
        return asked.when == "always" or (public is not None and public is (asked.when == "public_cloud"))

    def kinds(self, title: str, kinds: Sequence[Kind], clause: str) -> Required:
        """Any document of these kinds answers it; the best of them decides the state."""
        own = [record for record in self.case.records if record.kind in kinds]
        if not own:
            return Required(title, clause, "missing", (), (f"未见{title}",))
        gaps = list(dict.fromkeys(gap for record in own for gap in self._gaps(record)))
        usable = [record for record in own if not any(self._hinders(record))]
        clean = [record for record in usable if not any(self._against(record))]
        state: State = "present"
        if usable:
            state = "sufficient" if len(clean) == len(own) else "usable"
        files = tuple(dict.fromkeys(record.file for record in own))
        return Required(title, clause, state, files, tuple(gaps), sum(self._seals(record) for record in own))

    def _gaps(self, record: Record) -> Iterator[str]:
        yield from self._hinders(record)
        yield from self._against(record)

    def _hinders(self, record: Record) -> Iterator[str]:
        """What keeps a document from being used: pages that could not be read, are missing or are blurred."""
        for problem in self.problems:
            mine = problem.file == record.file and (problem.page is None or problem.page in record.pages)
            if mine and problem.trouble is not Trouble.UNCERTAIN_KIND:
                yield f"“{record.file.rsplit('/', 1)[-1]}”：{problem.reason}"
        for finding in self.findings:
            if finding.code in _POOR and record.id in finding.subjects:
                yield finding.message

    def _against(self, record: Record) -> Iterator[str]:
        """What stands against a document itself, notes for the auditor's attention set aside."""
        for finding in self.findings:
            if finding.code not in _POOR and record.id in finding.subjects and finding.severity is not Severity.S4:
                yield f"{finding.title}（{record.file.rsplit('/', 1)[-1]}）"

    def _seals(self, record: Record) -> int:
        sheets = self.case.sheets.get(record.source, ())
        return sum(len(sheet.seals) for sheet in sheets if sheet.number in record.pages)

    def of_lines(self) -> list[Required]:
        """Contract, invoice and payment of every purchase line."""
        lines = [line for line in self.case.declaration.lines if not line.is_personnel]
        cloud = self.case.declaration.programme is Programme.CLOUD
        clause = _clause(self.case.policy, "cloud_proof" if cloud else "proof")
        return [self._line_papers(lines, title, field, clause) for title, field in _PAPERS] if lines else []

    def _line_papers(self, lines: Sequence[DeclaredLine], title: str, field: str, clause: str) -> Required:
        found = {line.number: _names(self.case.matching.of(line.id), field) for line in lines}
        lacking = [number for number, names in found.items() if not names]
        records = {record.id: record for record in self.case.records}
        own = [records[name] for names in found.values() for name in names if name in records]
        gaps = [f"第 {'、'.join(lacking)} 项未见{title}"] if lacking else []
        gaps += list(dict.fromkeys(gap for record in own for gap in self._hinders(record)))
        state: State = "missing" if not own else "present" if gaps else "sufficient"
        files = tuple(dict.fromkeys(record.file for record in own))
        covered = f"{len(found) - len(lacking)}/{len(found)}"
        return Required(f"各申报明细的{title}（{covered} 项）", clause, state, files, tuple(gaps))


_PAPERS = (("有效合同", "contracts"), ("发票", "invoices"), ("银行付款凭证", "payments"))


def _names(found: LineEvidence, field: str) -> tuple[str, ...]:
    if field == "contracts":
        return found.contracts
    return tuple(part.record for part in (found.invoices if field == "invoices" else found.payments))
