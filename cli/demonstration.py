"""The demo: an invented company, in a data folder of its own."""

import os

import click

from cli.commands import Tool, commands
from cli.serving import run
from config import LANGUAGES
from demo import serving


@commands.command()
@click.option("--language", type=click.Choice(sorted(LANGUAGES)), default="en", show_default=True, help="The language that the invented company writes in.")
@click.pass_obj
def demo(tool: Tool, language: str) -> None:
    """Serve an invented company, half a year into its rollout, one port up. Nothing of it is kept."""
    config = tool.read_config({"OMBORD_PORT": os.environ.get("OMBORD_PORT", ""), "OMBORD_KEY": "the demo keeps nothing that needs a key"})
    serving.serve(tool.create_app, config, language, run)
