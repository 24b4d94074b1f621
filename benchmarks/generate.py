"""Fills an empty, migrated database with the synthetic data of a size."""

import sys

from benchmarks.bulk import Writer, put_aside
from benchmarks.progress import Progress
from benchmarks.rows import MODELS, REASON, World, batches
from benchmarks.sizes import BATCHES, Size
from projects import kept
from sources.revisions import revision


def generate(size: Size, stream=sys.stderr) -> None:
    """Write all rows, in the order in which the tracker would have."""

    def tell(what: str, total: int):
        return Progress(what, total, stream).step

    world, writer = World(size), Writer(MODELS)
    with put_aside(MODELS, tell):
        for model, row in world.shared():
            writer.write(model, row)
        step = tell("Initiatives, three times", BATCHES * size.initiatives)
        for batch, index in batches(size):
            for model, row in world.batch(batch, index):
                writer.write(model, row)
            step()
        writer.end()
    step = tell("Kept counts", 1)
    with revision(None, REASON):
        kept.recount()
    step()
