use std::borrow::Cow;
use std::fmt;
use std::io::{self, ErrorKind};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Language;

/// A short text in every language, for what is said before the language of the reader is known: what is wrong with
/// the files that name it.
///
/// It is made with all of its texts, so none can be missing. Displayed, and in its serde form, it is English; read
/// back from there it is English in every language.
///
/// ```
/// use boligplacering::text::{Language, Said};
///
/// let said = Said::new("an id", "et id");
/// assert_eq!(said.to_string(), "an id");
/// assert_eq!(said.in_language(Language::Danish), "et id");
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Said {
    english: Cow<'static, str>,
    danish: Cow<'static, str>,
}

impl Said {
    /// The same in every language.
    pub fn new(
        english: impl Into<Cow<'static, str>>,
        danish: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self { english: english.into(), danish: danish.into() }
    }

    /// What needs no words: a figure, an id, a name of a file.
    pub fn plain(text: impl Into<Cow<'static, str>>) -> Self {
        let text = text.into();
        Self { danish: text.clone(), english: text }
    }

    /// What `said!` makes; where nothing is filled in, nothing is allocated.
    pub(crate) fn formatted(english: fmt::Arguments<'_>, danish: fmt::Arguments<'_>) -> Self {
        let text = |text: fmt::Arguments<'_>| {
            text.as_str().map_or_else(|| Cow::Owned(text.to_string()), Cow::Borrowed)
        };
        Self { english: text(english), danish: text(danish) }
    }

    /// What the system says of a file, a folder or a stream.
    pub fn system(error: &io::Error) -> Self {
        let danish = match (error.kind(), error.raw_os_error()) {
            (ErrorKind::Other | ErrorKind::InvalidInput, Some(code)) => {
                Cow::Owned(format!("systemfejl {code}"))
            }
            (kind, _) => kind_in_danish(kind),
        };
        Self::new(error.to_string(), danish)
    }

    /// The kind of what the system says, where its own words might show a path.
    pub fn kind(kind: ErrorKind) -> Self {
        Self::new(kind.to_string(), kind_in_danish(kind))
    }

    /// The text in a language.
    pub fn in_language(&self, language: Language) -> &str {
        match language {
            Language::English => &self.english,
            Language::Danish => &self.danish,
        }
    }

    /// The text in English and in Danish, to say more of it.
    pub(crate) fn both(&self) -> [&str; 2] {
        [&self.english, &self.danish]
    }

    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.english.is_empty()
    }
}

fn kind_in_danish(kind: ErrorKind) -> Cow<'static, str> {
    let known = match kind {
        ErrorKind::NotFound => "findes ikke",
        ErrorKind::PermissionDenied => "adgang nægtet",
        ErrorKind::AlreadyExists => "findes allerede",
        ErrorKind::IsADirectory => "er en mappe",
        ErrorKind::NotADirectory => "er ikke en mappe",
        ErrorKind::NotSeekable => "er ikke en fil, men en kanal eller en enhed",
        ErrorKind::DirectoryNotEmpty => "mappen er ikke tom",
        ErrorKind::StorageFull => "der er ikke mere plads",
        ErrorKind::ReadOnlyFilesystem => "der kan kun læses her",
        ErrorKind::InvalidFilename => "navnet kan ikke bruges",
        ErrorKind::ResourceBusy => "er i brug af et andet program",
        ErrorKind::InvalidData => "indholdet kan ikke læses",
        ErrorKind::UnexpectedEof => "slutter for tidligt",
        _ => "kan ikke læses eller skrives",
    };
    Cow::Borrowed(known)
}

/// A text with a language each, formatted as by `format!` from what is in scope.
macro_rules! said {
    ($english:literal, $danish:literal) => {
        $crate::text::Said::formatted(format_args!($english), format_args!($danish))
    };
}
pub(crate) use said;

impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.english)
    }
}

impl PartialEq<str> for Said {
    fn eq(&self, english: &str) -> bool {
        self.english == english
    }
}

impl PartialEq<&str> for Said {
    fn eq(&self, english: &&str) -> bool {
        self.english == *english
    }
}

impl Serialize for Said {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.english)
    }
}

impl<'de> Deserialize<'de> for Said {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::plain)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_said_in_every_language() {
        let count = 3;
        let said = said!("{count} cells", "{count} celler");
        assert_eq!(Language::ALL.map(|l| said.in_language(l)), ["3 cells", "3 celler"]);
        assert_eq!(said, "3 cells");
        assert!(!said.is_empty() && Said::default().is_empty());
    }

    #[test]
    fn its_serde_form_is_english() {
        let said = said!("an id", "et id");
        let json = serde_json::to_string(&said).unwrap();
        assert_eq!(json, "\"an id\"");
        let back: Said = serde_json::from_str(&json).unwrap();
        assert_eq!(Language::ALL.map(|l| back.in_language(l).to_owned()), ["an id", "an id"]);
    }

    #[test]
    fn what_the_system_says_is_told_without_its_words() {
        let error = io::Error::from(ErrorKind::NotFound);
        assert_eq!(Said::system(&error).in_language(Language::Danish), "findes ikke");
        assert_eq!(
            Said::kind(ErrorKind::PermissionDenied).in_language(Language::Danish),
            "adgang nægtet"
        );
    }
}
