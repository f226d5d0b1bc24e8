"""Estimate with Splink how often each level of agreement is seen: m on a person's own record, u by chance.

Run in an environment of its own by tests.bench.ownerless.train, which names the files on standard input
and reads the probabilities from standard output. The levels are the search's own (nenkin.matching): a
function of Python that DuckDB calls says how far a query and a record agree in one field.
"""

import json
import sys
from functools import lru_cache

import duckdb
from duckdb.sqltypes import VARCHAR
from splink import Linker, SettingsCreator, block_on
from splink.backends.duckdb import DuckDBAPI
from splink.comparison_level_library import CustomLevel, ElseLevel
from splink.comparison_library import CustomComparison

from tests.bench.ownerless.levels import FIELDS, levels_of

given = json.loads(sys.stdin.readline())


@lru_cache(maxsize=4_000_000)
def levels(left, right):
    """Give the levels of all fields; Splink may hand over the record first."""
    return levels_of(*((left, right) if left.startswith('{"type": "query"') else (right, left)))


def level(field, left, right):
    return levels(left, right)[field]


connection = duckdb.connect()
connection.create_function("agreement", level, [VARCHAR, VARCHAR, VARCHAR], VARCHAR)
for name in ("queries", "records"):
    connection.execute(
        f"CREATE TABLE {name} AS SELECT * FROM read_json(?, format = 'newline_delimited', "
        "columns = {unique_id: 'VARCHAR', owner: 'VARCHAR', line: 'VARCHAR'})",
        [given[name]],
    )
api = DuckDBAPI(connection=connection)
comparisons = [
    CustomComparison(
        output_column_name=field,
        comparison_levels=[
            *(
                CustomLevel(f"agreement('{field}', line_l, line_r) = '{one}'", label_for_charts=one)
                for one in slugs[:-1]
            ),
            ElseLevel(),
        ],
    )
    for field, slugs in FIELDS.items()
]
linker = Linker(
    [
        api.register("queries", dataset_display_name="queries"),
        api.register("records", dataset_display_name="records"),
    ],
    SettingsCreator(
        link_type="link_only",
        comparisons=comparisons,
        blocking_rules_to_generate_predictions=[block_on("owner")],
    ),
    log_level=None,
)
linker.training.estimate_u_using_random_sampling(
    max_pairs=given["pairs"], seed=given["seed"], min_count_per_level=None, num_chunks=1
)
linker.training.estimate_m_from_label_column("owner")
found = {}
for comparison in linker.misc.save_model_to_json()["comparisons"]:
    field = comparison["output_column_name"]
    found[field] = {
        slug: (one.get("m_probability"), one.get("u_probability"))
        for slug, one in zip(FIELDS[field], comparison["comparison_levels"], strict=True)
    }
print(json.dumps(found))
