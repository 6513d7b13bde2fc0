use std::collections::BTreeMap;

use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DataValidationRule, ExcelDateTime, Formula,
    Worksheet, XlsxError,
};

use super::form::form;
use super::look;
use super::table::TableSheet;
use crate::files::book::set_up;
use crate::input::column::{Kind, Words};
use crate::model::{Policy, Table};
use crate::text::Language;

/// Spreadsheets show no more of a message, and count some characters twice.
const MOST_MESSAGE: usize = 255 / 2;

/// What the drop-downs of a workbook offer.
pub(super) struct Choices {
    pub(super) language: Language,
    words: BTreeMap<Words, Vec<String>>,
    /// Where the ids of a table stand.
    ids: BTreeMap<Table, String>,
}

impl Choices {
    pub(super) fn new(policy: &Policy, sheets: &[TableSheet], language: Language) -> Self {
        let words = Words::ALL.map(|words| (words, words.choices(policy, language)));
        let ids = [
            (Table::Persons, Table::Persons, "person"),
            (Table::Households, Table::Persons, "household"),
            (Table::Dwellings, Table::Dwellings, "dwelling"),
            (Table::Sites, Table::Sites, "site"),
            (Table::Openings, Table::Openings, "opening"),
        ];
        let range = |(of, on, column)| {
            let sheet = sheets.iter().find(|sheet| sheet.table == on)?;
            Some((of, sheet.range_of(column)?))
        };
        Self { language, words: words.into(), ids: ids.into_iter().filter_map(range).collect() }
    }

    pub(super) fn words(&self, words: Words) -> &[String] {
        self.words.get(&words).map_or(&[], Vec::as_slice)
    }

    /// What a cell of a kind offers and looks out for. It only informs: whatever can be read may be typed.
    pub(super) fn validation(&self, kind: Kind) -> Result<Option<DataValidation>, XlsxError> {
        let validation = DataValidation::new();
        let validation = match kind {
            Kind::Word(words) => {
                let range = range(self.sheet(), words as usize, 1, self.words(words).len());
                validation.allow_list_formula(Formula::new(range))
            }
            Kind::IdOf(table) => match self.ids.get(&table) {
                Some(range) => validation.allow_list_formula(Formula::new(range)),
                None => return Ok(None),
            },
            Kind::Whole(least) => {
                validation.allow_whole_number(DataValidationRule::GreaterThanOrEqualTo(least))
            }
            Kind::Number | Kind::Money => {
                validation.allow_decimal_number(DataValidationRule::GreaterThanOrEqualTo(0.0))
            }
            Kind::Date | Kind::Moment => {
                let least = ExcelDateTime::from_ymd(2000, 1, 1)?;
                validation.allow_date(DataValidationRule::GreaterThanOrEqualTo(least))
            }
            Kind::TimeOfDay => {
                let [first, last] =
                    [(0, 0, 0), (23, 59, 59)].map(|(h, m, s)| ExcelDateTime::from_hms(h, m, s));
                validation.allow_time(DataValidationRule::Between(first?, last?))
            }
            Kind::Id | Kind::Text | Kind::Tags => return Ok(None),
        };
        let title = match self.language {
            Language::English => "Is it what you mean?",
            Language::Danish => "Er det sådan, det skal stå?",
        };
        let message = form(kind, self).chars().take(MOST_MESSAGE).collect::<String>();
        validation
            .set_error_style(DataValidationErrorStyle::Information)
            .set_error_title(title)?
            .set_error_message(message)
            .map(Some)
    }

    /// The sheet that the drop-downs take their words from.
    pub(super) fn write(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        sheet.set_name(self.sheet())?;
        for (column, (words, choices)) in (0..).zip(&self.words) {
            sheet
                .set_column_width(column, 22)?
                .set_column_format(column, &look::cells(Kind::Text))?;
            let head = head(*words, self.language);
            sheet.write_string_with_format(0, column, head, &look::heading(false))?;
            for (row, choice) in (1..).zip(choices) {
                sheet.write_string(row, column, choice)?;
            }
        }
        set_up(sheet, self.sheet(), 1)
    }

    fn sheet(&self) -> &'static str {
        match self.language {
            Language::English => "lists",
            Language::Danish => "lister",
        }
    }
}

/// So many cells of a column, from a row on, as a formula names them.
pub(super) fn range(sheet: &str, column: usize, first: usize, count: usize) -> String {
    let column = u16::try_from(column).unwrap_or(u16::MAX);
    let row = |row: usize| u32::try_from(row).unwrap_or(u32::MAX);
    let (first, last) = (row(first), row(first + count.max(1) - 1));
    let cells = rust_xlsxwriter::utility::cell_range_absolute(first, column, last, column);
    format!("='{sheet}'!{cells}")
}

/// The heading of a list.
fn head(words: Words, language: Language) -> &'static str {
    let [english, danish] = match words {
        Words::YesNo => ["yes or no", "ja eller nej"],
        Words::Steps => ["steps of the ladder", "trin på trappen"],
        Words::Modes => ["how a person can travel", "personens transport"],
        Words::Mode => ["means of travel", "transportmiddel"],
        Words::Days => ["days of the week", "ugedage"],
        Words::Homes => ["kinds of dwelling", "boligtyper"],
        Words::Rulings => ["decisions", "beslutninger"],
        Words::Penalties => ["penalties", "straf"],
        Words::Places => ["kinds of place", "stedtyper"],
    };
    match language {
        Language::English => english,
        Language::Danish => danish,
    }
}
