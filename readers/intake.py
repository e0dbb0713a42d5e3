"""Take in a submission: every file of a folder or archive once into the vault, nothing dropped without a word."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from evidence.problems import Problem, ReadError, Trouble, UnusableInputError
from evidence.settings import ReadLimits
from evidence.source import Source, Submission
from readers import archives, sniff, vault

_MEGABYTE = 1 << 20
_FLOOR = 64 * _MEGABYTE
"""What any archive may unfold to, however small it is: honest text and scans of blank paper compress well."""
_DESKTOP = re.compile(r"(^|/)(__MACOSX/|~\$[^/]*$|\.~lock\.[^/]*$|(thumbs\.db|desktop\.ini)$|\.)", re.IGNORECASE)
"""Lock files, folder views and hidden files: what desktops leave behind."""


def take_in(path: Path, vault: Path, limits: ReadLimits) -> Submission:
    """Copy the files of a folder, an archive or a single file into the vault, sniff their types, name them by hash.

    Archives inside are unpacked in place (`pack.zip/contract.pdf`); what cannot be taken in becomes a Problem. Raises
    UnusableInputError, in Chinese for the auditor, when nothing at all can be used.
    """
    if not path.exists():
        raise UnusableInputError(f"找不到 {path}：请检查路径是否正确")
    intake = _Intake(vault, limits)
    if path.is_dir():
        intake.folder(path)
    else:
        intake.top_file(path)
    if not intake.sources:
        reasons = "；".join(f"{problem.file}：{problem.reason}" for problem in intake.problems[:3])
        raise UnusableInputError(
            f"{path} 中没有可用的文件{f'（{reasons}）' if reasons else ''}：请确认所选文件夹或压缩包内有申报材料"
        )
    sources = tuple(sorted(intake.sources, key=lambda source: source.path))
    name = _text(path.resolve().name if path.is_dir() else path.stem)
    return Submission(name=name, root=path.resolve(), sources=sources, problems=tuple(intake.problems))


@dataclass
class _Budget:
    """What one archive of the submission, with all archives inside it, may still unfold to, in bytes."""

    left: int


@dataclass
class _Intake:
    """The state of one intake."""

    vault: Path
    limits: ReadLimits
    sources: list[Source] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)
    entries: int = 0

    def folder(self, root: Path) -> None:
        """Every file below `root`, in sorted order."""
        for file in self._walk(root):
            shown = self._free(_shown(file.relative_to(root).as_posix()))
            with _recorded(self, shown):
                self._file(file, shown)

    def top_file(self, path: Path) -> None:
        """A single file; a broken archive here is not a problem among others but the end."""
        size = path.stat().st_size
        if sniff.media_type(path) not in sniff.ARCHIVES - {sniff.EML}:
            with _recorded(self, _shown(path.name)):
                self._file(path, _shown(path.name))
            return
        try:
            blob = self._keep(path, _shown(path.name))
            self._unpack(blob.blob, blob.media_type, "", _Budget(self._allowance(size)), 1)
        except ReadError as error:
            if not self.sources:
                raise UnusableInputError(f"{path}：{error.reason}。{error.remedy}") from error
            self.report(path.name, error)

    def _walk(self, root: Path) -> Iterator[Path]:
        """All files below a folder; links that lead out of it are reported, not followed."""
        home = root.resolve()
        for folder, folders, files in os.walk(root, onerror=lambda error: self._unreadable(root, error)):
            folders.sort()
            here = Path(folder)
            for name in list(folders):
                if (here / name).is_symlink():
                    folders.remove(name)
                    self._outside(here / name, root, home)
            for name in sorted(files):
                file = here / name
                if not (file.is_symlink() and self._outside(file, root, home)):
                    yield file

    def _outside(self, link: Path, root: Path, home: Path) -> bool:
        """Whether a link leads out of the submission (or nowhere), which is then reported."""
        if link.exists() and link.resolve().is_relative_to(home):
            return False
        reason = "链接指向提交目录之外或已失效，未予读取"
        self.report(
            link.relative_to(root).as_posix(),
            ReadError(Trouble.UNSUPPORTED, reason, "请把链接所指的文件复制到提交目录内"),
        )
        return True

    def _unreadable(self, root: Path, error: OSError) -> None:
        place = Path(error.filename) if error.filename else root
        shown = place.relative_to(root).as_posix() if place.is_relative_to(root) else str(place)
        self.report(shown, ReadError(Trouble.BROKEN, "文件夹无法打开", "请检查访问权限后重新导入", str(error)))

    def _file(self, file: Path, shown: str) -> None:
        """One file of the folder: refused, left aside, unpacked or filed."""
        if not file.is_file():
            raise ReadError(Trouble.UNSUPPORTED, "不是普通文件", "请只提交普通文件")
        size = file.stat().st_size
        source = self._keep(file, shown)
        self._file_kept(source, _Budget(self._allowance(size)), depth=1)

    def _keep(self, file: Path, shown: str) -> Source:
        """Copy a file on disk into the vault."""
        limit = self.limits.file_megabytes * _MEGABYTE
        if file.stat().st_size > limit:
            raise ReadError(
                Trouble.TOO_LARGE,
                f"文件超过 {self.limits.file_megabytes} MB 的上限",
                "请拆分后重新提交，或调高 read.file_megabytes 设置",
            )
        with file.open("rb") as stream:
            kept = vault.keep(stream, self.vault, limit)
        return _source(shown, kept)

    def _allowance(self, size: int) -> int:
        return max(_FLOOR, size * self.limits.archive_ratio)

    def _file_kept(self, source: Source, budget: _Budget, depth: int) -> None:
        """Decide what a file in the vault is: litter, archive or document."""
        if _DESKTOP.search(source.path):
            if source.media_type not in sniff.LITTER:
                raise ReadError(Trouble.UNSUPPORTED, "隐藏文件或锁定文件，未予读取", "如属申报材料，请改名后重新提交")
            return
        if source.media_type in sniff.ARCHIVES:
            if source.media_type == sniff.EML:
                self.sources.append(source)
            self._unpack(source.blob, source.media_type, f"{source.path}/", budget, depth)
        else:
            self.sources.append(source)

    def _unpack(self, blob: Path, media_type: str, prefix: str, budget: _Budget, depth: int) -> None:
        """File all members of an archive; `prefix` goes before their names."""
        if depth > self.limits.archive_depth:
            raise ReadError(
                Trouble.TOO_LARGE,
                f"压缩包嵌套超过 {self.limits.archive_depth} 层，未再解开",
                "请减少嵌套后重新打包提交",
            )
        found = 0
        for member in archives.members(blob, media_type, budget.left):
            found += 1
            self.entries += 1
            if self.entries > self.limits.archive_entries:
                raise ReadError(
                    Trouble.TOO_LARGE,
                    f"压缩包内文件超过 {self.limits.archive_entries} 个的上限，其余未读取",
                    "请拆分后重新提交，或调高 read.archive_entries 设置",
                )
            shown = self._free(prefix + _shown(member.name))
            with _recorded(self, shown):
                self._member(member, shown, budget, depth)
            if budget.left <= 0:
                raise archives.too_large(self._allowance(blob.stat().st_size))
        if not found and media_type != sniff.EML:
            raise ReadError(Trouble.EMPTY, "压缩包内没有文件", "请确认压缩包内容后重新提交")

    def _member(self, member: archives.Member, shown: str, budget: _Budget, depth: int) -> None:
        """Stream one member into the vault and file it."""
        limit = min(self.limits.file_megabytes * _MEGABYTE, budget.left)
        try:
            with member.open() as stream:
                kept = vault.keep(stream, self.vault, limit)
        except ReadError as error:
            if error.trouble is Trouble.TOO_LARGE:
                budget.left -= limit
            raise
        budget.left -= kept.size
        self._file_kept(_source(shown, kept), budget, depth + 1)

    def _free(self, shown: str) -> str:
        """A path no other file of the submission has: archives may hold two files of one name."""
        path, number = PurePosixPath(shown), 2
        while shown in self.taken:
            shown = str(path.with_name(f"{path.stem}#{number}{path.suffix}"))
            number += 1
        self.taken.add(shown)
        return shown

    def report(self, shown: str, error: ReadError) -> None:
        """Record what could not be taken in."""
        told = {"reason": error.reason, "remedy": error.remedy, "detail": _text(error.detail)}
        self.problems.append(Problem(file=_shown(shown), trouble=error.trouble, **told))


def _source(shown: str, kept: vault.Kept) -> Source:
    """A file in the vault under the name it has in the submission."""
    media_type = sniff.media_type(kept.blob)
    return Source(sha256=kept.sha256, sm3=kept.sm3, path=shown, size=kept.size, media_type=media_type, blob=kept.blob)


@contextmanager
def _recorded(intake: _Intake, shown: str) -> Iterator[None]:
    """Turn what goes wrong with one file into a Problem of the intake."""
    try:
        yield
    except ReadError as error:
        intake.report(shown, error)
    except OSError as error:
        intake.report(shown, ReadError(Trouble.BROKEN, "文件无法打开", "请检查访问权限和磁盘后重新导入", str(error)))


def _shown(name: str) -> str:
    """A file's name as a path below the submission: no drive, no root, no way up, no control characters, valid text."""
    name = re.sub(r"[\x00-\x1f\x7f]", "", _text(name).replace("\\", "/"))
    parts = [part for part in name.split("/") if part not in ("", ".", "..")]
    if parts and re.fullmatch(r"[A-Za-z]:", parts[0]):
        parts = parts[1:]
    return "/".join(parts) or "unnamed"


def _text(name: str) -> str:
    """The name as text; one whose bytes are no UTF-8 is taken as GB 18030, which older Chinese systems wrote."""
    try:
        name.encode()
    except UnicodeEncodeError:
        try:
            return name.encode("utf-8", "surrogateescape").decode("gb18030")
        except UnicodeError:
            return name.encode("utf-8", "replace").decode()
    return name
