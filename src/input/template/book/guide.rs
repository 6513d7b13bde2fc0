use rust_xlsxwriter::{Format, FormatAlign, Worksheet, XlsxError};

use super::look;
use crate::files::book::set_up;
use crate::text::Language;

/// Writes the sheet that says how to use the workbook.
pub(super) fn write(sheet: &mut Worksheet, language: Language) -> Result<(), XlsxError> {
    let (name, title, steps) = match language {
        Language::English => ("how to", "How to use this workbook", ENGLISH),
        Language::Danish => ("vejledning", "Sådan bruges projektmappen", DANISH),
    };
    sheet.set_name(name)?.set_screen_gridlines(false);
    sheet.set_column_width(0, 5)?.set_column_width(1, 100)?;
    sheet.write_string_with_format(0, 0, title, &look::title())?;
    sheet.set_row_height(0, 30)?;
    let text = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let number = Format::new().set_align(FormatAlign::Top).set_align(FormatAlign::Left).set_bold();
    for (row, step) in (1..).zip(steps) {
        sheet.write_number_with_format(row, 0, row, &number)?;
        sheet.write_string_with_format(row, 1, step, &text)?;
        let lines = 1 + step.chars().count() / 105;
        sheet.set_row_height(row, u32::try_from(lines).unwrap_or(1) * 15 + 7)?;
    }
    set_up(sheet, name, 0)
}

const ENGLISH: [&str; 11] = [
    "Fill in the four sheets with red tabs: arrivals (one row a person), dwellings, sites (workplaces) and openings. All other sheets may stay empty.",
    "travel_times: known trips. suitability and preferences: what case workers think of openings and dwellings. decisions: what is decided already. policy: local rules and limits.",
    "Point at a heading to read what belongs under it. Under red headings every row must be filled in; under the others a cell may stay empty.",
    "Of arrival and referred one is enough. A place has lat and lon, or easting and northing.",
    "Rows that begin with # are examples or notes and are not read. You may delete them.",
    "Many cells have a drop-down, from the sheet lists or from the ids of another sheet. You may type something else; the spreadsheet then asks whether you mean it.",
    "Several words in one cell have | between them: welding|driving licence.",
    "Write ids from the case system only. No CPR numbers: they are refused. Names of people do not belong here.",
    "Leave names of sheets and headings as they are. Columns headed note, and sheets whose names begin with #, are for you and not read.",
    "Save as an Excel workbook (.xlsx), as month.xlsx.",
    "Run place check month.xlsx, which says what is wrong and in which cell. Then run place plan month.xlsx, which makes the plan.",
];

const DANISH: [&str; 11] = [
    "Udfyld de fire ark med røde faner: ankomster (én række pr. person), boliger, arbejdssteder og stillinger. Alle andre ark kan stå tomme.",
    "rejsetider: kendte rejser. egnethed og ønsker: sagsbehandlernes syn på stillinger og boliger. beslutninger: det, der allerede er besluttet. politik: lokale regler og grænser.",
    "Peg på en overskrift for at læse, hvad der hører til under den. Under røde overskrifter skal hver række udfyldes; under de andre kan en celle stå tom.",
    "Af ankomst og visiteret er den ene nok. Et sted har bredde og længde eller øst og nord.",
    "Rækker, der begynder med #, er eksempler eller bemærkninger og læses ikke. De kan slettes.",
    "Mange celler har en rulleliste, fra arket lister eller med id'er fra et andet ark. Der kan skrives andet; regnearket spørger så, om det er meningen.",
    "Flere ord i én celle skrives med | imellem: svejsning|kørekort.",
    "Skriv kun id'er fra fagsystemet. Ingen CPR-numre: de afvises. Navne på personer hører ikke til her.",
    "Lad arkenes navne og overskrifterne stå. Kolonner med overskriften note og ark, hvis navn begynder med #, er til eget brug og læses ikke.",
    "Gem som Excel-projektmappe (.xlsx) under navnet måned.xlsx.",
    "Kør place check måned.xlsx, som siger, hvad der er galt, og i hvilken celle. Kør derefter place plan måned.xlsx, som laver planen.",
];
