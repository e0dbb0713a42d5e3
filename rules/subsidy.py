"""What the notice grants on a recognised amount: rate, ceiling and floor, decided on the unrounded value."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from evidence.declared import Programme
from evidence.money import Money
from evidence.policy import Policy


@dataclass(frozen=True, slots=True)
class Grant:
    """The calculation: rate times amount, after the ceiling, and what is granted after floor and rounding."""

    rate: Decimal
    cap: Money
    floor: Money | None
    computed: Money
    """Rate times amount, exact."""
    unrounded: Money
    """After the ceiling, exact; this meets the floor."""
    granted: Money

    @property
    def capped(self) -> bool:
        """Whether the ceiling binds."""
        return self.cap < self.computed

    @property
    def below_floor(self) -> bool:
        """Whether the project falls out: strictly below the floor."""
        return self.floor is not None and self.unrounded < self.floor


def grant(total: Money, policy: Policy, programme: Programme | None, star: int = 0) -> Grant:
    """The subsidy on a recognised total; the floor is the platform's alone, the cloud's rate follows its star.

    A park is given an award: its recognised total is the grant, never above the standard of its star.
    """
    rate, cap, floor = _terms(policy, programme or Programme.PLATFORM, star)
    computed = total * rate
    unrounded = min(computed, cap)
    out = floor is not None and unrounded < floor
    granted = Money.zero() if out else _rounded(unrounded, policy)
    return Grant(rate, cap, floor, computed, unrounded, granted)


def _terms(policy: Policy, programme: Programme, star: int) -> tuple[Decimal, Money, Money | None]:
    """Rate, ceiling and floor; nothing where the notice has no such programme or star."""
    if programme is Programme.PLATFORM and policy.platform:
        return policy.platform.rate, policy.platform.cap, policy.platform.floor
    if programme is Programme.CLOUD and policy.cloud and star in policy.cloud.stars:
        terms = policy.cloud.stars[star]
        return terms.rate, terms.cap, None
    if programme is Programme.PARK and policy.park and star in policy.park.awards:
        return Decimal(1), policy.park.awards[star], None
    return Decimal(0), Money.zero(), None


def _rounded(amount: Money, policy: Policy) -> Money:
    if policy.switches.rounding == "fen_down":
        return amount.rounded_down()
    return Money(amount=amount.amount.quantize(Decimal(1), ROUND_DOWN), currency=amount.currency)
