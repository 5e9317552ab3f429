"""The ground every layer stands on: paths, languages, log, problems. Standard library, platformdirs and Babel only."""
