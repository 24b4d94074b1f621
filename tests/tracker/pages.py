"""Reading pages as a browser would: text, links, forms; no more than the tests need."""

from html.parser import HTMLParser

SHOWN_NOWHERE = {"title", "desc", "style", "script", "option"}
APART = {"dd", "dt", "li", "td", "th"}  # words in them do not join the words before
VOID = {"meta", "link", "input", "br", "hr", "img"}


class Page(HTMLParser):
    """What is on a page: `elements` as pairs of tag and attributes, `text` in one line."""

    def __init__(self, response) -> None:
        super().__init__()
        self.status = response.status_code
        self.elements: list[tuple[str, dict]] = []
        self._open: list[tuple[str, str | None]] = []
        self._words: dict[str | None, list[str]] = {None: []}
        self.feed(response.text)
        self.close()

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        self.elements.append((tag, found))
        if tag in APART:
            self.handle_data(" ")
        if tag not in VOID:
            self._open.append((tag, found.get("aria-labelledby") if tag == "section" else None))

    def handle_startendtag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))

    def handle_endtag(self, tag):
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, text):
        if not {tag for tag, _ in self._open} & SHOWN_NOWHERE:
            for section in {None, *(name for _, name in self._open)}:
                self._words.setdefault(section, []).append(text)

    @property
    def text(self) -> str:
        return self.section(None)

    def section(self, name: str | None) -> str:
        """The text of the section that a heading of this id names."""
        return " ".join("".join(self._words[name]).split())

    def all(self, tag: str) -> list[dict]:
        """The attributes of every element of a kind."""
        return [attributes for name, attributes in self.elements if name == tag]

    def one(self, tag: str, **attributes) -> dict:
        """The attributes of the only element of a kind that has some."""
        (found,) = [each for each in self.all(tag) if attributes.items() <= each.items()]
        return found

    @property
    def links(self) -> list[str]:
        return [link["href"] for link in self.all("a")]


def shown(client, address: str, status: int = 200) -> Page:
    """The page at an address, which has a status."""
    page = Page(client.get(address))
    assert page.status == status, page.text
    return page
