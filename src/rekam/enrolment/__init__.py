"""From a packet to a print-ready record: the door, the pipeline and the SIAK status ladder."""
