"""The demo: an invented company, in a data folder of its own."""

import click

from cli.commands import Tool, commands


@commands.command()
@click.pass_obj
def demo(tool: Tool) -> None:
    """Serve an invented company, half a year into its rollout, one port up. Nothing of it is kept."""
    import demo as invented

    invented.serve(tool.create_app, tool.config())
