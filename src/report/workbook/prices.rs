use std::collections::BTreeMap;
use std::sync::Arc;

use rust_xlsxwriter::{Color, Format};

use super::month::Month;
use crate::explain::{Answer, PriceList};
use crate::files::book::{Cell, Looks, Table};
use crate::model::{DwellingId, OpeningId};
use crate::report::priced::{PriceCell, Shade, keys};
use crate::text::tidy;

/// A line of a price has so many characters, ...
const MOST: usize = 13;
/// ... the name of a row so many, ...
const MOST_NAME: usize = 14;
/// ... and that of a column so many in all.
const MOST_HEADING: usize = 40;

/// How dear a price can be, cheapest first.
const PRICES: [Shade; 5] = [Shade::Same, Shade::Little, Shade::Longer, Shade::Far, Shade::Loss];

/// Every household in every dwelling, where prices were worked out.
pub(super) fn homes(of: &Month) -> Option<Table> {
    let (case, prices) = (of.teller.case, of.extras.prices?);
    let of_known = prices.households.iter().filter(|row| of.household(&row.household).is_some());
    let rows = of_known.map(|row| {
        let answers = row.homes.iter().map(|priced| (&priced.dwelling, &priced.answer));
        (row.household.to_string(), answers.collect::<BTreeMap<_, _>>())
    });
    let columns: Vec<(&DwellingId, &str)> =
        case.dwellings().iter().map(|home| (&home.id, home.address.street.as_str())).collect();
    Sheet { of, prices, of_homes: true }.of(&columns, rows.collect())
}

/// Every job seeker in every opening, where prices were worked out.
pub(super) fn openings(of: &Month) -> Option<Table> {
    let (case, prices) = (of.teller.case, of.extras.prices?);
    let of_known = prices.persons.iter().filter(|row| case.person_index(&row.person).is_some());
    let rows = of_known.map(|row| {
        let answers = row.openings.iter().map(|priced| (&priced.opening, &priced.answer));
        (row.person.to_string(), answers.collect::<BTreeMap<_, _>>())
    });
    let employer = |site| of.site(site).map_or("", |site| site.employer.as_str());
    let columns: Vec<(&OpeningId, &str)> =
        case.openings().iter().map(|opening| (&opening.id, employer(&opening.site))).collect();
    Sheet { of, prices, of_homes: false }.of(&columns, rows.collect())
}

struct Sheet<'a> {
    of: &'a Month<'a>,
    prices: &'a PriceList,
    of_homes: bool,
}

impl Sheet<'_> {
    /// The table of columns with their names, and rows with their answers; `None` if there are none of either.
    fn of<T: Ord + ToString>(
        &self,
        columns: &[(&T, &str)],
        rows: Vec<(String, BTreeMap<&T, &Answer>)>,
    ) -> Option<Table> {
        if columns.is_empty() || rows.is_empty() {
            return None;
        }
        let (teller, words) = (&self.of.teller, self.of.teller.words);
        let looks = Shades::new();
        let heads = columns.iter().map(|(id, name)| heading(&id.to_string(), name));
        let headings = [words.row_head(self.of_homes).to_owned()].into_iter().chain(heads);
        let cells = rows.into_iter().map(|(name, answers)| {
            let cells = columns.iter().map(|(id, _)| match answers.get(id) {
                Some(answer) => looks.cell(&PriceCell::new(teller, answer)),
                None => Cell::Empty,
            });
            [Cell::Id(name)].into_iter().chain(cells).collect()
        });
        let most = [MOST_NAME].into_iter().chain(columns.iter().map(|_| MOST)).collect();
        let name = words.prices_sheet(self.of_homes);
        let table = Table::of_any_width(name, headings.collect(), most, cells.collect());
        Some(table.frozen(1).below(self.legend(&looks)))
    }

    /// How to read the table, below it.
    fn legend(&self, looks: &Shades) -> Vec<(Option<Cell>, String)> {
        let words = self.of.teller.words;
        let shaded = |shade, text: &str| looks.styled(shade, text.to_owned());
        let mut lines = vec![
            (None, format!("{}. {}", words.price_table(self.of_homes), words.price_table_note())),
            (Some(shaded(Shade::Here, words.here())), words.planned().to_owned()),
        ];
        let shades = PRICES.into_iter().zip(words.price_legend());
        lines.extend(shades.map(|(shade, told)| (Some(shaded(shade, " ")), told.to_owned())));
        let keys = keys(&self.of.teller, self.prices).into_iter();
        lines.extend(keys.map(|(short, long)| (Some(shaded(Shade::No, short)), long)));
        lines
    }
}

/// The id of a column and its name below it.
fn heading(id: &str, name: &str) -> String {
    let name = tidy(name);
    let most = MOST_HEADING.saturating_sub(id.chars().count()).max(1);
    let cut: String = name.chars().take(most).collect();
    let rest = if cut.len() < name.len() { "…" } else { "" };
    format!("{id}\n{cut}{rest}").trim_end().to_owned()
}

/// How prices look: as on the page.
struct Shades([(Shade, Arc<Format>); 7]);

impl Shades {
    fn new() -> Self {
        let look = |shade: Shade| {
            let (paper, ink) = colours(shade);
            let format = Looks::lined()
                .set_text_wrap()
                .set_background_color(Color::RGB(paper))
                .set_font_color(Color::RGB(ink));
            let format = if shade == Shade::Here { format.set_bold() } else { format };
            (shade, Arc::new(format))
        };
        let [same, little, longer, far, loss] = PRICES;
        Self([Shade::Here, Shade::No, same, little, longer, far, loss].map(look))
    }

    fn cell(&self, PriceCell { shade, text, others }: &PriceCell) -> Cell {
        let lines = [text, others].into_iter().filter(|line| !line.is_empty());
        self.styled(*shade, lines.map(String::as_str).collect::<Vec<_>>().join("\n"))
    }

    fn styled(&self, shade: Shade, text: String) -> Cell {
        let look = self.0.iter().find(|(of, _)| *of == shade).map(|(_, look)| look);
        look.map_or(Cell::Empty, |look| Cell::Styled(text, Arc::clone(look)))
    }
}

/// The colours of the page: of the paper and of the ink.
fn colours(shade: Shade) -> (u32, u32) {
    const INK: u32 = 0x1B_21_27;
    const WHITE: u32 = 0xFF_FF_FF;
    match shade {
        Shade::Here => (INK, WHITE),
        Shade::No => (0xF1_F3_F4, 0x52_5C_66),
        Shade::Same => (WHITE, INK),
        Shade::Little => (0xFB_E9_C6, INK),
        Shade::Longer => (0xF4_CF_9B, INK),
        Shade::Far => (0xDD_9B_72, INK),
        Shade::Loss => (0x8E_2C_1C, WHITE),
    }
}
