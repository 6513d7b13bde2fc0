"""The checks of one page. Each takes a tab and a page and gives what is wrong, one line each."""

import base64
import csv
import html
import json
import pathlib
import re
import subprocess
import tempfile
import unicodedata

HERE = pathlib.Path(__file__).resolve().parent
AXE = HERE.parent.parent / "target/axe/axe.min.js"
WIDTHS = (360, 768, 1440)
A4_MM = (210, 297)
PIXELS_PER_MM = 96 / 25.4
POINTS_PER_MM = 72 / 25.4
MOST_STOPS = 400
MOST_PICTURES = 40
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


class Page:
    """A page to check: its file, how many bytes it may have, the case folder with hostile texts,
    and a page that must have the same bytes."""

    def __init__(self, file, limit=None, hostile=None, same=None):
        self.file = pathlib.Path(file).resolve()
        self.url = self.file.as_uri()
        self.limit = limit
        self.hostile = hostile
        self.same = same
        self.widths = WIDTHS


def in_page(tab, script, **constants):
    """Runs one of the scripts of `in_page` with what they share."""
    given = "".join(f"const {name} = {json.dumps(value)};\n" for name, value in constants.items())
    common, body = ((HERE / "in_page" / f"{name}.js").read_text() for name in ("common", script))
    return tab.run(f"(() => {{\n{given}{common}{body}\n}})()")


def opened(tab, page, width=1440):
    tab.media()
    tab.size(width)
    tab.open(page.url)


# --- 1. The page loads alone and works without script.


def loads(tab, page):
    bad = []
    opened(tab, page)
    tab.listen(0.2)
    for event in tab.events:
        method, params = event["method"], event["params"]
        if method == "Network.requestWillBeSent":
            url = params["request"]["url"]
            if url != page.url and not url.startswith("data:"):
                bad.append(f"request leaves the page: {url[:200]}")
        elif method == "Runtime.exceptionThrown":
            details = params["exceptionDetails"]
            bad.append(f"exception: {details.get('exception', {}).get('description', details['text'])}")
        elif method == "Runtime.consoleAPICalled" and params["type"] in ("error", "warning", "assert"):
            said = [str(arg.get("value", arg.get("description"))) for arg in params["args"]]
            bad.append(f"console {params['type']}: {' '.join(said)}")
        elif method == "Log.entryAdded" and params["entry"]["level"] in ("error", "warning"):
            bad.append(f"console {params['entry']['level']}: {params['entry']['text']}")
    return bad


def without_script(tab, page):
    opened(tab, page)
    with_script = in_page(tab, "signature")
    tab.script(False)
    try:
        opened(tab, page)
        without = in_page(tab, "signature")
    finally:
        tab.script(True)
    bad = []
    for what in ("headings", "cards"):
        for text in [text for text in with_script[what] if text not in without[what]][:5]:
            bad.append(f"missing without script ({what}): {text[:80]}")
    if without["letters"] < 0.98 * with_script["letters"]:
        bad.append(f"missing without script: {with_script['letters'] - without['letters']} letters")
    return bad


# --- 2 and 3. Layout and map, at each width and on paper.


def layout(tab, page):
    bad = []
    opened(tab, page, page.widths[0])
    for width in page.widths:
        tab.size(width)
        tab.settle()
        for script in ("layout", "map"):
            bad += [f"{width} px: {line}" for line in in_page(tab, script, PRINT=False)]
    on_paper(tab, *margins(tab))
    for script in ("layout", "map"):
        bad += [f"A4: {line}" for line in in_page(tab, script, PRINT=True)]
    return bad


def margins(tab):
    """The margins of a printed page in millimetres: left, right, top, bottom."""
    said = in_page(tab, "paper")
    units = {"mm": 1, "cm": 10, "in": 25.4, "pt": 25.4 / 72, "px": 25.4 / 96}

    def millimetres(side):
        value = re.fullmatch(r"([\d.]+)(\w*)", said.get(side, "15mm"))
        return float(value[1]) * units.get(value[2], 1) if value else 15

    return [millimetres(side) for side in ("left", "right", "top", "bottom")]


def on_paper(tab, left, right, top, bottom):
    """Lays the page out as on a printed page."""
    tab.media("print")
    width, height = A4_MM
    tab.size(round((width - left - right) * PIXELS_PER_MM), round((height - top - bottom) * PIXELS_PER_MM))
    tab.settle()


# --- 4 and 5. Contrast and accessibility.


# Of pages with more bytes axe, which then takes a minute, looks at the widest screen only.
LARGE = 300_000


def accessible(tab, page):
    bad = []
    opened(tab, page)
    tab.run(AXE.read_text() + ";0")
    is_large = page.file.stat().st_size > LARGE
    for width in sorted({page.widths[-1] if is_large else page.widths[0], page.widths[-1]}):
        tab.size(width)
        tab.settle()
        found = in_page(tab, "axe", TAGS=AXE_TAGS, CONTRAST=width == page.widths[-1])
        bad += [f"{width} px: {line}" for line in found["violations"]]
    return bad + in_page(tab, "contrast", ALSO=found["undecided"])


# --- 6. Keyboard.


def keyboard(tab, page):
    opened(tab, page)
    bad, stops, kinds = [], 0, {}
    expected = tab.run(
        "[...document.querySelectorAll('a[href],button,input,select,textarea,summary,[tabindex]')]"
        ".filter((e) => e.tabIndex >= 0 && !e.disabled && e.checkVisibility({visibilityProperty: true})).length"
    )
    while stops < MOST_STOPS:
        tab.press("Tab", 9)
        at = in_page(tab, "focus")
        if at is None or (at["again"] and at["stop"] == 0):
            break
        if at["again"]:
            bad.append(f"the Tab key is caught at {at['path']}")
            break
        stops += 1
        kinds.setdefault(at["kind"], at)
        handle = tab.handle("document.activeElement")
        nodes = tab.call("Accessibility.getPartialAXTree", objectId=handle, fetchRelatives=False)["nodes"]
        name = nodes[0].get("name", {}).get("value", "") if nodes else ""
        if not name.strip():
            bad.append(f"stop {stops} has no name: {at['path']}")
        if not at["seen"]:
            bad.append(f"stop {stops} cannot be seen: {at['path']} at {at['box']}")
        elif not at["isFree"]:
            bad.append(f"stop {stops} is covered: {at['path']} at {at['box']}")
    if stops < min(expected, MOST_STOPS):
        bad.append(f"the Tab key reaches {stops} of {expected} elements")
    # The focus of one element of each kind is looked at: a picture with it, and one without.
    for number, at in enumerate(kinds.values()):
        if number >= MOST_PICTURES:
            if not at["outline"]:
                bad.append(f"the focus does not show: {at['path']}")
            continue
        element = f"window.__stops[{at['stop']}]"
        tab.run(f"{element}.scrollIntoView({{block: 'center', inline: 'nearest', behavior: 'instant'}})")
        pictures = []
        for act in ("focus({focusVisible: true, preventScroll: true})", "blur()"):
            tab.run(f"{element}.{act}")
            pictures.append(tab.call("Page.captureScreenshot", optimizeForSpeed=True)["data"])
        if pictures[0] == pictures[1]:
            bad.append(f"the focus does not show: {at['path']}")
    return told(bad)


def told(bad, most=12):
    return bad if len(bad) <= most else bad[:most] + [f"and {len(bad) - most} more"]


# --- 7. Print.


def prints(tab, page):
    opened(tab, page)
    left, right, top, bottom = margins(tab)
    on_paper(tab, left, right, top, bottom)
    marked = in_page(tab, "marks")
    height = (A4_MM[1] - top - bottom) * PIXELS_PER_MM
    bad = [
        f"drawing taller than a page: {drawing['path']} {drawing['height']:.0f} px of {height:.0f}"
        for drawing in marked["drawings"]
        if drawing["height"] > height
    ]
    stream = tab.call(
        "Page.printToPDF", preferCSSPageSize=True, printBackground=True, transferMode="ReturnAsStream"
    )["stream"]
    pdf = b""
    while True:
        part = tab.call("IO.read", handle=stream, size=1 << 20)
        pdf += base64.b64decode(part["data"]) if part.get("base64Encoded") else part["data"].encode()
        if part["eof"]:
            break
    pages = words_by_page(pdf)
    found, ruler, heads = {}, {}, set()
    for number, (wide, high, words) in enumerate(pages, 1):
        if abs(wide - A4_MM[0] * POINTS_PER_MM) > 2 or abs(high - A4_MM[1] * POINTS_PER_MM) > 2:
            bad.append(f"page {number} is {wide:.0f} × {high:.0f} points, not A4")
        text = [re.sub(r"@@\w+@", "", word) for word, _ in words]
        if not any(word.strip() for word in text):
            bad.append(f"page {number} is empty")
        for word, (x1, y1, x2, y2) in words:
            for item, end in re.findall(r"@@(\d+)([se])@", word):
                found[int(item), end] = number
            heads |= {(int(table), number) for table in re.findall(r"@@(\d+)t@", word)}
            for end in re.findall(r"@@r([se])@", word):
                ruler[end] = x1
            edges = (x1 < left * POINTS_PER_MM - 2, y1 < -1, x2 > wide - right * POINTS_PER_MM + 2, y2 > high + 1)
            if any(edges) and "@@" not in word:
                bad.append(f"page {number}: {word[:30]!r} is cut or in the margin at {x1:.0f}…{x2:.0f} × {y1:.0f}…{y2:.0f}")
    scale = (ruler["e"] - ruler["s"]) / 75 if len(ruler) == 2 else 0
    if abs(scale - 1) > 0.01:
        bad.append(f"something is too wide for the paper: all is printed at {scale:.0%}")
    for number, item in enumerate(marked["items"]):
        start, end = found.get((number, "s")), found.get((number, "e"))
        if start is None or end is None:
            bad.append(f"not printed: {item['path']}")
        elif item["table"] >= 0 and (item["table"], start) not in heads:
            bad.append(f"page {start} does not repeat the heading of {item['path']}")
        elif start != end and item["height"] < height:
            bad.append(f"torn between pages {start} and {end}: {item['path']}, {item['height']:.0f} px high")
    return told(bad)


def words_by_page(pdf):
    """Of each page its width, height, and words with their boxes, in points."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        out = subprocess.run(["pdftotext", "-bbox", file.name, "-"], check=True, capture_output=True)
    pages = []
    for page in re.split(r"<page ", out.stdout.decode(errors="replace"))[1:]:
        wide, high = (float(n) for n in re.match(r'width="([\d.]+)" height="([\d.]+)"', page).groups())
        word = r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>'
        words = [(html.unescape(text), tuple(map(float, box))) for *box, text in re.findall(word, page)]
        pages.append((wide, high, words))
    return pages


# --- 8 and 9. What the page is made of.

# Characters that turn the direction of others.
TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
UNSEEN = re.compile("[\u00ad\u034f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")
CPR = re.compile(r"(?<![\w.,-])(\d{2})(\d{2})\d{2}[-\u2010-\u2015 ]?\d{4}(?![\w-])")


def content(tab, page):
    source = page.file.read_bytes()
    bad = []
    if page.limit and len(source) > page.limit:
        bad.append(f"{len(source)} bytes, {page.limit} are allowed")
    if page.same and pathlib.Path(page.same).read_bytes() != source:
        bad.append("other bytes for the same input")
    text = source.decode("utf-8")
    for found in TURNING.finditer(text):
        bad.append(f"a mark that turns the direction of text: U+{ord(found[0]):04X} at {found.start()}")
    if re.search(r"&#(x20[0-2][0-9a-f]|x206[0-9a-f]|x61c|82\d\d|83\d\d);", text, re.I):
        bad.append("a mark that turns the direction of text, as a reference")
    for day, month in ((int(f[1]), int(f[2])) for f in CPR.finditer(html.unescape(text))):
        if (1 <= day <= 31 or 61 <= day <= 91) and 1 <= month <= 12:
            bad.append("what may be a CPR number")
    opened(tab, page)
    bad += in_page(tab, "content")
    plan = page.file.parent / "plan.json"
    if plan.exists():
        plan = json.loads(plan.read_text())
        wanted = len(plan["households"])
        cards = tab.run("document.querySelectorAll('article.card').length")
        if cards != wanted:
            bad.append(f"{cards} cards for {wanted} households")
        has_job = any(person["job"] for home in plan["households"] for person in home["persons"])
        if has_job and not tab.run("Boolean(document.querySelector('.map .way') && document.querySelector('.map text'))"):
            bad.append("no .way or no text in the map")
        if tab.run("document.documentElement.lang") != plan["language"]:
            bad.append(f"the language is not said to be {plan['language']}")
    if page.hostile:
        bad += hostile_texts(tab, page)
    return told(bad)


def hostile_texts(tab, page):
    """Whether the texts of the folder stand on the page as text, at least as they begin."""
    shown = plain(tab.run("document.body.textContent"))
    bad = []
    ids, sites = set(), set()
    for household in json.loads((page.file.parent / "plan.json").read_text())["households"]:
        ids |= {household["household"], household["dwelling"]}
        for person in household["persons"]:
            if person["job"]:
                ids |= {person["person"], person["job"]["opening"]}
                sites.add(person["job"]["site"])
    wanted = ids - {None}
    for table, key, column in (("dwellings", "dwelling", "address"), ("sites", "site", "employer")):
        with open(pathlib.Path(page.hostile) / f"{table}.csv", encoding="utf-8", newline="") as file:
            wanted |= {row[column] for row in csv.DictReader(file, delimiter=";") if row[key] in ids | sites}
    for text in sorted(wanted):
        for piece in UNSEEN.split(text):
            piece = plain(piece)[:30]
            if len(piece) >= 3 and piece not in shown:
                bad.append(f"not on the page as text: {piece!r}")
    return bad


def plain(text):
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", UNSEEN.sub("", text))).strip()


ALL = {
    "loads": loads,
    "without_script": without_script,
    "content": content,
    "layout": layout,
    "accessible": accessible,
    "keyboard": keyboard,
    "prints": prints,
}
