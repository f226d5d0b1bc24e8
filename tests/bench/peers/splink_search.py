"""Splink's own prediction, as its documentation shows: names by Jaro-Winkler, blocked by name or date.

It links tables rather than answering one person, so that the time of one search is its share of all.
"""

import json
import sys
import time

import duckdb
import splink.comparison_library as compare
from splink import Linker, SettingsCreator, block_on
from splink.backends.duckdb import DuckDBAPI

began = time.perf_counter()
connection = duckdb.connect()
connection.execute(
    "CREATE TABLE records AS SELECT column0 AS unique_id, column1 AS name, column2 AS born, column3 AS sex "
    "FROM read_csv(?, delim = '\t', header = false, quote = '', all_varchar = true)",
    [sys.argv[1]],
)
connection.execute("CREATE TABLE queries(unique_id VARCHAR, name VARCHAR, born VARCHAR, sex VARCHAR)")
asked = [json.loads(line) for line in sys.stdin]
for number, one in enumerate(asked):
    for place, (family, given) in enumerate(one["names"]):
        born = one["born"].replace("-", "")
        connection.execute(
            "INSERT INTO queries VALUES (?, ?, ?, ?)", [f"{number}-{place}", family + given, born, one["sex"]]
        )
api = DuckDBAPI(connection=connection)
linker = Linker(
    [
        api.register("queries", dataset_display_name="queries"),
        api.register("records", dataset_display_name="records"),
    ],
    SettingsCreator(
        link_type="link_only",
        comparisons=[
            compare.JaroWinklerAtThresholds("name", [0.92, 0.8]),
            compare.DamerauLevenshteinAtThresholds("born", [1, 2]),
            compare.ExactMatch("sex"),
        ],
        blocking_rules_to_generate_predictions=[block_on("name"), block_on("born")],
    ),
    log_level=None,
)
linker.training.estimate_probability_two_random_records_match([block_on("name", "born")], recall=0.5)
linker.training.estimate_u_using_random_sampling(max_pairs=1e7, seed=1)
for rule in ("name", "born"):
    linker.training.estimate_parameters_using_expectation_maximisation(
        block_on(rule), record_sample_proportion=1.0
    )
build = time.perf_counter() - began
began = time.perf_counter()
predicted = linker.inference.predict()
rows = predicted.as_record_list()
seconds = time.perf_counter() - began
best = {}
for row in rows:
    number = int(row["unique_id_l"].partition("-")[0])
    best.setdefault(number, []).append((row["match_weight"], row["unique_id_r"]))
found = []
for number in range(len(asked)):
    ids = [name for _, name in sorted(best.get(number, ()), reverse=True)]
    found.append((seconds / len(asked) * 1e3, list(dict.fromkeys(ids))[:10]))
print(json.dumps({"build": build, "index": 0, "found": found}))
