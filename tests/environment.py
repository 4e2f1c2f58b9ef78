"""The environment of every test, set before Django reads its settings (pytest loads this with -p).

Nothing of the developer's own data or .env may reach a test.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

FOLDER = tempfile.mkdtemp(prefix="alongside-test-")
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
Path(FOLDER, "static").mkdir()

os.environ["ALONGSIDE_ROOT"] = FOLDER
os.environ["DATA_DIR"] = FOLDER
os.environ["STATIC_ROOT"] = f"{FOLDER}/static"
os.environ["DEBUG"] = "false"
os.environ["SECRET_KEY"] = "only-for-tests"
os.environ["ALONGSIDE_DEMO"] = "false"
os.environ["SITE_URL"] = "http://localhost:8000"
os.environ.pop("EMAIL_URL", None)
os.environ.setdefault("DATABASE_URL", f"sqlite:///{FOLDER}/alongside.sqlite3")
