"""One module per released schema; a released one never changes."""
