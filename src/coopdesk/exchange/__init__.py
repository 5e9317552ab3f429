"""Tables and calendars: plain data from and to files."""
