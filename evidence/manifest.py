"""Manifest: every input, output and ingredient of one audit by its hash, as written to manifest.json."""

from __future__ import annotations

import hashlib
import json
from typing import Annotated, Literal

from pydantic import Field

from evidence.frozen import Frozen
from evidence.provenance import Provenance

MANIFEST_VERSION: Literal["1.0"] = "1.0"
RESULT = "result.json"
"""The output on which the name of a run rests beside the inputs."""

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Sm3 = Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")]


class Received(Frozen):
    """A file of the submission as it was taken in."""

    path: str
    sha256: Sha256
    sm3: Sm3
    bytes: int = Field(ge=0)


class Refused(Frozen):
    """A file of the submission that could not be taken in, and why."""

    path: str
    trouble: str
    reason: str


class Written(Frozen):
    """A file of the report. Of an encrypted one, hash and bytes are those of its plain content."""

    path: str
    """Below the folder of the report, with forward slashes."""
    sha256: Sha256
    bytes: int = Field(ge=0)
    encrypted: bool = False


class Manifest(Frozen):
    """What went in, what came out and what it rests on; the same for the same evidence, rulings and installation."""

    manifest_version: Literal["1.0"] = MANIFEST_VERSION
    run: str
    """The name of the run, which `run_of` makes of all the rest."""
    submission: str
    inputs: tuple[Received, ...]
    refused: tuple[Refused, ...]
    outputs: tuple[Written, ...]
    provenance: Provenance

    @property
    def output(self) -> dict[str, Written]:
        """The outputs by path."""
        return {one.path: one for one in self.outputs}

    @property
    def named_rightly(self) -> bool:
        """Whether the name of the run is the one its content gives."""
        result = self.output.get(RESULT)
        return result is not None and self.run == run_of(self.inputs, self.refused, self.provenance, result.sha256)


def run_of(
    inputs: tuple[Received, ...], refused: tuple[Refused, ...], provenance: Provenance, result_sha256: str
) -> str:
    """The name of a run: a hash of 80 bits over what went in, what it rests on and the result that came of it.

    The result is part of it because rulings and documents of other submissions shape it too. Reports print the name,
    so a manifest that was rewritten with other figures no longer fits the paper.
    """
    content = {
        "inputs": [one.model_dump(mode="json") for one in inputs],
        "refused": [one.model_dump(mode="json") for one in refused],
        "provenance": provenance.model_dump(mode="json"),
        "result": result_sha256,
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return "RUN-" + hashlib.sha256(text.encode()).hexdigest()[:20]
