"""Lets many in at once, until somebody must be alone: the file is exchanged only when nobody reads it."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition, local

PATIENCE_SECONDS = 10.0
"""How long somebody who must be alone waits for those inside."""


class _Thread(local):
    """How many times this thread is inside."""

    depth = 0


class Gate:
    """Who closes it waits until all have come out; a thread that is inside may go in again, to come out."""

    def __init__(self) -> None:
        self._condition = Condition()
        self._thread = _Thread()
        self._inside = 0
        self._is_closed = False

    @contextmanager
    def passing(self) -> Iterator[None]:
        """Be inside; waits while it is closed."""
        with self._condition:
            self._condition.wait_for(lambda: not self._is_closed or self._thread.depth)
            self._inside += 1
            self._thread.depth += 1
        try:
            yield
        finally:
            with self._condition:
                self._inside -= 1
                self._thread.depth -= 1
                self._condition.notify_all()

    @contextmanager
    def closed(self) -> Iterator[None]:
        """Be alone; raises TimeoutError when somebody stays inside."""
        with self._condition:
            self._condition.wait_for(lambda: not self._is_closed)
            self._is_closed = True
        try:
            with self._condition:
                if not self._condition.wait_for(lambda: not self._inside, PATIENCE_SECONDS):
                    raise TimeoutError
            yield
        finally:
            with self._condition:
                self._is_closed = False
                self._condition.notify_all()
