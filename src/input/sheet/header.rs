use super::{Heading, Sheet};
use crate::input::column::{Column, Spec};
use crate::input::log::Log;
use crate::input::near::{Nearness, is_harmless, nearest};
use crate::input::text::{delimiter, records};
use crate::input::value::begins_comment;
use crate::model::{Fault, FaultKind, Table};
use crate::text::{Language, Said, column_letters, heading_key, holds_cpr, legible, said, said_of};

/// More are a mistake of the export.
const MOST_COLUMNS: usize = 1000;

/// How far down headings are looked for where the first line holds none.
const MOST_TITLE_LINES: usize = 20;

impl Sheet<'_> {
    /// Where the columns of `specs` stand; the record read last must be the header.
    pub(in crate::input) fn columns<const N: usize>(
        &mut self,
        specs: [Spec; N],
        log: &mut Log,
    ) -> [Column; N] {
        let mut columns =
            specs.each_ref().map(|s| Column { name: s.name, shown: s.name, at: None });
        if self.has_title(&specs, log) || self.is_too_wide(log) || self.is_one_cell(log) {
            return columns;
        }
        let keys = specs.each_ref().map(|spec| spec.names().map(heading_key).collect::<Vec<_>>());
        let mut strangers = Vec::new();
        self.headings = vec![Heading::None; self.record.len()];
        for (at, place) in self.headings.iter_mut().enumerate() {
            let heading = self.record.get(at).unwrap_or_default().trim();
            if heading.is_empty() {
                continue;
            }
            self.width = at + 1;
            if holds_cpr(heading) {
                let mut fault = Fault::new(
                    self.table,
                    FaultKind::PersonalData,
                    said!("no CPR number", "intet CPR-nummer"),
                );
                (fault.line, fault.column) = (Some(self.line), Some(at + 1));
                let advice = said!(
                    "Take the number out of the heading; it is not shown here",
                    "Fjern nummeret fra overskriften; det vises ikke her"
                );
                log.faults.push(
                    fault
                        .found(said!(
                            "what reads as a CPR number",
                            "noget, der kan læses som et CPR-nummer"
                        ))
                        .advise(advice),
                );
            }
            let key = heading_key(heading);
            let meaning = keys.iter().position(|names| names.contains(&key));
            let Some((spec, column)) = meaning.and_then(|n| specs.get(n).zip(columns.get_mut(n)))
            else {
                *place = Heading::Unread;
                if !is_remark(heading) {
                    strangers.push(at);
                }
                continue;
            };
            *place = Heading::Known;
            match column.at {
                None => {
                    column.at = Some(at);
                    column.shown = spec.named(heading).unwrap_or(spec.name);
                }
                Some(first) => {
                    let expected =
                        said!("one column of this meaning", "én kolonne med denne betydning");
                    let mut fault = Fault::new(self.table, FaultKind::Repeated, expected);
                    (fault.line, fault.column) = (Some(self.line), Some(at + 1));
                    fault.field = Some(spec.name.into());
                    let first = match self.book.as_deref() {
                        Some(sheet) => column_letters(first + sheet.left),
                        None => (first + 1).to_string(),
                    };
                    let found = said!(
                        "a second one beside column {first}",
                        "endnu en ud over kolonne {first}"
                    );
                    let advice = said!(
                        "Remove one of the two, or begin its heading with #",
                        "Fjern den ene af de to, eller begynd dens overskrift med #"
                    );
                    log.faults.push(fault.found(found).advise(advice));
                }
            }
        }
        for at in strangers {
            let absent = || {
                let columns = specs.iter().zip(&columns);
                columns.filter(|(_, column)| column.at.is_none()).map(|(spec, _)| spec)
            };
            let heading = self.record.get(at).unwrap_or_default().trim();
            let instead = absent().find(|spec| spec.is_meant_by(heading));
            let near = instead.map(|spec| (spec, Nearness::Letters)).or_else(|| {
                nearest(
                    heading,
                    absent().flat_map(|spec| spec.names().map(move |name| (spec, name))),
                )
            });
            match near.filter(|_| !is_of_later(self.table, heading)) {
                Some((spec, how)) => {
                    log.faults.push(self.almost_known(at, heading, spec, how));
                    self.meant.push(spec.name);
                }
                None => {
                    let left = self.book.as_ref().map_or(0, |sheet| sheet.left);
                    let (count, letters) = (heading.chars().count(), column_letters(at + left));
                    let message = said!(
                        "the column under an unknown heading of {count} characters ({letters} in a spreadsheet) is not read; a comment is headed note, or begins with #",
                        "kolonnen under en ukendt overskrift på {count} tegn ({letters} i et regneark) læses ikke; en bemærkning har overskriften note eller begynder med #"
                    );
                    log.warn(self.table, Some(self.line), Some(at + 1), message);
                }
            }
        }
        if !self.headings.contains(&Heading::Known) && self.meant.is_empty() {
            self.is_headless = true;
            log.faults.push(self.no_headings(&specs));
            return columns;
        }
        for (spec, column) in specs.iter().zip(&columns) {
            if spec.required && column.at.is_none() {
                self.lacks(
                    &[column.name],
                    {
                        let [english, danish] = spec.told().both().map(str::to_owned);
                        said!("a column {english}", "en kolonne {danish}")
                    },
                    log,
                );
            }
        }
        let required = specs.iter().zip(&columns).filter(|(spec, _)| spec.required);
        self.required = required.filter_map(|(_, column)| column.at).collect();
        self.keys = self.record.iter().map(heading_key).collect();
        log.place(self.table).columns = columns.to_vec();
        columns
    }

    /// A fault of the header: one of `fields` that it lacks, unless a heading meant one of them.
    pub(in crate::input) fn lacks(&self, fields: &[&'static str], expected: Said, log: &mut Log) {
        if self.is_headless || fields.iter().any(|field| self.meant.contains(field)) {
            return;
        }
        let mut fault = Fault::new(self.table, FaultKind::Missing, expected);
        fault.line = Some(self.line);
        fault.field = fields.first().map(|field| (*field).into());
        log.faults.push(fault.advise(said!("Add the column", "Tilføj kolonnen")));
    }

    fn is_too_wide(&mut self, log: &mut Log) -> bool {
        let count = self.record.len();
        if count > MOST_COLUMNS {
            let expected = said!("at most {MOST_COLUMNS} columns", "højst {MOST_COLUMNS} kolonner");
            let mut fault = Fault::new(self.table, FaultKind::Malformed, expected);
            fault.line = Some(self.line);
            log.faults.push(fault.found(Said::plain(count.to_string())));
            self.is_headless = true;
        }
        self.is_headless
    }

    fn almost_known(&self, at: usize, heading: &str, spec: &Spec, how: Nearness) -> Fault {
        let told = spec.told();
        let [english, danish] = told.both();
        let expected = said!("the heading {english}", "overskriften {danish}");
        let mut fault = Fault::new(self.table, FaultKind::AlmostKnown, expected);
        (fault.line, fault.column) = (Some(self.line), Some(at + 1));
        let known = spec.is_meant_by(heading);
        let what = if known || spec.names().any(|name| is_harmless(heading, name)) {
            let heading = legible(heading);
            said!("the heading {heading}", "overskriften {heading}")
        } else {
            let count = heading.chars().count();
            said!("a heading of {count} characters", "en overskrift på {count} tegn")
        };
        let [what, in_danish] = what.both();
        let found = match how {
            Nearness::Letters => said!("{what}", "{in_danish}"),
            Nearness::Cut => said!("{what}, cut short", "{in_danish}, afkortet"),
            Nearness::Words => said!(
                "{what}, with a word more or less",
                "{in_danish}, med et ord mere eller mindre"
            ),
        };
        fault.found(found).advise(said!(
            "Write it so if that is meant; begin the heading with # if the column is not to be read",
            "Skriv den sådan, hvis det er den, der menes; begynd overskriften med #, hvis kolonnen ikke skal læses"
        ))
    }

    /// Whether a title stands where the headings should; a fault tells so.
    fn has_title(&mut self, specs: &[Spec], log: &mut Log) -> bool {
        let known = |cells: &mut dyn Iterator<Item = String>| {
            let keys: Vec<String> = cells.map(|cell| heading_key(&cell)).collect();
            specs.iter().filter(|s| s.names().any(|name| keys.contains(&heading_key(name)))).count()
        };
        let here = known(&mut self.record.iter().map(str::to_owned));
        if here >= 2 {
            return false;
        }
        let first = self.line;
        let below = self.text.get(self.counted..).unwrap_or_default();
        let headings = records(below).enumerate().take(MOST_TITLE_LINES).skip(1);
        let headings = headings.into_iter().find(|(_, (_, record))| {
            let sign = char::from(self.book.as_ref().map_or_else(|| delimiter(record), |_| b';'));
            let mut cells = record.split(sign).map(|cell| cell.trim().trim_matches('"').to_owned());
            known(&mut cells) > here.max(1)
        });
        let Some((record, (line, _))) = headings else { return false };
        self.is_headless = true;
        let title: Vec<&str> =
            self.record.iter().map(str::trim).filter(|cell| !cell.is_empty()).collect();
        let (expected, advice) = match &self.book {
            Some(sheet) => {
                let row = sheet.rows.get(self.records - 1 + record).copied().unwrap_or_default();
                let advice = said!(
                    "The headings stand in row {row}: delete what is above them, or begin each of those rows with #",
                    "Overskrifterne står i række {row}: slet det, der står over dem, eller begynd hver af de rækker med #"
                );
                (said!("the headings in the first row", "overskrifterne i første række"), advice)
            }
            None => {
                let line = first + line - 1;
                let advice = said!(
                    "The headings stand in line {line}: delete what is above them, or begin each of those lines with #",
                    "Overskrifterne står i linje {line}: slet det, der står over dem, eller begynd hver af de linjer med #"
                );
                (said!("the headings in the first line", "overskrifterne i første linje"), advice)
            }
        };
        let mut fault = Fault::new(self.table, FaultKind::NotTheTable, expected);
        fault.line = Some(first);
        let title = said_of(&title.join(" "));
        let [title, in_danish] = title.both();
        let found = said!("a title ({title})", "en titel ({in_danish})");
        log.faults.push(fault.found(found).advise(advice));
        true
    }

    fn no_headings(&self, specs: &[Spec]) -> Fault {
        let required: Vec<Said> =
            specs.iter().filter(|spec| spec.required).map(Spec::told).collect();
        let names = |language| {
            let names: Vec<&str> = required.iter().map(|name| name.in_language(language)).collect();
            names.join(", ")
        };
        let (english, danish) = (names(Language::English), names(Language::Danish));
        let expected =
            said!("the headings, among them {english}", "overskrifterne, blandt dem {danish}");
        let mut fault = Fault::new(self.table, FaultKind::Missing, expected);
        fault.line = Some(self.line);
        if self.book.is_some() {
            return fault
                .found(said!(
                    "a first row without any known heading",
                    "en første række uden nogen kendt overskrift"
                ))
                .advise(said!(
                    "Write the headings above the first row",
                    "Skriv overskrifterne over den første række"
                ));
        }
        let advice = said!(
            "Write the headings above the first row, with ; , or tab between them",
            "Skriv overskrifterne over den første række med ; , eller tabulator imellem"
        );
        fault
            .found(said!(
                "a first line without any known heading",
                "en første linje uden nogen kendt overskrift"
            ))
            .advise(advice)
    }

    /// Whether something else than the delimiter stands between the headings; a fault tells so.
    fn is_one_cell(&mut self, log: &mut Log) -> bool {
        let heading = self.record.get(0).unwrap_or_default();
        if self.record.len() == 1 && heading.contains([';', ',', '\t', '|']) {
            let (expected, advice) = match self.book {
                Some(_) => (
                    said!("each heading in a cell of its own", "hver overskrift i sin egen celle"),
                    said!(
                        "Part the cells in Excel: Data, Text to columns",
                        "Del cellerne i Excel: Data, Tekst til kolonner"
                    ),
                ),
                None => (
                    said!(
                        "headings with ; , or tab between them",
                        "overskrifter med ; , eller tabulator imellem"
                    ),
                    said!(
                        "Save the table anew as CSV, and take out a line sep= that names another",
                        "Gem tabellen igen som CSV, og fjern en linje sep=, der angiver noget andet"
                    ),
                ),
            };
            let mut fault = Fault::new(self.table, FaultKind::Malformed, expected);
            fault.line = Some(self.line);
            log.faults
                .push(fault.found(said!("one long heading", "én lang overskrift")).advise(advice));
            self.is_headless = true;
        }
        self.is_headless
    }
}

/// Whether the format has such a column that is not read yet, and so is no slip of the pen.
fn is_of_later(table: Table, heading: &str) -> bool {
    let names: &[&str] = match table {
        Table::Persons => &[
            "class_level",
            "niveau",
            "class_hours",
            "timer",
            "week_hours",
            "ugetimer",
            "home_kind",
            "boligtype",
            "waiting_since",
            "venter_siden",
        ],
        Table::Openings => &["hours", "timer"],
        Table::Decisions => &["begun", "begyndt"],
        _ => &[],
    };
    names.iter().any(|name| heading_key(name) == heading_key(heading))
}

/// Whether a heading says that its column is for people.
fn is_remark(heading: &str) -> bool {
    let remarks = ["note", "bemærkning", "bemærkninger", "kommentar"];
    begins_comment(heading) || remarks.contains(&heading_key(heading).as_str())
}
