"""A row of the table of results."""
import dataclasses


@dataclasses.dataclass
class Row:
    what: str
    measured: str
    goal: str
    is_met: bool


def upper(what, value, unit, limit):
    return Row(what, f"{value:.3g} {unit}", f"≤ {limit} {unit}", value <= limit)
