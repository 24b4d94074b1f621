"""How far a long piece of work is, on standard error."""

import sys
import time

WIDTH = 30


class Progress:
    """A bar that is drawn over itself on a terminal, and now and then a line elsewhere."""

    def __init__(self, what: str, total: int, stream=None) -> None:
        self.what, self.total = what, total
        self.stream = stream or sys.stderr
        self.is_terminal = self.stream.isatty()
        self.started = time.monotonic()
        self.drawn_at = self.started
        self.done = 0

    def step(self, count: int = 1) -> None:
        self.done += count
        now = time.monotonic()
        if self.done >= self.total or now - self.drawn_at >= (0.2 if self.is_terminal else 10):
            self.drawn_at = now
            self._draw(now - self.started)

    def _draw(self, seconds: float) -> None:
        share = min(self.done / self.total, 1) if self.total else 1
        bar = ("█" * round(WIDTH * share)).ljust(WIDTH, "·")
        left = f", {seconds / share - seconds:.0f} s left" if 0 < share < 1 else ""
        line = f"{self.what:<28}{bar} {share:4.0%}  {seconds:.0f} s{left}"
        over = ("\r", "\x1b[K" + "\n" * (share >= 1)) if self.is_terminal else ("", "\n")
        self.stream.write(f"{over[0]}{line}{over[1]}")
        self.stream.flush()
