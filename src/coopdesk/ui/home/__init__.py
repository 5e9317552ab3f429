"""The morning's page: what is on, what is to be done, what the week holds."""
