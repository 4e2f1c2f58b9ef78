"""How `make docs` turns these pages into a site."""

import re
from pathlib import Path

project = "Alongside"
# Read, not imported: the environment of the docs holds nothing that Alongside needs.
said = re.search(r'__version__ = "(.+)"', Path("../src/alongside/__init__.py").read_text())
release = version = said[1] if said else ""
author = "The authors of Alongside"
extensions = ["myst_parser"]
# The pages are plain Markdown, to be read as they are. Their order at the side stands apart from them.
root_doc = "contents"
exclude_patterns = ["_build"]
myst_enable_extensions = ["smartquotes"]
myst_heading_anchors = 3
# A few links lead out of this folder, to files a site does not hold. That each leads to a file, the tests look at.
suppress_warnings = ["myst.xref_missing"]
html_theme = "furo"
html_title = "Alongside"
html_favicon = "../src/alongside/web/layout/static/images/icon.svg"
html_show_sourcelink = False
html_show_copyright = False
html_copy_source = False
