"""How `make docs` turns these pages into a site."""

from alongside import __version__

project = "Alongside"
release = version = __version__
author = "The authors of Alongside"
extensions = ["myst_parser"]
# The pages are plain Markdown, to be read as they are; what is read before what stands apart from them.
root_doc = "contents"
exclude_patterns = ["_build", "index.md"]  # the page of links; here they stand at the side
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
