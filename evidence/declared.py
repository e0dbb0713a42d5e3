"""What the applicant claims: the declaration and its lines, each with the cell it was read from."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from evidence.fact import Fact
from evidence.frozen import Frozen
from evidence.money import Money


class Programme(StrEnum):
    """The three programmes of the notice."""

    PLATFORM = "platform"
    CLOUD = "cloud"
    PARK = "park"


class Category(StrEnum):
    """Kinds of spending (notice, 申报指南 一（三）注); what cannot be mapped is UNCLEAR, never guessed."""

    HARDWARE_PURCHASE = "hardware_purchase"
    HARDWARE_DEVELOPMENT = "hardware_development"
    SYSTEM_DESIGN = "system_design"
    SOFTWARE_DEVELOPMENT = "software_development"
    SYSTEM_INTEGRATION = "system_integration"
    TECHNICAL_SERVICE = "technical_service"
    SOFTWARE_PURCHASE = "system_tool_software_purchase"
    OUTSOURCED_DEVELOPMENT = "outsourced_development"
    PERSONNEL = "personnel"
    CLOUD_SERVICE = "cloud_service"
    INELIGIBLE = "ineligible"
    UNCLEAR = "unclear"


class Applicant(Frozen):
    """Who asks for the money, as the form (and the licence) names it."""

    name: str = ""
    uscc: str = ""
    legal_rep: str = ""
    reg_date: date | None = None
    former_names: tuple[str, ...] = ()


class DeclaredLine(Frozen):
    """One row of the project list. `id` is made of the list's hash and the row's position."""

    id: str
    number: str
    """The row number as the applicant printed it."""
    category: Category
    description: str
    declared: Money
    supplier: str = ""
    contract_no: str = ""
    invoice_nos: tuple[str, ...] = ()
    receipt_nos: tuple[str, ...] = ()
    record: str = ""
    """Record id of the list it stands in."""
    row: int = 0
    facts: dict[str, Fact] = {}

    @property
    def is_personnel(self) -> bool:
        """Whether the personnel cap looks at it."""
        return self.category is Category.PERSONNEL


class Declaration(Frozen):
    """The claim as a whole: who, under which programme, how much in sum, line by line."""

    applicant: Applicant
    programme: Programme | None
    declared_total: Fact | None = None
    """The total in the form, in yuan after unit conversion (its raw text keeps 万元)."""
    declared_total_step: Money | None = None
    """Half a unit of the last printed digit of that total, in yuan: the tolerance of comparisons with it."""
    declared_subsidy: Fact | None = None
    lines: tuple[DeclaredLine, ...] = ()
    form: str = ""
    """Record id of the application form; empty where none was found."""
    lists: tuple[str, ...] = ()
