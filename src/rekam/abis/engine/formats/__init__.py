"""ISO/IEC 19794:2011 image records: fingers, irises, faces."""
