"""What real calendars make of the mails that Ombord really sends: `make interop`. Outside the normal run: it installs a dozen programs."""
