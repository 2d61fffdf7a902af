"""Every data type, frozen, one file a matter. Nothing here does I/O or knows a library outside the standard one."""
