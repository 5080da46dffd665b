"""The three principals (officer, resident, partner), offices, roles and scope."""
