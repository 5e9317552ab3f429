"""Cooperation actions: the list, and the sheet of one."""
