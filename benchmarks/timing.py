"""Medians, and a line of the report."""

import gc
import statistics
from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter


def median_ms(work: Callable[[], object], *, times: int = 31) -> float:
    """The median of some runs, in milliseconds, after one that warms up."""
    work()
    durations = []
    gc.disable()
    try:
        for _ in range(times):
            start = perf_counter()
            work()
            durations.append((perf_counter() - start) * 1000)
    finally:
        gc.enable()
    return statistics.median(durations)


def interleaved_ms(ours: Callable[[], object], floor: Callable[[], object], *, times: int = 31) -> tuple[float, float]:
    """The medians of two works run in turn, so that the machine's moods touch both alike."""
    ours()
    floor()
    mine: list[float] = []
    bare: list[float] = []
    for _ in range(times):
        for work, durations in ((ours, mine), (floor, bare)):
            start = perf_counter()
            work()
            durations.append((perf_counter() - start) * 1000)
    return statistics.median(mine), statistics.median(bare)


@dataclass(frozen=True, slots=True)
class Measure:
    """One line: what was timed, beside its floor (None: an absolute time) and its goal (a ratio, or ms)."""

    name: str
    ms: float
    floor_ms: float | None
    goal: float

    @property
    def figure(self) -> float:
        """What the goal speaks of."""
        return self.ms if self.floor_ms is None else self.ms / self.floor_ms

    def __str__(self) -> str:
        floor = "" if self.floor_ms is None else f"{self.floor_ms:10.3f}"
        unit = "ms" if self.floor_ms is None else "× "
        verdict = "ok" if self.figure <= self.goal else "OVER"
        return f"{self.name:<58}{self.ms:10.3f}{floor:>10}{self.figure:9.2f} {unit} ≤ {self.goal:<6g}{verdict}"
