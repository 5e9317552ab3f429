"""The words shown to people for the domain's codes and problems, shared by window, terminal and documents."""
