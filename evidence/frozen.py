"""The base of every value that is stored, shown or configured."""

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """An immutable value that refuses unknown keys, so a typing error in a file cannot pass silently."""

    model_config = ConfigDict(frozen=True, extra="forbid")
