"""The settings: the house and its rooms, this computer, and what the program is."""
