"""Keys: handed over, taken back, entered; the dialogs that several screens open."""
