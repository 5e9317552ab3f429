"""Matériel: the inventory, loans out and back."""
