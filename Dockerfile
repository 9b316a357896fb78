# docker build -t duban .
# docker run -d --name duban --restart unless-stopped -v duban:/home/duban/zone -e TELEGRAM_BOT_TOKEN duban
# docker run --rm -it -v duban:/home/duban/zone duban init     (every other command the same way, or with docker exec)
FROM python:3.11-slim

ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1 MPLCONFIGDIR=/tmp
RUN useradd --create-home --uid 10001 duban && install -d -o duban -g duban -m 0700 /home/duban/zone
WORKDIR /opt/duban
COPY requirements.txt ./
RUN pip install --disable-pip-version-check -r requirements.txt
COPY LICENSE main.py ./
COPY bot bot
COPY config config

# By number: so that a cluster can see that it is not root.
USER 10001
VOLUME /home/duban/zone
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=2m --timeout=30s --start-period=5m --retries=2 \
  CMD ["python", "main.py", "--home", "/home/duban/zone", "status"]
ENTRYPOINT ["python", "main.py", "--home", "/home/duban/zone"]
CMD ["run"]
