"""窓口: a clerk helps one person with one request, from the papers to the record and on to the office."""
