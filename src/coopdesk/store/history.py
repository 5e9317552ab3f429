"""The acts of this session that can be taken back, and taken again."""

from dataclasses import dataclass

from coopdesk.domain.history import Act, Way
from coopdesk.domain.operation import Operation

LONGEST = 200
"""How many acts are kept; beyond, the oldest can no longer be undone."""


@dataclass(frozen=True, slots=True)
class Step:
    """An act and its stretch of the change log."""

    act: Act
    first: int
    last: int


class History:
    """Two stacks: what can be undone, what can be redone; a new act empties the second."""

    def __init__(self) -> None:
        self._stacks: dict[Way, list[Step]] = {Way.UNDONE: [], Way.REDONE: []}
        self.barrier: Operation | None = None

    def next(self, way: Way) -> Step | None:
        """The act that undoing, or redoing, would take."""
        stack = self._stacks[way]
        return stack[-1] if stack else None

    def record(self, step: Step) -> int:
        """Keep a new act; returns up to which change the log is no longer needed, 0 for none."""
        self._stacks[Way.REDONE].clear()
        done = self._stacks[Way.UNDONE]
        done.append(step)
        return done.pop(0).last if len(done) > LONGEST else 0

    def turn(self, way: Way, replayed: Step) -> None:
        """The next act of one way was taken: it waits on the other stack, with its own stretch of the log."""
        self._stacks[way].pop()
        self._stacks[Way.REDONE if way is Way.UNDONE else Way.UNDONE].append(replayed)

    def clear(self, barrier: Operation | None = None) -> None:
        """Forget every act; `barrier` is the one that cannot be taken back, if that is why."""
        for stack in self._stacks.values():
            stack.clear()
        self.barrier = barrier
