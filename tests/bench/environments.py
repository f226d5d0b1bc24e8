"""Environments of their own for the peers, installed by the benchmark and never mixed with ours."""

import subprocess
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "var" / "bench"
UV = ROOT / "var" / "tools" / "bin" / "uv"


def environment(name: str, *packages: str) -> Path:
    """Give the Python of an environment that has these packages, made where it is missing."""
    place = FOLDER / name
    python = place / "bin" / "python"
    ready = place / f"made-for-{sha256(' '.join(packages).encode()).hexdigest()[:16]}"
    if not ready.exists():
        subprocess.run([UV, "venv", "-q", "--clear", place], check=True)
        install: list[Path | str] = [
            UV,
            "pip",
            "install",
            "-q",
            "--compile-bytecode",
            "--python",
            python,
        ]
        subprocess.run([*install, *packages], check=True)
        ready.touch()
    return python
