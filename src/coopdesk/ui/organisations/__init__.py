"""The register of associations: the list, and the sheet of one of them beside it."""
