"""The fuzzer of the readers: `python -m tests.fuzz SECONDS SEED [FOLDER]` mutates forms until the time is over.

What crashed, hung or filled the memory is kept in FOLDER; the last line tells how many files of which kind were read.
"""

import json
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from tests.fuzz_mutate import mutated
from tests.fuzz_seeds import seeds

ROOT = Path(__file__).resolve().parent.parent


@dataclass
class Judge:
    """A process that reads files; made anew when a file has ended it."""

    child: subprocess.Popen[bytes] | None = None
    answered: int = field(default=0)

    def judged(self, data: bytes) -> dict[str, Any]:
        """What became of `data`."""
        child = self._ready()
        assert child.stdin and child.stdout
        try:
            child.stdin.write(b"%d\n%b" % (len(data), data))
            child.stdin.flush()
        except BrokenPipeError:
            pass
        if line := child.stdout.readline():
            return json.loads(line)
        self.child, code = None, child.wait()
        return {"crash": "hang" if code == -signal.SIGPROF else f"ended with {code}"}

    def close(self) -> None:
        """End the process."""
        if self.child and self.child.stdin and self.child.stdout:
            self.child.stdin.close()
            self.child.wait()
            self.child.stdout.close()
            self.child = None

    def _ready(self) -> subprocess.Popen[bytes]:
        if self.child is None:
            command = [sys.executable, "-m", "tests.fuzz_child"]
            self.child = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        return self.child


def cases(of: Mapping[str, bytes], seed: int) -> Iterator[tuple[str, bytes]]:
    """Files without end: the name of a seed and what became of it, one seed after the other."""
    chance = Random(seed)
    while True:
        for name, data in of.items():
            yield name, mutated(data, chance)


def failure(said: Mapping[str, Any]) -> str:
    """What is wrong about an answer; "" if nothing is."""
    return str(said.get("crash", "")) or ("memory" if said.get("memory") else "")


def _say(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def main(seconds: float, seed: int, folder: Path, extra: list[Path]) -> None:
    """Fuzz for so long, with the forms in `extra` too, and tell."""
    folder.mkdir(parents=True, exist_ok=True)
    of = dict(seeds()) | {path.name: path.read_bytes() for path in extra}
    judge, counts, codes, end = Judge(), Counter[str](), Counter[str](), time.monotonic() + seconds
    for number, (name, data) in enumerate(cases(of, seed)):
        if time.monotonic() > end:
            break
        start = time.monotonic()
        said = judge.judged(data)
        took = time.monotonic() - start
        counts[name] += 1
        codes.update(said.get("codes", ["crash"]))
        if wrong := failure(said) or (f"slow: {took:.1f} s" if took > 5 else ""):
            (folder / f"{seed}-{number}-{name}").write_bytes(data)
            _say(number, name, wrong.strip().splitlines()[-1][:200])
        if number % 5000 == 4999:
            _say("so far", number + 1)
            judge.close()
    judge.close()
    _say("files", counts.total(), dict(counts), "codes", dict(codes.most_common()))


if __name__ == "__main__":
    main(float(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]), [Path(name) for name in sys.argv[4:]])
