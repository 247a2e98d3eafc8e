// Has nothing to do, and ends.
