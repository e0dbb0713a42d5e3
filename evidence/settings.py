"""Settings: the frozen view of configs/default.yaml and the GOUJI_* environment, built once at the door."""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_data_path
from pydantic import Field, SecretStr
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    YamlConfigSettingsSource,
)

from evidence.frozen import Frozen

ROOT = Path(__file__).resolve().parent.parent


class ReadLimits(Frozen):
    """What one untrusted file may cost before its child process is ended."""

    seconds: int = 120
    megabytes: int = 3072
    """Address space of a child beyond what the engines themselves map."""
    pixels: int = 120_000_000
    pages: int = 2000
    file_megabytes: int = 512
    archive_entries: int = 20_000
    archive_ratio: int = 200
    archive_depth: int = 3


class OcrSettings(Frozen):
    """How pictures are read; see readers/ocr for what each number buys."""

    side_limit: int = 1280
    workers: int = Field(default=0, description="child processes; 0 means one per core")
    threads: int = 1
    recycle_pages: int = 500


class Settings(BaseSettings):
    """Everything that can be set: configs/default.yaml, overridden by `GOUJI_*` (nested: `GOUJI_READ__SECONDS`)."""

    model_config = SettingsConfigDict(env_prefix="GOUJI_", env_nested_delimiter="__", frozen=True, extra="ignore")

    data: Path = Field(default_factory=lambda: user_data_path("gouji", appauthor=False))
    configs: Path = ROOT / "configs"
    policy: str = "chengdu-2025"
    database: str = ""
    """SQLAlchemy address; empty means SQLite below `data`."""
    restricted_password: SecretStr = SecretStr("")
    """GOUJI_RESTRICTED_PASSWORD: opens the restricted working paper; without one it is not written."""
    read: ReadLimits = ReadLimits()
    ocr: OcrSettings = OcrSettings()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments before the environment before the file."""
        configs = Path(os.environ.get("GOUJI_CONFIGS", ROOT / "configs"))
        file = YamlConfigSettingsSource(settings_cls, yaml_file=configs / "default.yaml", yaml_file_encoding="utf-8")
        return init_settings, env_settings, file

    @property
    def database_url(self) -> str:
        """Where the store lives."""
        return self.database or f"sqlite:///{self.data / 'gouji.sqlite'}"
