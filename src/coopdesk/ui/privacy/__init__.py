"""What a person may ask of the house: their data, and to be erased; shared by the screens that know people."""
