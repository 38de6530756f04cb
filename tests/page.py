"""page.py FILE JOB...: looks at an HTML file in headless Chromium.

Each JOB prints a line, or writes a file:

    errors          what the page said was wrong, and what it asked the
                    network or the disk for, beside itself; one a line
    overflow=WIDTH  by how many pixels the page is wider than that
    text=WIDTH      the text that it shows
    eval=SCRIPT     what a script makes of the page, as JSON
    shot=WIDTH[dark]:OUT.png
    pdf=A4|Letter:OUT.pdf

A page that runs nothing cannot be asked anything by scripts of its own, so
this speaks to the browser, by its debugging pipe.
"""

import base64
import json
import os
import pathlib
import subprocess
import sys
import tempfile

PAPERS = {"A4": (8.27, 11.69), "Letter": (8.5, 11)}
CHROMIUM = [
    "chromium", "--headless", "--no-sandbox", "--disable-gpu",
    "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
    "--disable-dev-shm-usage", "--remote-debugging-pipe",
]


class Browser:
    """A browser of its own, without a network, at the end of two pipes."""

    def __init__(self, profile):
        from_us, self.to = os.pipe()
        self.at, to_us = os.pipe()

        def pipes():
            # The browser reads 3 and writes 4, whatever these are now.
            high = [os.dup2(fd, n) for fd, n in ((from_us, 103), (to_us, 104))]
            os.dup2(high[0], 3)
            os.dup2(high[1], 4)

        self.process = subprocess.Popen(
            CHROMIUM + ["--user-data-dir=" + profile], preexec_fn=pipes,
            close_fds=False, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(from_us)
        os.close(to_us)
        self.rest, self.n, self.events = b"", 0, []
        self.session = None

    def read(self):
        while b"\0" not in self.rest:
            more = os.read(self.at, 1 << 16)
            if not more:
                sys.exit("page.py: the browser ended")
            self.rest += more
        message, self.rest = self.rest.split(b"\0", 1)
        return json.loads(message)

    def call(self, method, **params):
        self.n += 1
        message = {"id": self.n, "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.to, json.dumps(message).encode() + b"\0")
        while True:
            answer = self.read()
            if answer.get("id") == self.n:
                if "error" in answer:
                    sys.exit("page.py: %s: %s" % (method, answer["error"]))
                return answer["result"]
            self.events.append(answer)

    def wait(self, method):
        while not any(e.get("method") == method for e in self.events):
            self.events.append(self.read())

    def open(self, url):
        target = self.call("Target.createTarget", url="about:blank")
        self.session = self.call(
            "Target.attachToTarget", targetId=target["targetId"],
            flatten=True)["sessionId"]
        for domain in "Page", "Network", "Runtime", "Log", "Audits":
            self.call(domain + ".enable")
        self.call("Page.navigate", url=url)
        self.wait("Page.loadEventFired")

    def close(self):
        self.session = None
        self.call("Browser.close")
        self.process.wait(20)


def width(browser, pixels):
    browser.call("Emulation.setDeviceMetricsOverride", width=int(pixels),
                 height=800, deviceScaleFactor=1, mobile=int(pixels) < 600)


def evaluate(browser, script):
    value = browser.call("Runtime.evaluate", expression=script,
                         returnByValue=True)
    if "exceptionDetails" in value:
        sys.exit("page.py: %s" % value["exceptionDetails"])
    return value["result"].get("value")


def errors(browser, url):
    for event in browser.events:
        what, params = event.get("method"), event.get("params", {})
        if what == "Network.requestWillBeSent":
            if params["request"]["url"] != url:
                print("request:", params["request"]["url"])
        elif what in ("Runtime.exceptionThrown", "Log.entryAdded",
                      "Runtime.consoleAPICalled", "Audits.issueAdded",
                      "Page.javascriptDialogOpening"):
            print(what + ":", json.dumps(params))


def overflow(browser, pixels):
    width(browser, pixels)
    print(evaluate(browser, "Math.max(0, document.documentElement.scrollWidth"
                            " - %s)" % pixels))


def text(browser, pixels):
    width(browser, pixels)
    print(evaluate(browser, "document.body.innerText"))


def shot(browser, job):
    size, out = job.split(":", 1)
    scheme = "dark" if size.endswith("dark") else "light"
    browser.call("Emulation.setEmulatedMedia", features=[
        {"name": "prefers-color-scheme", "value": scheme}])
    width(browser, size.removesuffix("dark"))
    image = browser.call("Page.captureScreenshot", captureBeyondViewport=True)
    pathlib.Path(out).write_bytes(base64.b64decode(image["data"]))


def pdf(browser, job):
    paper, out = job.split(":", 1)
    size = PAPERS[paper]
    page = browser.call("Page.printToPDF", paperWidth=size[0],
                        paperHeight=size[1], preferCSSPageSize=True)
    pathlib.Path(out).write_bytes(base64.b64decode(page["data"]))


def main():
    url = pathlib.Path(sys.argv[1]).resolve().as_uri()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        browser = Browser(profile)
        browser.open(url)
        for job in sys.argv[2:]:
            verb, _, arg = job.partition("=")
            if verb == "errors":
                errors(browser, url)
            elif verb == "eval":
                print(json.dumps(evaluate(browser, arg)))
            else:
                {"overflow": overflow, "text": text, "shot": shot,
                 "pdf": pdf}[verb](browser, arg)
        browser.close()


main()
