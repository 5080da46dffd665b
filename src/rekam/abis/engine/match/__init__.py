"""Comparison kernels, one module a modality; each has a plain numpy oracle in the tests."""
