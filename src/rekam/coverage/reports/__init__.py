"""Reports of counts: the office's table of a semester as a sheet, a file or a page of paper."""
