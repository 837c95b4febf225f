"""`guiyi serve` and `guiyi simulate` as processes, and the commands an operator types beside."""

import subprocess
from pathlib import Path

from tests.service.processes import Process, nothing_in, run_command, settings, start_service
from tests.service.world import World


class Running:
    """A service of our own on some storage, which tests may restart; WeChat stays up."""

    def __init__(
        self, folder: Path, storage: str, wechat_url: str, *, migrate: bool = False
    ) -> None:
        self._folder = folder
        self.storage = storage
        self._wechat_url = wechat_url
        if migrate:
            self.command("migrate")
        self.start()

    def start(self) -> None:
        self._process: Process = start_service(
            self._folder, storage=self.storage, simulator_url=self._wechat_url
        )
        self.world = World(self._process.url, self._wechat_url)

    def restart(self) -> None:
        """Cut the power, and come back."""
        self._process.kill()
        self.world.close()
        self.start()

    def stop(self) -> None:
        self.world.close()
        assert self._process.stop() == 0

    def log(self) -> str:
        return self._process.log.read_text()

    def command(self, *arguments: str) -> subprocess.CompletedProcess:
        """Type a command with the service's own configuration."""
        environment = settings(storage=self.storage, simulator_url=self._wechat_url, port=0)
        config = nothing_in(self._folder)
        done = run_command(self._folder, *arguments, "--config", config, **environment)
        assert done.returncode == 0, done.stderr
        return done
