"""A mirror for tests: it follows the changes, and holds what they say there is."""

from collections.abc import Callable

Copy = dict[tuple[str, str], dict]  # rows by resource and key


class Mirror:
    """A copy of what is recorded, made of changes alone; `ask` gives the reply to an address."""

    def __init__(self, ask: Callable[[str], dict], page_size: int = 50) -> None:
        self.ask, self.page_size = ask, page_size
        self.cursor = ""
        self.copy: Copy = {}
        self.read: list[tuple[int, str, str]] = []

    def follow(self) -> int:
        """Read all changes that there are now; how many these were."""
        before = len(self.read)
        after = f"&after={self.cursor}" if self.cursor else ""
        address: str | None = f"/api/v1/changes/?page_size={self.page_size}{after}"
        while address:
            page = self.ask(address)
            for change in page["results"]:
                self.take(change)
            address, self.cursor = page["next"], page["cursor"]
        return len(self.read) - before

    def take(self, change: dict) -> None:
        """Do to the copy what a change says."""
        resource, key = change["resource"], change["key"]
        self.read.append((change["revision"], resource, key))
        row = change[resource]
        if row is None:
            self.copy.pop((resource, key), None)
        else:
            self.copy[resource, key] = row
