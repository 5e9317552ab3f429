"""Use cases (verbs) and queries (nouns); each use case opens one unit of work."""
