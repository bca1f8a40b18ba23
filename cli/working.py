"""Small commands for whoever runs Ombord: signing in, and one turn of the timetable."""

import click

import jobs
from cli.commands import Tool, commands
from errors import NotFound, Refused
from people import actions as people_actions


@commands.command("sign-in-link")
@click.argument("address")
@click.pass_obj
def sign_in_link(tool: Tool, address: str) -> None:
    """Print a one-time sign-in address for an ambassador. It works for 30 minutes."""
    with tool.desk() as desk:
        try:
            print(people_actions.sign_in_url(desk.db, desk.config, address, desk.now))
        except NotFound:
            raise Refused("No ambassador has the address %(address)s.", address=address) from None


@commands.command("run-jobs")
@click.pass_obj
def run_jobs(tool: Tool) -> None:
    """Run every job of the timetable once, as the server does every few seconds.

    A running server does this by itself every few seconds; doing it here as well does nothing twice.
    """
    app, _config = tool.app()
    done = jobs.tick(app)
    for job in jobs.TIMETABLE:
        print(f"{job.name:10} {done.get(job.name, 'broke'):>6}   {job.does}")
    if broken := [job.name for job in jobs.TIMETABLE if job.name not in done]:
        raise Refused("%(jobs)s did not finish; the reason stands above.", jobs=", ".join(broken))
