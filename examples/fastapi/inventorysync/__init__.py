"""InventorySync, reduced to what its logging shows: a sample application for the logging platform."""
