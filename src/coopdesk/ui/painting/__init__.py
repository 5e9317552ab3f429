"""What painted views share: blocks of bookings, their words, and their table for assistive technology."""
