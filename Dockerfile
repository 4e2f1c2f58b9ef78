# Alongside: the web process and the worker run from this one image (see compose.yaml).
FROM python:3.12-slim-trixie AS build
ENV UV_PYTHON_DOWNLOADS=never UV_LINK_MODE=copy
WORKDIR /app
# npm fetches the two fonts; without it the site falls back to the reader's own.
RUN apt-get update && apt-get install -y --no-install-recommends npm && rm -rf /var/lib/apt/lists/*
COPY requirements/ requirements/
RUN python -m venv .venv \
 && .venv/bin/pip install --no-cache-dir --require-hashes -r requirements/uv.txt \
 && VIRTUAL_ENV=/app/.venv .venv/bin/uv pip sync --no-cache --require-hashes requirements/base.txt requirements/uv.txt
COPY . .
RUN VIRTUAL_ENV=/app/.venv .venv/bin/uv pip install --no-deps --no-build-isolation -e . \
 && scripts/assets \
 && DATA_DIR=/tmp/build SECRET_KEY=only-to-collect-static .venv/bin/python manage.py collectstatic --noinput

FROM python:3.12-slim-trixie
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PATH=/app/.venv/bin:$PATH DATA_DIR=/data
# pg_dump and pg_restore, of the same version as the database in compose.yaml: they refuse a newer one.
RUN apt-get update && apt-get install -y --no-install-recommends postgresql-client && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 1000 --home /app alongside && install -d -m 700 -o alongside /data
WORKDIR /app
COPY --from=build /app /app
USER alongside
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
  CMD python -c "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/up/', timeout=4)"
CMD ["sh", "-c", "python manage.py migrate -v 0 && python manage.py createcachetable -v 0 && exec granian --interface wsgi --workers 2 --host 0.0.0.0 --port 8000 --no-ws --blocking-threads 4 --no-access-log alongside.web.project.wsgi:application"]
