"""Runs what is measured and prints each table: `make bench`, or `python -m benchmarks NAME...` for some of them.

Public data are looked for in WEBCARE_EVAL_DATA; what needs them is left out without it. docs/benchmarks.md says what each prints.
"""

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
DATA = os.environ.get("WEBCARE_EVAL_DATA", "")
RUNS: dict[str, list[str]] = {  # name -> arguments; DATA stands for the folder of public data
    "masking": [],
    "checks": ["--data", "DATA"],
    "triage": ["--data", "DATA"],
    "sentiment": ["DATA"],
    "guard": ["--data", "DATA/guard"],
    "prompts": [],
    "kills": [],
    "desk_queue": [],
    "desk_screen": [],
    "index_faults": [],
    "retrieval": ["DATA/retrieval"],
    "scale": ["DATA/scale/messages.jsonl.gz"],
}


def main(wanted: list[str]) -> int:
    """Runs each in its own process; gives 1 when one fails or is unknown."""
    if unknown := [name for name in wanted if name not in RUNS]:
        print(f"There is no benchmark {', '.join(unknown)}; there are: {', '.join(RUNS)}.")
        return 2
    failed = []
    for name in wanted or RUNS:
        arguments = RUNS[name]
        if any("DATA" in argument for argument in arguments) and not DATA:
            print(f"\n== {name}: left out, WEBCARE_EVAL_DATA is not set")
            continue
        print(f"\n== {name}", flush=True)
        done = subprocess.run(
            [sys.executable, "-m", f"benchmarks.{name}", *(argument.replace("DATA", DATA) for argument in arguments)], cwd=HERE.parent
        )
        failed += [name] if done.returncode else []
    if failed:
        print(f"\nfailed: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
