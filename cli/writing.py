"""Files that commands write: whole, or not at all."""

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from errors import Refused


def write(path: Path, pieces: Iterable[bytes]) -> None:
    """Write a file, which only its owner may read. Until it is whole, what was there before stays as it was. Raises Refused."""
    fresh = None
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name[:100]}.", dir=path.absolute().parent)
        fresh = Path(name)
        with os.fdopen(handle, "wb") as file:
            for piece in pieces:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except OSError as error:
        raise Refused("%(path)s could not be written (%(error)s). Nothing is there that was not there before.", path=path, error=error.strerror or error) from error
    except KeyboardInterrupt:
        raise Refused("Interrupted: %(path)s was not written. Nothing is there that was not there before.", path=path) from None
    finally:
        if fresh:
            fresh.unlink(missing_ok=True)
