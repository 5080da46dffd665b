"""The only way by which residents' rows leave the register: asked by one officer, allowed by another."""
