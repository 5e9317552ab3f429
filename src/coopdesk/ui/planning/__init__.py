"""The planning: a room's week, painted, and the register of bookings."""
