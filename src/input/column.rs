mod kind;
pub(super) mod place;

pub(super) use kind::{Kind, Words};

use crate::text::{Language, Said, heading_key, said};

/// A column a table may have: its names in files, what it holds and whether it must be there.
pub(super) struct Spec {
    pub(super) name: &'static str,
    /// Danish names, separated by `|`.
    danish: &'static str,
    /// What people write for it instead, separated by `|`; told, never guessed.
    instead: &'static str,
    /// What a template shows of it, in English and in Danish.
    example: [&'static str; 2],
    /// What the column means, in English and in Danish.
    #[cfg_attr(not(feature = "xlsx"), expect(dead_code, reason = "only workbooks tell it"))]
    meaning: [&'static str; 2],
    /// What its cells hold.
    #[cfg_attr(not(feature = "xlsx"), expect(dead_code, reason = "only workbooks have formats"))]
    pub(super) kind: Kind,
    pub(super) required: bool,
}

impl Spec {
    pub(super) fn names(&self) -> impl Iterator<Item = &'static str> + use<> {
        std::iter::once(self.name).chain(self.danish.split('|'))
    }

    /// The name of the column that a heading reads as.
    pub(super) fn named(&self, heading: &str) -> Option<&'static str> {
        let key = heading_key(heading);
        self.names().find(|name| !key.is_empty() && heading_key(name) == key)
    }

    /// Whether people write `heading` for this column.
    pub(super) fn is_meant_by(&self, heading: &str) -> bool {
        let key = heading_key(heading);
        self.instead.split('|').any(|other| heading_key(other) == key)
    }

    /// The names for a message.
    pub(super) fn told(&self) -> Said {
        let danish = self.danish.split('|').next().unwrap_or_default();
        let english = self.name;
        if english == danish {
            return Said::plain(english);
        }
        said!("{english} ({danish})", "{danish} ({english})")
    }

    /// The same column, with words that people write for it instead.
    pub(super) const fn not(self, instead: &'static str) -> Self {
        Self { instead, ..self }
    }

    /// The same column, with what a template shows of it.
    pub(super) const fn like(self, example: &'static str) -> Self {
        Self { example: [example; 2], ..self }
    }

    /// The same column, with what a template shows of it in English and in Danish.
    pub(super) const fn like_in(self, english: &'static str, danish: &'static str) -> Self {
        Self { example: [english, danish], ..self }
    }

    /// The same column, with what its cells hold.
    pub(super) const fn holds(self, kind: Kind) -> Self {
        Self { kind, ..self }
    }

    /// The same column, with what it means in English and in Danish.
    pub(super) const fn means(self, english: &'static str, danish: &'static str) -> Self {
        Self { meaning: [english, danish], ..self }
    }

    /// What the column means, for those who fill it in.
    #[cfg(feature = "xlsx")]
    pub(super) fn meaning(&self, language: Language) -> &'static str {
        let [english, danish] = self.meaning;
        match language {
            Language::English => english,
            Language::Danish => danish,
        }
    }

    /// Heading and example for a template.
    pub(super) fn template(&self, language: Language) -> [&'static str; 2] {
        let [english, danish] = self.example;
        match language {
            Language::English => [self.name, english],
            Language::Danish => [self.danish.split('|').next().unwrap_or(self.name), danish],
        }
    }
}

pub(super) const fn required(name: &'static str, danish: &'static str) -> Spec {
    Spec { required: true, ..optional(name, danish) }
}

pub(super) const fn optional(name: &'static str, danish: &'static str) -> Spec {
    let (example, meaning) = ([""; 2], [""; 2]);
    Spec { name, danish, instead: "", example, meaning, kind: Kind::Text, required: false }
}

/// A known column, and where it stands in this file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    /// The English name, which is that of the field in the model.
    pub(super) name: &'static str,
    /// The name that the file uses.
    pub(super) shown: &'static str,
    /// The index of its cells, if the file has it.
    pub(super) at: Option<usize>,
}

/// The columns that say where something is.
pub(super) struct PlaceColumns {
    pub(super) degrees: [Column; 2],
    pub(super) metres: [Column; 2],
}

impl PlaceColumns {
    /// The first column of a pair that is there.
    pub(super) fn first(&self) -> Option<Column> {
        let pairs = [self.degrees, self.metres].into_iter();
        pairs.filter(|pair| pair.iter().all(|c| c.at.is_some())).map(|[first, _]| first).next()
    }
}
