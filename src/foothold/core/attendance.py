"""Who came (METHOD 4.1 grade 5, 6.1 rule 1; DESIGN 6)."""

from dataclasses import dataclass

from foothold.core.evidence import Level, Side


@dataclass(frozen=True, slots=True)
class Attendance:
    """Whether each side was there, and how well that is borne out.

    None is unknown, neither present nor absent. A calendar alone cannot show that a meeting
    took place: a past entry nobody cancelled or declined is both sides True at E2, "held (assumed)".
    """

    ours: bool | None
    customer: bool | None
    level: Level

    @property
    def held(self) -> bool:
        """Both sides present, seen in the customer's words or acts (E3 or E4)."""
        return self._both_came and self.level >= Level.E3

    @property
    def assumed(self) -> bool:
        """Both sides taken to have come, on our own word or a calendar entry (E1 or E2)."""
        return self._both_came and Level.E1 <= self.level < Level.E3

    @property
    def somebody_missed_it(self) -> bool:
        """One side is known to have been absent.

        The seller's word (E1) is enough: it is a statement against the seller's interest.
        """
        return self.level >= Level.E1 and (self.ours is False or self.customer is False)

    @property
    def _both_came(self) -> bool:
        return self.ours is True and self.customer is True


def attendance_told(missed: Side, *, heard: bool) -> Attendance:
    """Who came to a meeting of which its seller says that one side did not; of the other side he says nothing.

    Where the customer was `heard` in it, or judged it, both did: the better borne out wins (METHOD 3).

    >>> attendance_told(Side.CUSTOMER, heard=False).somebody_missed_it
    True
    >>> attendance_told(Side.CUSTOMER, heard=True).held
    True
    """
    if heard:
        return Attendance(ours=True, customer=True, level=Level.E3)
    ours, customer = (False, None) if missed is Side.OURS else (None, False)
    return Attendance(ours=ours, customer=customer, level=Level.E1)
