"""The services that can be applied for, as dated rules with their law and the papers that each requires."""
