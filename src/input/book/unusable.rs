use crate::model::{Fault, FaultKind, Table};
use crate::text::said;

/// Why a file is no workbook that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::input) enum Unusable {
    Empty,
    Damaged,
    TooMuch,
    Password,
    /// Of an old Excel.
    Xls,
    /// Of LibreOffice.
    Ods,
    /// A binary one.
    Xlsb,
    Text,
    Other,
}

impl Unusable {
    /// What is said of it.
    pub(in crate::input) fn fault(self) -> Fault {
        let kind = match self {
            Unusable::Password => FaultKind::Unreadable,
            Unusable::Empty => FaultKind::Empty,
            _ => FaultKind::Malformed,
        };
        let found = match self {
            Unusable::Empty => said!("an empty file", "en tom fil"),
            Unusable::Damaged => said!(
                "a file that is damaged, or that breaks off",
                "en fil, der er beskadiget eller afbrudt"
            ),
            Unusable::TooMuch => said!(
                "far more than a month needs, or a file that was made to do harm",
                "langt mere, end en måned kræver, eller en fil, der er lavet for at gøre skade"
            ),
            Unusable::Password => {
                said!("a workbook with a password", "en projektmappe med adgangskode")
            }
            Unusable::Xls => {
                said!(
                    "a workbook of an old Excel (.xls)",
                    "en projektmappe fra en gammel Excel (.xls)"
                )
            }
            Unusable::Ods => said!("a file of LibreOffice (.ods)", "en fil fra LibreOffice (.ods)"),
            Unusable::Xlsb => said!("a binary workbook (.xlsb)", "en binær projektmappe (.xlsb)"),
            Unusable::Text => said!("a text file", "en tekstfil"),
            Unusable::Other => said!("a file of another kind", "en fil af en anden slags"),
        };
        let advice = match self {
            Unusable::Empty => said!(
                "Write a workbook to fill in with `template --xlsx`",
                "Lav en projektmappe at udfylde med `template --xlsx`"
            ),
            Unusable::Damaged => said!(
                "Open it in Excel or LibreOffice and save it anew as .xlsx",
                "Åbn den i Excel eller LibreOffice, og gem den igen som .xlsx"
            ),
            Unusable::TooMuch => said!(
                "Copy the rows into a new workbook, or save each sheet as CSV in a case folder",
                "Kopiér rækkerne til en ny projektmappe, eller gem hvert ark som CSV i en sagsmappe"
            ),
            Unusable::Password => said!(
                "Take the password off in Excel: File, Info, Protect workbook, Encrypt with password",
                "Fjern adgangskoden i Excel: Filer, Oplysninger, Beskyt projektmappe, Kryptér med adgangskode"
            ),
            Unusable::Text => said!(
                "Name it .csv and put it into a case folder, or open it in Excel and save it as .xlsx",
                "Giv den endelsen .csv, og læg den i en sagsmappe, eller åbn den i Excel, og gem den som .xlsx"
            ),
            Unusable::Xls | Unusable::Ods | Unusable::Xlsb | Unusable::Other => said!(
                "Open it and save it as .xlsx: Save as, Excel workbook",
                "Åbn den, og gem den som .xlsx: Gem som, Excel-projektmappe"
            ),
        };
        let expected = said!("a workbook of Excel (.xlsx)", "en projektmappe fra Excel (.xlsx)");
        let mut fault = Fault::new(Table::Book, kind, expected).found(found).advise(advice);
        fault.file = Some(Table::Book.name().to_owned());
        fault
    }
}
