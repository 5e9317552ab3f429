"""coopdesk: the desk of a neighbourhood-house coordinator."""

__version__ = "0.1.0"
