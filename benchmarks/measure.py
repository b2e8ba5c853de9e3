"""Run a command and measure it: wall seconds, CPU seconds, peak memory of its process tree."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

INTERVAL = 0.05  # seconds between two looks at the memory


@dataclass(frozen=True)
class Measured:
    """What a command took."""

    wall: float  # seconds
    cpu: float  # seconds, user and system, of the command and its children
    peak: float  # megabytes resident, summed over the process tree
    failed: bool


def measure(
    command: Sequence[str | Path], log: Path, folder: Path, **environment: str | Path
) -> Measured:
    """Run `command` in `folder`; what it prints goes to the file `log`."""
    started, peak = time.perf_counter(), 0
    added = {name: str(value) for name, value in environment.items()}
    with log.open("w") as output:
        process = subprocess.Popen(
            [str(part) for part in command],
            cwd=folder,
            env=os.environ | added,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    root = psutil.Process(process.pid)
    while True:
        pid, status, usage = os.wait4(process.pid, os.WNOHANG)
        if pid:
            break
        peak = max(peak, resident(root))
        time.sleep(INTERVAL)
    process.returncode = os.waitstatus_to_exitcode(status)
    return Measured(
        wall=time.perf_counter() - started,
        cpu=usage.ru_utime + usage.ru_stime,
        peak=max(peak, usage.ru_maxrss * 1024) / 1e6,
        failed=process.returncode != 0,
    )


def resident(root: psutil.Process) -> int:
    """Bytes resident of a process and all that it started."""
    total = 0
    with suppress(psutil.Error):
        for process in [root, *root.children(recursive=True)]:
            with suppress(psutil.Error):
                total += process.memory_info().rss
    return total
