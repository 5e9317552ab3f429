"""Closing a room or the house for a period, from the planning or from the settings."""
