"""Every part of the interface, drawn as it is, for whoever builds or checks pages."""
