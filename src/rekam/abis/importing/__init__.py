"""People of another matcher brought into the ABIS: records or images from a folder, by `rekam abis import`.

Words: a person is a reference and its files. A part is what one file says of one position: an image, or the
minutiae of a foreign extractor. Who was taken in stands in the rows of a door: a run that was killed goes on.
"""
