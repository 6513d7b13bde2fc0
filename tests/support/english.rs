//! How a text that should be Danish is found out not to be.

/// Words that no Danish text has, and few English ones have none of.
const ENGLISH: &str = "the and of or is are was were not with without which than from be been it its this that these \
    has have had more less found expected line lines column row rows file folder home homes household households \
    dwelling dwellings seeker seekers opening openings person people persons work works trip step steps first best \
    plan's written nothing nobody somebody every each other another there where write read given give kept too \
    late early skill skills language languages bed beds rent hour hours minute minutes week start day days \
    warning warnings fault faults wrong verified proof checked value values bound bounds optimal feasible proven \
    decided provisional clarified below target";

/// Danish words and names that are written alike, or stand for what is in a file.
const ALIKE: &str = "person start plan have";

/// The English words in a text, but for what stands in brackets or backticks: names of files, columns and words in
/// them in the other language.
pub(crate) fn english_words(text: &str) -> Vec<&str> {
    let mut depth = 0;
    let mut quoted = false;
    let mut words = Vec::new();
    for word in text.split_inclusive(|c: char| !(c.is_alphanumeric() || "_-/.".contains(c))) {
        let plain = word.trim_matches(|c: char| !c.is_alphanumeric());
        let outside = depth == 0 && !quoted;
        depth += word.matches('(').count();
        depth = depth.saturating_sub(word.matches(')').count());
        quoted ^= word.matches('`').count() % 2 == 1;
        let is_name = plain.contains(['.', '_', '/']) || plain.chars().any(|c| c.is_ascii_digit());
        let lower = plain.to_lowercase();
        let is_english = ENGLISH.split_whitespace().any(|english| english == lower)
            && !ALIKE.split_whitespace().any(|alike| alike == lower);
        if outside && !is_name && is_english {
            words.push(plain);
        }
    }
    words
}
