"""tantivy: each part of a name within one letter, or the birth date; what agrees in more comes first."""

import json
import sys
import tempfile
import time
from pathlib import Path

import tantivy

builder = tantivy.SchemaBuilder()
for field in ("id", "name", "born"):
    builder.add_text_field(field, stored=field == "id", tokenizer_name="raw")
schema = builder.build()

with tempfile.TemporaryDirectory() as folder:
    began = time.perf_counter()
    index = tantivy.Index(schema, path=folder)
    writer = index.writer(heap_size=256_000_000, num_threads=1)
    with open(sys.argv[1], encoding="utf-8") as file:
        for line in file:
            name, full, born, _ = line.rstrip("\n").split("\t")
            writer.add_document(tantivy.Document(id=name, name=full, born=born))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    build = time.perf_counter() - began
    size = sum(file.stat().st_size for file in Path(folder).iterdir())
    searcher = index.searcher()
    found = []
    should = tantivy.Occur.Should
    for line in sys.stdin:
        asked = json.loads(line)
        born = asked["born"].replace("-", "")
        spent = []
        for _ in range(2):
            began = time.perf_counter()
            parts = [(should, tantivy.Query.term_query(schema, "born", born))]
            parts += [(should, tantivy.Query.fuzzy_term_query(schema, "born", born, distance=1))]
            for family, given in asked["names"]:
                parts.append((should, tantivy.Query.term_query(schema, "name", family + given)))
                parts.append(
                    (should, tantivy.Query.fuzzy_term_query(schema, "name", family + given, distance=1))
                )
            hits = searcher.search(tantivy.Query.boolean_query(parts), limit=10).hits
            ids = [searcher.doc(address)["id"][0] for _, address in hits]
            spent.append((time.perf_counter() - began) * 1e3)
        found.append((min(spent), ids))
print(json.dumps({"build": build, "index": size, "found": found}))
