"""Backup and restore."""

from pathlib import Path

import click

import storage
from cli.commands import Tool, commands


@commands.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
def backup(tool: Tool, file: Path) -> None:
    """Copy the living database to FILE, checked; a server may go on running.

    The key is not in it. Keep the file called key, or OMBORD_KEY, in another place: without it a backup is no use.
    """
    config = tool.config()
    size = storage.backup(config.database, file)
    print(f"Backed up {config.database} to {file} ({size / 1_000_000:.1f} MB), with its checksum in {storage.checksum_file(file).name}.")
    print("The key is not in it. Keep it in another place.")


@commands.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
def restore(tool: Tool, file: Path) -> None:
    """Put the backup FILE in the database's place. Stop the server first.

    What was there is moved aside, not deleted. A backup belongs to the key it was made with.
    """
    config = tool.config()
    aside = storage.restore(file, config, tool.clock())
    print(f"Restored {file} to {config.database}.")
    if aside:
        print(f"The database that was there is now {aside}; delete it when it is not needed.")
