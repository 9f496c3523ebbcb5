"""Reading what the claims room finds; every query takes the viewer."""
