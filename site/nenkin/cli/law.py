"""``nenkin law``: the pension law at a terminal."""

import argparse
import json
import sys
from pathlib import Path

from nenkin import paths
from nenkin.interchange.case_files import BadCase, read_case
from nenkin.interchange.case_payments import payment_differences
from nenkin.interchange.case_results import as_values, differences
from nenkin.law.estimates import Refused
from nenkin.law.estimating import estimate
from nenkin.law.parameters import Law, NotInForce
from nenkin.reference import BadData, load


def work_out_cases(arguments: argparse.Namespace) -> int:
    """Work out case files; 1 where one is refused or differs from what it expects."""
    try:
        law = load(paths.DATA)
    except BadData as problem:
        print(f"nenkin: {problem}", file=sys.stderr)
        return 2
    return max(_work_out(law, Path(name), steps=arguments.steps) for name in arguments.files)


def _work_out(law: Law, path: Path, *, steps: bool) -> int:
    try:
        case = read_case(path.read_text(encoding="utf-8"))
        found = estimate(law, case.life, case.scenario, case.year)
    except OSError as problem:
        print(f"{path}: {problem.strerror}.", file=sys.stderr)
        return 2
    except (BadCase, NotInForce, UnicodeDecodeError) as problem:
        print(f"{path}: {problem}", file=sys.stderr)
        return 1
    except Refused as refused:
        values = "".join(f" {name}={value}" for name, value in refused.values.items())
        print(f"{path}: refused: {refused.code}{values}", file=sys.stderr)
        return 1
    differing = [*differences(case, found), *payment_differences(law, case, found)]
    said = {"file": str(path), "title": case.title, **as_values(found, steps=steps)}
    if case.expected:
        said["differences"] = differing
    if case.left_out:
        said["left_out"] = case.left_out
    print(json.dumps(said, ensure_ascii=False, indent=2))
    return 1 if differing and not case.left_out else 0
