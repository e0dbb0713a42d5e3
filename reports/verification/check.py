"""What a verification says: one line a point, with what to do where something is not as it was."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from evidence.frozen import Frozen
from reports.plain_text import visible


class Standing(StrEnum):
    """How a point stands. Only DIFFERS makes a verification fail."""

    AGREES = "一致"
    DIFFERS = "不一致"
    NOTE = "提示"
    OPEN = "未核对"


class Check(Frozen):
    """One point: what was looked at, what was found, and the remedy where there is one."""

    standing: Standing
    subject: str
    said: str
    remedy: str = ""

    def lines(self) -> list[str]:
        """As a person reads it, the remedy on a line of its own."""
        told = [f"[{self.standing.value}] {visible(self.subject)}：{visible(self.said)}"]
        return [*told, f"    处理：{visible(self.remedy)}"] if self.remedy else told


class Verification(Frozen):
    """All points of one verification."""

    run: str
    manifest_sha256: str
    checks: tuple[Check, ...]

    @property
    def agrees(self) -> bool:
        """Whether nothing differs."""
        return not any(check.standing is Standing.DIFFERS for check in self.checks)

    def render(self) -> str:
        """The whole as text, ending with the conclusion."""
        differing = sum(check.standing is Standing.DIFFERS for check in self.checks)
        still_open = sum(check.standing is Standing.OPEN for check in self.checks)
        conclusion = f"结论：有 {differing} 处不一致" if differing else "结论：已核对的各项全部一致"
        remark = f"；另有 {still_open} 项未核对" if still_open else ""
        return "\n".join(
            (
                f"运行编号 {visible(self.run)}",
                f"清单 manifest.json 的 SHA-256 {self.manifest_sha256}",
                "请将以上两项与签署的纸质报告上记录的编号核对：整套文件被一并改写时，只有纸面记录能够发现。",
                "",
                *(line for check in self.checks for line in check.lines()),
                "",
                conclusion + remark,
                "",
            )
        )


def agrees(subject: str, said: str) -> Check:
    """A point that is as it was."""
    return Check(standing=Standing.AGREES, subject=subject, said=said)


def differs(subject: str, said: str, remedy: str) -> Check:
    """A point that is not as it was."""
    return Check(standing=Standing.DIFFERS, subject=subject, said=said, remedy=remedy)


def note(subject: str, said: str, remedy: str = "") -> Check:
    """Something to know that makes no report false."""
    return Check(standing=Standing.NOTE, subject=subject, said=said, remedy=remedy)


def left_open(subject: str, said: str, remedy: str = "") -> Check:
    """A point that could not be looked at."""
    return Check(standing=Standing.OPEN, subject=subject, said=said, remedy=remedy)


def or_all_well(found: Iterable[Check], subject: str, said: str) -> list[Check]:
    """The points found; where none differs, the sentence that all is well before them."""
    checks = list(found)
    differing = any(check.standing is Standing.DIFFERS for check in checks)
    return checks if differing else [agrees(subject, said), *checks]
