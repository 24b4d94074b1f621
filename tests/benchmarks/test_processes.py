"""CPU and memory are counted of a process and all that it starts."""

import os
import subprocess
import sys

from benchmarks import processes

BUSY = "import time; end = time.process_time() + 0.2\nwhile time.process_time() < end: pass"


def test_the_cpu_of_children_that_have_ended_counts():
    before = processes.family_seconds(os.getpid())

    subprocess.run([sys.executable, "-c", BUSY], check=True)

    assert processes.family_seconds(os.getpid()) - before >= 0.2


def test_children_that_run_are_found():
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        assert child.pid in processes.children(os.getpid())
        assert processes.parent(child.pid) == os.getpid()
        child.communicate(b"\n")


def test_memory_is_that_of_all_processes():
    own = processes.memory([os.getpid()])

    assert own > 10
    assert processes.memory([os.getpid(), os.getpid()]) > 1.5 * own
