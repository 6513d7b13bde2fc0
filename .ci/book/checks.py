"""The checks of one workbook. Each takes a book and gives what is wrong, one line each."""

import csv
import html
import json
import pathlib
import re
import subprocess
import zipfile

A4_POINTS = (842, 595)
MARGIN_POINTS = 24
# Excel's own font has 11 points; half of that is the least that is read, and a line is a fifth higher.
LEAST_LINE_POINTS = 0.5 * 11 * 1.2
DAY = r"\d\d-\d\d-\d{4}"
MOMENT = DAY + r" \d\d:\d\d"
TIME = r"\d\d:\d\d"
# What stands below these headings.
TIMED = {
    "arrival": MOMENT, "ankomst": MOMENT,
    "last possible start": MOMENT, "senest mulige start": MOMENT,
    "home ready by": MOMENT, "bolig klar senest": MOMENT,
    "start then": MOMENT, "med start": MOMENT,
    "start": f"{MOMENT}|{DAY}",
    "call by": DAY, "ring senest": DAY,
    "by": DAY, "senest": DAY,
    "available from": DAY, "available to": DAY, "ledig fra": DAY, "ledig til": DAY,
    "closes": DAY, "lukker": DAY,
    "shift from": TIME, "shift to": TIME, "vagt fra": TIME, "vagt til": TIME,
}
# "by" is when in English, and a town in Danish, where a column of postcodes stands beside it.
PLACES = ("postnr",)


class Book:
    """A workbook: its sheets as a spreadsheet shows them, its printed pages, its parts, and the ids of its plan."""

    def __init__(self, sheets, pages, parts, ids):
        self.sheets = sheets
        self.pages = pages
        self.parts = parts
        self.ids = ids


class Page:
    """A printed page: its size, and its words with their corners."""

    def __init__(self, width, height, words):
        self.width = width
        self.height = height
        self.words = words

    def text(self):
        return " ".join(word for word, _ in self.words)


def rows_of(sheet):
    """The headings of a sheet, and its rows up to the first that is empty."""
    headings, rows = sheet[0], []
    for row in sheet[1:]:
        if not any(row):
            break
        rows.append(row)
    return headings, rows


# --- 1. What a spreadsheet shows.


def nothing_too_narrow(book):
    bad = [f"{name}: ### in row {at + 1}" for name, sheet in book.sheets.items()
           for at, row in enumerate(sheet) if any("##" in cell for cell in row)]
    return bad + [f"page {at + 1}: ###" for at, page in enumerate(book.pages) if "##" in page.text()]


def times_are_times(book):
    bad = []
    for name, sheet in book.sheets.items():
        headings, rows = rows_of(sheet)
        for at, heading in enumerate(headings):
            form = TIMED.get(heading)
            if form is None or heading == "by" and any(place in headings for place in PLACES):
                continue
            wrong = [row[at] for row in rows if row[at] and not re.fullmatch(form, row[at])]
            bad += [f"{name}: no time below {heading}: {cell[:40]!r}" for cell in wrong[:3]]
    return bad


def everybody_is_there(book):
    sheet = next(iter(book.sheets.values()))
    cells = {cell for row in sheet for cell in row}
    return [f"not in the first sheet: {id!r}" for id in book.ids if id not in cells]


def nothing_runs(book):
    bad = [f"{name}: a formula" for name, part in book.parts.items() if re.search(r"<f[ >]", part)]
    return bad + [f"{name}: leads away" for name, part in book.parts.items() if "hyperlink" in part]


# --- 2. What is printed.


def on_a4_across(book):
    sizes = {(round(page.width), round(page.height)) for page in book.pages}
    return [f"a page of {size}" for size in sizes - {A4_POINTS}]


def headings_on_each_page(book):
    bad, titles = [], {name: f"{name}," for name in book.sheets}
    for name, sheet in book.sheets.items():
        pages = [page for page in book.pages if page.text().startswith(titles[name])]
        if not pages:
            bad.append(f"{name}: no page")
            continue
        first = {word for heading in sheet[0][:1] for word in heading.split()[:1]}
        for at, page in enumerate(pages):
            words = {word for word, _ in page.words}
            bad += [f"{name}: no heading {word!r} on page {at + 1}" for word in first - words]
        # A table that is wider than a sheet has its headings on several.
        text = " ".join(page.text() for page in pages)
        wanted = {word for heading in sheet[0] for word in heading.split()}
        if "prices" not in name and "priser" not in name:
            bad += [f"{name}: no heading {word!r}" for word in sorted(wanted) if word not in text]
    return bad


def nothing_cut_at_the_edge(book):
    bad = []
    for at, page in enumerate(book.pages):
        for word, (left, _, right, _) in page.words:
            if right > page.width - MARGIN_POINTS or left < MARGIN_POINTS:
                bad.append(f"page {at + 1}: cut at the edge: {word[:40]!r}")
    return bad[:5]


def legible(book):
    bad = []
    for at, page in enumerate(book.pages):
        heights = sorted(bottom - top for _, (_, top, _, bottom) in page.words)
        if heights and heights[len(heights) // 2] < LEAST_LINE_POINTS:
            bad.append(f"page {at + 1}: too small to read: lines of {heights[len(heights) // 2]:.1f} points")
    return bad


CHECKS = (
    nothing_too_narrow, times_are_times, everybody_is_there, nothing_runs,
    on_a4_across, headings_on_each_page, nothing_cut_at_the_edge, legible,
)


def wrong(book):
    return [line for check in CHECKS for line in check(book)]


# --- How a book is opened.

EACH_SHEET_AS_SHOWN = 'csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,true,false,false,-1'


def convert(files, to, into):
    """Converts files in one start of LibreOffice."""
    profile = into / "profile"
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", to,
         "--outdir", str(into), *map(str, files)],
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=300)


def opened(plan, file, pdfs, sheets):
    """The book in `file`, converted to a PDF and to a table for each sheet."""
    with zipfile.ZipFile(file) as book:
        names = [html.unescape(name) for name in
                 re.findall(r'<sheet name="([^"]*)"', book.read("xl/workbook.xml").decode())]
        parts = {name: book.read(name).decode() for name in book.namelist()
                 if re.fullmatch(r"xl/worksheets/(_rels/)?\w+\.xml(\.rels)?", name)}
    tables = {}
    for name in names:
        with open(sheets / f"{file.stem}-{name}.csv", newline="", encoding="utf-8") as table:
            tables[name] = list(csv.reader(table, delimiter=";"))
    written = json.loads((pathlib.Path(plan) / "plan.json").read_text())
    ids = [home["household"] for home in written["households"]]
    ids += [person["person"] for home in written["households"] for person in home["persons"]]
    return Book(tables, list(pages_of(pdfs / f"{file.stem}.pdf")), parts, ids)


def pages_of(pdf):
    said = subprocess.run(["pdftotext", "-bbox", str(pdf), "-"], check=True, capture_output=True, text=True)
    for page in re.findall(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', said.stdout, re.S):
        words = re.findall(
            r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>', page[2])
        yield Page(float(page[0]), float(page[1]),
                   [(html.unescape(word), tuple(map(float, corners))) for *corners, word in words])
